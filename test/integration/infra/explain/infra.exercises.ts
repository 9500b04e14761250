import { auditEntries } from '../../../../src/infra/audit/audit-entry.schema.js';
import { AuditTrail } from '../../../../src/infra/audit/index.js';
import { DraftsRepository } from '../../../../src/infra/drafts/drafts.repository.js';
import { JobTicks } from '../../../../src/infra/jobs/index.js';
import { LeasesRepository } from '../../../../src/infra/leases/leases.repository.js';
import { OneTimeTokensRepository } from '../../../../src/infra/one-time-tokens/index.js';
import { OutboxRepository } from '../../../../src/infra/outbox/outbox.repository.js';
import { ErasuresRepository } from '../../../../src/maintenance/privacy/erasures.repository.js';
import { aSnowflake } from '../../../support/builders/index.js';
import { type Exercise, exercise } from './exercises.js';

const KINDS = ['unlink-notice', 'refund-notice'];

export const infraExercises: readonly Exercise[] = [
  exercise(DraftsRepository, {
    create: (repository, { guildId, memberId }) =>
      repository.create('task', { guildId, discordId: memberId }, { title: 'x' }),
    begin: (repository, { guildId, memberId }) =>
      repository.begin('a'.repeat(24), 'task-answers', { guildId, discordId: memberId }, { q: 'x' }),
    remove: (repository, { guildId, memberId }) =>
      repository.remove('a'.repeat(24), 'task-answers', { guildId, discordId: memberId }),
    update: (repository, { draftId, guildId, memberId }) =>
      repository.update(draftId.toHexString(), 'task', { guildId, discordId: memberId }, { title: 'y' }),
    find: (repository, { draftId, guildId, memberId }) =>
      repository.find(draftId.toHexString(), 'task', { guildId, discordId: memberId }),
  }),
  exercise(LeasesRepository, {
    take: (repository) => repository.take('work-a', 'me', 1_000),
    extend: (repository) => repository.extend('work-a', 'me', 1, 1_000),
    free: (repository) => repository.free('work-a', 'me', 1),
  }),
  exercise(ErasuresRepository, {
    add: (repository, { now }) =>
      repository.add({
        discordId: aSnowflake(),
        pseudonym: aSnowflake(),
        locale: 'de',
        requestedAt: now,
        due: now,
      }),
    find: (repository, { outboxId }) => repository.find(outboxId.toHexString()),
    markDone: (repository, { outboxId }) => repository.markDone(outboxId.toHexString(), 'points'),
    forgetPseudonym: (repository, { outboxId }) => repository.forgetPseudonym(outboxId.toHexString()),
    remove: (repository, { outboxId }) => repository.remove(outboxId.toHexString()),
    claimDue: (repository, { now }) => repository.claimDue(now, now, 5),
    postpone: (repository, { outboxId, now }) => repository.postpone(outboxId.toHexString(), now, now),
  }),
  exercise(JobTicks, { take: (ticks) => ticks.take('cleanup', 60_000) }),
  exercise(OutboxRepository, {
    insert: (repository, { now }) =>
      repository.insert({ kind: KINDS[0]!, key: 'new', payload: {}, createdAt: now, giveUpAt: now }),
    claimDue: (repository, { now }) => repository.claimDue(KINDS, now, now, 50),
    begin: (repository, { outboxId }) => repository.begin(outboxId.toHexString()),
    finish: (repository, { outboxId, now }) => repository.finish(outboxId.toHexString(), now),
    retryAt: (repository, { outboxId, now }) => repository.retryAt(outboxId.toHexString(), now, 'AWAY'),
    uncount: (repository, { outboxId }) => repository.uncount(outboxId.toHexString(), 'AWAY'),
    bury: (repository, { outboxId, now }) => repository.bury(outboxId.toHexString(), now, 'AWAY'),
    revive: (repository, { now }) => repository.revive('event-1', now, now),
  }),
  exercise(OneTimeTokensRepository, {
    issue: (repository, { memberId }) =>
      repository.issue({ kind: 'oauth-state', discordId: memberId, data: {}, lifetimeMs: 1_000 }),
    use: async (repository) => {
      await repository.use('oauth-state', 'unknown');
      await repository.use('oauth-state', 'unknown', 'a cookie');
    },
    open: (repository) => repository.open('oauth-start', 'unknown', 1),
    findById: (repository, { draftId }) => repository.findById(draftId.toHexString()),
    useById: (repository, { draftId }) => repository.useById(draftId.toHexString()),
    noteMisuse: (repository, { draftId }) => repository.noteMisuse({ _id: draftId }, 'used'),
    look: (repository) => repository.look('oauth-state', 'unknown'),
  }),
  exercise(AuditTrail, {
    actorIds: (trail, { memberId }) => Promise.resolve(trail.actorIds(memberId)),
    record: (trail, { posts }) =>
      trail.record({
        action: 'task.create',
        actor: { kind: 'operator', id: 'me' },
        collection: auditEntries,
        before: null,
        after: posts[0]!,
      }),
    note: (trail, { guildId, memberId }) =>
      trail.note({
        action: 'community.transfer-code',
        actor: { kind: 'admin', id: memberId },
        target: { kind: 'communities', id: 'x' },
        guildId,
      }),
    count: (trail, { guildId }) => trail.count(guildId, 'community.link'),
    pageOfGuild: async (trail, { guildId }) => {
      const page = await trail.pageOfGuild(guildId, 10);
      const anchor = { direction: 'after', id: String(page.at(-1)?._id) } as const;
      const { actor, action } = page[2]!;
      for (const filter of [{}, { actorId: actor.id }, { action }, { actorId: actor.id, action }])
        for (const at of [undefined, anchor, { ...anchor, direction: 'before' } as const])
          await trail.pageOfGuild(guildId, 10, at, filter);
    },
  }),
];
