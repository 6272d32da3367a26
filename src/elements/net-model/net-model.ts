import { css, html } from 'lit';
import { define } from '../shared/define.js';
import { NetElement } from '../shared/net-element.js';

/**
 * Owns one network and gives it to the elements inside it, and to those that point at it with `for`. Shows nothing itself.
 *
 * @slot - Elements that show the network, with any page content between them.
 */
export class NetModel extends NetElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `;

  override render() {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-model': NetModel;
  }
}

define('net-model', NetModel);
