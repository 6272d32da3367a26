/** What the number detective has found, in words. */
import type { FigureExplanation } from '../core/detective.js';
import type { Figure } from '../core/figures.js';
import { quantityOf } from '../core/readings.js';
import { formatExact } from './format.js';

const SUPERSCRIPTS: Readonly<Record<number, string>> = { 1: '2¹⁰', 2: '2²⁰', 3: '2³⁰', 4: '2⁴⁰' };
const BITS: Readonly<Record<number, string>> = { 4: '32', 2: '16', 1: '8' };

/** `2³⁰` for the units of those who divide by powers of two; empty for powers of ten. */
function binaryUnit(scale: number): string {
  const power = Math.log2(scale) / 10;
  return power > 0 && Number.isInteger(power) ? SUPERSCRIPTS[power]! : '';
}

function timesText({ reading, manner }: FigureExplanation, { bytes }: Figure): string {
  if (bytes) return `values of ${BITS[manner.times]} bits`;
  if (manner.times === 2) return 'taken twice, as FLOPs';
  return manner.times === 0.5 && quantityOf(reading) === 'operations' ? 'halved, as MACs' : '';
}

function digitsText({ manner }: FigureExplanation, { number }: Figure): string {
  const digits = String(number).length - manner.vague;
  return manner.vague ? `to ${digits === 1 ? 'one digit' : `${digits} digits`}` : '';
}

/** What stands between the count and the figure: `parameters, values of 32 bits, in units of 2²⁰, rounded`. */
export function mannerText(explanation: FigureExplanation, figure: Figure): string {
  const { manner, reading, rounding } = explanation;
  const unit = binaryUnit(manner.scale);
  return [
    quantityOf(reading),
    timesText(explanation, figure),
    unit && `in units of ${unit}`,
    digitsText(explanation, figure),
    manner.scale === 1 ? 'exact' : rounding,
  ]
    .filter(Boolean)
    .join(', ');
}

const RAREST = 10_000;

/** `1 in 90`: how many figures of as many digits would be explained as well. */
export function chanceText(chance: number): string {
  const one = Math.round(1 / chance);
  return one >= RAREST ? `less than 1 in ${formatExact(RAREST)}` : `1 in ${formatExact(Math.max(1, one))}`;
}
