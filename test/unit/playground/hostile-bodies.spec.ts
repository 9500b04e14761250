import fc from 'fast-check';
import { ApiError } from '../../../playground/discord/api-error.ts';
import { isObject } from '../../../playground/discord/json.ts';
import { readableText } from '../../../playground/discord/readable-text.ts';
import { checkCommand } from '../../../playground/discord/validation/command.ts';
import { numberComponents } from '../../../playground/discord/validation/components.ts';
import { checkForm } from '../../../playground/discord/validation/form.ts';
import {
  bodyObject,
  checkMessageEdit,
  checkNewMessage,
} from '../../../playground/discord/validation/message.ts';
import { checkModal } from '../../../playground/discord/validation/modal.ts';

/** Nested nonsense under the keys that the checks look at. */
const keys = [
  'type',
  'components',
  'component',
  'accessory',
  'options',
  'choices',
  'embeds',
  'fields',
  'custom_id',
  'name',
  'value',
  'flags',
  'content',
  'items',
  'media',
  'allowed_mentions',
];
const { value: nonsense } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, 0, -1, 1, 2, 3, 9, 17, 18, 32_768, 1.5, '', 'x', 'x'.repeat(5000)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 6 }),
  ),
}));

describe('whatever a bot sends', () => {
  it.each<[string, (body: Record<string, unknown>) => void]>([
    [
      'a message',
      (body) => {
        checkNewMessage(body);
      },
    ],
    [
      'an edit',
      (body) => {
        checkMessageEdit(body, { content: 'a', embeds: [], flags: 0 });
      },
    ],
    [
      'a command',
      (body) => {
        checkCommand(body);
      },
    ],
    [
      'a modal',
      (body) => {
        checkForm(body, checkModal);
      },
    ],
  ])('%s is accepted or refused as Discord refuses, and breaks nothing', (_, check) => {
    fc.assert(
      fc.property(nonsense, (body) => {
        try {
          check(bodyObject(body));
        } catch (error) {
          expect(error).toBeInstanceOf(ApiError);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('what was accepted can be numbered and read', () => {
    fc.assert(
      fc.property(fc.array(nonsense), (parts) => {
        const components = parts.filter(isObject);
        numberComponents(components);
        expect(typeof readableText({ content: '', embeds: components, components })).toBe('string');
      }),
    );
  });
});
