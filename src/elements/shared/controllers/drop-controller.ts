import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Folders that were dropped; a browser gives them at that moment alone. */
export type DroppedFolders = readonly FileSystemDirectoryEntry[];

/**
 * Takes files and folders that are dropped onto an element, none where something else was. What is dropped is taken on its way down, so
 * that of elements inside each other the outermost has it.
 */
export class DropController implements ReactiveController {
  /** Whether something is held above the element. */
  isOver = false;
  private listening: AbortController | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly dropped: (files: readonly File[], folders: DroppedFolders) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.listening = new AbortController();
    const options = { capture: true, signal: this.listening.signal };
    this.host.addEventListener('dragover', this.enter, options);
    this.host.addEventListener('dragleave', this.leave, options);
    this.host.addEventListener('drop', this.take, options);
  }

  hostDisconnected(): void {
    this.listening?.abort();
  }

  private readonly enter = (event: DragEvent): void => {
    event.preventDefault(); // else the browser opens the file
    event.stopPropagation();
    this.mark(true);
  };

  /** Told for each part of the element that is left, also for another one. */
  private readonly leave = ({ clientX: x, clientY: y }: DragEvent): void => {
    const { left, right, top, bottom } = this.host.getBoundingClientRect();
    if (x <= left || x >= right || y <= top || y >= bottom) this.mark(false);
  };

  private readonly take = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    this.mark(false);
    const { files = [], items = [] } = event.dataTransfer ?? {};
    const entries = [...items].filter(({ kind }) => kind === 'file').map((item) => item.webkitGetAsEntry?.());
    // A folder stands among the files too, as one that cannot be read.
    const given = [...files].filter((_, at) => !entries[at]?.isDirectory);
    this.dropped(given, entries.filter((entry) => entry?.isDirectory) as FileSystemDirectoryEntry[]);
  };

  private mark(isOver: boolean): void {
    if (isOver === this.isOver) return;
    this.isOver = isOver;
    this.host.requestUpdate();
  }
}
