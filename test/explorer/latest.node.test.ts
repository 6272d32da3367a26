import { describe, expect, it } from 'vitest';
import { Latest } from '../../src/explorer/latest.js';

/** A question whose answer the test gives when it likes. */
class Question {
  signal?: AbortSignal;
  resolve!: (answer: string) => void;
  reject!: (error: Error) => void;
  private readonly promise = new Promise<string>((resolve, reject) => Object.assign(this, { resolve, reject }));

  readonly ask = (signal: AbortSignal): Promise<string> => {
    this.signal = signal;
    return this.promise;
  };
}

describe('Latest', () => {
  it('answers the latest question, and drops what comes late of the one before', async () => {
    const latest = new Latest();
    const [first, second] = [new Question(), new Question()];
    const answers = [latest.ask(first.ask), latest.ask(second.ask)];
    expect([first, second].map(({ signal }) => signal?.aborted)).to.deep.equal([true, false]);
    second.resolve('second');
    first.resolve('first');
    expect(await Promise.all(answers)).to.deep.equal([undefined, 'second']);
  });

  it('says an error of the latest question, and none of the one before', async () => {
    const latest = new Latest();
    const [first, second] = [new Question(), new Question()];
    const early = latest.ask(first.ask);
    const late = latest.ask(second.ask).catch((error: Error) => error.message);
    first.reject(new Error('first'));
    second.reject(new Error('second'));
    expect([await early, await late]).to.deep.equal([undefined, 'second']);
  });

  it('gives nothing of a question that was cancelled, and answers the next', async () => {
    const latest = new Latest();
    const [first, second] = [new Question(), new Question()];
    const early = latest.ask(first.ask);
    latest.cancel();
    expect(first.signal?.aborted).to.equal(true);
    first.reject(new Error('aborted'));
    expect(await early).to.equal(undefined);
    const late = latest.ask(second.ask);
    second.resolve('second');
    expect(await late).to.equal('second');
  });
});
