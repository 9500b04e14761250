import fc from 'fast-check';
import { ApiError } from '../../../playground/discord/api-error.ts';
import { placeFiles, planFiles } from '../../../playground/discord/files/message-files.ts';
import { isObject, type JsonObject } from '../../../playground/discord/json.ts';
import { type Attachment } from '../../../playground/discord/model.ts';
import { checkNewMessage } from '../../../playground/discord/validation/message.ts';

const stored = (id: string, filename: string): Attachment => ({
  id,
  filename,
  size: 1,
  url: `http://127.0.0.1/local/files/${id}/${filename}`,
  proxy_url: `http://127.0.0.1/local/files/${id}/${filename}`,
});
const upload = (index: number, name: string) => ({ index, name, bytes: new Uint8Array(1) });
const files = [stored('1', 'a.png'), stored('2', 'b.txt')];

describe('the files of a message', () => {
  it.each<[string, JsonObject, string[]]>([
    ['all stay when nothing is said', {}, ['a.png', 'b.txt', 'new.txt']],
    ['those that are named stay', { attachments: [{ id: '2' }] }, ['b.txt', 'new.txt']],
    ['none stays of an empty list', { attachments: [] }, ['new.txt']],
    ['none stays of null', { attachments: null }, ['new.txt']],
    ['a number is an id too', { attachments: [{ id: 1 }] }, ['a.png', 'new.txt']],
    ['a new one gets its name', { attachments: [{ id: 0, filename: 'x y.txt' }] }, ['x_y.txt']],
  ])('%s', (_, body, names) => {
    const planned = planFiles(body, { uploads: [upload(0, 'new.txt')], stored: files });
    expect(planned.map(({ filename }) => filename)).toEqual(names);
  });

  it('an address that the bot read in a message and sends back is the same file', () => {
    const media = { url: files[0]?.url };
    const placed = placeFiles({ components: [{ type: 12, items: [{ media }] }], embeds: [] }, files);
    expect(placed.attachments).toEqual([files[1]]);
    expect(placed.components).toMatchObject([{ items: [{ media: { attachment_id: '1' } }] }]);
  });

  it('whatever refers to them is accepted or refused as Discord refuses, and breaks nothing', () => {
    const keys = ['type', 'components', 'accessory', 'items', 'media', 'file', 'url', 'embeds', 'image'];
    const { value: nonsense } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom<unknown>(
          null,
          0,
          9,
          11,
          12,
          13,
          17,
          32_768,
          '',
          '0',
          'attachment://a.png',
          files[0]?.url,
        ),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(
          fc.constantFrom(...keys, 'author', 'icon_url', 'attachments', 'id', 'flags'),
          tie('value'),
          {
            maxKeys: 6,
          },
        ),
      ),
    }));
    const atHand = { uploads: [upload(0, 'new.txt')], stored: files };
    fc.assert(
      fc.property(nonsense, nonsense, (body, part) => {
        try {
          checkNewMessage(isObject(body) ? body : { components: [body] }, [], atHand);
        } catch (error) {
          expect(error).toBeInstanceOf(ApiError);
        }
        const parts = isObject(part) ? [part] : [];
        expect(placeFiles({ components: parts, embeds: parts }, files).components).toHaveLength(parts.length);
      }),
      { numRuns: 1_000 },
    );
  });
});
