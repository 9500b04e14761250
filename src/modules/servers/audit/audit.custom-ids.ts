import type { AuditFilter } from '../../../infra/audit/index.js';
import { customId } from '../../../infra/discord/index.js';
import { isSnowflake } from '../../../kernel/snowflake.js';

/** `direction` and `anchor` as for every page; `who` and `what` are the filter, `-` where there is none. */
export const auditPageId = customId('community/audit/:direction/:anchor/:who/:what');

const NOTHING = '-';
/** Custom ids take no dots, and no action has an underscore. */
export const filterParts = ({ actorId, action }: AuditFilter): { who: string; what: string } => ({
  who: actorId ?? NOTHING,
  what: action?.replaceAll('.', '_') ?? NOTHING,
});

/** What is no filter of ours filters nothing. */
export const filterOf = (who: string, what: string): AuditFilter => ({
  actorId: isSnowflake(who) ? who : undefined,
  action: what === NOTHING ? undefined : what.replaceAll('_', '.'),
});
