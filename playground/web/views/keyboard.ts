/** A key handler of a list: arrows, Home and End move the focus among what the selector finds in it. */
export function arrowsThrough(selector: string): (event: KeyboardEvent) => void {
  return (event) => {
    const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(selector)].filter(
      (item) => item.checkVisibility(),
    );
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = nextIndex(event.key, at, items.length);
    if (next === null) return;
    event.preventDefault();
    items[next]?.focus();
  };
}

function nextIndex(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (Math.max(at, 0) - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Where a menu opens: at the pointer, or below what has the focus when the menu key was pressed. */
export function menuPlace(event: MouseEvent): { x: number; y: number } {
  if (event.button === 2 || event.ctrlKey || event.clientX > 0) return { x: event.clientX, y: event.clientY };
  const { left, bottom } = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return { x: left + 16, y: bottom };
}

/** Remembers what has the focus, to give it back when a menu or a form is over. */
export class FocusReturn {
  private readonly opener = document.activeElement;
  /** Of a message that is drawn anew meanwhile, the message itself. */
  private readonly messageId = this.opener?.closest<HTMLElement>('[data-message]')?.dataset.message;

  /** Does nothing when somebody has the focus by now. */
  giveBack(): void {
    const active = document.activeElement;
    if (active !== null && active !== document.body && active.checkVisibility()) return;
    const message = this.messageId === undefined ? null : `[data-message="${this.messageId}"]`;
    const places = [
      this.opener,
      ...[message, 'message-composer :is(textarea, [data-option])'].map((selector) =>
        selector === null ? null : document.querySelector(selector),
      ),
    ];
    for (const place of places) {
      if (!(place instanceof HTMLElement) || !place.isConnected || place === document.body) continue;
      place.focus({ preventScroll: true });
      if (document.activeElement === place) return;
    }
  }
}
