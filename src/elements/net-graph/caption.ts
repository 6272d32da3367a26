import { html } from 'lit';
import { conventionOf } from '../../core/index.js';
import { lateChunk } from '../../explorer/chunks.js';
import type { ExplorerState } from '../../explorer/state.js';
import { LateController } from '../shared/controllers/late-controller.js';

const loadNotes = lateChunk('What is said of ways of counting', () => import('../../core/convention-notes.js'));

/** How to read the figure; how its numbers were counted comes a moment later, in words that few elements have. */
export class GraphCaption extends LateController<Awaited<ReturnType<typeof loadNotes>>> {
  constructor(host: ConstructorParameters<typeof LateController>[0]) {
    super(host, loadNotes);
  }

  render({ convention }: ExplorerState) {
    void this.ask();
    const { title } = conventionOf(convention);
    return html`<p part="caption">
      Height: square root of spatial size. Thickness: square root of channels. Counted as
      ${title}${this.value ? html`: ${this.value.noteOf(convention)}` : this.renderLoss('.')}
    </p>`;
  }
}
