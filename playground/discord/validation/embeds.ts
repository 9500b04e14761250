import { objectsOf, isObject, textOf } from '../json.ts';
import { checkUrl } from './controls.ts';
import { characters, type Field } from './form.ts';

const EMBEDS_MAX = 10;
const TOTAL_MAX = 6000;
const TITLE_MAX = 256;
const DESCRIPTION_MAX = 4096;
const FIELDS_MAX = 25;
const FIELD_NAME_MAX = 256;
const FIELD_VALUE_MAX = 1024;
const FOOTER_MAX = 2048;
const AUTHOR_MAX = 256;

export function checkEmbeds(field: Field): void {
  const embeds = field.list({ max: EMBEDS_MAX });
  for (const embed of embeds) checkEmbed(embed);
  const total = objectsOf(field.value).reduce((sum, embed) => sum + embedSize(embed), 0);
  if (total > TOTAL_MAX)
    field.fail('MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${TOTAL_MAX}`);
}

function checkEmbed(embed: Field): void {
  if (embed.object() === undefined) return;
  embed.at('title').text({ max: TITLE_MAX });
  embed.at('description').text({ max: DESCRIPTION_MAX });
  embed.at('color').integer({ min: 0, max: 0xffffff });
  embed.at('url').text({ max: 2048 });
  checkUrl(embed.at('url'), ['http:', 'https:']);
  checkTimestamp(embed.at('timestamp'));
  const footer = embed.at('footer');
  if (footer.isPresent && footer.object())
    footer.at('text').text({ min: 1, max: FOOTER_MAX, required: true });
  const author = embed.at('author');
  if (author.isPresent && author.object())
    author.at('name').text({ min: 1, max: AUTHOR_MAX, required: true });
  for (const key of ['image', 'thumbnail']) {
    const picture = embed.at(key);
    if (picture.isPresent && picture.object()) checkUrl(picture.at('url'));
  }
  for (const entry of embed.at('fields').list({ max: FIELDS_MAX })) {
    if (entry.object() === undefined) continue;
    entry.at('name').text({ min: 1, max: FIELD_NAME_MAX, required: true });
    entry.at('value').text({ min: 1, max: FIELD_VALUE_MAX, required: true });
    entry.at('inline').boolean();
  }
}

function checkTimestamp(field: Field): void {
  const text = field.text();
  if (text !== undefined && Number.isNaN(Date.parse(text))) {
    field.fail('DATE_TIME_TYPE_PARSE', `Could not parse ${text}. Should be ISO8601.`);
  }
}

function embedSize(embed: Record<string, unknown>): number {
  const footer = isObject(embed.footer) ? embed.footer.text : undefined;
  const author = isObject(embed.author) ? embed.author.name : undefined;
  const fields = objectsOf(embed.fields).flatMap((entry) => [entry.name, entry.value]);
  return [embed.title, embed.description, footer, author, ...fields]
    .map((text) => characters(textOf(text) ?? ''))
    .reduce((sum, length) => sum + length, 0);
}
