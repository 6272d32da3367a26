import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Takes files that are dropped onto an element, none where something else was. */
export class DropController implements ReactiveController {
  /** Whether something is held above the element. */
  isOver = false;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly dropped: (files: readonly File[]) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('dragover', this.enter);
    this.host.addEventListener('dragleave', this.leave);
    this.host.addEventListener('drop', this.take);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('dragover', this.enter);
    this.host.removeEventListener('dragleave', this.leave);
    this.host.removeEventListener('drop', this.take);
  }

  private readonly enter = (event: DragEvent): void => {
    event.preventDefault(); // else the browser opens the file
    this.mark(true);
  };

  private readonly leave = (): void => this.mark(false);

  private readonly take = (event: DragEvent): void => {
    event.preventDefault();
    this.mark(false);
    this.dropped([...(event.dataTransfer?.files ?? [])]);
  };

  private mark(isOver: boolean): void {
    if (isOver === this.isOver) return;
    this.isOver = isOver;
    this.host.requestUpdate();
  }
}
