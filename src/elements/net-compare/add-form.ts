import { html, nothing } from 'lit';
import { attributeOf, families, formatOption, optionOf, parseOption, type FamilyRegister } from '../../core/index.js';
import type { NetworkChoice } from '../../explorer/source.js';
import { renderFamilyOptions } from '../shared/family-select.js';

interface AddForm {
  /** All there are to choose from, models of the reader's own too. */
  readonly families: FamilyRegister;
  readonly choice: NetworkChoice;
  readonly pick: (choice: NetworkChoice) => void;
  readonly add: () => void;
  /** Told what is wrong with a number. */
  readonly fail: (message: string) => void;
}

function withPreset(register: FamilyRegister, network: string, preset?: string): NetworkChoice {
  const known = preset ?? Object.keys(register.of(network).presets)[0];
  return { network, options: known === undefined ? {} : { preset: known } };
}

/** What is offered first. */
export const firstOffer = (): NetworkChoice => withPreset(families, 'shufflenet-v2');

const valueOf = ({ target }: Event): string => (target as HTMLSelectElement).value;

/** A family, one of its presets, any width and resolution, and a button. */
export function renderAdd(form: AddForm) {
  const { families: register, choice, pick, add } = form;
  const { presets, presetTitles } = register.of(choice.network);
  const names = Object.keys(presets);
  return html`
    <div class="add" part="add" role="group" aria-label="Add a network">
      <label>
        Add
        <select id="add-network" @change=${(event: Event) => pick(withPreset(register, valueOf(event)))}>
          ${renderFamilyOptions({ families: register, choice })}
        </select>
      </label>
      ${
        names.length
          ? html`<label>
              as
              <select
                id="add-preset"
                aria-label="Preset"
                @change=${(event: Event) => pick(withPreset(register, choice.network, valueOf(event)))}
              >
                ${names.map(
                  (preset) =>
                    html`<option value=${preset} .selected=${preset === choice.options['preset']}>
                      ${presetTitles[preset] ?? preset}
                    </option>`,
                )}
              </select>
            </label>`
          : nothing
      }
      ${(['width', 'resolution'] as const).map((name) => renderNumber(form, name))}
      <button type="button" @click=${add}>Add to the comparison</button>
    </div>
  `;
}

/** A width or a resolution; what the preset says where nothing is typed, and nothing where the family has no such option. */
function renderNumber({ families: register, choice, pick, fail }: AddForm, name: 'width' | 'resolution') {
  const family = register.of(choice.network);
  if (!family.options.some((option) => option.name === name)) return nothing;
  const spec = optionOf(family, name);
  const value = choice.options[name];
  const set = (event: Event): void => {
    const others = Object.fromEntries(Object.entries(choice.options).filter(([option]) => option !== name));
    const text = valueOf(event).trim();
    try {
      pick({ ...choice, options: text ? { ...others, [name]: parseOption(spec, text) } : others });
    } catch (error) {
      (event.target as HTMLInputElement).value = value === undefined ? '' : formatOption(spec, value);
      fail((error as Error).message);
    }
  };
  return html`<label>
    ${spec.title.toLowerCase()}
    <input
      id="add-${attributeOf(name)}"
      type="text"
      size="10"
      placeholder="as published"
      .value=${value === undefined ? '' : formatOption(spec, value)}
      @change=${set}
    />
  </label>`;
}
