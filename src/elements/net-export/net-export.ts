import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  fileNameOf,
  tableFormats,
  writeTable,
  type ExportTable,
  type TableFormatId,
} from '../../words/table-export.js';
import { CopyController } from '../shared/controllers/copy-controller.js';
import { FieldReleaseController } from '../shared/controllers/field-release-controller.js';
import { define } from '../shared/define.js';
import { download } from '../shared/download.js';
import { renderProblem } from '../shared/problem.js';
import { fieldStyles } from '../shared/fields.js';
import { controls, theme } from '../shared/theme.js';

/**
 * A table to take away, as CSV, JSON, Markdown or LaTeX: to the clipboard or into a file. Tables of the package have one; any
 * script may give it its own by the property `table`.
 *
 * @csspart export - The format and the two buttons.
 * @csspart error - The sentence that says why there is no table.
 */
export class NetExport extends LitElement {
  static override styles = [
    theme,
    controls,
    fieldStyles,
    css`
      [part='export'] {
        display: var(--_saving, flex);
        flex-wrap: wrap;
        align-items: center;
        gap: 0.375rem;
      }
      @media print {
        :host {
          display: none;
        }
      }
      output {
        color: var(--_ink-soft);
        font-size: var(--_text-small);
      }
      output:empty {
        display: none;
      }
    `,
  ];

  protected readonly fieldRelease = new FieldReleaseController(this);
  private readonly copying = new CopyController(this);

  @state() private format: TableFormatId = 'csv';
  /** Why there is no table to take away; the buttons try again. */
  @state() private failure = '';

  /** Makes the table when it is asked for. */
  @property({ attribute: false }) table: (() => ExportTable | Promise<ExportTable>) | undefined;

  override render() {
    const { outcome } = this.copying;
    const said = outcome === 'copied' ? 'Copied' : outcome ? 'The page may not copy; save it instead' : '';
    return html`
      <div part="export" role="group" aria-label="Export">
        <label class="beside">
          Export
          <select @change=${this.choose}>
            ${Object.entries(tableFormats).map(([id, { title }]) => html`<option value=${id} .selected=${id === this.format}>${title}</option>`)}
          </select>
        </label>
        <button type="button" @click=${this.copy}>Copy</button>
        <button type="button" @click=${this.save}>Save</button>
        <output>${said}</output>
      </div>
      ${this.failure ? renderProblem({ message: this.failure }) : nothing}
    `;
  }

  private readonly choose = ({ target }: Event): void => {
    this.format = (target as HTMLSelectElement).value as TableFormatId;
  };

  private async make(): Promise<ExportTable | undefined> {
    this.failure = '';
    try {
      return await this.table?.();
    } catch (error) {
      this.failure = (error as Error).message;
      return undefined;
    }
  }

  private readonly copy = async (): Promise<void> => {
    const table = await this.make();
    if (table) await this.copying.copy(writeTable(table, this.format));
  };

  private readonly save = async (): Promise<void> => {
    const table = await this.make();
    if (!table) return;
    const type = `${tableFormats[this.format].type};charset=utf-8`;
    download(new Blob([writeTable(table, this.format)], { type }), fileNameOf(table, this.format));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'net-export': NetExport;
  }
}

define('net-export', NetExport);
