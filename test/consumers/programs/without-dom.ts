/** What runs in Node, where there is no page. */
import { buildNetwork, countParameters, formulaOf, OptionError } from 'mobilenet-explorer/core';
import { published } from 'mobilenet-explorer/core/accounts';
import { readLayersModel } from 'mobilenet-explorer/formats';

const network = buildNetwork('mobilenet-v2', { width: 0.75 });
export const count: number = countParameters(network, 'torchvision');
export const text: string = formulaOf(network, 'stage2/block1').text;
export const others = { published, readLayersModel };
export const optionOf = (error: unknown): string => (error instanceof OptionError ? error.option : '');

// @ts-expect-error a convention that there is not
countParameters(network, 'mine');
