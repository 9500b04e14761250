import { type Route } from '../http/router.ts';
import { isObject } from '../json.ts';

const message = new Set(
  (
    'content tts nonce enforce_nonce embeds components flags allowed_mentions attachments poll message_reference ' +
    'sticker_ids username avatar_url thread_name applied_tags shared_client_theme'
  ).split(' '),
);

const known: Readonly<Record<string, ReadonlySet<string>>> = {
  'POST /channels/:channelId/messages': message,
  'PATCH /channels/:channelId/messages/:messageId': message,
  'POST /webhooks/:applicationId/:token': message,
  'PATCH /webhooks/:applicationId/:token/messages/:messageId': message,
  'POST /interactions/:interactionId/:token/callback': new Set(['type', 'data']),
};

/** Whether files may come along. */
export function takesFiles(route: Route): boolean {
  return `${route.method} ${route.pattern}` in known;
}

/** Keys that Discord would ignore; most likely a slip of the bot. */
export function unknownKeys(route: Route, body: unknown): string[] {
  const keys = known[`${route.method} ${route.pattern}`];
  return keys === undefined || !isObject(body) ? [] : Object.keys(body).filter((key) => !keys.has(key));
}
