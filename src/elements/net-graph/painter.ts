import type { ReactiveControllerHost } from 'lit';
import type { BlockGraph } from '../../figures/block-graph.js';
import { lateChunk } from '../../explorer/chunks.js';
import type { Inspection } from '../../explorer/inspection.js';
import { LateController } from '../shared/controllers/late-controller.js';
import type { Transform } from '../shared/controllers/zoom-transform.js';
import { ThemeController, themeOf } from '../shared/theme-of.js';

const loadPictures = lateChunk('The part that paints pictures', () => import('./pictures.js'));

/** What is painted, and where. */
export interface Painting {
  readonly canvas: HTMLCanvasElement;
  readonly size: readonly [width: number, height: number];
  readonly graph: BlockGraph;
  readonly thumbnails: Inspection['thumbnails'] | undefined;
  readonly origin: Transform;
}

/** Paints the pictures of activations behind a graph, with the next frame. */
export class Painter {
  /** Colour ramps come with the first pictures. */
  readonly late: LateController<typeof import('./pictures.js')>;
  protected readonly themed: ThemeController;
  /** The frame that will paint, and whether there is something on the canvas. */
  private frame = 0;
  private isPainted = false;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    /** Whether there are pictures, or will be. */
    private readonly isWanted: () => boolean,
    private readonly paintingOf: () => Painting | undefined,
  ) {
    this.themed = new ThemeController(host, () => this.paint());
    this.late = new LateController(host, loadPictures);
  }

  /** What is behind a page needs no pictures, and asking for colours costs a layout. */
  paint(): void {
    if (this.frame || (!this.isWanted() && !this.isPainted)) return;
    this.frame = requestAnimationFrame(() => this.paintNow());
  }

  private paintNow(): void {
    this.frame = 0;
    this.isPainted = this.isWanted();
    const painting = this.paintingOf();
    if (!painting) return;
    // What has just come paints after the host's update.
    if (!this.late.value) return void this.late.ask();
    const { canvas, size, graph, thumbnails, origin } = painting;
    this.late.value.paintPictures(canvas, size, graph, thumbnails ?? new Map(), origin, themeOf(this.host));
  }
}
