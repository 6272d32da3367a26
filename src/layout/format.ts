/** How numbers are written for readers. Formatters are made once: making one takes longer than using it a thousand times. */
const exact = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 });

const UNITS = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'K'],
] as const;

/** Three digits that count, and one behind the point: 3.50, 14.2, 300.8. */
const shortened = (value: number): string => value.toFixed(value >= 9.995 ? 1 : 2);

function scaled(value: number, none: (value: number) => string): string {
  const unit = UNITS.find(([size]) => Math.abs(value) >= size * 0.9995);
  return unit ? `${shortened(value / unit[0])} ${unit[1]}` : none(value);
}

/** `3.50 M`, `300.8 M`, `864`. */
export const formatCount = (value: number): string => scaled(value, formatExact);

/** `3,504,872` */
export const formatExact = (value: number): string => exact.format(value);

/** `14.0 MB`, in powers of ten as disks and papers have it. */
export const formatBytes = (bytes: number): string =>
  bytes < 1e3 ? `${bytes} B` : `${scaled(bytes, formatExact)}B`.replace('KB', 'kB');

/** `12 %`, `0.4 %`, `< 0.1 %` of a whole. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  return `${percent === 0 || percent >= 9.95 ? percent.toFixed(0) : percent.toFixed(1)} %`;
}

/** `−12 %`, `+0.4 %`, `×7.6` against another number; empty where the two are the same. */
export function formatChange(value: number, base: number): string {
  if (value === base || !base) return '';
  const ratio = value / base;
  if (ratio >= 3) return `×${ratio >= 99.5 ? formatExact(Math.round(ratio)) : ratio.toFixed(1)}`;
  return `${ratio < 1 ? '−' : '+'}${formatShare(Math.abs(ratio - 1))}`;
}
