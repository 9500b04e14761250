import { EventEmitter } from 'node:events';
import { type Client, Events, InteractionType, type REST, RESTEvents } from 'discord.js';
import { DeclaredHandlers } from '../../../../src/infra/discord/declared-handlers.js';
import { ErrorReplies } from '../../../../src/infra/discord/error-replies.js';
import { InteractionGate } from '../../../../src/infra/discord/interaction-gate.js';
import { InteractionJournal } from '../../../../src/infra/discord/interaction-journal.js';
import { type InteractionRecord, InteractionSink } from '../../../../src/infra/discord/interaction-record.js';
import { Load, Metrics, ProcessFigures } from '../../../../src/infra/observability/index.js';
import { aSnowflake, aSnowflakeAt } from '../../../support/builders/index.js';
import { FakeInteraction, FixedClock } from '../../../support/fakes/index.js';

interface Posted {
  readonly route: string;
  readonly body: { type: number; data: unknown };
}

/** Keeps what it is given. */
class Records extends InteractionSink {
  readonly all: InteractionRecord[] = [];
  override take(record: InteractionRecord): void {
    this.all.push(record);
  }
}

/** Two commands and two controls. */
function someHandlers(): DeclaredHandlers {
  const choices = [{ name: 'Custom', value: 'custom' }];
  const create = { type: 1, name: 'create', options: [{ type: 3, name: 'type', choices }] };
  const manifest = () => [
    { name: 'tasks' },
    { name: 'task', options: [create] },
    { name: 'Report', type: 3 },
  ];
  const control = (pattern: string) => ({ cache: new Map([[pattern, { getCustomId: () => pattern }]]) });
  return new DeclaredHandlers(
    { manifest } as never,
    control('tasks/complete/:postId') as never,
    control('tasks/proof/:postId') as never,
  );
}

/** The gate around a client that makes a fake interaction of every payload, or does what a test says. */
export class GateHarness {
  readonly client = new EventEmitter();
  readonly clock = new FixedClock();
  readonly metrics = new Metrics();
  readonly posted: Posted[] = [];
  readonly made: FakeInteraction[] = [];
  readonly records = new Records();
  readonly replies = new ErrorReplies(this.metrics);
  readonly rest = Object.assign(new EventEmitter(), {
    post: (route: string, { body }: { body: Posted['body'] }) => {
      this.posted.push({ route, body });
      return this.postFails ? Promise.reject(new Error('away')) : Promise.resolve();
    },
  }) as unknown as REST & EventEmitter;
  readonly gate: InteractionGate;
  private readonly action = {
    handle: (raw: unknown) => {
      this.read(raw);
    },
  };
  /** What discord.js would do with a payload. */
  read = (raw: unknown): void => {
    this.make(new FakeInteraction({ kind: 'component', id: (raw as { id: string }).id }));
  };
  postFails = false;

  constructor() {
    Object.assign(this.client, { actions: { InteractionCreate: this.action } });
    const journal = new InteractionJournal(
      this.rest,
      this.clock,
      this.metrics,
      new ProcessFigures(),
      someHandlers(),
      this.records,
    );
    this.gate = new InteractionGate(
      this.client as unknown as Client,
      this.rest,
      this.clock,
      this.replies,
      journal,
      this.metrics,
      new Load(),
    );
    this.gate.install();
  }

  private make(interaction: FakeInteraction): void {
    this.made.push(interaction);
    this.client.emit(Events.InteractionCreate, interaction);
  }

  /** A payload arrives of which discord.js makes this; returns its id. */
  emit(interaction: FakeInteraction): string {
    const { type, customId } = interaction;
    const id = aSnowflakeAt(this.clock.now());
    this.read = () => {
      this.make(interaction);
    };
    const named = { id: aSnowflake(), name: interaction.commandName };
    const data = interaction.isCommand() ? named : { custom_id: customId, component_type: 2 };
    this.receive(aRawPress(this.clock, { id, type, data }));
    return id;
  }

  /** Discord takes, or refuses, the first answer to it. */
  answered(id: string, status = 204): void {
    const request = {
      route: '/interactions/:id/:token/callback',
      path: `/interactions/${id}/a-token/callback`,
    };
    this.rest.emit(RESTEvents.Response, request, { status });
  }

  /** A payload arrives from the gateway. */
  receive(raw: unknown): void {
    this.action.handle(raw);
  }

  onInteraction(listener: (interaction: FakeInteraction) => unknown): void {
    this.client.on(Events.InteractionCreate, listener);
  }

  async outcomes(): Promise<Record<string, number>> {
    const { values } = await this.metrics.interactions.get();
    return Object.fromEntries(
      values.map(({ labels, value }) => [`${String(labels.kind)} ${String(labels.outcome)}`, value]),
    );
  }
}

/** A press as Discord sends it, now. */
export function aRawPress(clock: FixedClock, given: object = {}): Record<string, unknown> {
  const user = { id: aSnowflake(), username: 'cleo' };
  return {
    id: aSnowflakeAt(clock.now()),
    token: 'a-token',
    type: InteractionType.MessageComponent,
    guild_id: aSnowflake(),
    channel_id: aSnowflake(),
    locale: 'en-US',
    member: { user, roles: [aSnowflake()], permissions: '0' },
    message: { id: aSnowflake() },
    data: { custom_id: 'tasks/complete/1', component_type: 2 },
    ...given,
  };
}

/** A command with one option, as Discord sends it. */
export function aRawCommand(clock: FixedClock, option: object, given: object = {}): Record<string, unknown> {
  const data = {
    id: aSnowflake(),
    name: 'task',
    type: 1,
    options: [{ type: 1, name: 'create', options: [option] }],
  };
  return aRawPress(clock, { type: InteractionType.ApplicationCommand, data, ...given });
}
