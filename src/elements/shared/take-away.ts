import { html } from 'lit';
import type { ExportTable } from '../../words/table-export.js';
import '../net-export/net-export.js';

/** What stands under a table so that a reader can take it away; the table is made when they ask. */
export const renderTakeAway = (table: () => ExportTable | Promise<ExportTable>) =>
  html`<net-export .table=${table}></net-export>`;
