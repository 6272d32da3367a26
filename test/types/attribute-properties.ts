/** What must not compile where a script sets the properties of an element. `tsc -b` reads this; nothing runs. */
import type { NetGraph } from '../../src/elements/net-graph/net-graph.js';

export function set(graph: NetGraph): void {
  graph.network = 'resnet';
  graph.width = 0.35;
  graph.depth = 50;
  graph.depth = '50';
  graph.resolution = [96, 128];
  graph.preActivation = true;
  graph.blocks = [[6, 24, 2, 2]];
  graph.width = undefined;
  graph.detail = null;

  // @ts-expect-error a misspelt option
  graph.widht = 0.35;
  // @ts-expect-error a depth that ResNet does not have
  graph.depth = 51;
  // @ts-expect-error text where all families take numbers
  graph.resolution = 'large';
  // @ts-expect-error a convention that does not exist
  graph.convention = 'mine';
  // @ts-expect-error a network that does not exist
  graph.network = 'lenet';
}

/** As much of a model of tfjs as says that it is one. */
declare const live: { save(handler: string | { save?: () => Promise<object> }, config?: object): Promise<object> };

export function show(graph: NetGraph): void {
  graph.model = live;
  graph.model = 'model.json';
  graph.model = null;

  // @ts-expect-error a promise of a model
  graph.model = Promise.resolve(live);
}
