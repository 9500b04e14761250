import { DAY_MS } from '../../../kernel/clock.js';
import { mostEntries } from '../entries/entry.rules.js';
import type { DiscordAllowlistConnection, TrendData } from '../schemas/allowlist-connection.schema.js';
import { placesOf } from './entry-figures.rules.js';

/** What there is to say of an allowlist. */
export interface Figures {
  /** How often its details were opened. */
  readonly views: number;
  /** Members who opened its details, pressed *Enter* or are in. */
  readonly looked: number;
  /** Members who pressed *Enter* or are in. */
  readonly pressed: number;
  readonly entries: number;
  readonly held: number;
  readonly tickets: number;
  /** entries ÷ looked, 0 to 1. */
  readonly conversionRate: number;
  /** None where everyone wins. */
  readonly places?: number;
  /** Entries per place. */
  readonly competitiveness: number;
  /** Whether there is no room for more. */
  readonly isFull: boolean;
  /** Entries in the newest 24 hours of it, and in the 24 before those. */
  readonly newestDay: number;
  readonly dayBefore: number;
  /** Members who were in an earlier allowlist of the server, and their share of the entries. */
  readonly returning: number;
  readonly returningRate: number;
  /** Entries of the allowlist before it; how many of their members are in this one, and their share. */
  readonly before: number;
  readonly stayed: number;
  readonly retentionRate: number;
}

type Counted = Pick<DiscordAllowlistConnection, 'allowlistData' | 'entryManagement' | 'analytics'>;

/** @param to the moment that the newest day ends with: now, or the end */
export function figuresOf({ allowlistData, entryManagement, analytics }: Counted, to: Date): Figures {
  const { entries, held, tickets } = entryManagement.totals;
  const { views, popularityTrend, conversionRate, competitiveness, retention } = analytics;
  const { returning, returningRate, before, stayed, retentionRate } = retention;
  const pressed = Math.max(analytics.pressed, entries + held);
  const places = placesOf(allowlistData);
  return {
    ...{ views, pressed, entries, held, tickets, conversionRate, competitiveness },
    looked: Math.max(analytics.uniqueViews, pressed),
    ...(places !== undefined && { places }),
    isFull: entries >= (mostEntries(allowlistData) ?? Infinity),
    newestDay: entriesIn(popularityTrend, to, 0),
    dayBefore: entriesIn(popularityTrend, to, 1),
    ...{ returning, returningRate, before, stayed, retentionRate },
  };
}

/** In the 24 hours that ended so many days before `to`; an hour belongs to where it begins. */
function entriesIn(trend: readonly TrendData[], to: Date, daysBefore: number): number {
  const end = to.getTime() - daysBefore * DAY_MS;
  return trend
    .filter(({ start }) => start.getTime() <= end && start.getTime() > end - DAY_MS)
    .reduce((sum, { entries }) => sum + entries, 0);
}

/** Below this, a share says more about who came first than about the allowlist. */
export const ENOUGH = 20;
/** Of those who looked, who press *Enter*; of those who pressed it, who are in. */
const FEW_PRESS = 0.3;
const FEW_GET_IN = 0.5;
const CROWDED = 20;
const MOSTLY_THE_SAME = 0.8;
const FEW_STAY = 0.2;

/**
 * - `few`: too few have looked to say anything
 * - `unpressed`: few of those who look press *Enter*
 * - `refused`: less than half of those who press it are in
 * - `held`: entries wait for a decision
 * - `roomy`, `crowded`: no more entries than places; more than twenty for each
 * - `regulars`: more than four of five were in an earlier one
 * - `lost`: less than a fifth of the one before came again
 * - `fine`: nothing of this
 */
export type Advice =
  'few' | 'unpressed' | 'refused' | 'held' | 'roomy' | 'crowded' | 'regulars' | 'lost' | 'fine';

export function adviceOn(figures: Figures): readonly Advice[] {
  const { looked, held } = figures;
  const advice: Advice[] = [
    ...(held > 0 ? (['held'] as const) : []),
    ...(looked < ENOUGH ? (['few'] as const) : [...onConversion(figures), ...onEntries(figures)]),
  ];
  return advice.length === 0 ? ['fine'] : advice;
}

/** Where there is no room, it is no wonder that few get in. */
function onConversion({ looked, pressed, entries, held, isFull }: Figures): Advice[] {
  if (isFull) return [];
  if (pressed / looked < FEW_PRESS) return ['unpressed'];
  return pressed >= ENOUGH && (entries + held) / pressed < FEW_GET_IN ? ['refused'] : [];
}

function onEntries(figures: Figures): Advice[] {
  const { entries, places, isFull, competitiveness, returningRate, before, retentionRate } = figures;
  const advice: Advice[] = [];
  if (places !== undefined && !isFull && entries <= places) advice.push('roomy');
  if (competitiveness > CROWDED) advice.push('crowded');
  if (entries >= ENOUGH && returningRate > MOSTLY_THE_SAME) advice.push('regulars');
  if (entries >= ENOUGH && before >= ENOUGH && retentionRate < FEW_STAY) advice.push('lost');
  return advice;
}
