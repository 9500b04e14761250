import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { type Message } from '../state/api.ts';
import { MessageRows, type Row } from './message-rows.ts';

const GUESSED_HEIGHT = 46;
const BEYOND_PX = 450;
const STEP = 8;
const NEAR_END_PX = 60;
const MARKED_MS = 2_000;

/** How the list shows one message now. */
export interface RowState {
  readonly index: number;
  /** Under the pointer, or with the focus in it. */
  readonly isPointed: boolean;
  /** A link has just led here. */
  readonly isMarked: boolean;
}

type RowView = (message: Message, state: RowState) => TemplateResult;

interface Anchor {
  readonly id: string;
  /** From the upper edge of the list. */
  readonly top: number;
}

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
  /** Where the list left itself; any other place is the member's doing. */
  private settledTop = 0;
  private pointed = '';
  private marked = '';
  private markTimer = 0;
  private anchor: Anchor | null = null;
  private goal: Anchor | null = null;
  /** The message that had the focus in it before an update. */
  private focused: string | null = null;
  private readonly rows = new MessageRows();
  private readonly watcher = new ResizeObserver(() => {
    const place = this.querySelector<HTMLElement>('.list-rows');
    if (place !== null) this.settle(place);
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

  /** Brings a message onto the screen, gives it the focus and marks it for a moment. @returns whether it is here */
  async reveal(messageId: string): Promise<boolean> {
    await this.updateComplete;
    const isHere = await this.goTo(messageId);
    if (!isHere) return false;
    this.marked = messageId;
    clearTimeout(this.markTimer);
    this.markTimer = window.setTimeout(() => {
      this.marked = '';
      this.requestUpdate();
    }, MARKED_MS);
    this.requestUpdate();
    return true;
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.setAttribute('aria-label', this.label);
    const active = this.contains(document.activeElement) ? document.activeElement : null;
    this.focused = active?.closest<HTMLElement>('[data-message]')?.dataset.message ?? null;
    if (changed.has('listKey')) {
      this.heights.clear();
      this.isAtEnd = true;
      this.goal = null;
    }
    this.readPlace();
    if (changed.has('messages') || changed.has('listKey')) this.measureTops();
    [this.from, this.to] = this.wanted();
  }

  protected override render(): TemplateResult {
    return html`<div class="list-before">${this.from === 0 ? this.intro : null}</div>
      <div class="list-rows"></div>
      <div class="list-after"></div>`;
  }

  protected override updated(): void {
    const place = this.querySelector<HTMLElement>('.list-rows');
    if (place === null) return;
    const messages = this.messages.slice(this.from, this.to);
    this.watcher.observe(place);
    this.rows.show(
      place,
      messages.map((message, index) => this.row(message, this.from + index)),
    );
    this.settle(place);
    this.keepFocus();
  }

  private row(message: Message, index: number): Row {
    const state = { index, isPointed: message.id === this.pointed, isMarked: message.id === this.marked };
    const { rowView } = this;
    const causes = [message, this.messages[index - 1], rowView, state.isPointed, state.isMarked];
    return { id: message.id, causes, view: () => rowView(message, state) };
  }

  private async goTo(messageId: string): Promise<boolean> {
    const index = this.messages.findIndex(({ id }) => id === messageId);
    if (index < 0) return false;
    const top = Math.max(0, this.clientHeight / 3);
    this.isAtEnd = false;
    this.goal = { id: messageId, top };
    this.scrollTop = (this.tops[index] ?? 0) - top;
    this.requestUpdate();
    // Heights are guesses until the rows are rendered, so the place is found in some steps.
    while (!(await this.updateComplete)) continue;
    this.goal = null;
    this.messageOf(messageId)?.focus({ preventScroll: true });
    return true;
  }

  private readonly onScroll = (): void => {
    if (this.goal !== null) return;
    this.readPlace();
    const [from, to] = this.wanted();
    if (from !== this.from || to !== this.to) this.requestUpdate();
  };

  /** What the member looks at. Their scrolling leads away from the end, a list that grows below does not. */
  private readPlace(): void {
    const { scrollTop } = this;
    if (this.scrollHeight - scrollTop - this.clientHeight < NEAR_END_PX) this.isAtEnd = this.goal === null;
    else if (scrollTop < this.settledTop - 1) this.isAtEnd = false;
    this.anchor = this.goal ?? (this.isAtEnd ? null : this.firstVisible());
  }

  private readonly onPoint = (event: Event): void => {
    const row = (event.target as Element).closest<HTMLElement>('[data-message]');
    const pointed = row?.dataset.message ?? '';
    if (pointed === this.pointed) return;
    this.pointed = pointed;
    this.requestUpdate();
  };

  /** Arrows go from message to message; the menu key then opens the menu of the one that has the focus. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (target !== this && target.dataset.message === undefined) return;
    const next = this.stepFrom(target, event.key);
    if (next === null) return;
    event.preventDefault();
    const message = this.messageOf(next);
    if (message === null) void this.goTo(next);
    else message.focus();
  };

  /** The message that a key leads to from a row, or from the list itself. */
  private stepFrom(target: HTMLElement, key: string): string | null {
    const id = target.dataset.message;
    const isRow = id !== undefined;
    if (isRow && key === 'Home') return this.messages[0]?.id ?? null;
    if (isRow && key === 'End') return this.messages.at(-1)?.id ?? null;
    if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
    if (!isRow) return this.entry(key === 'ArrowUp')?.dataset.row ?? null;
    const at = this.messages.findIndex((message) => message.id === id);
    return this.messages[at + (key === 'ArrowUp' ? -1 : 1)]?.id ?? id;
  }

  /** Coming from the list itself: the last message on the screen, or the first. */
  private entry(isLast: boolean): HTMLElement | undefined {
    const [start, end] = [this.scrollTop, this.scrollTop + this.clientHeight];
    const visible = this.rows.hosts.filter(
      ({ offsetTop, offsetHeight }) => offsetTop + offsetHeight > start + 1 && offsetTop < end - 1,
    );
    return isLast ? visible.at(-1) : visible[0];
  }

  /** What had the focus may be gone: then its message has it, or the list. */
  private keepFocus(): void {
    if (this.focused === null || document.activeElement !== document.body) return;
    (this.messageOf(this.focused) ?? this).focus({ preventScroll: true });
  }

  /** Measures what is rendered, sets the room of the rest, and keeps what the member looks at in its place. */
  private settle(place: HTMLElement): void {
    if (this.measure()) this.measureTops();
    const [before, after] = [place.previousElementSibling, place.nextElementSibling] as HTMLElement[];
    if (before === undefined || after === undefined) return;
    before.style.minHeight = `${this.tops[this.from] ?? 0}px`;
    after.style.height = `${(this.tops[this.messages.length] ?? 0) - (this.tops[this.to] ?? 0)}px`;
    if (this.isAtEnd) this.scrollTop = this.scrollHeight;
    else if (this.anchor !== null) this.keep(this.anchor);
    this.settledTop = this.scrollTop;
    const [from, to] = this.wanted();
    if (from < this.from || to > this.to) this.requestUpdate();
  }

  /** @returns whether a row has another height than was known */
  private measure(): boolean {
    let isNew = false;
    for (const row of this.rows.hosts) {
      const id = row.dataset.row ?? '';
      const height = row.offsetHeight;
      if (this.heights.get(id) === height) continue;
      this.heights.set(id, height);
      isNew = true;
    }
    return isNew;
  }

  private keep({ id, top }: Anchor): void {
    const row = this.rows.hostOf(id);
    if (row === undefined) return;
    const moved = row.offsetTop - this.scrollTop - top;
    if (Math.abs(moved) >= 1) this.scrollTop += moved;
  }

  private firstVisible(): Anchor | null {
    const { scrollTop } = this;
    const row = this.rows.hosts.find(({ offsetTop, offsetHeight }) => offsetTop + offsetHeight > scrollTop);
    return row === undefined ? null : { id: row.dataset.row ?? '', top: row.offsetTop - scrollTop };
  }

  private messageOf(messageId: string): HTMLElement | null {
    return this.rows.hostOf(messageId)?.querySelector<HTMLElement>('[data-message]') ?? null;
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
