import { type ReactiveController, type ReactiveControllerHost } from 'lit';
import { filesIn } from './file-views.ts';

/** Files dropped anywhere in the window are for its host; without this the browser would open them instead of the page. */
export class FileDrop implements ReactiveController {
  isOver = false;
  private readonly host: ReactiveControllerHost;
  private readonly isWanted: () => boolean;
  private readonly take: (files: File[]) => void;

  constructor(host: ReactiveControllerHost, isWanted: () => boolean, take: (files: File[]) => void) {
    this.host = host;
    this.isWanted = isWanted;
    this.take = take;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('dragover', this.onOver);
    window.addEventListener('dragleave', this.onLeave);
    window.addEventListener('drop', this.onDrop);
  }

  hostDisconnected(): void {
    window.removeEventListener('dragover', this.onOver);
    window.removeEventListener('dragleave', this.onLeave);
    window.removeEventListener('drop', this.onDrop);
  }

  private readonly onOver = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    this.show(this.isWanted());
  };

  /** Only the way out of the window has nothing at its other end. */
  private readonly onLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) this.show(false);
  };

  private readonly onDrop = (event: DragEvent): void => {
    const isTaken = event.defaultPrevented;
    const files = filesIn(event);
    if (files.length > 0) event.preventDefault();
    this.show(false);
    if (files.length > 0 && !isTaken && this.isWanted()) this.take(files);
  };

  private show(isOver: boolean): void {
    if (this.isOver === isOver) return;
    this.isOver = isOver;
    this.host.requestUpdate();
  }
}
