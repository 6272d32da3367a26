import { alexnet } from './alexnet.js';
import { calflops } from './calflops.js';
import { dLi14 } from './d-li14.js';
import { efficientnetLite } from './efficientnet-lite.js';
import { keras } from './keras.js';
import { kerasMobilenetV3 } from './keras-mobilenet-v3.js';
import { megviiShufflenetV1 } from './megvii-shufflenet-v1.js';
import { mobilenetV1Paper } from './mobilenet-v1-paper.js';
import { mobilenetV2Paper } from './mobilenet-v2-paper.js';
import { osmrImgclsmob } from './osmr-imgclsmob.js';
import { ptflops } from './ptflops.js';
import { resnet } from './resnet.js';
import { resnetPaper } from './resnet-paper.js';
import { shufflenetV1Paper } from './shufflenet-v1-paper.js';
import { shufflenetV2 } from './shufflenet-v2.js';
import { slimMobilenetV1 } from './slim-mobilenet-v1.js';
import { slimMobilenetV2 } from './slim-mobilenet-v2.js';
import { tonylins } from './tonylins.js';
import { torchvisionMeta } from './torchvision-meta.js';
import { torchvisionMobile } from './torchvision-mobile.js';
import { rowsOf, type PublishedRow } from './types.js';

/** Every table of published figures; a new network's is a file here and its line below. */
const tables = [
  alexnet,
  calflops,
  dLi14,
  efficientnetLite,
  keras,
  kerasMobilenetV3,
  megviiShufflenetV1,
  mobilenetV1Paper,
  mobilenetV2Paper,
  osmrImgclsmob,
  ptflops,
  resnet,
  resnetPaper,
  shufflenetV1Paper,
  shufflenetV2,
  slimMobilenetV1,
  slimMobilenetV2,
  tonylins,
  torchvisionMeta,
  torchvisionMobile,
];

/** Every published row: what was printed where, about which network, and which reading prints the same digits. */
export const published: readonly PublishedRow[] = /* @__PURE__ */ tables.flatMap(rowsOf);
