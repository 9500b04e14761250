import {
  type Answer,
  type CommandCall,
  type Control,
  type Message,
  type ModalValue,
  Refusal,
} from './api.ts';
import { type Store } from './store.ts';
import { keyOf, type Ui } from './ui.ts';

const FAILED = 'This interaction failed';
const NO_RESPONSE = 'The application did not respond';

/** What the member does, and what their screen says while and after. */
export class Desk {
  readonly store: Store;
  readonly ui: Ui;
  private localCount = 0;

  constructor(store: Store, ui: Ui) {
    this.store = store;
    this.ui = ui;
  }

  get changed(): () => void {
    return () => {
      this.store.changed();
    };
  }

  press(control: Control): Promise<void> {
    return this.onControl(control, () => this.store.api.press(control));
  }

  choose(control: Control, values: readonly string[]): Promise<void> {
    return this.onControl(control, () => this.store.api.choose({ ...control, values }));
  }

  /** @returns whether it was sent; a refusal of the form is shown and changes nothing */
  async run(call: CommandCall): Promise<boolean> {
    return this.sendCommand(call.channelId, `/${call.command}`, () => this.store.api.run(call));
  }

  async menu(
    call: { channelId: string; commandId: string; targetId: string },
    name: string,
  ): Promise<boolean> {
    return this.sendCommand(call.channelId, name, () => this.store.api.menu(call));
  }

  /** @returns what is wrong with the form, or nothing when the bot took it */
  async submit(values: Readonly<Record<string, ModalValue>>): Promise<string | null> {
    const { modal } = this.ui;
    if (modal === null) return null;
    try {
      const answer = await this.store.api.submit(modal, values);
      if (answer.outcome === 'failed') return 'Something went wrong. Try again.';
      this.ui.modal = null;
      this.take(answer);
      return null;
    } catch (error) {
      return wordsOf(error);
    }
  }

  /** @returns whether it was sent */
  async say(content: string, attachments: readonly { id: string }[] = []): Promise<boolean> {
    const { api, channelId } = this.store;
    return (await this.tried(() => api.say(channelId, content, attachments))) !== undefined;
  }

  async remove(message: Message): Promise<void> {
    if (message.id.startsWith('local-')) this.store.book.drop(message);
    else await this.tried(() => this.store.api.remove(message));
    this.store.changed();
  }

  /** Runs something of the playground itself; a refusal becomes a toast. */
  async tried<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      this.ui.say(wordsOf(error), this.changed, true);
      return undefined;
    }
  }

  /** To the clipboard, which the browser may keep closed. */
  async copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      this.ui.say('The browser did not allow that to be copied', this.changed, true);
    }
  }

  private async onControl(control: Control, act: () => Promise<Answer>): Promise<void> {
    const key = keyOf(control);
    if (this.ui.waiting.has(key)) return;
    this.ui.waiting.add(key);
    this.ui.failed.delete(control.messageId);
    this.store.changed();
    try {
      const answer = await act();
      if (answer.outcome === 'failed') this.ui.failed.set(control.messageId, FAILED);
      else this.take(answer);
    } catch (error) {
      this.ui.failed.set(control.messageId, wordsOf(error));
    }
    this.ui.waiting.delete(key);
    this.store.changed();
  }

  private async sendCommand(channelId: string, name: string, act: () => Promise<Answer>): Promise<boolean> {
    const pending = this.localMessage(channelId, name, '');
    const drop = (): void => {
      this.store.book.drop(pending);
    };
    try {
      const timer = window.setTimeout(() => {
        this.putLocal(pending);
      }, 250);
      const answer = await act().finally(() => {
        clearTimeout(timer);
        drop();
      });
      if (answer.outcome === 'failed') this.putLocal(this.localMessage(channelId, name, NO_RESPONSE));
      else this.take(answer);
      return true;
    } catch (error) {
      this.ui.say(wordsOf(error), this.changed, true);
      return false;
    } finally {
      this.store.changed();
    }
  }

  /** Messages come by the event socket; only a form has to be opened here. */
  private take({ modal }: Answer): void {
    if (modal !== undefined) this.ui.modal = modal;
    this.store.changed();
  }

  private putLocal(message: Message): void {
    this.store.book.put(message, { isOpen: true, me: this.store.me.id });
    this.store.changed();
  }

  /** What Discord's client shows by itself: a command on its way (no text yet), or one that nobody answered. */
  private localMessage(channelId: string, command: string, content: string): Message {
    this.localCount += 1;
    return {
      id: `local-${this.localCount}`.padEnd(24, '_'),
      channel_id: channelId,
      author: this.store.snapshot.bot,
      type: 20,
      content,
      timestamp: new Date(this.store.now()).toISOString(),
      edited_timestamp: null,
      tts: false,
      mention_everyone: false,
      mentions: [],
      mention_roles: [],
      attachments: [],
      embeds: [],
      components: [],
      pinned: false,
      flags: 64,
      interaction_metadata: { name: command.replace(/^\//, ''), user: this.store.me },
    };
  }
}

export function wordsOf(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  return 'The local Discord cannot be reached';
}
