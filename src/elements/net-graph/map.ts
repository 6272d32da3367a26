import { html, nothing, type ReactiveController } from 'lit';
import { lateChunk } from '../../explorer/chunks.js';
import type { BlockGraph } from '../../figures/block-graph.js';
import { LateController } from '../shared/controllers/late-controller.js';
import type { NetElement } from '../shared/net-element.js';
import type { GraphCamera } from './camera.js';
import type { GraphOverview, OverviewMoveEvent } from './overview.js';

const loadOverview = lateChunk('The map of the whole network', () => import('./overview.js'));

/** The map below a figure that is wider than its view. Its room is there before it. */
export class GraphMap implements ReactiveController {
  private readonly overview: LateController<unknown>;

  constructor(
    private readonly host: NetElement,
    private readonly camera: GraphCamera,
  ) {
    this.overview = new LateController(host, loadOverview);
    host.addController(this);
  }

  private get element(): GraphOverview | null {
    return this.host.renderRoot.querySelector('net-graph-overview');
  }

  hostUpdated(): void {
    if (this.element) void this.overview.ask();
  }

  moved(): void {
    const { element } = this;
    if (element) element.seen = this.camera.seen!;
  }

  render(graph: BlockGraph, width: number) {
    if (graph.orientation === 'vertical' || graph.width <= width + 1) return nothing;
    return html`${this.overview.renderLoss()}<net-graph-overview
        part="overview"
        .graph=${graph}
        .seen=${this.camera.seen!}
        @overview-move=${({ u }: OverviewMoveEvent) => this.camera.centre(u)}
      ></net-graph-overview>`;
  }
}
