import { catalogues } from '../../../../../src/locales/index.js';
import { type Advice, figuresOf } from '../../../../../src/modules/allowlists/figures/statistics.rules.js';
import { allowlistStatisticsChart } from '../../../../../src/modules/allowlists/views/allowlist-statistics.chart.js';
import { allowlistStatisticsView } from '../../../../../src/modules/allowlists/views/allowlist-statistics.view.js';
import { anAllowlist } from '../../../../support/builders/index.js';

const at = new Date('2026-11-23T12:00:00Z');
const ADVICE: readonly Advice[] = ['held', 'refused', 'roomy', 'crowded', 'regulars', 'lost'];

/** As much as there can be. */
function everything() {
  const allowlist = anAllowlist({
    allowlistData: { title: '*'.repeat(100), winnerCount: 10_000 },
    entryManagement: { totals: { entries: 999_999, held: 99_999, tickets: 9_999_999 } },
  });
  Object.assign(allowlist.analytics, { views: 9_999_999, uniqueViews: 5_999_999, pressed: 2_999_999 });
  Object.assign(allowlist.analytics, {
    conversionRate: 0.17,
    competitiveness: 99.9,
    retention: {
      returning: 899_999,
      returningRate: 0.9,
      before: 999_999,
      stayed: 99_999,
      retentionRate: 0.1,
    },
  });
  const steps = Array.from({ length: 50 }, (_, nth) => ({
    at: new Date(Date.UTC(2026, 8, 1 + nth)),
    count: 99_999,
  }));
  return {
    at,
    zone: 'America/Argentina/ComodRivadavia',
    allowlist,
    figures: figuresOf(allowlist, at),
    series: { unit: 'day', steps, zone: 'UTC' } as const,
    advice: ADVICE,
  };
}

describe.each(Object.entries(catalogues))('in %s', (_, texts) => {
  it('fit into one message however much there is to say', () => {
    const shown = allowlistStatisticsView(everything(), Buffer.from('png'), texts);
    if (!('view' in shown)) throw new Error('The picture is missing');
    const contents = [...JSON.stringify(shown.view).matchAll(/"content":("(?:[^"\\]|\\.)*")/g)];
    const length = contents.reduce((sum, [, content]) => sum + String(JSON.parse(content!)).length, 0);
    expect(length).toBeLessThanOrEqual(4_000);
    expect(shown.pictures[0]?.description.length).toBeLessThanOrEqual(1_024);
  });

  it('the words have every figure of the picture, with or without it', () => {
    const statistics = everything();
    const words = JSON.stringify(allowlistStatisticsView(statistics, undefined, texts));
    expect(words).not.toContain('attachment://');
    const shown = allowlistStatisticsChart(statistics, texts).parts.flatMap((part) => {
      if (part.kind === 'tiles') return part.tiles.map((tile) => tile.shown);
      if (part.kind === 'bars') return part.bars.flatMap((bar) => [bar.shown, bar.note ?? '']);
      return part.columns.map(({ label, value }) => `${label} ${part.written(value)}`);
    });
    // All who looked are a hundred percent of themselves.
    const missing = shown.filter((figure) => !/^100\s?%$/.test(figure) && !words.includes(figure));
    expect([shown.length, missing]).toEqual([66, []]);
  });
});
