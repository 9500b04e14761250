import { type IntegrityScope, OrphansCheck } from '../../infra/integrity/index.js';
import { allowlistEntries } from './schemas/allowlist-entry.schema.js';
import { drawLists, draws } from './schemas/draw.schema.js';
import { entryAttempts } from './schemas/entry-attempt.schema.js';

/** What an allowlist leaves behind when it goes by TTL, or a crash while a list was being frozen. */
export const allowlistOrphans = (scope: IntegrityScope): OrphansCheck[] =>
  [
    {
      name: 'entry-orphans',
      describes: 'Entries that owe nothing any more and whose allowlist is gone.',
      child: allowlistEntries,
    },
    {
      name: 'attempt-orphans',
      describes: 'Counted attempts whose allowlist is gone.',
      child: entryAttempts,
    },
    {
      name: 'draw-list-orphans',
      describes: 'Parts of a frozen list without their draw.',
      child: drawLists,
      rule: { of: draws.name, field: 'drawId' },
    },
  ].map((facts) => new OrphansCheck(facts, scope));
