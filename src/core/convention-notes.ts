/** What conventions count, in a sentence each: for readers, and so apart from the rules. */
import { isCustom, type ConventionId, type RegisteredId } from './conventions.js';

const notes: Readonly<Record<RegisteredId, string>> = {
  paper:
    'Kernels and biases without batch norm, and multiply–adds of convolutions and the classifier: how the authors’ tables are reproduced, theirs being truncated.',
  torchvision:
    'Trainable parameters (num_params), and multiply–adds of convolutions and fully connected layers, which its weight metadata calls GFLOPS.',
  keras:
    'Total params: every tensor, batch norm’s moving statistics included; Keras counts no operations, so these are plain multiply–adds.',
  fvcore:
    'Multiply–adds, 2 for each value of batch norm and 1 for each that adaptive average pooling reads; other pooling counts nothing.',
  torchinfo: 'Multiply–adds, each bias at every position, and batch norm’s γ and β once, not for each position.',
  torchsummaryX: 'Multiply–adds, and 1 for each channel of batch norm (its γ), not for each position.',
  torchprofile:
    'Multiply–adds, and 1 for each value that batch norm, average pooling and a product of two tensors give out; the tool counts no parameters, so these are the trainable ones.',
  ptflops:
    'Multiply–adds, biases, 2 for each value of batch norm, and 1 for each of ReLU and swish and each that pooling reads; nn.ReLU and pooling modules twice, as a module and as the function inside.',
  thop: 'Multiply–adds, 4 for each value of batch norm, and average pooling where it is a module; what is called as a function counts nothing.',
  calflops:
    'Multiply–adds twice, a convolution’s biases, 2 for each value of batch norm, and 1 for each of ReLU and swish (not ReLU6) and each that pooling reads.',
  flops:
    'A multiplication and an addition for each multiply–accumulate, and nothing else: what PyTorch’s own counter reports.',
};

/** What a convention counts, in one sentence. */
export const noteOf = (id: ConventionId): string => (isCustom(id) ? `${id}.` : notes[id]);
