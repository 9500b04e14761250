import { checkMessageEdit, checkNewMessage } from '../../../playground/discord/validation/message.ts';
import { errorPaths, refusalOf } from './refusal.ts';

type Body = Record<string, unknown>;

const V2 = 32_768;
const text = (length: number): string => 'x'.repeat(length);
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const button = (more: Body = {}): Body => ({ type: 2, style: 1, label: 'Go', custom_id: 'go', ...more });
const row = (...components: Body[]): Body => ({ type: 1, components });
const buttons = (...components: Body[]): Body => ({ components: [row(...components)] });
const option = (index: number, more: Body = {}): Body => ({
  label: `o${index}`,
  value: `v${index}`,
  ...more,
});
const select = (more: Body = {}): Body =>
  buttons({ type: 3, custom_id: 's', options: many(3, (index) => option(index)), ...more });
const embed = (more: Body): Body => ({ embeds: [more] });
const display = (content: string): Body => ({ type: 10, content });
const v2 = (...components: Body[]): Body => ({ flags: V2, components });
const section = (more: Body = {}): Body => ({
  type: 9,
  components: [display('a')],
  accessory: button(),
  ...more,
});

/** Accepted at the limit, refused one beyond it: where, and with which code. */
const limits: [string, Body, Body, string, string][] = [
  ['content', { content: text(2000) }, { content: text(2001) }, 'content', 'BASE_TYPE_MAX_LENGTH'],
  [
    'embeds',
    { embeds: many(10, () => ({ title: 'a' })) },
    { embeds: many(11, () => ({ title: 'a' })) },
    'embeds',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'embed title',
    embed({ title: text(256) }),
    embed({ title: text(257) }),
    'embeds.0.title',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'embed description',
    embed({ description: text(4096) }),
    embed({ description: text(4097) }),
    'embeds.0.description',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'embed footer',
    embed({ title: 'a', footer: { text: text(2048) } }),
    embed({ title: 'a', footer: { text: text(2049) } }),
    'embeds.0.footer.text',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'embed author',
    embed({ title: 'a', author: { name: text(256) } }),
    embed({ title: 'a', author: { name: text(257) } }),
    'embeds.0.author.name',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'embed fields',
    embed({ fields: many(25, () => ({ name: 'a', value: 'b' })) }),
    embed({ fields: many(26, () => ({ name: 'a', value: 'b' })) }),
    'embeds.0.fields',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'embed field name',
    embed({ fields: [{ name: text(256), value: 'b' }] }),
    embed({ fields: [{ name: text(257), value: 'b' }] }),
    'embeds.0.fields.0.name',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'embed field value',
    embed({ fields: [{ name: 'a', value: text(1024) }] }),
    embed({ fields: [{ name: 'a', value: text(1025) }] }),
    'embeds.0.fields.0.value',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'all embeds together',
    { embeds: [{ description: text(4000) }, { description: text(2000) }] },
    { embeds: [{ description: text(4000) }, { description: text(2001) }] },
    'embeds',
    'MAX_EMBED_SIZE_EXCEEDED',
  ],
  [
    'rows',
    { components: many(5, (i) => row(button({ custom_id: `b${i}` }))) },
    { components: many(6, (i) => row(button({ custom_id: `b${i}` }))) },
    'components',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'buttons in a row',
    buttons(...many(5, (i) => button({ custom_id: `b${i}` }))),
    buttons(...many(6, (i) => button({ custom_id: `b${i}` }))),
    'components.0.components',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'custom id',
    buttons(button({ custom_id: text(100) })),
    buttons(button({ custom_id: text(101) })),
    'components.0.components.0.custom_id',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'button label',
    buttons(button({ label: text(80) })),
    buttons(button({ label: text(81) })),
    'components.0.components.0.label',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'button url',
    buttons({ type: 2, style: 5, label: 'a', url: `https://a.b/${text(500)}` }),
    buttons({ type: 2, style: 5, label: 'a', url: `https://a.b/${text(501)}` }),
    'components.0.components.0.url',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'select options',
    select({ options: many(25, (i) => option(i)) }),
    select({ options: many(26, (i) => option(i)) }),
    'components.0.components.0.options',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'option label',
    select({ options: [option(0, { label: text(100) })] }),
    select({ options: [option(0, { label: text(101) })] }),
    'components.0.components.0.options.0.label',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'option value',
    select({ options: [option(0, { value: text(100) })] }),
    select({ options: [option(0, { value: text(101) })] }),
    'components.0.components.0.options.0.value',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'option description',
    select({ options: [option(0, { description: text(100) })] }),
    select({ options: [option(0, { description: text(101) })] }),
    'components.0.components.0.options.0.description',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'placeholder',
    select({ placeholder: text(150) }),
    select({ placeholder: text(151) }),
    'components.0.components.0.placeholder',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'max_values above the options',
    select({ max_values: 3 }),
    select({ max_values: 4 }),
    'components.0.components.0.max_values',
    'SELECT_COMPONENT_MAX_VALUES_INVALID',
  ],
  [
    'min_values',
    select({ min_values: 0 }),
    select({ min_values: -1 }),
    'components.0.components.0.min_values',
    'NUMBER_TYPE_MIN',
  ],
  [
    'min_values above max_values',
    select({ min_values: 2, max_values: 2 }),
    select({ min_values: 3, max_values: 2 }),
    'components.0.components.0.min_values',
    'SELECT_COMPONENT_MIN_VALUES_INVALID',
  ],
  [
    'components in all (v2)',
    v2(...many(40, () => display('a'))),
    v2(...many(35, () => display('a')), { type: 17, components: many(5, () => display('a')) }),
    'components',
    'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
  ],
  [
    'text in all (v2)',
    v2(display(text(2000)), display(text(2000))),
    v2(display(text(2000)), display(text(2001))),
    'components',
    'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
  ],
  [
    'texts of a section',
    v2(section({ components: many(3, () => display('a')) })),
    v2(section({ components: many(4, () => display('a')) })),
    'components.0.components',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'pictures of a gallery',
    v2({ type: 12, items: many(10, () => ({ media: { url: 'https://a.b' } })) }),
    v2({ type: 12, items: many(11, () => ({ media: { url: 'https://a.b' } })) }),
    'components.0.items',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'nonce',
    { content: 'a', nonce: text(25) },
    { content: 'a', nonce: text(26) },
    'nonce',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'mentioned users',
    { content: 'a', allowed_mentions: { users: many(100, () => '100000000000000000') } },
    { content: 'a', allowed_mentions: { users: many(101, () => '100000000000000000') } },
    'allowed_mentions.users',
    'BASE_TYPE_MAX_LENGTH',
  ],
];

