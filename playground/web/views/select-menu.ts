import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { numberOf, textOf, type JsonObject } from '../../discord/json.ts';
import { ComponentType } from '../../discord/wire.ts';
import { type Store } from '../state/store.ts';
import { avatar } from './avatar.ts';
import { choicesOfSelect, matching, presetsOf, type Choice } from './choices.ts';
import { icon } from './icons.ts';
import { userWith } from './names.ts';
import { placeBeside } from './place.ts';

const SHOWN_MAX = 50;
const TYPING_MS = 700;
let count = 0;

/** A select of any kind with its list, in a message (sends when it closes) or in a form (tells every change). */
export class SelectMenu extends LitElement {
  static override properties = {
    store: { attribute: false },
    control: { attribute: false },
    isWaiting: { attribute: false },
    isInForm: { attribute: false },
    onPick: { attribute: false },
    label: { attribute: false },
  };
  store!: Store;
  control: JsonObject = {};
  isWaiting = false;
  isInForm = false;
  label = '';
  onPick: (values: readonly string[]) => void = () => undefined;
  private readonly listId = `select-${(count += 1)}`;
  private picked: string[] | null = null;
  private isOpen = false;
  private search = '';
  private active = 0;
  private typed = '';
  private typedAt = 0;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const { control } = this;
    const shown = this.chosen.map(
      (value) => this.choices.find((choice) => choice.value === value)?.label ?? value,
    );
    const placeholder = textOf(control.placeholder) ?? 'Make a selection';
    return html`<button
        type="button"
        class="select ${this.isWaiting ? 'waiting' : ''}"
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded=${this.isOpen}
        aria-controls=${this.listId}
        aria-label=${this.label || placeholder}
        ?disabled=${control.disabled === true}
        @click=${this.toggle}
        @keydown=${this.onTriggerKey}
      >
        <span class=${shown.length === 0 ? 'placeholder' : ''}
          >${shown.length === 0 ? placeholder : shown.join(', ')}</span
        >
        ${icon('chevron')}
      </button>
      <div id=${this.listId} class="select-list" popover="auto" @toggle=${this.onToggle}>
        ${this.isOpen ? this.listView() : nothing}
      </div>`;
  }

  private get choices(): Choice[] {
    return choicesOfSelect(this.control, this.store);
  }

  private get chosen(): string[] {
    return this.picked ?? presetsOf(this.control);
  }

  private get max(): number {
    return numberOf(this.control.max_values) ?? 1;
  }

  private listView(): TemplateResult {
    const found = matching(this.choices, this.search).slice(0, SHOWN_MAX);
    const hasSearch = this.control.type !== ComponentType.StringSelect || this.choices.length > 7;
    const options = found.map((choice, index) => this.choiceView(choice, index));
    const activeId = options.length === 0 ? nothing : this.optionId(this.active);
    return html`${
        hasSearch
          ? html`<input
              class="select-search"
              type="text"
              placeholder="Search"
              aria-label="Search"
              aria-controls="${this.listId}-options"
              aria-activedescendant=${activeId}
              .value=${this.search}
              @input=${this.onSearch}
              @keydown=${this.onListKey}
            />`
          : nothing
      }
      <div
        class="select-options"
        id="${this.listId}-options"
        role="listbox"
        aria-activedescendant=${activeId}
        aria-label=${this.label || 'Options'}
        aria-multiselectable=${this.max > 1}
        tabindex="0"
        @keydown=${this.onListKey}
      >
        ${options}
      </div>
      ${found.length === 0 ? html`<p class="select-empty">Nothing was found</p>` : nothing}`;
  }

  private choiceView({ value, label, detail, emoji, userId }: Choice, index: number): TemplateResult {
    const isChosen = this.chosen.includes(value);
    const user = userId === undefined ? undefined : userWith(this.store, userId);
    return html`<div
      class="select-option ${index === this.active ? 'active' : ''}"
      role="option"
      id=${this.optionId(index)}
      aria-selected=${isChosen}
      data-value=${value}
      @click=${() => {
        this.pick(value);
      }}
    >
      ${user === undefined ? nothing : avatar(user)}${emoji === undefined ? nothing : html`<span class="emoji">${emoji}</span>`}
      <span class="select-label"
        ><span>${label}</span
        >${detail === undefined ? nothing : html`<span class="subtext">${detail}</span>`}</span
      >
      ${isChosen ? icon('check') : nothing}
    </div>`;
  }

  private pick(value: string): void {
    const isChosen = this.chosen.includes(value);
    if (this.max === 1) {
      this.picked = isChosen && this.isInForm ? [] : [value];
      this.close();
    } else {
      const picked = isChosen ? this.chosen.filter((each) => each !== value) : [...this.chosen, value];
      if (picked.length <= this.max) this.picked = picked;
    }
    if (this.isInForm) this.onPick(this.chosen);
    this.requestUpdate();
  }

  private readonly toggle = (): void => {
    if (this.isOpen) this.close();
    else this.open();
  };

  private open(): void {
    this.isOpen = true;
    this.search = '';
    this.active = Math.max(
      0,
      this.choices.slice(0, SHOWN_MAX).findIndex(({ value }) => this.chosen.includes(value)),
    );
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const list = this.list;
      list.showPopover();
      placeBeside(list, this.querySelector('.select') ?? this);
      list.querySelector<HTMLElement>('input, [role=listbox]')?.focus();
    });
  }

  private close(): void {
    this.list.hidePopover();
  }

  /** Also closed by Escape or a press elsewhere; a select of a message then sends what is chosen. */
  private readonly onToggle = (event: Event): void => {
    if ((event as ToggleEvent).newState !== 'closed' || !this.isOpen) return;
    this.isOpen = false;
    this.requestUpdate();
    this.querySelector<HTMLElement>('.select')?.focus();
    const min = numberOf(this.control.min_values) ?? 1;
    if (this.isInForm || this.picked === null || this.picked.length < min) return;
    const picked = this.picked;
    this.picked = null;
    this.onPick(picked);
  };

  private readonly onSearch = (event: Event): void => {
    this.search = (event.target as HTMLInputElement).value;
    this.active = 0;
    this.requestUpdate();
  };

  private readonly onTriggerKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    if (!this.isOpen) this.open();
  };

  private readonly onListKey = (event: KeyboardEvent): void => {
    const options = [...this.list.querySelectorAll<HTMLElement>('[role=option]')];
    const { key } = event;
    const isTyping = event.target instanceof HTMLInputElement;
    if (key === 'ArrowDown') this.active = Math.min(this.active + 1, options.length - 1);
    else if (key === 'ArrowUp') this.active = Math.max(this.active - 1, 0);
    else if (key === 'Enter' || (key === ' ' && !isTyping)) options[this.active]?.click();
    else if (key === 'Tab') this.close();
    else if (isTyping) return;
    else if (key === 'Home') this.active = 0;
    else if (key === 'End') this.active = options.length - 1;
    else if (key.length === 1 && !event.ctrlKey && !event.metaKey) this.jumpTo(key, options);
    else return;
    event.preventDefault();
    this.requestUpdate();
    options[this.active]?.scrollIntoView({ block: 'nearest' });
  };

  /** To the next option that begins with what was typed within a moment. */
  private jumpTo(key: string, options: readonly HTMLElement[]): void {
    const now = performance.now();
    this.typed = now - this.typedAt < TYPING_MS ? this.typed + key.toLowerCase() : key.toLowerCase();
    this.typedAt = now;
    const from = this.typed.length > 1 ? this.active : this.active + 1;
    const order = [...options.keys()].map((index) => (index + from) % options.length);
    const found = order.find((index) => textIn(options[index]).startsWith(this.typed));
    if (found !== undefined) this.active = found;
  }

  private optionId(index: number): string {
    return `${this.listId}-${index}`;
  }

  private get list(): HTMLElement {
    return this.querySelector<HTMLElement>('.select-list') ?? this;
  }
}

function textIn(option: HTMLElement | undefined): string {
  return option?.querySelector('.select-label')?.textContent.trim().toLowerCase() ?? '';
}

customElements.define('select-menu', SelectMenu);
