import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database, isDuplicateKey } from '../../../infra/database/index.js';
import {
  type FormField,
  isAsOffered,
  type MemberAction,
  type Sent,
  sentTo,
  type SentFile,
  SentFiles,
} from '../../../infra/discord/index.js';
import { DomainError } from '../../../kernel/errors.js';
import { ServersService } from '../../servers/index.js';
import { AllowlistLifeError, ImportRefusedError } from '../allowlists.errors.js';
import { EntryFormsService } from '../entries/entry-forms.service.js';
import { OwnAllowlists } from '../own-allowlists.service.js';
import {
  allowlistConnections,
  type AllowlistStatus,
  type DiscordAllowlistConnection,
} from '../schemas/allowlist-connection.schema.js';
import { ImportedWalletsRepository, type WalletGift } from './imported-wallets.repository.js';
import { FILE_LIMITS, type LeftOut, readWalletFile, type WalletLine } from './wallet-file.js';

export interface WalletImport {
  readonly allowlist: DiscordAllowlistConnection;
  /** Entries that name a wallet of the file now, and did not before. */
  readonly given: number;
  /** Those that named it before. */
  readonly unchanged: number;
  /** In the order of the file. */
  readonly leftOut: readonly LeftOut[];
}

/** A line whose address was read. */
interface Wanted extends WalletLine {
  readonly address: string;
}

interface Gift extends WalletGift {
  readonly line: number;
}

/** Each after somebody else was faster with one of the wallets. */
const TRIES = 5;

const OTHERS = ['keep', 'replace'] as const;

/** In these there are no entries, or nothing comes of them. */
const NOT_IN: readonly AllowlistStatus[] = ['draft', 'scheduled', 'cancelled'];

export const WALLET_FILE_FIELDS: readonly FormField[] = [
  {
    id: 'file',
    label: (texts) => texts.walletImport.file,
    hint: (texts) => texts.walletImport.fileHint(FILE_LIMITS.rows),
    input: { kind: 'file' },
  },
  {
    id: 'others',
    label: (texts) => texts.walletImport.others,
    input: {
      kind: 'choice',
      options: OTHERS.map((value) => ({ value, label: (texts) => texts.walletImport.otherWays[value] })),
    },
  },
];

