import { readableText } from '../../../playground/discord/readable-text.ts';

const message = (parts: Partial<Parameters<typeof readableText>[0]>): string =>
  readableText({ content: '', embeds: [], components: [], ...parts });

describe('a message as a person reads it', () => {
  it('shows content, embeds and what can be pressed', () => {
    expect(
      message({
        content: 'Hello',
        embeds: [
          {
            title: 'Title',
            description: 'Text',
            fields: [{ name: 'Points', value: '50' }],
            footer: { text: 'End' },
          },
        ],
        components: [
          {
            type: 1,
            components: [
              { type: 2, style: 1, label: 'Complete', custom_id: 'a' },
              { type: 2, style: 5, label: 'Open', url: 'https://a.b', emoji: { name: '🔗' } },
              { type: 2, style: 1, label: 'Later', custom_id: 'b', disabled: true },
            ],
          },
        ],
      }),
    ).toBe('Hello\nTitle\nText\nPoints: 50\nEnd\n[Complete] [🔗 Open] [Later (disabled)]');
  });

  it('reads Components V2 in order: sections with their accessory, rows, selects', () => {
    expect(
      message({
        components: [
          {
            type: 17,
            components: [
              {
                type: 9,
                components: [{ type: 10, content: '# Task' }],
                accessory: { type: 2, label: 'Go', custom_id: 'g' },
              },
              { type: 14 },
              {
                type: 1,
                components: [
                  {
                    type: 3,
                    custom_id: 's',
                    placeholder: 'Choose',
                    options: [{ label: 'One' }, { label: 'Two' }],
                  },
                ],
              },
            ],
          },
        ],
      }),
    ).toBe('# Task\n[Go]\n[Choose: One | Two]');
  });

  it('shows what stands in a select already', () => {
    const select = (extra: object) =>
      message({
        components: [{ type: 1, components: [{ custom_id: 's', placeholder: 'Choose', ...extra }] }],
      });
    const options = [{ label: 'One', default: true }, { label: 'Two' }];
    expect(select({ type: 3, options })).toBe('[✓ One | Two]');
    expect(select({ type: 8, default_values: [{ id: '1', type: 'channel' }] })).toBe('[<#1>]');
    expect(select({ type: 6, default_values: [{ id: '2', type: 'role' }] })).toBe('[<@&2>]');
  });
});