describe('limits of a message', () => {
  it.each(limits)('%s', (_, accepted, refused, path, code) => {
    expect(() => {
      checkNewMessage(accepted);
    }).not.toThrow();

    const refusal = refusalOf(() => {
      checkNewMessage(refused);
    });
    expect(refusal).toMatchObject({ status: 400, code: 50035 });
    expect(errorPaths(refusal)).toEqual({ [path]: code });
  });
});

const wrong: [string, Body, string, string][] = [
  [
    'the same custom id twice',
    buttons(button(), button()),
    'components.0.components.1.custom_id',
    'COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'a button without custom id',
    buttons({ type: 2, style: 1, label: 'a' }),
    'components.0.components.0.custom_id',
    'BASE_TYPE_REQUIRED',
  ],
  [
    'a button with custom id and url',
    buttons(button({ url: 'https://a.b' })),
    'components.0.components.0.url',
    'BUTTON_COMPONENT_FIELD_NOT_ALLOWED',
  ],
  [
    'a link with a custom id',
    buttons({ type: 2, style: 5, label: 'a', url: 'https://a.b', custom_id: 'x' }),
    'components.0.components.0.custom_id',
    'BUTTON_COMPONENT_FIELD_NOT_ALLOWED',
  ],
  [
    'a premium button without sku',
    buttons({ type: 2, style: 6 }),
    'components.0.components.0.sku_id',
    'BASE_TYPE_REQUIRED',
  ],
  [
    'a button with neither label nor emoji',
    buttons({ type: 2, style: 1, custom_id: 'x' }),
    'components.0.components.0',
    'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED',
  ],
  [
    'a select beside a button',
    buttons(button(), { type: 5, custom_id: 'u' }),
    'components.0.components',
    'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
  ],
  [
    'two options with one value',
    select({ options: [option(1), option(1)] }),
    'components.0.components.0.options.1.value',
    'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
  ],
  ['an empty row', { components: [row()] }, 'components.0.components', 'BASE_TYPE_BAD_LENGTH'],
  [
    'a text display without the flag',
    { components: [display('a')] },
    'components.0.type',
    'UNION_TYPE_CHOICES',
  ],
  ['a bare button', { components: [button()] }, 'components.0.type', 'UNION_TYPE_CHOICES'],
  [
    'content beside v2',
    { ...v2(display('a')), content: 'b' },
    'content',
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    'embeds beside v2',
    { ...v2(display('a')), embeds: [{ title: 'b' }] },
    'embeds',
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    'a section without accessory',
    v2(section({ accessory: undefined })),
    'components.0.accessory',
    'BASE_TYPE_REQUIRED',
  ],
  [
    'a container in a container',
    v2({ type: 17, components: [{ type: 17, components: [] }] }),
    'components.0.components.0.type',
    'UNION_TYPE_CHOICES',
  ],
  [
    'an empty embed field',
    embed({ fields: [{ name: ' ', value: 'a' }] }),
    'embeds.0.fields.0.name',
    'BASE_TYPE_REQUIRED',
  ],
  [
    'a picture that is no url',
    embed({ image: { url: 'picture' } }),
    'embeds.0.image.url',
    'URL_TYPE_INVALID_URL',
  ],
  ['a number as content', { content: 5 }, 'content', 'STRING_TYPE_CONVERT'],
  [
    'parse and list of users at once',
    { content: 'a', allowed_mentions: { parse: ['users'], users: ['100000000000000000'] } },
    'allowed_mentions.users',
    'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
  ],
];