/** Wallets that managers know, brought to the entries of their members by a file (docs/adr/0020). */
@Injectable()
export class WalletImportService {
  constructor(
    private readonly own: OwnAllowlists,
    private readonly servers: ServersService,
    private readonly rows: ImportedWalletsRepository,
    private readonly forms: EntryFormsService,
    private readonly files: SentFiles,
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @throws NotLinkedError
   * @throws AllowlistNotFoundError no such allowlist in this server
   * @throws AllowlistLifeError nobody can be in it
   * @throws ImportRefusedError its wallets are proven by their members alone
   */
  async open(action: MemberAction, connectionId: string): Promise<DiscordAllowlistConnection> {
    await this.servers.requireLinked(action.guildId);
    const allowlist = await this.own.find(action, connectionId);
    const { status, walletRule } = allowlist.allowlistData;
    if (NOT_IN.includes(status))
      throw new AllowlistLifeError(`It is ${status}`, (texts) => texts.allowlistLife.refused[status]);
    if (walletRule === 'proven')
      throw new ImportRefusedError('Proven ones', (texts) => texts.walletImport.refused.proven);
    return allowlist;
  }

  /**
   * Each line by itself. Again with the same file it changes nothing more.
   *
   * @throws the same as `open`; ImportRefusedError the file is none, or can't be read
   */
  async import(
    action: MemberAction,
    connectionId: string,
    { file, sent }: { readonly file: SentFile | undefined; readonly sent: Sent },
  ): Promise<WalletImport> {
    const allowlist = await this.open(action, connectionId);
    const read = readWalletFile(await this.bytesOf(file));
    const { wanted, leftOut } = await this.addressesOf(read.lines, allowlist);
    const isReplacing =
      isAsOffered(sent, WALLET_FILE_FIELDS) &&
      sentTo(sent, 'others') === 'replace' &&
      allowlist.allowlistData.status !== 'drawn';
    const { gifts, unchanged, kept } = await this.giftsFor(wanted, connectionId, isReplacing);
    const taken = await this.give(action, allowlist, gifts);
    const given = gifts.length - taken.length;
    const all = [...read.leftOut, ...leftOut, ...kept, ...taken];
    return { allowlist, given, unchanged, leftOut: all.toSorted((one, other) => one.line - other.line) };
  }

  private async bytesOf(file: SentFile | undefined): Promise<Uint8Array> {
    if (file === undefined)
      throw new ImportRefusedError('No file', (texts) => texts.walletImport.refused.empty);
    const bytes = await this.files.read(file, FILE_LIMITS.bytes);
    if (bytes !== undefined) return bytes;
    throw new ImportRefusedError('Too large', (texts) =>
      texts.walletImport.refused.tooLarge(FILE_LIMITS.bytes / 1024),
    );
  }

  /** Of a member or an address that stands there twice the first line counts. */
  private async addressesOf(
    lines: readonly WalletLine[],
    { allowlistData }: DiscordAllowlistConnection,
  ): Promise<{ wanted: Wanted[]; leftOut: LeftOut[] }> {
    const wanted: Wanted[] = [];
    const leftOut: LeftOut[] = [];
    const [members, addresses] = [new Set<string>(), new Set<string>()];
    for (const one of lines) {
      const { line, discordId, wallet } = one;
      try {
        const address = await this.forms.readWallet(allowlistData, { wallet: [wallet] });
        if (members.has(discordId))
          leftOut.push({ line, why: (texts) => texts.walletImport.why.memberTwice });
        else if (addresses.has(address))
          leftOut.push({ line, why: (texts) => texts.walletImport.why.walletTwice });
        else wanted.push({ ...one, address });
        members.add(discordId);
        addresses.add(address);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        leftOut.push({ line, why: (texts) => error.publicText(texts) });
      }
    }
    return { wanted, leftOut };
  }

  private async giftsFor(wanted: readonly Wanted[], connectionId: string, isReplacing: boolean) {
    const standing = await this.standing(wanted, connectionId);
    const gifts: Gift[] = [];
    const kept: LeftOut[] = [];
    let unchanged = 0;
    for (const { line, discordId, address } of wanted) {
      const entry = standing.get(discordId);
      if (entry === undefined) kept.push({ line, why: (texts) => texts.walletImport.why.notIn });
      else if (entry.wallet === address) unchanged += 1;
      else if (entry.wallet === undefined || isReplacing) gifts.push({ line, entry, address });
      else kept.push({ line, why: (texts) => texts.walletImport.why.hasOther });
    }
    return { gifts, kept, unchanged };
  }

  /** @returns those that were not given after all */
  private async give(
    action: MemberAction,
    allowlist: DiscordAllowlistConnection,
    gifts: readonly Gift[],
  ): Promise<LeftOut[]> {
    const connectionId = allowlist._id.toHexString();
    await this.giveFree(action, allowlist, gifts);
    const after = await this.standing(
      gifts.map(({ entry }) => entry),
      connectionId,
    );
    return gifts
      .filter(({ entry, address }) => after.get(entry.discordId)?.wallet !== address)
      .map(({ line }) => ({ line, why: (texts) => texts.walletImport.why.taken }));
  }

  /** Wallets and their line in the trail are written together; who enters with one meanwhile has it. */
  private async giveFree(
    action: MemberAction,
    allowlist: DiscordAllowlistConnection,
    gifts: readonly Gift[],
    triesLeft = TRIES,
  ): Promise<void> {
    const addresses = gifts.map(({ address }) => address);
    const taken = await this.rows.taken(allowlist._id.toHexString(), addresses);
    const free = gifts.filter(({ address }) => !taken.has(address));
    if (free.length === 0) return;
    try {
      await this.database.transaction(async () => {
        if ((await this.rows.give(free)) > 0) await this.note(action, allowlist);
      });
    } catch (error) {
      if (!isDuplicateKey(error) || triesLeft === 1) throw error;
      await this.giveFree(action, allowlist, free, triesLeft - 1);
    }
  }

  private standing(of: readonly { readonly discordId: string }[], connectionId: string) {
    return this.rows.standing(
      connectionId,
      of.map(({ discordId }) => discordId),
    );
  }

  private note({ discordId, guildId }: MemberAction, { _id }: DiscordAllowlistConnection): Promise<void> {
    return this.audit.note({
      action: 'allowlist.wallets',
      actor: { kind: 'admin', id: discordId },
      guildId,
      target: { kind: allowlistConnections.name, id: _id.toHexString() },
    });
  }
}
