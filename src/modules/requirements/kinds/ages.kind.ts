import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { FormField, Sent } from '../../../infra/discord/index.js';
import { Clock, DAY_MS } from '../../../kernel/clock.js';
import { dateAndTime } from '../../../kernel/discord-text.js';
import { snowflakeTime } from '../../../kernel/snowflake.js';
import {
  type Applicant,
  type Finding,
  type ReadAsks,
  RequirementKind,
  unchecked,
  type Words,
} from '../requirement-kind.port.js';
import { numberField, readNumber } from './number-field.js';

export const MOST_DAYS = 3_650;

const asks = z.strictObject({ days: z.int().min(1).max(MOST_DAYS) });
export type DaysAsked = z.infer<typeof asks>;

/** Whether so many days have passed since something; what Discord tells of it is in the payload. */
@Injectable()
abstract class AgeKind extends RequirementKind<DaysAsked> {
  readonly asks = asks;

  constructor(private readonly clock: Clock) {
    super();
  }

  override fields(): readonly FormField[] {
    return [numberField('days', (texts) => texts.requirements.form.days, MOST_DAYS)];
  }

  override readAsks(sent: Sent): ReadAsks<DaysAsked> {
    const days = readNumber(sent, 'days', MOST_DAYS);
    return typeof days === 'number' ? { asks: { days } } : { faults: [days] };
  }

  protected abstract since(applicant: Applicant): Date | null;

  override evaluate({ days }: DaysAsked, applicant: Applicant): Promise<Finding> {
    const since = this.since(applicant);
    if (since === null) return Promise.resolve(unchecked((texts) => texts.requirements.reasons.tryAgain));
    const ageMs = this.clock.now().getTime() - since.getTime();
    const passed = Math.max(0, Math.floor(ageMs / DAY_MS));
    const current: Words = (texts) => texts.requirements.current.days(passed);
    if (ageMs >= days * DAY_MS) return Promise.resolve({ isMet: true, current });
    const from = dateAndTime(new Date(since.getTime() + days * DAY_MS));
    return Promise.resolve({
      isMet: false,
      current,
      reason: (texts) => texts.requirements.reasons.tooYoung(texts.requirements.current.days(passed), from),
    });
  }
}

/** The id of an account tells when it was made. */
@Injectable()
export class AccountAgeKind extends AgeKind {
  readonly kind = 'account_age';
  readonly name: Words = (texts) => texts.requirements.names.account_age;

  override describe({ days }: DaysAsked): Words {
    return (texts) => texts.requirements.accountAge(days);
  }

  protected override since({ action }: Applicant): Date {
    return snowflakeTime(action.discordId);
  }
}

/** Since the last time that the member joined: who leaves begins anew. */
@Injectable()
export class TimeOnServerKind extends AgeKind {
  readonly kind = 'time_on_server';
  readonly name: Words = (texts) => texts.requirements.names.time_on_server;

  override describe({ days }: DaysAsked): Words {
    return (texts) => texts.requirements.timeOnServer(days);
  }

  protected override since({ action }: Applicant): Date | null {
    return action.joinedAt;
  }
}
