import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import type { MemberAction } from '../../../infra/discord/index.js';
import { ExportRefusedError } from '../allowlists.errors.js';
import { DrawsRepository } from '../draws/draws.repository.js';
import { EntryListsRepository } from '../entries/entry-lists.repository.js';
import { OwnAllowlists } from '../own-allowlists.service.js';
import {
  allowlistConnections,
  type DiscordAllowlistConnection,
} from '../schemas/allowlist-connection.schema.js';
import { type ExportFile, exportFile, type ExportFormat, type ExportRow } from './export-file.js';

export const EXPORTED = ['winners', 'entries'] as const;
export type Exported = (typeof EXPORTED)[number];

export interface AllowlistExport extends ExportFile {
  readonly title: string;
  readonly format: ExportFormat;
  readonly who: Exported;
}

const MOST_ROWS = 100_000;
/** Discord takes a little more. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Entries and winners as a file, for managers. Wallets leave the bot by it, so each file is audited. */
@Injectable()
export class AllowlistExportService {
  constructor(
    private readonly own: OwnAllowlists,
    private readonly entries: EntryListsRepository,
    private readonly draws: DrawsRepository,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @throws AllowlistNotFoundError no such allowlist in this server
   * @throws ExportRefusedError there is nothing, or more than Discord takes
   */
  async export(
    action: MemberAction,
    idOrWords: string,
    who: Exported,
    format: ExportFormat,
  ): Promise<AllowlistExport> {
    const { guildId, discordId } = action;
    const allowlist = await this.own.named(action, idOrWords);
    const rows = who === 'winners' ? await this.winners(allowlist) : await this.listed(allowlist);
    if (rows.length > MOST_ROWS) throw tooLarge();
    const file = await exportFile(rows, format);
    if (file.rows === 0) throw nothing(rows.length === 0 ? who : 'addresses');
    if (file.content.length > MOST_BYTES) throw tooLarge();
    await this.audit.note({
      action: 'allowlist.export',
      actor: { kind: 'admin', id: discordId },
      guildId,
      target: { kind: allowlistConnections.name, id: allowlist._id.toHexString() },
    });
    return { ...file, title: allowlist.allowlistData.title, format, who };
  }

  private async listed({ _id, closedSeq }: DiscordAllowlistConnection): Promise<ExportRow[]> {
    const found = await this.entries.standing(_id.toHexString(), closedSeq, MOST_ROWS + 1);
    return found.map(({ discordId, wallet, tickets, createdAt }) => ({
      discordId,
      ...(wallet !== undefined && { wallet }),
      tickets,
      enteredAt: createdAt,
    }));
  }

  /** Those that hold a place now; who was erased since has no name and no wallet any more. */
  private async winners(allowlist: DiscordAllowlistConnection): Promise<ExportRow[]> {
    const draw = await this.draws.findByAllowlist(allowlist.allowlistId);
    if (draw?.drawnAt === undefined) return [];
    const out = new Set(draw.disqualified.map(({ rank }) => rank));
    const entries = new Map((await this.listed(allowlist)).map((row) => [row.discordId, row]));
    return draw.winners
      .filter(({ rank }) => !out.has(rank))
      .toSorted((one, other) => one.rank - other.rank)
      .flatMap(({ rank, discordId, wallet, claim }) => {
        if (discordId === undefined) return [];
        const entry: ExportRow = entries.get(discordId) ?? { discordId };
        return [{ ...entry, ...(wallet !== undefined && { wallet }), rank, claim }];
      });
  }
}

const tooLarge = (): ExportRefusedError =>
  new ExportRefusedError('Larger than Discord takes', (texts) => texts.allowlistExport.tooLarge);

const nothing = (what: Exported | 'addresses'): ExportRefusedError =>
  new ExportRefusedError('Nothing to be exported', (texts) => texts.allowlistExport.nothing[what]);
