import { ApiError } from '../api-error.ts';
import { isObject, objectsOf, textOf, type JsonObject } from '../json.ts';
import { type Attachment, type Message } from '../model.ts';
import { type Field } from '../validation/form.ts';
import { storedName, titleOf } from './names.ts';
import { FILES_MAX, type Upload } from './upload.ts';

const TEXT_MAX = 1024;

/** The files that a request about a message can mean. */
export interface FilesAtHand {
  readonly uploads: readonly Upload[];
  /** Those that are there already: of the message that is edited, or sent ahead by a member. */
  readonly stored: readonly Attachment[];
}

export const NO_FILES: FilesAtHand = { uploads: [], stored: [] };

/** A file of a message as it will be: a stored one or a new one, under its final name. */
export interface PlannedFile {
  readonly from: Attachment | Upload;
  readonly filename: string;
  readonly title?: string;
  readonly description?: string;
}

/**
 * The files that the message has after this request. `attachments` says which stored ones stay (all, when it is
 * absent) and what new ones are called; every new one is added, named there or not.
 */
export function planFiles({ attachments }: JsonObject, { uploads, stored }: FilesAtHand): PlannedFile[] {
  const entryOf = (id: string): JsonObject | undefined =>
    objectsOf(attachments).find((entry) => idOf(entry.id) === id);
  const kept = stored
    .filter(({ id }) => attachments === undefined || entryOf(id) !== undefined)
    .map((from) => {
      const description = textOf(entryOf(from.id)?.description) ?? from.description;
      return { from, filename: from.filename, ...(description !== undefined && { description }) };
    });
  const added = uploads.map((from) => {
    const entry = entryOf(String(from.index));
    const given = textOf(entry?.filename) ?? from.name;
    const filename = storedName(given);
    const title = textOf(entry?.title) ?? (filename === given ? undefined : titleOf(given));
    const description = textOf(entry?.description);
    return {
      from,
      filename,
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
    };
  });
  return [...kept, ...added];
}

/** @param field `attachments` of a message */
export function checkFiles(field: Field, { uploads, stored }: FilesAtHand): void {
  const known = new Set([...uploads.map(({ index }) => String(index)), ...stored.map(({ id }) => id)]);
  for (const entry of field.list()) {
    if (entry.object() === undefined) continue;
    for (const key of ['filename', 'title', 'description']) entry.at(key).text({ max: TEXT_MAX });
    if (entry.at('id').require() && !known.has(idOf(entry.at('id').value)))
      entry.fail('ATTACHMENT_NOT_FOUND', 'Attachment data not found');
  }
}

/** @throws ApiError 30015 */
export function checkFileCount(files: readonly PlannedFile[]): void {
  if (files.length > FILES_MAX)
    throw new ApiError(400, 30015, `Maximum number of attachments in a message reached (${FILES_MAX})`);
}

function idOf(id: unknown): string {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
}

/**
 * Puts the file behind every `attachment://name` of components and embeds, as Discord stores them. What they
 * show is not listed as an attachment of the message too.
 */
export function placeFiles(
  { components, embeds }: { components: JsonObject[]; embeds: JsonObject[] },
  files: readonly Attachment[],
): Pick<Message, 'components' | 'embeds' | 'attachments'> {
  if (files.length === 0) return { components, embeds, attachments: [] };
  const placed = {
    components: components.map((part) => placedInComponent(part, files)),
    embeds: embeds.map((embed) => placedInEmbed(embed, files)),
  };
  const text = JSON.stringify(placed);
  return { ...placed, attachments: files.filter(({ url }) => !text.includes(url)) };
}

function placedInComponent(part: JsonObject, files: readonly Attachment[]): JsonObject {
  const placed = { ...part };
  for (const key of ['components', 'items'])
    if (Array.isArray(part[key]))
      placed[key] = objectsOf(part[key]).map((inner) => placedInComponent(inner, files));
  if (isObject(part.accessory)) placed.accessory = placedInComponent(part.accessory, files);
  for (const key of ['media', 'file']) {
    const found = isObject(part[key]) ? fileAt(part[key].url, files) : undefined;
    if (found === undefined) continue;
    placed[key] = { ...mediaOf(found), attachment_id: found.id };
    if (key === 'file') Object.assign(placed, { name: found.filename, size: found.size });
  }
  return placed;
}

function placedInEmbed(embed: JsonObject, files: readonly Attachment[]): JsonObject {
  const placed = { ...embed };
  for (const key of ['image', 'thumbnail']) {
    const found = isObject(embed[key]) ? fileAt(embed[key].url, files) : undefined;
    if (found !== undefined) placed[key] = mediaOf(found);
  }
  for (const key of ['author', 'footer']) {
    const owner = embed[key];
    const found = isObject(owner) ? fileAt(owner.icon_url, files) : undefined;
    if (found !== undefined && isObject(owner))
      placed[key] = { ...owner, icon_url: found.url, proxy_icon_url: found.proxy_url };
  }
  return placed;
}

/** By its name, or by its address as a bot reads it in a message and sends it back. */
function fileAt(url: unknown, files: readonly Attachment[]): Attachment | undefined {
  return files.find((file) => url === `attachment://${file.filename}` || url === file.url);
}

function mediaOf({ url, proxy_url, content_type, width, height }: Attachment): JsonObject {
  return {
    url,
    proxy_url,
    ...(content_type !== undefined && { content_type }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
  };
}
