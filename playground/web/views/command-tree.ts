import { numberOf, objectsOf, textOf, type JsonObject } from '../../discord/json.ts';
import { CommandType, OptionType } from '../../discord/wire.ts';
import { type VisibleCommand } from '../state/api.ts';

/** A command as it is run: with its sub-commands on the path. */
export interface Leaf {
  /** `task create`, as the bot registered it. */
  readonly path: string;
  /** In the member's language. */
  readonly shown: string;
  readonly description: string;
  readonly options: readonly JsonObject[];
}

export function leavesOf(commands: readonly VisibleCommand[]): Leaf[] {
  return commands
    .filter(({ type }) => type === CommandType.ChatInput)
    .flatMap((command) => leaves(command as unknown as JsonObject, '', ''))
    .sort((one, other) => one.shown.localeCompare(other.shown));
}

export function matchingLeaves(all: readonly Leaf[], typed: string): Leaf[] {
  const wanted = typed.replace(/^\//, '').trim().toLowerCase();
  const begins = all.filter(({ shown, path }) => shown.startsWith(wanted) || path.startsWith(wanted));
  const contains = all.filter((leaf) => !begins.includes(leaf) && leaf.shown.includes(wanted));
  return [...begins, ...contains];
}

function leaves(part: JsonObject, pathBefore: string, shownBefore: string): Leaf[] {
  const path = `${pathBefore} ${textOf(part.name) ?? ''}`.trim();
  const shown = `${shownBefore} ${textOf(part.displayName) ?? textOf(part.name) ?? ''}`.trim();
  const inner = objectsOf(part.options);
  const nested = inner.filter(({ type }) => {
    const kind = numberOf(type);
    return kind === OptionType.Subcommand || kind === OptionType.Group;
  });
  if (nested.length > 0) return nested.flatMap((each) => leaves(each, path, shown));
  return [{ path, shown, description: textOf(part.displayDescription) ?? '', options: inner }];
}
