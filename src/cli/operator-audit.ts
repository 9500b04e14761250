import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import type { mongo } from 'mongoose';
import type { AuditEntry } from '../infra/audit/audit-entry.schema.js';

export type OperatorDeed = Pick<AuditEntry, 'action' | 'target' | 'changes' | 'reason'>;

/** Adds what the operator does to the audit trail; with `session`, together with the deed or not at all. */
export async function audit(
  db: mongo.Db,
  at: Date,
  deed: OperatorDeed,
  session: mongo.ClientSession,
): Promise<void> {
  const actor = { kind: 'operator' as const, id: operator() };
  const entry: Omit<AuditEntry, '_id'> = { ...deed, actor, correlationId: randomUUID(), at };
  await db.collection('audit_entries').insertOne(entry, { session });
}

/** `name@host`, 64 characters at most. */
function operator(): string {
  return `${userName()}@${hostname()}`.slice(0, 64);
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${String(process.getuid?.() ?? 'unknown')}`; // a container's user may have no name
  }
}
