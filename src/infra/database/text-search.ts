import type { mongo, PipelineStage } from 'mongoose';

/** A search looks at this many hits at most, and shows the best of them. */
const LOOKED_AT = 200;
const SHOWN = 25;
const LONGEST = 100;

/**
 * By the words of a text index, the best match first. What a person typed is words and nothing else: quotes
 * and minus signs, which MongoDB would read as operators, are taken out.
 *
 * @param within equality on the fields that lead the index
 */
export function bestMatches(within: mongo.Document, typed: string): PipelineStage[] {
  const words = typed.slice(0, LONGEST).replaceAll(/["\-\u2010-\u2015\\]/g, ' ');
  return [
    { $match: { ...within, $text: { $search: words } } },
    { $limit: LOOKED_AT },
    { $sort: { score: { $meta: 'textScore' }, _id: -1 } },
    { $limit: SHOWN },
  ];
}
