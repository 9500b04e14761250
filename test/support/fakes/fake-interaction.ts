import { InteractionType } from 'discord.js';
import { aSnowflake } from '../builders/snowflakes.js';

export interface Call {
  readonly method: string;
  readonly body: unknown;
}

interface FakeSeed {
  readonly id?: string;
  readonly kind?: 'command' | 'component' | 'modal' | 'autocomplete';
  readonly locale?: string;
  readonly customId?: string;
  readonly commandName?: string;
  /** A form that a button of a message opened. */
  readonly isFromMessage?: boolean;
  readonly guildId?: string | null;
  /** By method: the error with which Discord refuses it. */
  readonly refusals?: Readonly<Record<string, Error>>;
}

/** Of every message that follows. */
export const FOLLOW_UP_ID = '1442000000000000001';

const TYPES = {
  command: InteractionType.ApplicationCommand,
  component: InteractionType.MessageComponent,
  modal: InteractionType.ModalSubmit,
  autocomplete: InteractionType.ApplicationCommandAutocomplete,
} as const;

/** Stands for an interaction of discord.js: records what is answered and keeps its flags as discord.js does. */
export class FakeInteraction {
  readonly id: string;
  readonly user = { id: aSnowflake() };
  readonly calls: Call[] = [];
  readonly type: InteractionType;
  readonly locale: string;
  readonly customId: string;
  readonly commandName: string;
  readonly guildId: string | null;
  replied = false;
  deferred = false;
  responded = false;

  constructor(private readonly seed: FakeSeed = {}) {
    this.id = seed.id ?? aSnowflake();
    this.type = TYPES[seed.kind ?? 'command'];
    this.locale = seed.locale ?? 'en-US';
    this.customId = seed.customId ?? 'tasks/complete/0123456789abcdef01234567';
    this.commandName = seed.commandName ?? 'tasks';
    this.guildId = seed.guildId ?? null;
  }

  /** Handed to code that takes an interaction of discord.js. */
  get asInteraction(): never {
    return this as never;
  }

  get methods(): string[] {
    return this.calls.map(({ method }) => method);
  }

  /** Everything the member was told last. */
  get lastText(): string {
    return JSON.stringify(this.calls.at(-1)?.body);
  }

  isAutocomplete = (): boolean => this.type === TYPES.autocomplete;
  isCommand = (): boolean => this.type === TYPES.command;
  isMessageComponent = (): boolean => this.type === TYPES.component;
  isModalSubmit = (): boolean => this.type === TYPES.modal;
  isFromMessage = (): boolean => this.seed.isFromMessage ?? false;
  isRepliable = (): boolean => !this.isAutocomplete();

  async reply(body: unknown): Promise<void> {
    await this.take('reply', body);
    this.replied = true;
  }
  async deferReply(body: unknown): Promise<void> {
    await this.take('deferReply', body);
    this.deferred = true;
  }
  async editReply(body: unknown): Promise<void> {
    await this.take('editReply', body);
    this.replied = true;
  }
  async followUp(body: unknown): Promise<{ id: string }> {
    await this.take('followUp', body);
    this.replied = true;
    return { id: FOLLOW_UP_ID };
  }
  async deleteReply(message: unknown): Promise<void> {
    await this.take('deleteReply', message);
  }
  async update(body: unknown): Promise<void> {
    await this.take('update', body);
    this.replied = true;
  }
  async deferUpdate(): Promise<void> {
    await this.take('deferUpdate', undefined);
    this.deferred = true;
  }
  async respond(body: unknown): Promise<void> {
    await this.take('respond', body);
    this.responded = true;
  }

  private take(method: string, body: unknown): Promise<void> {
    const refusal = this.seed.refusals?.[method];
    if (refusal !== undefined) return Promise.reject(refusal);
    this.calls.push({ method, body });
    return Promise.resolve();
  }
}
