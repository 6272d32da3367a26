/** An evaluation as tables to take away: how often each class was taken for which, and each image by itself. */
import { isWhole, type FolderRun } from '../../explorer/evaluation/folder-run.js';
import { SECOND_TOP } from '../../explorer/evaluation/scores.js';
import { RANKINGS } from '../../explorer/evaluation/top-images.js';
import type { ExportTable } from '../../words/table-export.js';
import { formatPart, partsRight } from '../../words/evaluation-words.js';

const titleOf = ({ network, folder }: FolderRun, what: string): string =>
  `${network.title} on ${folder.title}: ${what}`;

const aboutRun = (run: FolderRun): readonly string[] => {
  const { weights, classes, fit, evaluation } = run;
  const { mean, std, order = 'rgb' } = weights.preprocessing;
  const { scores, done, total } = evaluation;
  const right = partsRight(scores, classes.length, SECOND_TOP).map(
    ([words, count]) => `${formatPart(count, scores.judged)} ${words}`,
  );
  return [
    `Weights: ${weights.title}`,
    `Images: ${fit}, (value / 255 - mean) / std with mean ${mean.join(' ')} and std ${std.join(' ')}, ${order}`,
    `Judged images: ${right.join('; ')}`,
    ...(isWhole(run) ? [] : [`Stopped after ${formatPart(done, total)} files`]),
  ];
};

export const exportConfusion = (run: FolderRun): ExportTable => ({
  title: titleOf(run, 'classes'),
  about: aboutRun(run),
  columns: ['class', 'taken for', 'images'],
  rows: run.evaluation.scores.confusion.map(({ truth, predicted, count }) => [
    run.classes[truth]!,
    run.classes[predicted]!,
    count,
  ]),
});

export const exportImages = (run: FolderRun): ExportTable => ({
  title: titleOf(run, 'images'),
  about: aboutRun(run),
  columns: ['file', 'class', 'taken for', 'probability', 'place of its class', 'left out because'],
  rows: [
    ...run.evaluation.scores.outcomes.map(({ file, truth, top, probability }) => [
      file.path,
      truth === undefined ? null : run.classes[truth]!,
      run.classes[top[0]!]!,
      probability,
      truth === undefined || !top.includes(truth) ? null : top.indexOf(truth) + 1,
      null,
    ]),
    ...run.evaluation.skipped.map(({ path, why }) => [path, null, null, null, null, why]),
  ],
});

export function exportChannels(run: FolderRun): ExportTable {
  const { node, by } = run.evaluation.layer!;
  return {
    title: titleOf(run, `channels of ${node}`),
    about: aboutRun(run),
    columns: ['channel', 'by', 'place', 'file', 'value'],
    rows: RANKINGS.flatMap((ranking) =>
      Array.from({ length: by[ranking].channels }, (_, channel) =>
        by[ranking].of(channel).map(({ file, value }, at) => [channel, ranking, at + 1, file.path, value]),
      ).flat(),
    ),
  };
}
