/** The attributes of `NetElement` as properties. The attribute keeps the value: there is one place to look and to change. */
import { DETAILS, FITS, formatOption, parseConvention } from '../../core/index.js';
import { optionAttributes, pageFamilies } from '../../explorer/families.js';
import { THEMES, type Theme } from '../../explorer/parse-look.js';
import { networkAttributes, parseChoice, propertyOf, textsOf } from '../../explorer/source.js';
import { viewAttributes } from './view-attributes.js';
import { liveModels } from './live-models.js';
import type { TfjsModel } from '../../explorer/imported/live-model.js';
import type { ConventionId, Detail, Fit, OptionValue } from '../../core/index.js';
import type { AnySettings, NetworkId } from '../../core/networks/index.js';

type NameIn<Settings> = Settings extends unknown ? keyof Settings : never;
type ValueIn<Settings, Name> = Settings extends unknown
  ? Name extends keyof Settings
    ? Settings[Name]
    : never
  : never;
/** What is a number to those who write code may be given as one: `depth = 50`. */
type Given<Value> = Value extends `${infer Count extends number}` ? Value | Count : Value;

/** The options of all families; `null` or `undefined` leaves one out. */
export type OptionProperties = {
  [Name in NameIn<AnySettings>]?: Given<ValueIn<AnySettings, Name>> | null | undefined;
};

/** Attributes that say which network is meant and how it is shown, as properties: what was asked for, not what a reader chose since. */
export interface AttributeProperties extends OptionProperties {
  model?: string | TfjsModel | null | undefined;
  network?: NetworkId | null | undefined;
  preset?: string | null | undefined;
  select?: string | null | undefined;
  convention?: ConventionId | null | undefined;
  detail?: Detail | null | undefined;
  weights?: string | null | undefined;
  image?: string | null | undefined;
  imageFit?: Fit | null | undefined;
  theme?: Theme | null | undefined;
  overlay?: string | null | undefined;
  overlayAs?: string | null | undefined;
  imageValues?: string | null | undefined;
  classNames?: string | null | undefined;
}

const attributes = [...networkAttributes, ...viewAttributes];

/** What an attribute says; nothing where it is absent, wrong, as the element then says itself, or of a family still to come. */
function read(element: Element, attribute: string): unknown {
  const text = element.getAttribute(attribute) ?? undefined;
  try {
    if (optionAttributes.includes(attribute))
      return parseChoice(textsOf(element), pageFamilies, () => {}).options[propertyOf(attribute)];
    if (attribute === 'convention') return parseConvention(text);
    if (attribute === 'image-fit') return FITS.find((fit) => fit === text);
    if (attribute === 'theme') return THEMES.find((theme) => theme === text);
    return attribute === 'detail' ? DETAILS.find((detail) => detail === text) : text;
  } catch {
    return undefined;
  }
}

/** What has a live model beside its attributes. */
interface ModelHolder extends Element {
  giveModel(model: object | undefined): void;
}

/** Whether a value of `model` is nothing that an attribute says: a live model, or the end of one. */
function takesModel(element: ModelHolder, value: unknown): boolean {
  const isLive = Object(value) === value; // also a function
  if (!isLive && ((value ?? null) !== null || !liveModels.get(element))) return false;
  element.giveModel(isLive ? (value as object) : undefined);
  return true;
}

/** Gives a class the properties, except where it has something else of that name. */
export function addAttributeProperties(prototype: ModelHolder): void {
  for (const attribute of attributes) {
    const name = propertyOf(attribute);
    if (name in prototype) continue;
    Object.defineProperty(prototype, name, {
      get(this: Element) {
        return (attribute === 'model' && liveModels.get(this)) || read(this, attribute);
      },
      set(this: ModelHolder, value: OptionValue | undefined) {
        if (attribute === 'model' && takesModel(this, value)) return;
        if (value === undefined || value === null) this.removeAttribute(attribute);
        else this.setAttribute(attribute, formatOption(undefined, value));
      },
    });
  }
}

/** Takes up what a page set before the element was defined, which would hide the properties. */
export function adoptProperties(element: Element): void {
  for (const name of attributes.map(propertyOf)) {
    if (!Object.hasOwn(element, name)) continue;
    const value: unknown = Reflect.get(element, name);
    Reflect.deleteProperty(element, name);
    Reflect.set(element, name, value);
  }
}
