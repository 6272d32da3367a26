import { html, nothing } from 'lit';
import { formatSpread } from '../../words/experiment-format.js';
import { layoutPlaced, layoutStrips } from '../../figures/experiment-finals.js';
import { sceneOfPlaced, sceneOfStrips, type ArmsScene } from '../../figures/experiment-scenes.js';
import { formatViewBox } from '../../figures/scene.js';
import { formatShort } from '../../words/format.js';
import { printShapes } from '../shared/print-scene.js';
import type { Arm } from './arms.js';
import { renderArms, type Pointing } from './pointing.js';

export interface FinalsChart {
  readonly arms: readonly Arm[];
  readonly colours: ReadonlyMap<string, string>;
  readonly width: number;
  readonly nameOf: (arm: Arm) => string;
  readonly pointing: Pointing;
}

/** A number of each arm's network that finals are drawn against. */
export interface Against {
  readonly title: string;
  readonly of: (arm: Arm) => number | undefined;
  /** Whether a line through the means says something: where the arms are steps of this very number. */
  readonly isSwept: boolean;
}

const AXIS = 'test accuracy after the last epoch, %';

const percents = (finals: readonly number[]): readonly number[] => finals.map((share) => 100 * share);

/** What stands where nothing can be drawn. */
const waiting = ({ runs }: Arm): string => (runs.length ? 'no run is finished' : 'no runs yet');

/** A row an arm: every seed a dot, the mean a stroke, one standard deviation to either side. */
export function renderStrips(chart: FinalsChart) {
  const { arms, width, pointing } = chart;
  const isNarrow = width < 480;
  const groups = arms.map(({ id, label, finals }) => ({ id, label, values: percents(finals) }));
  const layout = layoutStrips(groups, width, isNarrow ? 12 : 104);
  const scene = sceneOfStrips(
    layout,
    (index) => {
      const arm = arms[index]!;
      return { isBaseline: arm.isBaseline, value: arm.summary ? formatSpread(arm.summary) : waiting(arm) };
    },
    AXIS,
    { title: `${AXIS}: ${arms.length} arms`, size: [width, layout.height], colours: chart.colours },
  );
  return renderFinals(scene, chart, { ...pointing, order: arms.map(({ id }) => id) });
}

const renderFinals = (scene: ArmsScene, chart: FinalsChart, pointing: Pointing) => {
  const [, , width, height] = scene.viewBox;
  return html`
    <svg .scene=${scene} part="finals" width=${width} height=${height} viewBox=${formatViewBox(scene)}>
      ${printShapes(scene.ground)} ${renderArms(scene, chart, pointing)}
    </svg>
  `;
};

/** Finals against a number of each network: where it stands sideways, how it did upwards. */
export function renderPlaced(chart: FinalsChart, against: Against) {
  const { arms, width, pointing } = chart;
  const height = Math.round(Math.min(320, Math.max(250, width * 0.48)));
  const groups = arms.flatMap((arm) => {
    const x = against.of(arm);
    return x === undefined ? [] : [{ id: arm.id, label: arm.label, x, values: percents(arm.finals) }];
  });
  const layout = layoutPlaced(groups, width, height);
  const xTicks = layout.xTicks.map(({ at, value }) => ({ at, text: roundShort(value) }));
  const order = layout.points.map(({ id }) => id);
  const scene = sceneOfPlaced(
    { ...layout, xTicks },
    against.isSwept,
    { upwards: AXIS, sideways: against.title },
    {
      title: `${AXIS}, against ${against.title}: ${order.length} arms`,
      size: [width, height],
      colours: chart.colours,
    },
  );
  return html`${renderFinals(scene, chart, { ...pointing, order })} ${renderWaiting(arms)}`;
}

/** `2 M`: a round number. */
const roundShort = (value: number): string => formatShort(value).replace(/\.?0+(?=\D|$)(?<=\.\d*)/, '');

/** Arms that have no place in the drawing yet. */
function renderWaiting(arms: readonly Arm[]) {
  const absent = arms.filter(({ finals }) => !finals.length);
  return absent.length
    ? html`<p class="soft absent">Not drawn: ${absent.map((arm) => `${arm.label} (${waiting(arm)})`).join(', ')}.</p>`
    : nothing;
}
