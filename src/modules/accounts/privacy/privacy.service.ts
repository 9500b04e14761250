import { Injectable } from '@nestjs/common';
import type { PersonAction } from '../../../infra/discord/index.js';
import { Clock, MINUTE_MS } from '../../../kernel/clock.js';
import { Turns } from '../../../kernel/turns.js';
import { AccountsRepository } from '../accounts.repository.js';
import { PersonalData, type PersonalExport } from './personal-data.port.js';
import { ExportTooSoonError } from './privacy.errors.js';
import { assertConfirmed } from './privacy.rules.js';

const BETWEEN_EXPORTS_MS = 5 * MINUTE_MS;
const REMEMBERED = 10_000;

/** What a member asks of their own data. */
@Injectable()
export class PrivacyService {
  /** An export may hold some megabytes: one at a time in a process. */
  private readonly turns = new Turns();
  private readonly exportedAt = new Map<string, number>();

  constructor(
    private readonly data: PersonalData,
    private readonly accounts: AccountsRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws ExportTooSoonError */
  async export({ discordId }: PersonAction): Promise<PersonalExport> {
    const nowMs = this.clock.now().getTime();
    const againMs = (this.exportedAt.get(discordId) ?? -Infinity) + BETWEEN_EXPORTS_MS;
    if (againMs > nowMs) throw new ExportTooSoonError(new Date(againMs));
    this.remember(discordId, nowMs);
    try {
      return await this.turns.take('export', () => this.data.export(discordId));
    } catch (error) {
      this.exportedAt.delete(discordId);
      throw error;
    }
  }

  /** @returns when it begins. @throws ErasureNotConfirmedError */
  async erase({ discordId, locale }: PersonAction, typed: string): Promise<Date> {
    assertConfirmed(typed);
    const begins = await this.data.requestErasure({ discordId, locale });
    this.exportedAt.delete(discordId);
    return begins;
  }

  /** Whether the bot may write to the member of its own accord. @returns the same */
  async setMessages({ discordId, username }: PersonAction, isOn: boolean): Promise<boolean> {
    await this.accounts.ensure(discordId, this.clock.now(), username);
    await this.accounts.setQuiet(discordId, !isOn);
    return isOn;
  }

  private remember(discordId: string, atMs: number): void {
    this.exportedAt.delete(discordId);
    this.exportedAt.set(discordId, atMs);
    const [oldest] = this.exportedAt.keys();
    if (this.exportedAt.size > REMEMBERED && oldest !== undefined) this.exportedAt.delete(oldest);
  }
}
