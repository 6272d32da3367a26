import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FolderFile } from '../../explorer/evaluation/folder.js';
import { Latest } from '../../explorer/latest.js';

export interface Picture {
  readonly file: FolderFile;
  readonly blob: Blob;
  readonly address: string;
}

/** Pictures of a reader's files, read when they are to be shown; none of the ones before is kept. */
export class PicturesController implements ReactiveController {
  private pictures: readonly Picture[] = [];
  private files: readonly FolderFile[] = [];
  private readonly reading = new Latest();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.show([]);
  }

  /** Of this file, and not of one of the same name in another folder; `undefined` until it is read, and where it cannot be. */
  of(file: FolderFile): Picture | undefined {
    return this.pictures.find((picture) => picture.file === file);
  }

  show(files: readonly FolderFile[]): void {
    if (files.length === this.files.length && files.every((file, at) => file === this.files[at])) return;
    this.files = files;
    void this.read(files);
  }

  private async read(files: readonly FolderFile[]): Promise<void> {
    const blobs = await this.reading.ask(() => Promise.all(files.map(({ open }) => open().catch(() => undefined))));
    if (!blobs) return;
    for (const { address } of this.pictures) URL.revokeObjectURL(address);
    this.pictures = files.flatMap((file, at) => {
      const blob = blobs[at];
      return blob ? [{ file, blob, address: URL.createObjectURL(blob) }] : [];
    });
    this.host.requestUpdate();
  }
}
