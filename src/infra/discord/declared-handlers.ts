import { Injectable } from '@nestjs/common';
import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import { MessageComponentsService, ModalsService } from 'necord';
import { CommandSync } from './command-sync.js';

interface Declared {
  readonly name: string;
  readonly type?: number;
  readonly options?: readonly Declared[];
  readonly choices?: readonly { readonly value: string | number }[];
}

/** Stands for every name that is not ours, so that labels of metrics stay a fixed set. */
const OTHER = 'other';

/** What handlers there are: the names that metrics may use, and the texts that commands offer. */
@Injectable()
export class DeclaredHandlers {
  private readonly names = new Set<string>();
  private readonly choices = new Set<string>();

  constructor(
    private readonly commands: CommandSync,
    private readonly components: MessageComponentsService,
    private readonly modals: ModalsService,
  ) {}

  /** Once, when all modules are there. */
  read(): void {
    for (const command of this.commands.manifest() as unknown as Declared[])
      this.readCommand(
        command,
        command.type === undefined || command.type === 1 ? `/${command.name}` : command.name,
      );
    for (const control of [...this.components.cache.values(), ...this.modals.cache.values()])
      this.names.add(prefixOf(control.getCustomId()));
  }

  /** `/task create` and `tasks/complete` as they are; `other` for what we have no handler for. */
  nameOf({ commandName, customId }: { commandName?: string; customId?: string }): string {
    if (commandName !== undefined) return this.names.has(commandName) ? commandName : OTHER;
    const segments = (customId ?? '').split('/');
    for (let count = 1; count <= segments.length; count += 1) {
      const prefix = segments.slice(0, count).join('/');
      if (this.names.has(prefix)) return prefix;
    }
    return OTHER;
  }

  /** Whether this command offers this text for this option: then nobody typed it. */
  isChoice(commandName: string, option: string, value: string): boolean {
    return this.choices.has(choiceKey(commandName, option, value));
  }

  private readCommand({ options = [] }: Declared, path: string): void {
    this.names.add(path);
    for (const option of options) {
      if (option.type === OptionType.Subcommand || option.type === OptionType.SubcommandGroup)
        this.readCommand(option, `${path} ${option.name}`);
      for (const { value } of option.choices ?? [])
        this.choices.add(choiceKey(path, option.name, String(value)));
    }
  }
}

/** The part before the first parameter: `tasks/complete` of `tasks/complete/:postId`. */
const prefixOf = (pattern: string): string => pattern.split('/:')[0] ?? pattern;

const choiceKey = (...parts: readonly string[]): string => JSON.stringify(parts);
