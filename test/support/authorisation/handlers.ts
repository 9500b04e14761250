import { ApplicationCommandType, ComponentType, InteractionType } from 'discord.js';
import { MessageComponentsService, ModalsService } from 'necord';
import { CommandSync } from '../../../src/infra/discord/index.js';
import type { TestApp } from '../app/index.js';

/** Something that a person can send, as it is declared. */
export interface Handler {
  /** `/task create`, `Manage this post`, `tasks/complete/:postId`. */
  readonly name: string;
  readonly kind: 'command' | 'menu' | 'control' | 'form';
  /** Of a control: button or select; of a menu: message or member. */
  readonly type: number;
}

interface Declared {
  readonly name: string;
  readonly type: number;
  readonly options?: readonly Declared[];
}
const SUBCOMMAND = 1;
const GROUP = 2;
const TEXT = 3;
const INTEGER = 4;
const PERSON = 6;

/** Everything that the app declares: what Discord is told, and what its components and forms answer to. */
export function declaredHandlers(app: TestApp): Handler[] {
  const commands = (app.get(CommandSync).manifest() as unknown as Declared[]).flatMap(handlersOf);
  const controls = [...app.get(MessageComponentsService).cache.values()].map((control) => ({
    name: control.getCustomId(),
    kind: 'control' as const,
    type: control.getType(),
  }));
  const forms = [...app.get(ModalsService).cache.values()].map((form) => ({
    name: form.getCustomId(),
    kind: 'form' as const,
    type: 0,
  }));
  return [...commands, ...controls, ...forms];
}

function handlersOf(command: Declared): Handler[] {
  if (command.type !== 1) return [{ name: command.name, kind: 'menu', type: command.type }];
  return leavesOf(command, `/${command.name}`).map((name) => ({ name, kind: 'command', type: 1 }));
}

function leavesOf({ options = [] }: Declared, path: string): string[] {
  const groups = options.filter(({ type }) => type === SUBCOMMAND || type === GROUP);
  return groups.length === 0 ? [path] : groups.flatMap((group) => leavesOf(group, `${path} ${group.name}`));
}

export interface Payload {
  readonly type: InteractionType;
  readonly data: Record<string, unknown>;
}

/**
 * What Discord would send for it.
 *
 * @param given parameters of the custom id, options and fields, by name
 * @param targetId of a menu
 */
export function payloadOf(
  app: TestApp,
  { name, kind, type }: Handler,
  given: Readonly<Record<string, string>>,
  values: readonly string[],
  targetId: string,
): Payload {
  const customId = name.replaceAll(/:(\w+)/g, (_, parameter: string) => given[parameter] ?? 'missing');
  switch (kind) {
    case 'command':
      return { type: InteractionType.ApplicationCommand, data: commandData(app, name, given) };
    case 'menu': {
      const resolved =
        type === (ApplicationCommandType.User as number)
          ? { users: { [targetId]: { id: targetId, username: 'somebody', discriminator: '0' } } }
          : { messages: { [targetId]: { id: targetId } } };
      const data = { id: commandId(app, name), name, type, target_id: targetId, resolved };
      return { type: InteractionType.ApplicationCommand, data };
    }
    case 'control': {
      const isSelect = type !== (ComponentType.Button as number);
      const data = { custom_id: customId, component_type: type, ...(isSelect && { values }) };
      return { type: InteractionType.MessageComponent, data };
    }
    case 'form': {
      const components = Object.entries(given).map(([custom_id, value]) => ({
        type: ComponentType.Label,
        component: { type: ComponentType.TextInput, custom_id, value },
      }));
      return { type: InteractionType.ModalSubmit, data: { custom_id: customId, components } };
    }
  }
}

const commandId = (app: TestApp, name: string): string =>
  app.discord.commands.list(null).find((command) => command.name === name)?.id ?? '';

function commandData(
  app: TestApp,
  name: string,
  given: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const [root = '', ...groups] = name.slice(1).split(' ');
  const types = typesOf(app, root, groups);
  const options: object[] = Object.entries(given).map(([option, value]) => {
    const type = types.get(option) ?? TEXT;
    return {
      type,
      name: option,
      value: type === INTEGER ? Number(value) : value,
    };
  });
  const wrapped = groups.reduceRight<object[]>(
    (inner, group, at) => [
      { type: at === groups.length - 1 ? SUBCOMMAND : GROUP, name: group, options: inner },
    ],
    options,
  );
  const people = Object.entries(given).filter(([option]) => types.get(option) === PERSON);
  const users = Object.fromEntries(
    people.map(([, id]) => [id, { id, username: 'somebody', discriminator: '0' }]),
  );
  return { id: commandId(app, root), name: root, type: 1, options: wrapped, resolved: { users } };
}

/** What kind each option of a command is, as it was declared. */
function typesOf(app: TestApp, root: string, groups: readonly string[]): ReadonlyMap<string, number> {
  const command = app.discord.commands.list(null).find(({ name }) => name === root) as Declared | undefined;
  const leaf = groups.reduce<Declared | undefined>(
    (at, group) => at?.options?.find(({ name }) => name === group),
    command,
  );
  return new Map((leaf?.options ?? []).map(({ name, type }) => [name, type]));
}
