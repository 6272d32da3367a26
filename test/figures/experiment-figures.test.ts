import { describe, expect, it } from 'vitest';
import { CATEGORIES, colourClasses, sweepColour, SWEEP_STEPS } from '../../src/figures/experiment-colours.js';
import { LABEL_LINE, layoutCurves } from '../../src/figures/experiment-curves.js';
import { layoutPlaced, layoutStrips } from '../../src/figures/experiment-finals.js';
import { countAxis, linearAxis } from '../../src/figures/experiment-axis.js';
import { finalsOf, meanCurve, type Run } from '../../src/figures/experiment-runs.js';
import { spreadApart } from '../../src/figures/spread-apart.js';

const run = (seed: number, ...test: number[]): Run => ({
  seed,
  epochs: test.map((value, index) => ({ epoch: index + 1, loss: 2 - value, test: value })),
});

describe('runs', () => {
  const runs = [run(0, 0.3, 0.5), run(1, 0.4, 0.6), run(2, 0.9)];

  it('end with the last epoch of the recipe, not with the best', () => {
    expect(finalsOf([run(0, 0.3, 0.8, 0.7), run(1, 0.4, 0.5)], 3)).to.deep.equal([0.7]);
  });

  it('have a mean over those that are finished alone', () => {
    const mean = meanCurve(runs, 2, 'test');
    expect(mean.map(({ epoch }) => epoch)).to.deep.equal([1, 2]);
    expect(mean[0]!.value).to.be.closeTo(0.35, 1e-12);
    expect(mean[1]!.value).to.be.closeTo(0.55, 1e-12);
    expect(meanCurve([run(0, 0.3)], 2, 'loss')).to.deep.equal([]);
  });
});

describe('axes', () => {
  it('have round ends around their values and numbers with equally many decimals', () => {
    const { at, ticks } = linearAxis({ values: [1.53, 2.11], from: 200, to: 0, spacing: 40 });
    expect(ticks.map(({ text }) => text)).to.deep.equal(['1.5', '1.6', '1.7', '1.8', '1.9', '2.0', '2.1', '2.2']);
    expect(ticks.map((tick) => tick.at)).to.include.members([200, 0]);
    expect(at(1.53)).to.be.within(0, 200);
  });

  it('are there for one value, and draw next to nothing small', () => {
    expect(linearAxis({ values: [5], from: 0, to: 100, spacing: 30 }).at(5)).to.be.closeTo(50, 25);
    const { at } = linearAxis({ values: [1000, 1001], from: 0, to: 100, spacing: 30, span: 200 });
    expect(at(1001) - at(1000)).to.be.lessThan(1);
  });

  it('of epochs have whole numbers, the first and the last at the ends', () => {
    expect(countAxis(3, 10, 110, 30).ticks.map(({ at }) => at)).to.deep.equal([10, 60, 110]);
    expect(countAxis(200, 0, 300, 30).ticks.every(({ value }) => Number.isInteger(value))).to.be.true;
    expect(countAxis(1, 10, 110, 30).ticks.map(({ at }) => at)).to.deep.equal([10]);
  });
});

describe('spreadApart(wishes)', () => {
  const place = (...at: number[]) =>
    spreadApart(
      at.map((wish) => ({ at: wish, size: 10 })),
      0,
      100,
    );

  it('leaves alone what is not in the way', () => expect(place(20, 50, 31)).to.deep.equal([20, 50, 31]));

  it('closes up around the common middle, in the order of the wishes', () => {
    expect(place(50, 50)).to.deep.equal([45, 55]);
    expect(place(52, 50, 48)).to.deep.equal([60, 50, 40]);
  });

  it('keeps inside, and pushes on what is next', () => expect(place(0, 2, 18)).to.deep.equal([5, 15, 25]));
});

