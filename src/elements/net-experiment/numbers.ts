/** The drawings' equal: tables, and their export. */
import type { ConventionId } from '../../core/index.js';
import { html } from 'lit';
import { lateChunk } from '../../explorer/chunks.js';
import { renderSegments, type Choice } from '../shared/segments.js';
import { renderTakeAway } from '../shared/take-away.js';
import type { ExportRequest } from './export.js';
import type { Loaded } from './load.js';
import { renderEpochs, renderFinals } from './table.js';

const loadExport = lateChunk('The part that makes tables', () => import('./export.js'));

type View = 'finals' | 'epochs';

const VIEWS: readonly Choice<View>[] = [
  { value: 'finals', title: 'Each run at its end' },
  { value: 'epochs', title: 'Every epoch' },
];

interface Numbers {
  readonly loaded: Loaded;
  readonly convention: ConventionId;
  /** What the operations are called. */
  readonly unit: string;
  readonly everyEpoch: boolean;
  readonly showEpochs: (everyEpoch: boolean) => void;
}

export function renderNumbers({ loaded, convention, unit, everyEpoch, showEpochs }: Numbers) {
  const { experiment, recipe, arms } = loaded;
  const table = { arms, epochs: recipe.epochs, convention, unit };
  const view = everyEpoch ? 'epochs' : 'finals';
  return html`
    <details part="numbers">
      <summary>The numbers as a table</summary>
      <div class="tools">
        ${renderSegments({
          label: 'Table',
          choices: VIEWS,
          value: view,
          choose: (next) => showEpochs(next === 'epochs'),
          apart: true,
        })}
        ${renderTakeAway(() => exportResults({ experiment, recipe, arms, convention }, view))}
      </div>
      ${everyEpoch ? renderEpochs(table) : renderFinals(table)}
    </details>
  `;
}

/** A chunk that loads when a reader takes a table away. */
async function exportResults(request: ExportRequest, view: View) {
  const { exportEpochs, exportFinals } = await loadExport();
  return view === 'epochs' ? exportEpochs(request) : exportFinals(request);
}
