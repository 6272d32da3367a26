/** One element by its own entry: its class, its tag and its events. */
import { NetValue } from 'mobilenet-explorer/elements/net-value.js';

export const value: NetValue = document.createElement('net-value');
value.of = 'macs';
export const isOurs = value instanceof NetValue;
document.addEventListener('net-error', ({ message }) => message.length);

// @ts-expect-error a quantity that there is not
value.of = 'weight';