describe('layoutCurves(groups)', () => {
  const group = (id: string, end: number) => ({
    id,
    label: `arm ${id} with rather a long name`,
    seeds: [[{ epoch: 1, value: 1 }, { epoch: 2, value: end }]], // prettier-ignore
    mean: [{ epoch: 1, value: 1 }, { epoch: 2, value: end }], // prettier-ignore
  });
  const groups = [group('a', 2), group('b', 2.01), group('c', 2.02), group('d', 1.2)];

  for (const width of [320, 640]) {
    it(`${width} wide: labels stand beside the curves, inside the figure, in the order of the ends, none over another`, () => {
      const { drawn, right } = layoutCurves({ groups, epochs: 2, width, height: 300 });
      expect(drawn.map(({ end }) => end.x)).to.deep.equal(drawn.map(() => right));
      const stacked = [...drawn].sort((a, b) => a.label.y - b.label.y);
      expect(stacked.map(({ id }) => id)).to.deep.equal(['c', 'b', 'a', 'd']);
      stacked.slice(1).forEach(({ label }, index) => {
        const above = stacked[index]!.label;
        expect(label.y - above.y).to.be.at.least(((label.lines.length + above.lines.length) / 2) * LABEL_LINE);
      });
      for (const { label } of drawn) expect(label.x).to.be.within(right, width);
    });
  }

  it('leaves out what has no point, and draws a run that has stopped without a mean', () => {
    const stopped = { ...group('s', 1.5), mean: [] };
    const { drawn } = layoutCurves({
      groups: [{ ...group('n', 1), seeds: [], mean: [] }, stopped],
      epochs: 3,
      width: 640,
      height: 300,
    });
    expect(drawn.map(({ id, mean }) => [id, mean])).to.deep.equal([['s', '']]);
  });

  it('has an axis as long as the longest curve', () => {
    const long = { ...group('l', 1.5), mean: [{ epoch: 7.5, value: 1 }] };
    expect(layoutCurves({ groups: [long], epochs: 3, width: 640, height: 300 }).xTicks.at(-1)!.value).to.equal(8);
  });
});

describe('finals', () => {
  const groups = [
    { id: 'a', label: 't = 1', values: [50, 52, 54], x: 1 },
    { id: 'b', label: 't = 10', values: [60], x: 10 },
    { id: 'c', label: 't = 2', values: [], x: 2 },
  ];

  it('in rows: a dot a seed, mean and one standard deviation to either side, no row lost', () => {
    const { rows, left, right } = layoutStrips(groups, 640, 100);
    const [a, b, c] = rows;
    expect(a!.dots).to.have.length(3);
    expect(a!.summary!.at).to.be.closeTo(a!.dots[1]!, 0.02);
    expect(a!.summary!.to! - a!.summary!.at).to.be.closeTo(a!.dots[2]! - a!.dots[1]!, 0.02); // s = 2
    expect([b!.summary!.from, c!.summary]).to.deep.equal([undefined, undefined]);
    for (const { dots } of rows) for (const at of dots) expect(at).to.be.within(left, right);
  });

  it('against a number: in its order, with a line through the means', () => {
    const { points, path } = layoutPlaced(groups, 640, 300);
    expect(points.map(({ id }) => id)).to.deep.equal(['a', 'b']);
    expect(points[0]!.across).to.be.lessThan(points[1]!.across);
    expect(path.match(/[ML]/g)).to.deep.equal(['M', 'L']);
  });

  it('with almost the same number: close together, their labels one over the other', () => {
    const near = [100, 100.5, 101].map((x, index) => ({ id: `${x}`, label: `arm ${index}`, values: [50, 51], x }));
    const { points } = layoutPlaced(near, 640, 300);
    expect(points[2]!.across - points[0]!.across).to.be.lessThan(60);
    const heights = points.map(({ labelAt }) => labelAt.y);
    expect(new Set(heights).size).to.equal(3);
  });
});

describe('colours', () => {
  /** WCAG 2.2, relative luminance and contrast ratio. */
  const luminance = (colour: string): number => {
    const hex = colour.startsWith('#')
      ? colour
          .slice(1)
          .match(/../g)!
          .map((byte) => parseInt(byte, 16))
      : colour.match(/\d+/g)!.map(Number);
    const [r, g, b] = hex.map((byte) => (byte <= 10 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const contrast = (a: string, b: string): number => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high! + 0.05) / (low! + 0.05);
  };

  for (const [theme, paper] of [
    ['light', '#ffffff'],
    ['dark', '#14181f'],
  ] as const) {
    it(`of a sweep: 3:1 and more on ${theme} paper, lightness one way`, () => {
      const steps = Array.from({ length: SWEEP_STEPS }, (_, step) => sweepColour(step, theme));
      for (const colour of steps) expect(contrast(colour, paper), colour).to.be.at.least(3);
      const lightness = steps.map(luminance);
      expect([...lightness].sort((a, b) => a - b)).to.deep.equal(lightness);
    });
  }

  it('are one an arm; the baseline is in ink where arms have no order', () => {
    const arms = Array.from({ length: CATEGORIES + 1 }, (_, index) => ({ id: `${index}` }));
    for (const isSweep of [true, false])
      expect(new Set(colourClasses(arms, '3', isSweep).values()).size).to.equal(arms.length);
    expect(colourClasses(arms, '3', false).get('3')).to.equal('base');
  });
});
