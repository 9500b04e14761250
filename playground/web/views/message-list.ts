import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type Message } from '../state/api.ts';

const GUESSED_HEIGHT = 46;
const BEYOND_PX = 700;
const STEP = 8;
const NEAR_END_PX = 60;

type RowView = (message: Message, index: number, isPointed: boolean) => TemplateResult;

/** A scrolling list that renders only what is on the screen and a little around it; stays at the end while it is there. */
export class MessageList extends LitElement {
  static override properties = {
    messages: { attribute: false },
    rowView: { attribute: false },
    intro: { attribute: false },
    listKey: { attribute: false },
    label: { attribute: false },
  };
  messages: readonly Message[] = [];
  rowView: RowView = () => html``;
  intro: unknown = null;
  listKey = '';
  label = '';
  private readonly heights = new Map<string, number>();
  private tops = new Float64Array(1);
  private from = 0;
  private to = 0;
  private isAtEnd = true;
  private pointed = '';
  private anchor: { id: string; top: number } | null = null;
  private readonly watcher = new ResizeObserver(() => {
    this.settle();
  });

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = 0;
    this.setAttribute('role', 'log');
    this.addEventListener('scroll', this.onScroll, { passive: true });
    this.addEventListener('mouseover', this.onPoint);
    this.addEventListener('focusin', this.onPoint);
    this.addEventListener('keydown', this.onKey);
    this.watcher.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('scroll', this.onScroll);
    this.watcher.disconnect();
  }

  /** Brings a message to the middle of the screen. */
  reveal(messageId: string): void {
    const index = this.messages.findIndex(({ id }) => id === messageId);
    if (index < 0) return;
    this.isAtEnd = false;
    this.scrollTop = (this.tops[index] ?? 0) - this.clientHeight / 3;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.setAttribute('aria-label', this.label);
    if (changed.has('listKey')) {
      this.heights.clear();
      this.isAtEnd = true;
      this.anchor = null;
    } else this.anchor = this.isAtEnd ? null : this.firstVisible();
    this.measureTops();
    [this.from, this.to] = this.wanted();
  }

  protected override render(): TemplateResult {
    const rows = this.messages.slice(this.from, this.to);
    return html`<div class="list-before">${this.from === 0 ? this.intro : null}</div>
      ${repeat(
        rows,
        ({ id }) => id,
        (message, index) => this.rowView(message, this.from + index, message.id === this.pointed),
      )}
      <div class="list-after"></div>`;
  }

  protected override updated(): void {
    this.settle();
  }

  private readonly onScroll = (): void => {
    this.isAtEnd = this.scrollHeight - this.scrollTop - this.clientHeight < NEAR_END_PX;
    const [from, to] = this.wanted();
    if (from !== this.from || to !== this.to) this.requestUpdate();
  };

  private readonly onPoint = (event: Event): void => {
    const row = (event.target as Element).closest<HTMLElement>('[data-message]');
    const pointed = row?.dataset.message ?? '';
    if (pointed === this.pointed) return;
    this.pointed = pointed;
    this.requestUpdate();
  };

  /** Arrows go from message to message; the menu key then opens the menu of the one that has the focus. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const isStep = event.key === 'ArrowUp' || event.key === 'ArrowDown';
    if (!isStep || (event.target !== this && !(event.target as Element).matches('[data-message]'))) return;
    const rows = this.rows();
    const at = event.target === this ? rows.length : rows.indexOf(event.target as HTMLElement);
    rows[at + (event.key === 'ArrowUp' ? -1 : 1)]?.focus();
    event.preventDefault();
  };

  /** Measures what is rendered, sets the room of the rest, and keeps what the member looks at in its place. */
  private settle(): void {
    for (const row of this.rows()) this.heights.set(row.dataset.message ?? '', row.offsetHeight);
    this.measureTops();
    const before = this.querySelector<HTMLElement>('.list-before');
    const after = this.querySelector<HTMLElement>('.list-after');
    if (before === null || after === null) return;
    before.style.minHeight = `${this.tops[this.from] ?? 0}px`;
    after.style.height = `${(this.tops[this.messages.length] ?? 0) - (this.tops[this.to] ?? 0)}px`;
    if (this.isAtEnd) this.scrollTop = this.scrollHeight;
    else if (this.anchor !== null) this.keep(this.anchor);
    const [from, to] = this.wanted();
    if (from < this.from || to > this.to) this.requestUpdate();
  }

  private keep({ id, top }: { id: string; top: number }): void {
    const row = this.rows().find(({ dataset }) => dataset.message === id);
    if (row === undefined) return;
    const moved = row.offsetTop - this.scrollTop - top;
    if (Math.abs(moved) >= 1) this.scrollTop += moved;
  }

  private firstVisible(): { id: string; top: number } | null {
    const row = this.rows().find(({ offsetTop, offsetHeight }) => offsetTop + offsetHeight > this.scrollTop);
    return row === undefined ? null : { id: row.dataset.message ?? '', top: row.offsetTop - this.scrollTop };
  }

  private rows(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(':scope > [data-message]')];
  }

  private measureTops(): void {
    const tops = new Float64Array(this.messages.length + 1);
    let top = 0;
    for (const [index, { id }] of this.messages.entries()) {
      tops[index] = top;
      top += this.heights.get(id) ?? GUESSED_HEIGHT;
    }
    tops[this.messages.length] = top;
    this.tops = tops;
  }

  private wanted(): [number, number] {
    const count = this.messages.length;
    const end = this.tops[count] ?? 0;
    const top = this.isAtEnd ? end - this.clientHeight : this.scrollTop;
    const from = this.indexAt(top - BEYOND_PX);
    const to = this.indexAt(top + this.clientHeight + BEYOND_PX) + 1;
    return [Math.max(0, Math.floor(from / STEP) * STEP), Math.min(count, Math.ceil(to / STEP) * STEP)];
  }

  /** The last message that begins at or above a height. */
  private indexAt(height: number): number {
    let low = 0;
    let high = this.messages.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.tops[middle] ?? 0) <= height) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }
}

customElements.define('message-list', MessageList);
