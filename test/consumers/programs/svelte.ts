/// <reference types="mobilenet-explorer/svelte" />
/** What Svelte's tools ask for the attributes of a tag. */
import type { SvelteHTMLElements } from 'svelte/elements';

type Attributes = SvelteHTMLElements['net-graph'];

export const right: Attributes = { detail: 'blocks', measure: 'none', 'onnet-select': (event) => event.path };

// @ts-expect-error a value that the attribute does not have
export const wrong: Attributes = { detail: 'nope' };
