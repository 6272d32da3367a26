import type { Explanation, NetworkNode, Place } from '../../core/index.js';
import type { Inspection } from '../../explorer/inspection.js';
import { windowsOf, type ReadWindow } from '../../figures/read-windows.js';
import type { Activation } from '../../runtime/index.js';

/** A map before the value, with the window in it that the value reads. */
interface WindowMap extends ReadWindow {
  /** Id of the node whose channel it is. */
  readonly node: string;
  readonly activation: Activation;
}

/** What is seen of one value. */
export interface Scope {
  readonly node: NetworkNode;
  readonly place: Place;
  readonly explanation: Explanation;
  readonly maps: readonly WindowMap[];
  /** The channel that the value stands in; absent where it is shown elsewhere, and of a single value. */
  readonly own: Activation | undefined;
}

interface Question {
  readonly node: NetworkNode;
  readonly place: Place;
  readonly withOwn: boolean;
  readonly signal: AbortSignal;
}

/** Asks one inspection about values; the maps of one run are kept while they are shown, since a sweep stays on them. */
export class ScopeReader {
  private generation = 0;
  private kept = new Map<string, Promise<Activation>>();

  async read(inspection: Inspection, { node, place, withOwn, signal }: Question): Promise<Scope> {
    if (inspection.generation !== this.generation) this.kept.clear();
    this.generation = inspection.generation;
    const explanation = await inspection.explain(node.id, place, signal);
    const before = this.kept;
    const now = new Map<string, Promise<Activation>>();
    const mapOf = (id: string, channel: number): Promise<Activation> => {
      const name = `${channel} ${id}`;
      const map = before.get(name) ?? inspection.activation(id, { channels: [channel], signal });
      now.set(name, map);
      return map;
    };
    const windows = windowsOf(node, explanation.arithmetic);
    const [height, width] = node.outputShape;
    const ownMap = withOwn && height * width > 1 ? mapOf(node.id, place[2]) : undefined;
    const maps = windows.map(async (window) => {
      const id = node.inputs[window.input]!;
      return { ...window, node: id, activation: await mapOf(id, window.channel) };
    });
    const [own, ...shown] = await Promise.all([ownMap, ...maps]); // each has somebody who hears that it failed
    this.kept = now;
    return { node, place, explanation, maps: shown, own };
  }
}