describe('wrong messages', () => {
  it.each(wrong)('%s', (_, body, path, code) => {
    const refusal = refusalOf(() => {
      checkNewMessage(body);
    });
    expect(errorPaths(refusal)).toEqual({ [path]: code });
  });

  it('nests the errors of a callback under data', () => {
    const refusal = refusalOf(() => {
      checkNewMessage(embed({ fields: [{ name: 'a', value: '' }] }), ['data']);
    });
    expect(refusal.toBody()).toEqual({
      message: 'Invalid Form Body',
      code: 50035,
      errors: {
        data: {
          embeds: {
            '0': {
              fields: {
                '0': {
                  value: { _errors: [{ code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }] },
                },
              },
            },
          },
        },
      },
    });
  });

  it('names every error of a body at once', () => {
    const refusal = refusalOf(() => {
      checkNewMessage({ content: text(2001), embeds: [{ title: text(257) }] });
    });
    expect(Object.keys(errorPaths(refusal))).toEqual(['content', 'embeds.0.title']);
  });

  it.each([[{}], [{ content: '  ' }], [{ content: '', embeds: [], components: [] }]])(
    'refuses nothing to send: %j',
    (body) => {
      expect(
        refusalOf(() => {
          checkNewMessage(body);
        }),
      ).toMatchObject({ status: 400, code: 50006 });
    },
  );

  it.each([[{ poll: {} }], [{ sticker_ids: ['1'] }]])('answers 501 for %j', (body) => {
    expect(
      refusalOf(() => {
        checkNewMessage(body);
      }),
    ).toMatchObject({ status: 501, code: 0 });
  });

  it('counts an emoji as one character', () => {
    expect(() => {
      checkNewMessage({ content: '🎉'.repeat(2000) });
    }).not.toThrow();
  });

  it('does not let an edit take the v2 flag off', () => {
    const refusal = refusalOf(() => {
      checkMessageEdit({ flags: 0, components: [display('a')] }, { content: '', embeds: [], flags: V2 });
    });
    expect(errorPaths(refusal)).toEqual({ flags: 'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG' });
  });
});
