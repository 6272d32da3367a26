/** What must not compile in a family's file. `tsc -b` reads this; nothing runs. */
import { defineFamily } from '../../src/core/family.js';
import { NetworkBuilder } from '../../src/core/network.js';
import { choice, classesOption, resolutionOption } from '../../src/core/networks/common.js';
import { defineOptions, type SettingsOf } from '../../src/core/options.js';

const described = { title: '', description: '' };

const options = defineOptions([
  { ...described, name: 'depth', type: 'choice', default: '50', values: [choice('18'), choice('50')] },
  { ...described, name: 'stem', type: 'integer', default: null, minimum: 1, maximum: 9, step: 1 },
  { ...described, name: 'shallow', type: 'flag', default: false },
  resolutionOption([224]),
  classesOption,
]);
type Settings = SettingsOf<typeof options>;

/** The whole of what the options say: each value has its own type. */
export const settings: Settings = { depth: '18', stem: null, shallow: true, resolution: [224, 192], classes: 10 };

const family = { id: 'x', title: 'X', year: 2000, paper: '' };
const build = (chosen: Settings) => new NetworkBuilder('x', chosen.depth, chosen).finish();

defineFamily({ ...family, options, presets: { paper: { depth: '18' } }, presetTitles: { paper: '' }, build });

// @ts-expect-error a builder that reads an option by a name it does not have (any more)
export const renamed = ({ layers }: Settings) => layers;

// @ts-expect-error a value that the option does not have
export const isFamous = ({ depth }: Settings) => depth === '34';

// @ts-expect-error an option that may be left out, used as if it could not
export const twice = ({ stem }: Settings) => stem * 2;

defineOptions([
  // @ts-expect-error a default that is none of the values
  { ...described, name: 'depth', type: 'choice', default: '34', values: [choice('18'), choice('50')] },
]);

defineOptions([
  // @ts-expect-error a number's default that is a text
  { ...described, name: 'stem', type: 'integer', default: '1', minimum: 1, maximum: 9, step: 1 },
]);

defineOptions([
  // @ts-expect-error a misspelt field of a specification
  { ...described, name: 'stem', type: 'integer', default: 1, minimum: 1, maximun: 9, step: 1 },
]);

// @ts-expect-error a preset that sets an option which there is not
defineFamily({ ...family, options, presets: { paper: { dept: '18' } }, presetTitles: { paper: '' }, build });

// @ts-expect-error a preset with a value that its option does not have
defineFamily({ ...family, options, presets: { paper: { depth: '34' } }, presetTitles: { paper: '' }, build });

// @ts-expect-error a preset without a title
defineFamily({ ...family, options, presets: { paper: {}, keras: {} }, presetTitles: { paper: '' }, build });

// @ts-expect-error a builder that asks for settings which the options do not give
defineFamily({ ...family, options: [classesOption], presets: {}, presetTitles: {}, build });
