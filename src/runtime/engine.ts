/** Answers what the page asks, whether it runs in the worker or in the page itself. Owns every tensor there is. */
import * as tf from '@tensorflow/tfjs-core';
import { forgetBackend, startBackend } from './backend.js';
import { isContextLost, unlessContextIsLost } from './context-loss.js';
import { EngineError, engineErrorOf } from './engine-error.js';
import { NetworkStore } from './network-store.js';
import type { Request, ResultOf, CallName } from './protocol.js';
import { Session } from './session.js';
import { Turns } from './turns.js';
import type { BackendName, Progress } from './types.js';

export interface Answering {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

type SessionRequest = Exclude<Request, { call: 'open' }>;

interface Opened {
  readonly session: Session;
  readonly backend: BackendName;
  readonly turns: Turns;
}

export class EngineHost {
  private readonly store = new NetworkStore();
  private readonly sessions = new Map<number, Opened>();
  /** Why nothing more is to be had from here. */
  private lost: EngineError | undefined;

  /** Throws `EngineError`, or the signal's reason where the page has lost interest. */
  async answer(request: Request, answering: Answering): Promise<ResultOf<CallName>> {
    if (this.lost) throw this.lost;
    if (request.call === 'open') return this.open(request.params);
    const opened = this.sessions.get(request.params.session);
    if (!opened) throw new EngineError('closed', 'expected an open engine, got one that is closed');
    return opened.turns.take(() => this.answerInTurn(opened, request, answering));
  }

  private async open({ session, backend: choice }: { session: number; backend: Parameters<typeof startBackend>[0] }) {
    const backend = await startBackend(choice);
    this.sessions.set(session, { session: new Session(this.store, backend), backend, turns: new Turns() });
    return { backend };
  }

  private async answerInTurn(
    opened: Opened,
    request: SessionRequest,
    { signal, onProgress }: Answering,
  ): Promise<ResultOf<CallName>> {
    opened.session.settle(request.params.since);
    if (request.call !== 'close') signal.throwIfAborted();
    try {
      return await unlessContextIsLost(opened.backend, () => this.dispatch(opened, request, { signal, onProgress }));
    } catch (error) {
      if (this.lost) throw this.lost;
      if (signal.aborted) throw signal.reason;
      throw engineErrorOf(error);
    } finally {
      // A lost context gives zeros, not errors: ask after every answer.
      if (!this.lost && isContextLost(opened.backend)) this.lose(opened.backend);
    }
  }

  /** What a lost context held is gone, for every session: the page opens them again, on another host. */
  private lose(backend: BackendName): never {
    this.lost = new EngineError(
      'context-lost',
      'expected the graphics context to last, but the browser has taken it back',
    );
    for (const { session } of this.sessions.values()) session.close();
    this.sessions.clear();
    forgetBackend(backend);
    throw this.lost;
  }

  private async dispatch(
    { session }: Opened,
    request: SessionRequest,
    { signal, onProgress }: Answering,
  ): Promise<ResultOf<CallName>> {
    switch (request.call) {
      case 'load':
        return session.load(request.params, signal, onProgress);
      case 'run':
        return session.run(request.params);
      case 'activation':
        return session.activation(request.params);
      case 'thumbnails':
        return session.thumbnails(request.params);
      case 'weightsOf':
        return session.weightsOf(request.params.node);
      case 'explain':
        return session.explain(request.params);
      case 'memory': {
        const { numTensors, numBytes } = tf.memory();
        return { tensors: numTensors, bytes: numBytes };
      }
      case 'close':
        session.close();
        this.sessions.delete(request.params.session);
        return null;
      default:
        throw new EngineError('failed', `unknown request: ${(request satisfies never as Request).call}`);
    }
  }
}
