import { css, html } from 'lit';
import { define } from '../shared/define.js';
import { NetElement } from '../shared/net-element.js';
import { loadLook, type Activation } from '../shared/load-look.js';
import type { Problem } from '../../explorer/problem.js';

/**
 * Owns one network and gives it to the elements inside it, and to those that point at it with `for`. Shows nothing itself but what is wrong with its tag.
 *
 * @csspart error - The sentence that says what is wrong with the tag.
 * @slot - Elements that show the network, with any page content between them.
 */
export class NetModel extends NetElement {
  static override styles = css`
    :host {
      display: contents;
    }
    [part='error'] {
      color: var(--net-danger, light-dark(#a8323f, #f0919b));
    }
  `;

  /** The values that a node gives out for the image that is shown, or the last node of a group; loads and runs the network if need be. */
  async activation(path: string): Promise<Activation> {
    return (await loadLook()).activationOf(this.shownState, path);
  }

  protected override renderShown() {
    return html`<slot></slot>`;
  }

  protected override renderTagProblems(problems: readonly Problem[]) {
    return html`${super.renderTagProblems(problems)}<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-model': NetModel;
  }
}

define('net-model', NetModel);
