import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection, mongo } from 'mongoose';
import { Database } from '../../infra/database/index.js';
import { Collections } from '../../infra/database/schema/index.js';
import { ProjectionRunner } from '../../infra/projections/index.js';
import { AccountDeparture } from '../../modules/accounts/index.js';
import { MemberWithdrawal } from '../../modules/allowlists/index.js';
import { allowlistEntries } from '../../modules/allowlists/schemas/allowlist-entry.schema.js';
import { balances } from '../../modules/points/schemas/balance.schema.js';
import { pointsLedger } from '../../modules/points/schemas/ledger-row.schema.js';
import { MemberAttempts } from '../../modules/tasks/index.js';
import { DocumentEraser } from './document-eraser.js';
import { erasures } from './erasure.schema.js';
import type { Subject } from './member-writes.js';

interface Step {
  readonly name: string;
  /** May run twice. */
  readonly run: () => Promise<void>;
}

/** These two say the same: they change together. */
const POINTS = [pointsLedger, balances];
const APART = new Set([...POINTS, erasures].map(({ name }) => name));

/** What an erasure does, in order: debts first, then what is recounted, then everything else. */
@Injectable()
export class ErasureSteps {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly database: Database,
    private readonly collections: Collections,
    private readonly documents: DocumentEraser,
    private readonly projections: ProjectionRunner,
    private readonly withdrawal: MemberWithdrawal,
    private readonly attempts: MemberAttempts,
    private readonly account: AccountDeparture,
  ) {}

  of(subject: Subject): Step[] {
    const { discordId } = subject;
    const others = this.collections.all.filter(({ name }) => !APART.has(name));
    // What a draw writes comes after the entry, by which it finds out that the member was erased.
    const inOrder = [allowlistEntries, ...others.filter(({ name }) => name !== allowlistEntries.name)];
    return [
      { name: 'attempts', run: () => this.attempts.settle(discordId) },
      { name: 'entries', run: () => this.withdrawal.settle(discordId) },
      { name: 'points', run: () => this.renamePoints(subject) },
      { name: 'link', run: () => this.account.endLink(discordId) },
      { name: 'security', run: () => this.account.forgetAttempts(discordId) },
      { name: 'withdrawal', run: () => this.withdraw(subject) },
      ...inOrder.map((collection) => ({
        name: collection.name,
        run: () => this.documents.erase(collection, subject),
      })),
      { name: 'decisions', run: () => this.attempts.redrawDecisions(subject.pseudonym) },
      {
        name: 'memory',
        run: () => {
          this.account.forgetAccount(discordId);
          return Promise.resolve();
        },
      },
    ];
  }

  /** Community by community. One that is done is left alone: rows that came since are of a new account. */
  private async renamePoints(subject: Subject): Promise<void> {
    const { discordId, pseudonym } = subject;
    const communities = await Promise.all(
      POINTS.map(({ name }) => this.rows(name).distinct('communityId', { discordId })),
    );
    for (const communityId of new Set(communities.flat() as string[])) {
      await this.database.transaction(async (session) => {
        const known = { communityId, discordId: pseudonym };
        for (const { name } of POINTS)
          if ((await this.rows(name).findOne(known, { session, projection: { _id: 1 } })) !== null) return;
        for (const collection of POINTS)
          await this.documents.eraseIn(collection, subject, { filter: { communityId }, session });
      });
    }
  }

  /** What is taken away from open allowlists and tasks is counted at once: no projection sees a deletion. */
  private async withdraw({ discordId }: Subject): Promise<void> {
    const allowlists = await this.withdrawal.withdraw(discordId);
    for (const connectionId of allowlists) await this.recount('entry-counts', connectionId);
    for (const postId of await this.attempts.undecided(discordId)) {
      await this.attempts.withdraw(discordId, postId);
      await this.recount('task-figures', postId);
    }
  }

  private async recount(projection: string, parentId: string): Promise<void> {
    await this.projections.recountOf(projection)?.(parentId);
  }

  private rows(name: string): mongo.Collection {
    return this.connection.collection(name);
  }
}
