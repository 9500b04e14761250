import { Injectable, Logger } from '@nestjs/common';
import {
  type APIApplicationCommand,
  ApplicationCommandManager,
  REST,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import { CommandsService } from 'necord';
import { retryWithBackOff } from '../../kernel/back-off.js';
import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.js';

type CommandJson = RESTPostAPIApplicationCommandsJSONBody;
/** A list at the application's address that is to be as we say. */
export interface Declaration {
  readonly path: `/${string}`;
  readonly body: readonly object[];
}

interface Transformer {
  transformCommand(command: unknown): CommandJson;
}

/**
 * Makes Discord's list of our commands equal to the declared ones.
 *
 * Reads the list first and writes only what differs, so restarts cost one read, several processes
 * don't disturb each other, and a list that somebody changed by hand is mended.
 */
@Injectable()
export class CommandSync {
  private readonly logger = new Logger(CommandSync.name);
  private ids = new Map<string, string>();
  private readonly others: Declaration[] = [];

  constructor(
    private readonly commands: CommandsService,
    private readonly rest: REST,
  ) {}

  /** The declared commands as Discord's API takes them. */
  manifest(): CommandJson[] {
    // necord's toJSON() is not API JSON (mixed spelling, a `resolver` key, BigInt); discord.js's own
    // transformation is, and is private only in its types.
    const manager = ApplicationCommandManager as unknown as Transformer;
    const declared = this.commands.getGlobalCommands().flatMap((command) => command.toJSON() as unknown[]);
    return declared
      .map((command) => JSON.parse(JSON.stringify(manager.transformCommand(command))) as CommandJson)
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** Something else that Discord is told of this application at the start. */
  also(declaration: Declaration): void {
    this.others.push(declaration);
  }

  /** Tries until it worked: a failed sync never ends the process. */
  async keepTrying(applicationId: string, signal: AbortSignal): Promise<void> {
    await retryWithBackOff(() => this.sync(applicationId), {
      firstMs: 2 * SECOND_MS,
      maxMs: 10 * MINUTE_MS,
      signal,
      onFailure: (err, retryInMs) => {
        this.logger.error({ msg: 'The commands could not be synced with Discord', err, retryInMs });
      },
    });
  }

  /** `</task create:123>`, which members can click; before the first sync plain `/task create`. */
  mention(command: string): string {
    const id = this.ids.get(command.split(' ')[0] ?? '');
    return id === undefined ? `\`/${command}\`` : `</${command}:${id}>`;
  }

  private async sync(applicationId: string): Promise<void> {
    const wanted = this.manifest();
    const route = Routes.applicationCommands(applicationId);
    const query = new URLSearchParams({ with_localizations: 'true' });
    const current = (await this.rest.get(route, { query })) as APIApplicationCommand[];
    const isCurrent =
      current.length === wanted.length && wanted.every((command) => isAmong(command, current));
    const stored = isCurrent
      ? current
      : ((await this.rest.put(route, { body: wanted })) as APIApplicationCommand[]);
    this.ids = new Map(stored.map((command) => [command.name, command.id]));
    this.logger.log({
      msg: isCurrent ? 'Commands are current' : 'Commands were synced',
      count: stored.length,
    });
    for (const { path, body } of this.others)
      await this.syncOther(`/applications/${applicationId}${path}`, body);
  }

  private async syncOther(route: `/${string}`, body: readonly object[]): Promise<void> {
    const current = (await this.rest.get(route)) as unknown[];
    if (covers(current, body)) return;
    await this.rest.put(route, { body });
    this.logger.log({ msg: 'A declaration was synced', route });
  }
}

function isAmong(wanted: CommandJson, current: readonly APIApplicationCommand[]): boolean {
  const same = current.find((command) => command.name === wanted.name && command.type === (wanted.type ?? 1));
  return same !== undefined && covers(same, wanted);
}

/** True when everything that we declare stands in what Discord has; what Discord adds doesn't count. */
function covers(actual: unknown, wanted: unknown): boolean {
  if (isEmpty(wanted)) return isEmpty(actual);
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(actual) &&
      actual.length === wanted.length &&
      wanted.every((item, at) => covers(actual[at], item))
    );
  }
  if (typeof wanted === 'object' && wanted !== null) {
    const found = actual as Record<string, unknown> | null | undefined;
    return Object.entries(wanted).every(([key, value]) => covers(found?.[key], value));
  }
  return actual === wanted;
}

/** Discord leaves out, or fills with null, false or nothing, what we leave out. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
