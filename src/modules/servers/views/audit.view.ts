import type { APIComponentInContainer } from 'discord.js';
import type { AuditEntry } from '../../../infra/audit/index.js';
import {
  ACCENT,
  button,
  container,
  literal,
  row,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { dateAndTime, mentionOf } from '../../../kernel/discord-text.js';
import { truncate } from '../../../kernel/text.js';
import type { Texts } from '../../../locales/index.js';
import type { AuditPage } from '../audit/audit-log.service.js';
import { auditPageId, filterParts } from '../audit/audit.custom-ids.js';
import { isMoment, shownValue } from './audit-values.view.js';

const MOST_CHANGES = 4;
const LONGEST_REASON = 120;

/** A server's changes, newest first, in words. */
export function auditView(page: AuditPage, texts: Texts): View {
  const title = `${texts.auditLog.title}${filterLine(page, texts)}`;
  if (page.entries.length === 0) return [container(ACCENT.muted, text(title), text(texts.auditLog.empty))];
  return [
    container(
      ACCENT.brand,
      text(title),
      separator(),
      ...page.entries.map((entry) => text(entryText(entry, texts))),
      ...pageButtons(page, texts),
    ),
  ];
}

function filterLine({ filter: { actorId, action } }: AuditPage, texts: Texts): string {
  const parts = [
    ...(actorId === undefined ? [] : [mentionOf(actorId)]),
    ...(action === undefined ? [] : [known(texts.auditLog.names, action) ?? `\`${literal(action)}\``]),
  ];
  return parts.length === 0 ? '' : `\n-# ${texts.auditLog.only(parts.join(' · '))}`;
}

function entryText(entry: AuditEntry, texts: Texts): string {
  const { action, at, reason, actor } = entry;
  const who = actor.kind === 'admin' ? mentionOf(actor.id) : texts.auditLog.actors[actor.kind];
  const sentence = known(texts.auditLog.actions, action)?.(who) ?? texts.auditLog.other(who, `\`${action}\``);
  const lines = [
    `${sentence} · ${dateAndTime(at)}`,
    ...(reason === undefined
      ? []
      : [`-# ${literal(truncate(reason, LONGEST_REASON)).replaceAll('\n', ' ')}`]),
    ...changeLines(entry, texts),
  ];
  return lines.join('\n');
}

/** Only what has a name for people; ids, times and figures of the service have none. */
function changeLines({ changes }: AuditEntry, texts: Texts): string[] {
  const named = changes.flatMap(({ field, before, after }) => {
    const name = known(texts.auditLog.fields, field);
    if (name === undefined) return [];
    const [was, is] = [before, after].map((value) => shownValue(field, value, texts));
    // Two moments of the same minute read alike.
    if (was === is && isMoment(before) && isMoment(after)) return [];
    return [`- ${name}: ${before === undefined ? '' : `${was ?? ''} → `}${is ?? ''}`];
  });
  const left = named.length - MOST_CHANGES;
  return [...named.slice(0, MOST_CHANGES), ...(left > 0 ? [`- ${texts.auditLog.more(left)}`] : [])];
}

/** Only the directions that lead somewhere. */
function pageButtons(
  { entries, filter, hasPrevious, hasNext }: AuditPage,
  texts: Texts,
): APIComponentInContainer[] {
  const parts = filterParts(filter);
  const to = (direction: 'before' | 'after', entry: AuditEntry | undefined): string =>
    auditPageId.build({ direction, anchor: entry?._id.toHexString() ?? '', ...parts });
  const buttons = [
    ...(hasPrevious ? [button(to('before', entries[0]), texts.common.previous)] : []),
    ...(hasNext ? [button(to('after', entries.at(-1)), texts.common.next)] : []),
  ];
  return buttons.length === 0 ? [] : [row(...buttons)];
}

/** Entries may be of a newer or an older version of the service. */
const known = <Value>(texts: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(texts, key) ? texts[key] : undefined;
