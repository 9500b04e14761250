import { ApiError, refuse } from './api-error.ts';
import { type Clock } from './clock.ts';
import { type JsonObject } from './json.ts';
import { type Snowflakes } from './snowflake.ts';
import { checkCommand, typeOfCommand } from './validation/command.ts';
import { CommandType } from './wire.ts';

const DAY_MS = 86_400_000;
const CREATES_PER_DAY = 200;
const MAX_BY_TYPE: Readonly<Record<number, number>> = {
  [CommandType.ChatInput]: 100,
  [CommandType.User]: 15,
  [CommandType.Message]: 15,
};

export interface StoredCommand extends JsonObject {
  readonly id: string;
  readonly application_id: string;
  readonly version: string;
  readonly type: number;
  readonly name: string;
}

/** The application's commands: global ones and those of each guild. */
export class CommandStore {
  private readonly applicationId: string;
  private readonly snowflakes: Snowflakes;
  private readonly clock: Clock;
  private readonly scopes = new Map<string | null, StoredCommand[]>();
  private readonly creates = new Map<string | null, number[]>();

  constructor(applicationId: string, snowflakes: Snowflakes, clock: Clock) {
    this.applicationId = applicationId;
    this.snowflakes = snowflakes;
    this.clock = clock;
  }

  /** `null` means the global ones. */
  list(guildId: string | null): readonly StoredCommand[] {
    return this.scopes.get(guildId) ?? [];
  }

  get(guildId: string | null, commandId: string): StoredCommand {
    const command = this.list(guildId).find(({ id }) => id === commandId);
    if (command === undefined) throw refuse('unknownCommand');
    return command;
  }

  /** Replaces all; a command that did not change keeps its id and version. */
  overwrite(guildId: string | null, commands: readonly JsonObject[]): readonly StoredCommand[] {
    commands.forEach((command, index) => {
      checkCommand(command, [index]);
    });
    refuseSameNames(commands);
    const before = this.list(guildId);
    const after = commands.map((command) => this.merge(guildId, command, findSame(before, command)));
    this.replace(guildId, after);
    return after;
  }

  /** Creates it, or overwrites the one with its name and type. */
  upsert(guildId: string | null, command: JsonObject): { command: StoredCommand; isNew: boolean } {
    checkCommand(command);
    const before = this.list(guildId);
    const same = findSame(before, command);
    const stored = this.merge(guildId, command, same);
    this.replace(
      guildId,
      same === undefined ? [...before, stored] : before.map((other) => (other === same ? stored : other)),
    );
    return { command: stored, isNew: same === undefined };
  }

  edit(guildId: string | null, commandId: string, change: JsonObject): StoredCommand {
    const existing = this.get(guildId, commandId);
    const merged = { ...existing, ...change };
    checkCommand(merged);
    const others = this.list(guildId).filter((other) => other !== existing);
    refuseSameNames([...others, merged]);
    const stored = this.merge(guildId, merged, existing);
    this.replace(guildId, [...others, stored]);
    return stored;
  }

  delete(guildId: string | null, commandId: string): void {
    const existing = this.get(guildId, commandId);
    this.replace(
      guildId,
      this.list(guildId).filter((other) => other !== existing),
    );
  }

  private merge(
    guildId: string | null,
    command: JsonObject,
    existing: StoredCommand | undefined,
  ): StoredCommand {
    const definition = normalise(guildId, command);
    if (existing !== undefined && JSON.stringify(normalise(guildId, existing)) === JSON.stringify(definition))
      return existing;
    return {
      ...definition,
      id: existing?.id ?? this.newId(guildId),
      application_id: this.applicationId,
      version: this.snowflakes.next(),
      type: typeOfCommand(command),
      name: command.name as string,
    };
  }

  /** @throws ApiError 30034 after 200 creations in a day */
  private newId(guildId: string | null): string {
    const now = this.clock.now();
    const recent = (this.creates.get(guildId) ?? []).filter((at) => now - at < DAY_MS);
    if (recent.length >= CREATES_PER_DAY) {
      throw new ApiError(
        400,
        30034,
        `Max number of daily application command creates has been reached (${CREATES_PER_DAY})`,
      );
    }
    this.creates.set(guildId, [...recent, now]);
    return this.snowflakes.next();
  }

  private replace(guildId: string | null, commands: StoredCommand[]): void {
    for (const [type, max] of Object.entries(MAX_BY_TYPE)) {
      if (commands.filter((command) => command.type === Number(type)).length > max) {
        throw new ApiError(400, 30032, `Maximum number of application commands reached (${max})`);
      }
    }
    this.scopes.set(guildId, commands);
  }
}

function findSame(commands: readonly StoredCommand[], wanted: JsonObject): StoredCommand | undefined {
  return commands.find(({ name, type }) => name === wanted.name && type === typeOfCommand(wanted));
}

function refuseSameNames(commands: readonly JsonObject[]): void {
  const seen = new Set<string>();
  commands.forEach((command, index) => {
    const key = `${typeOfCommand(command)}:${String(command.name)}`;
    if (seen.has(key)) {
      const error = {
        code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
        message: 'Application command names must be unique',
      };
      throw new ApiError(400, 50035, 'Invalid Form Body', {
        errors: { [index]: { name: { _errors: [error] } } },
      });
    }
    seen.add(key);
  });
}

/** Every key that Discord stores, in one order, so that equal commands have equal JSON. */
function normalise(guildId: string | null, command: JsonObject): JsonObject {
  const options = command.options;
  return {
    ...(guildId !== null && { guild_id: guildId }),
    type: typeOfCommand(command),
    name: command.name,
    name_localizations: command.name_localizations ?? null,
    description: command.description ?? '',
    description_localizations: command.description_localizations ?? null,
    ...(Array.isArray(options) && options.length > 0 && { options: options as unknown[] }),
    default_member_permissions: command.default_member_permissions ?? null,
    ...(guildId === null && { contexts: command.contexts ?? contextsByDefault(command) }),
    integration_types: command.integration_types ?? [0],
    nsfw: command.nsfw ?? false,
  };
}

function contextsByDefault(command: JsonObject): number[] {
  return command.dm_permission === false ? [0] : [0, 1];
}
