import { excerptName } from '../core/excerpt.js';

/** What can be wrong with a file of weights or of a model, for programs. */
export type FileErrorCode =
  | 'model-format'
  | 'weights-format'
  | 'weights-dtype'
  | 'weights-duplicate'
  | 'weights-offsets'
  | 'weights-names'
  | 'weights-missing'
  | 'weights-unexpected'
  | 'weights-shape'
  | 'weights-value';

/** What an error knows beside its sentence, as far as it is about one of each. */
export interface ErrorFacts {
  /** Id of the node concerned. */
  readonly node?: string | undefined;
  /** Name of the stored tensor concerned. */
  readonly tensor?: string | undefined;
  /** Name of the file concerned. */
  readonly file?: string | undefined;
  readonly expected?: string | undefined;
  /** What came instead, as the sentence shows it. */
  readonly received?: string | undefined;
}

/** An error with a code for programs; `message` says what was expected and what came. */
export abstract class CodedError<Code extends string> extends Error implements ErrorFacts {
  readonly node: string | undefined;
  readonly tensor: string | undefined;
  readonly file: string | undefined;
  readonly expected: string | undefined;
  readonly received: string | undefined;
  constructor(
    readonly code: Code,
    message: string,
    { node, tensor, file, expected, received }: ErrorFacts = {},
  ) {
    super(message);
    this.node = node;
    this.tensor = tensor;
    this.file = file;
    this.expected = expected;
    this.received = received;
  }
}

/** What is wrong with a file; `message` names the file or the tensor, what was expected and what came. */
export class FileError extends CodedError<FileErrorCode> {
  override readonly name = 'FileError';
  constructor(code: FileErrorCode, message: string, facts?: ErrorFacts) {
    super(code, readable(message), facts);
  }
}

/** A damaged length of 19 digits tells nobody anything, nor does a name that is no text. */
export const readable = (text: string): string =>
  text.replace(/\d{13,}(?:\.\d+)?/g, 'a number of more than 12 digits').replace(/[\p{Cc}\p{Co}\p{Cn}\ufffd]+/gu, '·');

/** Of one stored tensor, perhaps of one node's. */
export const tensorError = (
  code: FileErrorCode,
  tensor: string,
  expected: string,
  received: string,
  node?: string,
): FileError =>
  new FileError(code, `tensor ${excerptName(tensor)}: expected ${expected}, got ${received}`, {
    tensor,
    node,
    expected,
    received,
  });

export const duplicateTensor = (tensor: string): FileError => tensorError('weights-duplicate', tensor, 'once', 'twice');

/** Of a whole file. */
export const wholeFileError = (code: FileErrorCode, file: string, expected: string, received: string): FileError =>
  new FileError(code, `${excerptName(file)}: expected ${expected}, got ${received}`, { file, expected, received });

/** What is wrong with a part of a file, which `place` names. */
export type Fault = (place: string, expected: string, received: string) => FileError;

export const faultIn =
  (code: FileErrorCode, file: string): Fault =>
  (place, expected, received) =>
    new FileError(code, `${excerptName(file)}: ${excerptName(place)}: expected ${expected}, got ${received}`, {
      file,
      expected,
      received,
    });

/** Of a model's file: `place` says which part of it. */
export const modelError = (file: string, ...what: Parameters<Fault>): FileError =>
  faultIn('model-format', file)(...what);
