import type { mongo } from 'mongoose';
import { readableText } from '../../../playground/discord/client.ts';
import { rolesOf } from '../tasks/roles.js';
import type { Stack } from './stack.js';

const OWED_FIELDS = ['due', 'roleDue', 'reviewCard.due'];

/** What a press on a task is to give. */
export interface Award {
  readonly taskPostId: string;
  /** Who is to have it. */
  readonly members: readonly string[];
  /** Whether each of them is told by direct message. */
  readonly isTold: boolean;
  readonly roleId?: string;
}

/** Whether every member has the award, and everybody was told and sees it who should. */
export async function isAwarded(db: mongo.Db, { taskPostId, members }: Award): Promise<boolean> {
  const ours = { taskPostId, discordId: { $in: [...members] } };
  const owing = {
    $or: [{ owes: { $ne: [] } }, ...OWED_FIELDS.map((field) => ({ [field]: { $exists: true } }))],
  };
  const completions = db.collection('task_completions');
  if ((await completions.countDocuments({ ...ours, state: 'verified' })) < members.length) return false;
  if ((await completions.countDocuments({ ...ours, ...owing })) > 0) return false;
  if ((await db.collection('outbox').countDocuments({ due: { $exists: true } })) > 0) return false;
  const verified = await completions.countDocuments({ taskPostId, state: 'verified' });
  const task = { taskId: taskPostId, 'card.shown': verified, 'interactionStats.completions': verified };
  return (await db.collection('discord_task_posts').countDocuments(task)) === 1;
}

/** Awards, notices and roles that are not there once. */
export async function awardFaults(stack: Stack, db: mongo.Db, award: Award): Promise<string[]> {
  const { taskPostId, members, isTold, roleId } = award;
  const found: string[] = [];
  const rows = await db.collection('task_completions').find({ taskPostId }).toArray();
  for (const discordId of members) {
    const sourceId = rows.find((row) => row.discordId === discordId)?._id.toHexString();
    const paid = await db.collection('points_ledger').find({ sourceId }).toArray();
    const told = await noticesOf(stack, discordId);
    const roles = rolesOf(stack.discord, stack.server, discordId);
    const isRight =
      paid.length === 1 &&
      (await isBalanced(db, discordId, paid)) &&
      told === (isTold ? 1 : 0) &&
      (roleId === undefined || roles.includes(roleId));
    if (!isRight) found.push(`${paid.length} awards, ${told} notices, roles ${roles.join()}`);
  }
  return found;
}

async function isBalanced(
  db: mongo.Db,
  discordId: string,
  paid: readonly mongo.Document[],
): Promise<boolean> {
  const balance = await db.collection('balances').findOne({ discordId, period: 'all' });
  const sum = paid.reduce((total, { amount }) => total + Number(amount), 0);
  return Number(balance?.points) === sum && Number(balance?.completions) === paid.length;
}

async function noticesOf({ discord, as }: Stack, discordId: string): Promise<number> {
  const messages = await as({ id: discordId }).directMessages(discord.applicationId);
  return messages.filter((message) => readableText(message).includes('was approved')).length;
}
