import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { FILES_MAX } from '../../discord/files/upload.ts';
import { textOf } from '../../discord/json.ts';
import { type Desk } from '../state/desk.ts';
import { choicesOfOption, matching, type Choice } from './choices.ts';
import { leavesOf, matchingLeaves, type Leaf } from './command-tree.ts';
import { FileDrop } from './file-drop.ts';
import { FileTray } from './file-tray.ts';
import { askForFiles, fileInput, filesIn, trayView } from './file-views.ts';
import { icon } from './icons.ts';
import { OptionCursor } from './option-cursor.ts';
import { nameOf, OptionForm } from './option-form.ts';
import { optionFields, optionHelp } from './option-views.ts';
import { leafId, pickerView } from './picker.ts';
import { Suggestions } from './suggestions.ts';

const TEXT_MAX = 2_000;

/** The line at the bottom: plain text, or a command with its options. */
export class MessageComposer extends LitElement {
  static override properties = { desk: { attribute: false }, placeholder: { attribute: false } };
  desk!: Desk;
  placeholder = '';
  private text = '';
  private form: OptionForm | null = null;
  private active = 0;
  private readonly cursor = new OptionCursor();
  private isListClosed = false;
  private isSending = false;
  private tray!: FileTray;
  private readonly drop = new FileDrop(
    this,
    () => this.desk.ui.modal === null,
    (files) => {
      this.takeFiles(files);
    },
  );
  private readonly suggestions = new Suggestions(() => {
    this.requestUpdate();
  });

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.tray = new FileTray(this.desk, FILES_MAX, () => {
      this.requestUpdate();
    });
  }

  /** Begins a command, as a press on its mention does. */
  begin(path: string): void {
    const leaf = this.leaves.find((each) => each.path === path || each.shown === path);
    if (leaf === undefined) {
      this.text = `/${path}`;
      this.focusOn('textarea');
    } else this.choose(leaf);
  }

  protected override render(): TemplateResult {
    const { form } = this;
    return html`<div class="composer-wrap">
      ${form === null ? this.pickerOrNothing() : optionHelp(form, this.choices, this.cursor, this)}
      <form class="composer ${form === null ? '' : 'has-command'}" @submit=${this.onSubmit}>
        ${form === null ? html`${trayView(this.tray)}${this.attachView()}${this.textView()}` : optionFields(form, this)}
        <button type="submit" class="send" aria-label="Send" ?disabled=${this.isSending}>
          ${icon('send')}
        </button>
      </form>
      ${this.drop.isOver ? html`<div class="drop-hint" aria-hidden="true">Drop to attach</div>` : nothing}
    </div>`;
  }

  /** What the focused option may be; `null` when it is typed freely. */
  get choices(): readonly Choice[] | null {
    const name = this.form?.focused ?? null;
    if (this.form === null || name === null) return null;
    if (this.form.isPicked(name)) return null;
    const option = this.form.option(name);
    if (option.autocomplete === true) return this.suggestions.choices;
    const all = choicesOfOption(option, this.desk.store);
    return all === null ? null : matching(all, this.form.textOf(name)).slice(0, 25);
  }

  focusOption(name: string | null): void {
    if (this.form === null) return;
    this.form.focused = name;
    this.cursor.reset();
    if (name !== null) this.suggest(name);
    this.requestUpdate();
  }

  typeOption(name: string, text: string): void {
    this.form?.type(name, text);
    this.cursor.reset();
    this.suggest(name);
    this.requestUpdate();
  }

  addOption(name: string): void {
    this.form?.add(name);
    this.requestUpdate();
    this.focusOn(`[data-option="${name}"]`);
  }

  pickChoice(choice: Choice): void {
    const { form } = this;
    if (form?.focused == null) return;
    form.pick(form.focused, choice);
    const next = form.nextEmpty();
    this.requestUpdate();
    this.focusOn(`[data-option="${next ?? form.focused}"]`);
  }

  /** The file goes ahead; the option takes its id. */
  async attachOption(name: string, file: File): Promise<void> {
    const { form } = this;
    if (form === null) return;
    const tray = new FileTray(this.desk, 1, () => {
      this.requestUpdate();
    });
    tray.add([file]);
    await tray.settled();
    const [attachment] = tray.attachments;
    if (attachment === undefined) form.refuse(name, tray.fault ?? '');
    else {
      form.pick(name, { value: attachment.id, label: file.name });
      const next = form.nextEmpty();
      this.focusOn(next === null ? '.send' : `[data-option="${next}"]`);
    }
    this.requestUpdate();
  }

  onOptionKey(event: KeyboardEvent, name: string): void {
    const [choices, left] = [this.choices ?? [], this.form?.hidden ?? []];
    const isEmpty = this.form?.textOf(name) === '';
    const { cursor } = this;
    const choice = choices[cursor.choice];
    if (event.key === 'Escape') this.cancel();
    else if (event.key === 'Backspace' && isEmpty) this.stepBack(name);
    else if (event.key === 'Enter' && cursor.option !== null)
      this.addOption(nameOf(left[cursor.option] ?? {}));
    else if (cursor.move(event.key, { choices: choices.length, options: left.length })) this.showActive();
    else if (choice !== undefined && (event.key === 'Enter' || (event.key === 'Tab' && !isEmpty)))
      this.pickChoice(choice);
    else return;
    event.preventDefault();
    this.requestUpdate();
  }

  cancel(): void {
    this.form = null;
    this.text = '';
    this.suggestions.stop();
    this.requestUpdate();
    this.focusOn('textarea');
  }

  private get leaves(): Leaf[] {
    return leavesOf(this.desk.store.commands);
  }

  private get found(): Leaf[] {
    if (!this.text.startsWith('/') || this.isListClosed || this.text.includes('\n')) return [];
    return matchingLeaves(this.leaves, this.text);
  }

  private pickerOrNothing(): TemplateResult | typeof nothing {
    if (!this.text.startsWith('/') || this.isListClosed) return nothing;
    return pickerView(this.found, this.active, this.desk.store.snapshot.bot, (leaf) => {
      this.choose(leaf);
    });
  }

  private textView(): TemplateResult {
    return html`<textarea
      rows="1"
      maxlength=${TEXT_MAX}
      placeholder=${this.placeholder}
      aria-label=${this.placeholder}
      aria-controls=${this.found.length > 0 ? 'command-picker' : nothing}
      aria-activedescendant=${this.found.length > 0 ? leafId(this.active) : nothing}
      aria-autocomplete="list"
      .value=${this.text}
      @input=${this.onText}
      @keydown=${this.onTextKey}
      @paste=${this.onPaste}
    ></textarea>`;
  }

  private attachView(): TemplateResult {
    return html`<span class="attach-place"
      ><button type="button" class="attach" aria-label="Attach files" @click=${askForFiles}>
        <span class="attach-face">${icon('plus')}</span></button
      >${fileInput(true, (files) => {
        this.takeFiles(files);
      })}</span
    >`;
  }

  private readonly onPaste = (event: ClipboardEvent): void => {
    const files = filesIn(event);
    if (files.length === 0) return;
    event.preventDefault();
    this.takeFiles(files);
  };

  /** For the command that is being filled in, where it asks for a file, else for a message. */
  private takeFiles(files: readonly File[]): void {
    const { form } = this;
    if (form === null) {
      this.tray.add(files);
      this.focusOn('textarea');
      return;
    }
    const empty = form.fileOptions.find((name) => form.textOf(name) === '');
    const [file] = files;
    if (empty !== undefined && file !== undefined) void this.attachOption(empty, file);
  }

  private readonly onText = (event: Event): void => {
    const field = event.target as HTMLTextAreaElement;
    this.text = field.value;
    this.active = 0;
    this.isListClosed = false;
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
    this.requestUpdate();
  };

  private readonly onTextKey = (event: KeyboardEvent): void => {
    const { found } = this;
    const leaf = found[this.active];
    if (event.key === 'ArrowDown' && found.length > 0) this.active = (this.active + 1) % found.length;
    else if (event.key === 'ArrowUp' && found.length > 0)
      this.active = (this.active + found.length - 1) % found.length;
    else if (event.key === 'Escape' && found.length > 0) this.isListClosed = true;
    else if ((event.key === 'Enter' || event.key === 'Tab') && leaf !== undefined) this.choose(leaf);
    else if (event.key === 'Enter' && !event.shiftKey) void this.send();
    else return;
    event.preventDefault();
    this.requestUpdate();
    this.showActive();
  };

  private choose(leaf: Leaf): void {
    this.form = new OptionForm(leaf);
    this.text = '';
    this.active = 0;
    this.requestUpdate();
    const first = this.form.shown[0];
    this.focusOn(first === undefined ? '.command-pill' : `[data-option="${first}"]`);
  }

  private readonly onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.send();
  };

  private async send(): Promise<void> {
    if (this.isSending) return;
    if (this.form === null) {
      await this.say();
      return;
    }
    const options = this.form.values();
    this.requestUpdate();
    if (options === null) return;
    const { leaf } = this.form;
    const form = this.form;
    this.cancel();
    const isSent = await this.desk.run({ channelId: this.desk.store.channelId, command: leaf.path, options });
    if (isSent) return;
    this.form = form;
    this.requestUpdate();
    this.focusOn('[data-option], .command-pill');
  }

  /** What could not be sent comes back. */
  private async say(): Promise<void> {
    const text = this.text.trim();
    const { tray } = this;
    this.isSending = true;
    await tray.settled();
    this.isSending = false;
    const { attachments, files } = tray;
    if (text === '' && attachments.length === 0) return;
    this.cancel();
    tray.clear();
    if (await this.desk.say(text, attachments)) return;
    this.text ||= text;
    if (tray.files.length === 0) tray.files = files;
    this.requestUpdate();
  }

  private suggest(name: string): void {
    const { form } = this;
    if (form?.option(name).autocomplete !== true || form.isPicked(name)) return;
    const call = { channelId: this.desk.store.channelId, command: form.leaf.path, options: form.partial() };
    this.suggestions.ask(() =>
      this.desk.store.api.complete({ ...call, focused: { name, value: textOf(form.textOf(name)) ?? '' } }),
    );
  }

  private stepBack(name: string): void {
    const { form } = this;
    if (form === null) return;
    const index = form.shown.indexOf(name);
    if (index === 0 && form.option(name).required === true) {
      this.cancel();
      return;
    }
    form.remove(name);
    const before = form.shown[Math.max(0, index - 1)];
    this.focusOn(before === undefined ? '.command-pill' : `[data-option="${before}"]`);
  }

  private showActive(): void {
    void this.updateComplete.then(() =>
      this.querySelector('.picker .active')?.scrollIntoView({ block: 'nearest' }),
    );
  }

  private focusOn(selector: string): void {
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(selector)?.focus());
  }
}

customElements.define('message-composer', MessageComposer);
