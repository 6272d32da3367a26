import { once } from '../core/once.js';

/** A space that does not break and does not stretch: a number stays with its unit. */
const SPACE = '\u00a0';

const STEPS = [
  { size: 1e12, prefix: 'T' },
  { size: 1e9, prefix: 'G' },
  { size: 1e6, prefix: 'M' },
  { size: 1e3, prefix: 'k' },
] as const;

/** Made where it is needed: the first of a page takes longer than a network to build. */
const exact = once(() => new Intl.NumberFormat('en', { maximumFractionDigits: 2 }));

/** `3,504,872` */
export const formatExact = (value: number): string =>
  Number.isSafeInteger(value) ? `${value}`.replace(/\B(?=(\d{3})+$)/g, ',') : exact().format(value);

/** The largest step that leaves at least 1 in front of the point after rounding: 999,999 is `1.00 M`, not `1000.0 k`. */
const stepOf = (value: number, decimals: (scaled: number) => number) =>
  STEPS.find(({ size }) => value * 1.01 >= size && Number((value / size).toFixed(decimals(value / size))) >= 1);

function scaled(value: number, decimals: (scaled: number) => number, unit = ''): string {
  const step = stepOf(Math.abs(value), decimals);
  if (!step) return `${formatExact(Math.abs(value) < 10 ? value : Math.round(value))}${unit && SPACE + unit}`;
  return `${(value / step.size).toFixed(decimals(Math.abs(value / step.size)))}${SPACE}${step.prefix}${unit}`;
}

/** `3.50 M`, `300.8 M`, `928`: as texts quote them, two decimals below ten and one above. */
export const formatCount = (value: number): string => scaled(value, (size) => (size < 9.995 ? 2 : 1));

/** `3.50 M`, `301 M`: three figures, for labels with little room. */
export const formatShort = (value: number): string => scaled(value, threeFigures);

/** `4.82 MB`: decimal units, three figures. */
export const formatBytes = (bytes: number): string => scaled(bytes, threeFigures, 'B');

const threeFigures = (size: number): number => (size < 9.995 ? 2 : size < 99.95 ? 1 : 0);

/** `12.3 %`; what is there but hardly shows is `< 0.1 %`. */
export function formatShare(part: number, whole: number): string {
  const percent = whole ? (100 * part) / whole : 0;
  if (percent > 0 && percent < 0.1) return `<${SPACE}0.1${SPACE}%`;
  return `${percent.toFixed(percent < 9.995 && percent > 0 ? 1 : 0)}${SPACE}%`;
}

/** `16 → 24`, or `24` where nothing changes. */
export const formatChange = (from: number, to: number): string => (from === to ? `${to}` : `${from}→${to}`);

/** `56²`, or `56×48` where a map is not square: for labels with little room. */
export const formatSide = ([height, width]: readonly [number, number, ...unknown[]]): string =>
  height === width ? (height ? `${height}²` : '?') : `${height}×${width}`;

/** `56×56`; `?` where it is not known. */
export const formatSize = ([height, width]: readonly [number, number, ...unknown[]]): string =>
  height ? `${height}×${width}` : '?';

/** Of a shape that is not known there are none. */
export const formatChannels = (channels: number): string => `${channels || '?'}`;

/** `−12.3 %`, `+4 %`, `×7.6` against another number; empty where the two are the same. */
export function formatDifference(value: number, base: number): string {
  if (value === base || !base) return '';
  const ratio = value / base;
  if (ratio >= 3) return `×${SPACE}${formatShort(Number(ratio.toPrecision(3)))}`;
  return `${ratio < 1 ? '−' : '+'}${formatShare(Math.abs(ratio - 1), 1)}`;
}
