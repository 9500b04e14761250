import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { FormField, Sent } from '../../../infra/discord/index.js';
import { PointsService } from '../../points/index.js';
import {
  type Applicant,
  type Finding,
  type ReadAsks,
  RequirementKind,
  type Words,
} from '../requirement-kind.port.js';
import { numberField, readNumber } from './number-field.js';

export const MOST_POINTS = 1_000_000_000;

const asks = z.strictObject({ points: z.int().min(1).max(MOST_POINTS) });
export type PointsAsked = z.infer<typeof asks>;

/** What the member has in the community now: what they spent doesn't count, but for the price of taking part. */
@Injectable()
export class PointsKind extends RequirementKind<PointsAsked> {
  readonly kind = 'points';
  readonly name: Words = (texts) => texts.requirements.names.points;
  readonly asks = asks;

  constructor(private readonly points: PointsService) {
    super();
  }

  override fields(): readonly FormField[] {
    return [numberField('points', (texts) => texts.requirements.form.points, MOST_POINTS)];
  }

  override readAsks(sent: Sent): ReadAsks<PointsAsked> {
    const points = readNumber(sent, 'points', MOST_POINTS);
    return typeof points === 'number' ? { asks: { points } } : { faults: [points] };
  }

  override describe({ points }: PointsAsked): Words {
    return (texts) => texts.requirements.points(points);
  }

  override async evaluate({ points }: PointsAsked, applicant: Applicant): Promise<Finding> {
    const { communityId, action, paid = 0 } = applicant;
    const has = paid + (await this.points.balanceIn(communityId, action.discordId)).points;
    const current: Words = (texts) => texts.common.points(has);
    if (has >= points) return { isMet: true, current };
    return {
      isMet: false,
      current,
      reason: (texts) => texts.requirements.reasons.youHave(texts.common.points(has)),
    };
  }
}
