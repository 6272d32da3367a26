/** Which lines the arithmetic of a count has. */
import { isWithin, type Formula, type Network } from '../../core/index.js';

/** The post's table names the convolutions of a block so; the paper calls the last one projection. */
const POST_ROWS: Readonly<Record<string, string>> = { expand: 'Expansion', depthwise: 'Depthwise', project: 'Squeeze' };

/** One line of arithmetic: a label, and one count in symbols or the sum of several. */
export interface Line {
  readonly label: string;
  readonly formulas: readonly Formula[];
  /** Where a click on the label leads. */
  readonly path?: string;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A convolution of a block, named as in the post's table where it has such a one; of two in a unit, each by its own name too. */
export function lineOfBlock(formula: Formula, { id: family, groups }: Network): Line {
  const [unit = '', node = ''] = formula.path.split('/').slice(-2);
  const group = groups.find(({ id }) => formula.path.startsWith(`${id}/`) && id.endsWith(`/${unit}`));
  const own = `${capital(group?.title ?? formula.title)}${group && node !== 'conv' ? `, ${node}` : ''}`;
  return { formulas: [formula], label: (family === 'mobilenet-v2' && POST_ROWS[unit]) || own };
}

/** The parts right inside: of the network its stages, of a stage its blocks. One alone shows its formula. */
export function linesOfSum({ path, rows = [] }: Formula, { groups }: Network): Line[] {
  const depth = path ? path.split('/').length + 1 : 1;
  const parts = new Set(rows.map((row) => row.path.split('/').slice(0, depth).join('/')));
  return [...parts].map((part) => {
    const formulas = rows.filter((row) => isWithin(row.path, part));
    const title = groups.find(({ id }) => id === part)?.title ?? formulas[0]!.title;
    return { label: capital(title), formulas, path: part };
  });
}
