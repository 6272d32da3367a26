/// <reference types="mobilenet-explorer/vue" />
/** What Vue's tools ask for the props of a tag in a template. */
import type { GlobalComponents } from 'vue';

type Props = InstanceType<GlobalComponents['net-graph']>['$props'];

export const right: Props = { detail: 'blocks', 'no-costs': true, class: 'wide', onNetSelect: (event) => event.path };

// @ts-expect-error a value that the attribute does not have
export const wrong: Props = { detail: 'nope' };
