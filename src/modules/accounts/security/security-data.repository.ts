import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { DiscordAccountLink, type SecurityFlag } from '../schemas/account-link.schema.js';
import { SEVERITY_WEIGHTS } from './flags.rules.js';

const MOST_FLAGS = 50;
const HIGHEST_RISK = 100;

/** `DiscordAccountLink.securityData`: of whom there is no account nothing is kept. */
@Injectable()
export class SecurityDataRepository {
  constructor(@InjectModel(DiscordAccountLink.name) private readonly accounts: Model<DiscordAccountLink>) {}

  async countFailure(discordId: string, lockedUntil: Date | undefined): Promise<void> {
    await this.accounts
      .updateOne(
        { discordId },
        {
          $inc: { 'securityData.loginAttempts': 1 },
          ...(lockedUntil !== undefined && { $set: { 'securityData.lockedUntil': lockedUntil } }),
        },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  async forgetFailures(discordId: string): Promise<void> {
    await this.accounts
      .updateOne(
        { discordId },
        { $set: { 'securityData.loginAttempts': 0 }, $unset: { 'securityData.lockedUntil': '' } },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  /** An open flag of the same kind in the same server is renewed, not doubled; the risk follows. */
  async raise(discordId: string, flag: SecurityFlag): Promise<void> {
    const guildId = flag.guildId ?? null;
    const isSame = {
      $and: [
        { $eq: ['$$this.kind', flag.kind] },
        { $eq: [{ $ifNull: ['$$this.guildId', null] }, guildId] },
        { $eq: [{ $type: '$$this.resolvedBy' }, 'missing'] },
      ],
    };
    const others = {
      $filter: { input: '$securityData.suspiciousActivityFlags', cond: { $not: [isSame] } },
    };
    const open = {
      $filter: {
        input: '$securityData.suspiciousActivityFlags',
        cond: { $eq: [{ $type: '$$this.resolvedBy' }, 'missing'] },
      },
    };
    const weight = {
      $switch: {
        branches: Object.entries(SEVERITY_WEIGHTS).map(([severity, points]) => ({
          case: { $eq: ['$$this.severity', severity] },
          then: points,
        })),
        default: 0,
      },
    };
    const risk = { $reduce: { input: open, initialValue: 0, in: { $add: ['$$value', weight] } } };
    const flags = { $slice: [{ $concatArrays: [others, [{ $literal: flag }]] }, -MOST_FLAGS] };
    await this.accounts.collection.updateOne(
      { discordId },
      [
        { $set: { 'securityData.suspiciousActivityFlags': flags } },
        { $set: { 'securityData.riskScore': { $min: [risk, HIGHEST_RISK] } } },
      ],
      { maxTimeMS: INTERACTION_MAX_TIME_MS },
    );
  }

  async flagsOf(discordId: string): Promise<SecurityFlag[]> {
    const account = await this.accounts
      .findOne({ discordId }, { securityData: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordAccountLink>()
      .exec();
    return account?.securityData.suspiciousActivityFlags ?? [];
  }
}
