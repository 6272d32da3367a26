/** Arms are pointed at and chosen in every drawing of them, by pointer and by keys. */
import { svg } from 'lit';
import type { ArmsScene } from '../../figures/experiment-scenes.js';
import type { Group } from '../../figures/scene.js';
import { printShape } from '../shared/print-scene.js';
import type { Arm } from './arms.js';

export interface Pointing {
  /** Ids in the order in which the arrow keys move. */
  readonly order: readonly string[];
  /** The arm under the pointer or the keyboard's focus. */
  readonly active: string | undefined;
  /** The arm that was chosen last. */
  readonly chosen: string | undefined;
  readonly point: (id: string | undefined) => void;
  readonly choose: (id: string) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** An arm as an option of a list. `name` is all that a screen reader hears of it; spaces part the words that are seen. */
function renderOption({ role, path: id = '', content }: Group, name: string, pointing: Pointing) {
  const { order, active, chosen, point, choose } = pointing;
  const isFocusable = id === (active ?? chosen ?? order[0]);
  return svg`
    <g
      class="${role} ${active && id !== active ? 'faded' : ''} ${id === active ? 'active' : ''}"
      role="option"
      data-id=${id}
      tabindex=${isFocusable ? 0 : -1}
      aria-selected=${id === chosen}
      aria-label=${name}
      @pointerenter=${() => point(id)}
      @pointerleave=${() => point(undefined)}
      @focus=${() => point(id)}
      @blur=${() => point(undefined)}
      @click=${() => choose(id)}
    >${content.map((shape) => svg`${printShape(shape)} `)}</g>
  `;
}

/** All arms of a drawing, as options of a list. */
export const renderArms = (
  { title, arms: groups }: ArmsScene,
  { arms, nameOf }: { readonly arms: readonly Arm[]; readonly nameOf: (arm: Arm) => string },
  pointing: Pointing,
) =>
  renderOptions(
    title,
    pointing,
    groups.map((group) => renderOption(group, nameOf(arms.find(({ id }) => id === group.path)!), pointing)),
  );

/** The list around them. The one that is pointed at is painted last. */
const renderOptions = (label: string, pointing: Pointing, options: unknown) => svg`
  <g role="listbox" aria-label=${label} @keydown=${(event: KeyboardEvent) => move(event, pointing)}>${options}</g>
`;

function move(event: KeyboardEvent, { order, choose }: Pointing): void {
  const current = (event.target as Element).closest('[data-id]')?.getAttribute('data-id') ?? '';
  const at = order.indexOf(current);
  const last = order.length - 1;
  const step = STEPS[event.key];
  const next = event.key === 'Home' ? 0 : event.key === 'End' ? last : step && Math.min(last, Math.max(0, at + step));
  if (next === undefined && event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  if (next === undefined) return choose(current);
  const list = event.currentTarget as Element;
  list.querySelector<SVGElement>(`[data-id="${CSS.escape(order[next]!)}"]`)?.focus();
}
