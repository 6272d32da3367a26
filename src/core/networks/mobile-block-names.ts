import { partNames, type PartNames, type SchemeNames } from '../blocks/part-names.js';
import { TIMM_EXPANDING, TIMM_PLAIN } from './timm-names.js';

type Parts = SchemeNames[2];

/** What a block has, as far as it moves the numbers of the naming schemes. */
interface Members {
  readonly expands: boolean;
  readonly squeezes: boolean;
}

const conv = (part: string, module: string): Parts => ({
  [`${part}/conv`]: `${module}.0`,
  [`${part}/norm`]: `${module}.1`,
  [`${part}/activation`]: `${module}.2`,
});

/** torchvision’s `InvertedResidual` of MobileNetV3 and `MBConv`: a Sequential that has only the members that are asked for. */
function torchvisionParts({ expands, squeezes }: Members): Parts {
  const members = [expands && 'expand', 'depthwise', squeezes && 'squeeze', 'project'].filter(Boolean);
  const module = (part: string): string => `block.${members.indexOf(part)}`;
  return {
    ...(expands && conv('expand', module('expand'))),
    ...conv('depthwise', module('depthwise')),
    ...(squeezes && {
      'squeeze/pool': `${module('squeeze')}.avgpool`,
      'squeeze/reduce': `${module('squeeze')}.fc1`,
      'squeeze/activation': `${module('squeeze')}.activation`,
      'squeeze/expand': `${module('squeeze')}.fc2`,
      'squeeze/gate': `${module('squeeze')}.scale_activation`,
      'squeeze/scale': `${module('squeeze')}.mul`,
    }),
    ...conv('project', module('project')),
    add: 'add',
  };
}

const TIMM_SQUEEZE: Parts = {
  'squeeze/reduce': 'se.conv_reduce',
  'squeeze/activation': 'se.act1',
  'squeeze/expand': 'se.conv_expand',
  'squeeze/gate': 'se.gate',
};
interface Place extends Members {
  /** What stands before the parts: `features.3.`, `block_3_`. */
  readonly torchvision: string;
  readonly keras: string;
  readonly kerasParts: Parts;
  /** Indices from 0, by which timm counts. */
  readonly stage: number;
  readonly indexInStage: number;
}

/** The names of one block’s parts in every scheme. */
export const mobileBlockNames = ({
  torchvision,
  keras,
  kerasParts,
  stage,
  indexInStage,
  ...members
}: Place): PartNames =>
  partNames(
    ['torchvision', torchvision, torchvisionParts(members)],
    [
      'timm',
      `blocks.${stage}.${indexInStage}.`,
      { ...(members.expands ? TIMM_EXPANDING : TIMM_PLAIN), ...TIMM_SQUEEZE },
    ],
    ['keras', keras, kerasParts],
  );
