import { html } from 'lit';
import { families, familyOf } from '../../core/index.js';
import type { NetworkChoice } from '../../explorer/source.js';
import { renderFamilyOptions } from '../shared/family-select.js';

interface AddForm {
  readonly choice: NetworkChoice;
  readonly pick: (choice: NetworkChoice) => void;
  readonly add: () => void;
}

const withPreset = (network: string, preset = Object.keys(familyOf(network).presets)[0]): NetworkChoice => ({
  network,
  options: preset === undefined ? {} : { preset },
});

/** What is offered first. */
export const firstOffer = (): NetworkChoice => withPreset('shufflenet-v2');

/** A family, one of its presets, and a button. */
export function renderAdd({ choice, pick, add }: AddForm) {
  const { presets, presetTitles } = familyOf(choice.network);
  const valueOf = ({ target }: Event): string => (target as HTMLSelectElement).value;
  return html`
    <div class="add" part="add" role="group" aria-label="Add a network">
      <label>
        Add
        <select id="add-network" @change=${(event: Event) => pick(withPreset(valueOf(event)))}>
          ${renderFamilyOptions({ families, choice })}
        </select>
      </label>
      <label>
        as
        <select
          id="add-preset"
          aria-label="Preset"
          @change=${(event: Event) => pick(withPreset(choice.network, valueOf(event)))}
        >
          ${Object.keys(presets).map(
            (preset) =>
              html`<option value=${preset} .selected=${preset === choice.options['preset']}>
                ${presetTitles[preset] ?? preset}
              </option>`,
          )}
        </select>
      </label>
      <button type="button" @click=${add}>Add to the comparison</button>
    </div>
  `;
}
