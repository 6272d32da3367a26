/// <reference types="mobilenet-explorer/vue" />
/** What Vue's tools ask for the props of a tag in a template. */
import type { GlobalComponents } from 'vue';

type Props = InstanceType<GlobalComponents['net-graph']>['$props'];
type WholeProps = InstanceType<GlobalComponents['net-explorer']>['$props'];

export const right: Props = { detail: 'blocks', measure: 'none', class: 'wide', onNetSelect: (event) => event.path };

export const whole: WholeProps = { urlState: true, 'no-table': true, preActivation: 'true', width: '0.75' };

// @ts-expect-error a value that the attribute does not have
export const wrong: Props = { detail: 'nope' };
