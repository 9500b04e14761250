import {
  adviceOn,
  type Figures,
  figuresOf,
} from '../../../../../src/modules/allowlists/figures/statistics.rules.js';
import { anAllowlist } from '../../../../support/builders/index.js';

const NOW = new Date('2026-11-23T12:30:00Z');

describe('the figures', () => {
  it('of an allowlist that nobody has seen are nought', () => {
    const { places, isFull, ...rest } = figuresOf(anAllowlist(), NOW);
    expect([places, isFull]).toEqual([10, false]);
    expect(Object.values(rest).every((value) => value === 0)).toBe(true);
  });

  it('have nobody in who did not press and look, also where the log has ended', () => {
    const allowlist = anAllowlist({ entryManagement: { totals: { entries: 8, held: 1, tickets: 9 } } });
    expect(figuresOf(allowlist, NOW)).toMatchObject({ looked: 9, pressed: 9, entries: 8, isFull: false });
  });

  it('divide the trend at 24 and 48 hours before', () => {
    const at = (text: string, entries: number) => ({ start: new Date(text), entries });
    const allowlist = anAllowlist();
    allowlist.analytics.popularityTrend = [
      at('2026-11-21T12:00:00Z', 1),
      at('2026-11-21T13:00:00Z', 2),
      at('2026-11-22T12:00:00Z', 4),
      at('2026-11-22T13:00:00Z', 8),
      at('2026-11-23T12:00:00Z', 16),
      at('2026-11-23T13:00:00Z', 32),
    ];
    expect(figuresOf(allowlist, NOW)).toMatchObject({ newestDay: 24, dayBefore: 6 });
  });
});

describe('advice', () => {
  const seen: Partial<Figures> = { looked: 100, pressed: 60, entries: 50, places: 10, competitiveness: 5 };
  const about = (given: Partial<Figures>) => adviceOn({ ...figuresOf(anAllowlist(), NOW), ...given });
  const on = (given: Partial<Figures>) => about({ ...seen, ...given });

  it('says nothing of too few, but names what is to be decided', () => {
    expect(about({ looked: 19 })).toEqual(['few']);
    expect(about({ looked: 19, held: 1 })).toEqual(['held', 'few']);
  });

  it('leaves alone what does well', () => {
    expect(on({})).toEqual(['fine']);
  });

  it('names where members are lost on the way in, unless there is no room', () => {
    expect(on({ pressed: 29, entries: 29 })).toEqual(['unpressed']);
    expect(on({ pressed: 30, entries: 30 })).toEqual(['fine']);
    expect(on({ entries: 29 })).toEqual(['refused']);
    expect(on({ entries: 20, held: 10 })).toEqual(['held']);
    expect(on({ entries: 29, isFull: true })).toEqual(['fine']);
  });

  it('names too much and too little competition', () => {
    expect(on({ places: 50, competitiveness: 1 })).toEqual(['roomy']);
    expect(on({ places: 50, competitiveness: 1, isFull: true })).toEqual(['fine']);
    expect(on({ competitiveness: 20 })).toEqual(['fine']);
    expect(on({ competitiveness: 20.1 })).toEqual(['crowded']);
  });

  it('names who comes again, and who does not', () => {
    expect(on({ returningRate: 0.8 })).toEqual(['fine']);
    expect(on({ returningRate: 0.81 })).toEqual(['regulars']);
    expect(on({ before: 20, retentionRate: 0.19 })).toEqual(['lost']);
    expect(on({ before: 20, retentionRate: 0.2 })).toEqual(['fine']);
    expect(on({ before: 19, retentionRate: 0 })).toEqual(['fine']);
  });
});
