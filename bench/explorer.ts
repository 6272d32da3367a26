/** An explorer in the page, used as a reader uses it. */
import '../src/elements/net-explorer/net-explorer.js';
import type { NetActivations } from '../src/elements/net-activations/net-activations.js';
import type { NetExplorer } from '../src/elements/net-explorer/net-explorer.js';
import type { NetGraph } from '../src/elements/net-graph/net-graph.js';
import type { ExplorerState } from '../src/explorer/state.js';

export interface Explorer {
  readonly element: NetExplorer;
  readonly state: ExplorerState;
  readonly graph: NetGraph;
  readonly activations: NetActivations;
}

/** Puts an explorer into the page; gives it once it is drawn. */
export async function openExplorer(attributes: Readonly<Record<string, string>>): Promise<Explorer> {
  const element = document.createElement('net-explorer');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  await until(() => element.shadowRoot?.querySelector('net-activations:defined'));
  const find = <T extends Element>(tag: string): T => element.shadowRoot!.querySelector<T>(tag)!;
  const explorer = {
    element,
    state: element.state!,
    graph: find<NetGraph>('net-graph'),
    activations: find<NetActivations>('net-activations'),
  };
  await until(() => explorer.graph.shadowRoot!.querySelector('[data-path]'));
  return explorer;
}

export const frame = (): Promise<number> => new Promise(requestAnimationFrame);

export const rest = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Looks with every frame until there is something. */
export async function until<T>(look: () => T | undefined | null | false): Promise<T> {
  for (;;) {
    const found = look();
    if (found) return found;
    await frame();
  }
}

/** The moment after the frame that the current one leads to is made: what is drawn now is on the screen then. */
export async function shown(): Promise<number> {
  await frame();
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (port1.close(), resolve());
    port2.postMessage(undefined);
  });
  return performance.now();
}

/** All elements under a root, those inside shadow roots too. */
export function* elementsUnder(root: Element | ShadowRoot): Iterable<Element> {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    if (element.shadowRoot) yield* elementsUnder(element.shadowRoot);
  }
}

/** Waits until the network runs on the image. */
export async function running({ inspection }: ExplorerState): Promise<void> {
  inspection.start();
  const phase = await until(() => ['ready', 'failed'].includes(inspection.phase) && inspection.phase);
  if (phase === 'failed') throw new Error('the network could not be run');
}
