import { css, html, LitElement, svg } from 'lit';
import { property } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import type { BlockGraph, Span } from '../../figures/block-graph.js';
import { graphLooks } from '../../figures/graph-scene.js';
import { mapColumns } from '../../figures/merge-thin.js';
import { FieldReleaseController } from '../shared/controllers/field-release-controller.js';
import { define } from '../shared/define.js';
import { stylesOf } from '../shared/print-scene.js';

/** A reader wants to see what lies here, in the middle. */
export class OverviewMoveEvent extends Event {
  constructor(
    /** Along the flow, in the figure's own coordinates. */
    readonly u: number,
  ) {
    super('overview-move');
  }
}

/**
 * All of a figure that is wider than its view, as a thin map with a frame around what is seen; a press or a drag moves that.
 * Part of `<net-graph>`, for pointers only: with keys, and to a screen reader, the tree of items moves it.
 */
export class GraphOverview extends LitElement {
  static override styles = [
    stylesOf(graphLooks),
    css`
      :host {
        position: relative;
        touch-action: pan-y;
        cursor: pointer;
        user-select: none;
        -webkit-user-select: none;
      }
      svg {
        display: block;
        inline-size: 100%;
        block-size: 100%;
      }
      .slab {
        fill: var(--_tint);
        stroke: none;
      }
      .seen {
        position: absolute;
        inset-block: 0;
        border: 2px solid var(--_accent);
        border-radius: 4px;
        background: color-mix(in srgb, var(--_accent) 12%, transparent);
        cursor: grab;
      }
      @media print {
        :host {
          display: none;
        }
      }
      @media (forced-colors: active) {
        .seen {
          border-color: Highlight;
        }
        .slab {
          fill: CanvasText;
        }
      }
    `,
  ];

  protected readonly fieldRelease = new FieldReleaseController(this);

  @property({ attribute: false }) graph!: BlockGraph;
  /** What the view shows of it. */
  @property({ attribute: false }) seen: Span = [0, 0];

  /** How far from the middle of what is seen a reader has taken hold of it; `undefined` where nobody drags. */
  private hold: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ariaHidden = 'true';
    this.addEventListener('pointerdown', this.pressed);
    this.addEventListener('pointermove', this.dragged);
    for (const type of ['pointerup', 'pointercancel']) this.addEventListener(type, this.released);
  }

  private placeOf({ clientX }: PointerEvent): number {
    const { left, width } = this.getBoundingClientRect();
    return ((clientX - left) / width) * this.graph.width;
  }

  private readonly pressed = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const u = this.placeOf(event);
    const [start, end] = this.seen;
    this.hold = u >= start && u <= end ? u - (start + end) / 2 : 0;
    this.setPointerCapture(event.pointerId);
    this.dragged(event);
  };

  private readonly dragged = (event: PointerEvent): void => {
    if (this.hold !== undefined) this.dispatchEvent(new OverviewMoveEvent(this.placeOf(event) - this.hold));
  };

  private readonly released = (): void => {
    this.hold = undefined;
  };

  protected override render() {
    const { graph, seen } = this;
    const [start, end] = seen.map((u) => (100 * Math.min(graph.width, Math.max(0, u))) / graph.width) as [
      number,
      number,
    ];
    return html`${guard([graph], () => renderMap(graph, this.clientWidth))}
      <div class="seen" .style="left: ${start}%; width: ${end - start}%"></div>`;
  }
}

/** Stretched to the strip: its height says no more than which tensors are larger. */
function renderMap({ width, items }: BlockGraph, pixels: number) {
  const tallest = Math.max(1, ...items.flatMap(({ slabs }) => slabs.map(({ height }) => height)));
  return html`<svg viewBox="0 ${-tallest / 2} ${width} ${tallest}" preserveAspectRatio="none">
    ${mapColumns(items, width / (pixels || width)).map(
      ({ role, colour, path }) => svg`<path class="${role} kind-${colour}" d=${path} />`,
    )}
  </svg>`;
}

define('net-graph-overview', GraphOverview);
