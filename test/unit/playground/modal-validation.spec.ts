import { checkForm } from '../../../playground/discord/validation/form.ts';
import { checkModal } from '../../../playground/discord/validation/modal.ts';
import { errorPaths, refusalOf } from './refusal.ts';

type Body = Record<string, unknown>;

const text = (length: number): string => 'x'.repeat(length);
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const input = (more: Body = {}): Body => ({ type: 4, custom_id: 'title', style: 1, ...more });
const label = (component: Body, more: Body = {}): Body => ({ type: 18, label: 'Title', component, ...more });
const modal = (more: Body = {}): Body => ({
  custom_id: 'm',
  title: 'T',
  components: [label(input())],
  ...more,
});
const classic = (more: Body = {}): Body =>
  modal({ components: [{ type: 1, components: [input({ label: 'Title', ...more })] }] });
const labelled = (component: Body): Body => modal({ components: [label(component)] });
const options = (count: number): Body[] =>
  many(count, (index) => ({ label: `o${index}`, value: `v${index}` }));

const limits: [string, Body, Body, string][] = [
  ['title', modal({ title: text(45) }), modal({ title: text(46) }), 'data.title'],
  ['custom id', modal({ custom_id: text(100) }), modal({ custom_id: text(101) }), 'data.custom_id'],
  [
    'components',
    modal({ components: many(5, (i) => label(input({ custom_id: `i${i}` }))) }),
    modal({ components: many(6, (i) => label(input({ custom_id: `i${i}` }))) }),
    'data.components',
  ],
  [
    'label',
    modal({ components: [label(input(), { label: text(45) })] }),
    modal({ components: [label(input(), { label: text(46) })] }),
    'data.components.0.label',
  ],
  [
    'description',
    modal({ components: [label(input(), { description: text(100) })] }),
    modal({ components: [label(input(), { description: text(101) })] }),
    'data.components.0.description',
  ],
  [
    'classic label',
    classic({ label: text(45) }),
    classic({ label: text(46) }),
    'data.components.0.components.0.label',
  ],
  [
    'value',
    labelled(input({ value: text(4000) })),
    labelled(input({ value: text(4001) })),
    'data.components.0.component.value',
  ],
  [
    'value against max_length',
    labelled(input({ value: 'abc', max_length: 3 })),
    labelled(input({ value: 'abcd', max_length: 3 })),
    'data.components.0.component.value',
  ],
  [
    'max_length',
    labelled(input({ max_length: 4000 })),
    labelled(input({ max_length: 4001 })),
    'data.components.0.component.max_length',
  ],
  [
    'min_length against max_length',
    labelled(input({ min_length: 5, max_length: 5 })),
    labelled(input({ min_length: 6, max_length: 5 })),
    'data.components.0.component.min_length',
  ],
  [
    'placeholder',
    labelled(input({ placeholder: text(100) })),
    labelled(input({ placeholder: text(101) })),
    'data.components.0.component.placeholder',
  ],
  [
    'radio options',
    labelled({ type: 21, custom_id: 'r', options: options(10) }),
    labelled({ type: 21, custom_id: 'r', options: options(11) }),
    'data.components.0.component.options',
  ],
  [
    'fewest radio options',
    labelled({ type: 21, custom_id: 'r', options: options(2) }),
    labelled({ type: 21, custom_id: 'r', options: options(1) }),
    'data.components.0.component.options',
  ],
  [
    'checkbox group options',
    labelled({ type: 22, custom_id: 'c', options: options(10) }),
    labelled({ type: 22, custom_id: 'c', options: options(11) }),
    'data.components.0.component.options',
  ],
  [
    'select in a label',
    labelled({ type: 5, custom_id: 'u' }),
    labelled({ type: 5, custom_id: 'u', disabled: true }),
    'data.components.0.component.disabled',
  ],
  [
    'control types',
    labelled({ type: 23, custom_id: 'c' }),
    labelled({ type: 2, custom_id: 'b' }),
    'data.components.0.component.type',
  ],
  [
    'inputs of a classic row',
    classic(),
    modal({
      components: [{ type: 1, components: [input({ label: 'a' }), input({ label: 'b', custom_id: 'x' })] }],
    }),
    'data.components.0.components',
  ],
  [
    'one id for two inputs',
    modal({ components: [label(input()), label(input({ custom_id: 'b' }))] }),
    modal({ components: [label(input()), label(input())] }),
    'data.components.1.component.custom_id',
  ],
];

describe('limits of a modal', () => {
  const check = (body: Body): void => {
    checkForm(body, checkModal, ['data']);
  };

  it.each(limits)('%s', (_, accepted, refused, path) => {
    expect(() => {
      check(accepted);
    }).not.toThrow();
    expect(
      Object.keys(
        errorPaths(
          refusalOf(() => {
            check(refused);
          }),
        ),
      ),
    ).toEqual([path]);
  });
});
