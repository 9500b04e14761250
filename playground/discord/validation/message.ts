import { NotImplementedHere, refuse } from '../api-error.ts';
import { checkFileCount, checkFiles, NO_FILES, planFiles, type FilesAtHand } from '../files/message-files.ts';
import { isObject, isPresent, listOf, numberOf, textOf, type JsonObject } from '../json.ts';
import { type Message } from '../model.ts';
import { MessageFlag } from '../wire.ts';
import { checkMessageComponents } from './components.ts';
import { checkEmbeds } from './embeds.ts';
import { checkForm, type Field } from './form.ts';

const CONTENT_MAX = 2000;
const NONCE_MAX = 25;
const MENTIONS_MAX = 100;
/** What a Components V2 message can't carry besides its components. */
const LEGACY_FIELDS = ['content', 'embeds', 'poll', 'sticker_ids'] as const;

/** @throws ApiError 50035, 50006 (nothing to send), 30015 (files) or 501 for what is not built */
export function checkNewMessage(
  body: JsonObject,
  under: readonly string[] = [],
  files: FilesAtHand = NO_FILES,
): void {
  refuseUnbuilt(body);
  const isV2 = isComponentsV2(body.flags);
  checkForm(
    body,
    (root) => {
      checkParts(root, isV2, files);
      checkNonce(root.at('nonce'));
      root.at('enforce_nonce').boolean();
      root.at('tts').boolean();
    },
    under,
  );
  const planned = planFiles(body, files);
  checkFileCount(planned);
  if (!hasSomethingToSend(body, planned.length)) throw refuse('emptyMessage');
}

/** An edit keeps what it doesn't name of the message as it is now. */
export function checkMessageEdit(
  body: JsonObject,
  now: Pick<Message, 'content' | 'embeds' | 'flags'>,
  under: readonly string[] = [],
  files: FilesAtHand = NO_FILES,
): void {
  refuseUnbuilt(body);
  const wasV2 = isComponentsV2(now.flags);
  const isV2 = wasV2 || isComponentsV2(body.flags);
  // A message that becomes v2 must lose its old content in the same edit.
  const after = isV2 ? { content: now.content, embeds: now.embeds, ...body } : body;
  checkForm(
    after,
    (root) => {
      if (wasV2 && isPresent(body.flags) && !isComponentsV2(body.flags)) {
        root
          .at('flags')
          .fail('MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG', 'The IS_COMPONENTS_V2 flag cannot be removed');
      }
      checkParts(root, isV2, files);
    },
    under,
  );
  checkFileCount(planFiles(body, files));
}

function checkParts(root: Field, isV2: boolean, files: FilesAtHand): void {
  root.at('content').text({ max: CONTENT_MAX });
  checkEmbeds(root.at('embeds'));
  root.at('flags').integer({ min: 0 });
  checkFiles(root.at('attachments'), files);
  const names = planFiles(isObject(root.value) ? root.value : {}, files).map(({ filename }) => filename);
  checkMessageComponents(root.at('components'), isV2, names);
  checkAllowedMentions(root.at('allowed_mentions'));
  if (!isV2) return;
  for (const key of LEGACY_FIELDS) {
    if (!isEmpty(root.at(key).value)) {
      root
        .at(key)
        .fail(
          'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
          `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
        );
    }
  }
}

function checkNonce(field: Field): void {
  if (typeof field.value === 'number') field.integer();
  else field.text({ max: NONCE_MAX });
}

function checkAllowedMentions(field: Field): void {
  if (!field.isPresent || field.object() === undefined) return;
  const parse = field.at('parse').list();
  for (const kind of parse) kind.oneOf(['users', 'roles', 'everyone'], { required: true });
  for (const key of ['users', 'roles']) {
    const list = field.at(key);
    const ids = list.list({ max: MENTIONS_MAX });
    for (const id of ids) id.snowflake({ required: true });
    if (ids.length > 0 && parse.some((kind) => kind.value === key)) {
      list.fail(
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${key}"] and ${key}: [ids...] are mutually exclusive.`,
      );
    }
  }
  field.at('replied_user').boolean();
}

function refuseUnbuilt(body: JsonObject): void {
  if (isPresent(body.poll)) throw new NotImplementedHere('polls');
  if (listOf(body.sticker_ids).length > 0) throw new NotImplementedHere('stickers');
}

/** Files alone are a message, but not in Components V2, where components have to show them. */
export function hasSomethingToSend(body: JsonObject, fileCount: number): boolean {
  return (
    (fileCount > 0 && !isComponentsV2(body.flags)) ||
    (textOf(body.content) ?? '').trim() !== '' ||
    listOf(body.embeds).length > 0 ||
    listOf(body.components).length > 0
  );
}

function isComponentsV2(flags: unknown): boolean {
  return ((numberOf(flags) ?? 0) & MessageFlag.ComponentsV2) !== 0;
}

function isEmpty(value: unknown): boolean {
  return !isPresent(value) || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Narrows a parsed body. @throws ApiError 50035 */
export function bodyObject(body: unknown): JsonObject {
  checkForm(body, (root) => {
    root.object();
  });
  return body as JsonObject;
}
