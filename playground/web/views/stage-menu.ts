import { arrowsThrough, FocusReturn } from './keyboard.ts';

const ITEMS = '.identity-name, .stage-item:enabled';
const walk = arrowsThrough(ITEMS);

/** What is open below a button of the strip: it has the focus while it is open, and arrows walk it. */
class StageMenu extends HTMLElement {
  private opener: FocusReturn | null = null;

  connectedCallback(): void {
    this.opener = new FocusReturn();
    this.addEventListener('keydown', walk);
    const first = this.querySelector('[aria-current=true]') ?? this.querySelector(ITEMS);
    if (first instanceof HTMLElement) first.focus();
  }

  disconnectedCallback(): void {
    this.removeEventListener('keydown', walk);
    this.opener?.giveBack();
  }
}

customElements.define('stage-menu', StageMenu);
