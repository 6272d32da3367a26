import type { ReactiveController, ReactiveControllerHost } from 'lit';

const EXPLORER = 'net-explorer';

/** The explorer that an element is a part of, also across shadow roots. */
function explorerAround(element: Element): Element | undefined {
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return element.closest(EXPLORER) ?? (host && explorerAround(host));
}

/** Takes files pasted while the pointer or the keyboard's focus is in an element or in the explorer around it. */
export class PasteController implements ReactiveController {
  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly pasted: (file: File) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('paste', this.take);
  }

  hostDisconnected(): void {
    document.removeEventListener('paste', this.take);
  }

  private readonly take = (event: ClipboardEvent): void => {
    const file = [...(event.clipboardData?.files ?? [])][0];
    const area = explorerAround(this.host) ?? this.host;
    if (!file || event.defaultPrevented || !area.matches(':hover, :focus-within')) return;
    event.preventDefault();
    this.pasted(file);
  };
}
