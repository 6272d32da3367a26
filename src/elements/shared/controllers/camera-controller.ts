import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Latest } from '../../../explorer/latest.js';

/** The camera, from a reader's click to a snapshot; its light goes out as soon as the element is done with it. */
export class CameraController implements ReactiveController {
  stream: MediaStream | undefined;
  /** The reader may cancel while the browser still asks for permission. */
  private readonly asking = new Latest();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  static get isThere(): boolean {
    return 'mediaDevices' in navigator && 'getUserMedia' in navigator.mediaDevices;
  }

  /** Rejects where there is no camera or the reader does not allow it. */
  async start(): Promise<void> {
    const stream = await this.asking.ask(openCamera);
    if (!stream) return;
    this.stream = stream;
    this.host.requestUpdate();
  }

  stop(): void {
    this.asking.cancel();
    if (!this.stream) return;
    stopAll(this.stream);
    this.stream = undefined;
    this.host.requestUpdate();
  }

  /** What the camera sees now, as a file. */
  async snapshot(video: HTMLVideoElement): Promise<Blob> {
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    canvas.getContext('2d')!.drawImage(video, 0, 0);
    const picture = await canvas.convertToBlob({ type: 'image/png' });
    this.stop();
    return picture;
  }
}

async function openCamera(signal: AbortSignal): Promise<MediaStream> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  if (signal.aborted) stopAll(stream);
  return stream;
}

const stopAll = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop());
