import mongoose, { type mongo, type Model, Types } from 'mongoose';
import { EncryptionService, KeyRing } from '../../../src/infra/crypto/index.js';
import { Metrics } from '../../../src/infra/observability/index.js';
import { OauthTokensRepository } from '../../../src/modules/accounts/linking/oauth-tokens.repository.js';
import { type OauthToken, oauthTokens } from '../../../src/modules/accounts/schemas/oauth-token.schema.js';
import { aKey, aKeyList } from '../builders/encryption-keys.js';

/** A setting with these keys, the first of them active. */
export const aRing = (...names: readonly string[]): string =>
  names.map((name) => `${name}:${aKey(name)}`).join(',');

export const encryptionWith = (...names: readonly string[]): EncryptionService =>
  new EncryptionService(new KeyRing(aKeyList(aRing(...names))), new Metrics());

const FIELDS = ['accessToken', 'refreshToken'] as const;
export const memberOf = (index: number): string => String(1_100_000_000_000_000_000n + BigInt(index));
const DISTANT = new Date('2040-01-01T00:00:00Z');

/** A row as the service writes it, under the active key. */
export function aTokenRow(
  encryption: EncryptionService,
  index: number,
  _id = new Types.ObjectId(),
): OauthToken {
  const seal = (field: (typeof FIELDS)[number]): string =>
    encryption.encrypt('tokens', `${field}-${String(index)}`, {
      collection: oauthTokens.name,
      documentId: _id.toHexString(),
      field,
    });
  const [accessToken, refreshToken] = [seal('accessToken'), seal('refreshToken')];
  const scopes = ['identify'];
  return {
    _id,
    discordId: memberOf(index),
    accessToken,
    refreshToken,
    scopes,
    expiresAt: DISTANT,
    deleteAt: DISTANT,
  };
}

export const tokensIn = (db: mongo.Db): mongo.Collection<OauthToken> =>
  db.collection<OauthToken>(oauthTokens.name);

/** Members 0 to `members - 1`, two tokens each. */
export async function seedTokens(
  db: mongo.Db,
  encryption: EncryptionService,
  members: number,
): Promise<void> {
  await tokensIn(db).deleteMany();
  await tokensIn(db).insertMany(Array.from({ length: members }, (_, index) => aTokenRow(encryption, index)));
}

/** How many tokens are under which key. */
export async function tokensByKey(db: mongo.Db): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for await (const row of tokensIn(db).find())
    for (const field of FIELDS) {
      const keyId = row[field]?.split('.')[1] ?? 'none';
      counts[keyId] = (counts[keyId] ?? 0) + 1;
    }
  return counts;
}

/** The service's repository on a connection of its own, as another process has it. */
export async function aTokensRepository(
  uri: string,
  encryption: EncryptionService,
): Promise<{ repository: OauthTokensRepository; close: () => Promise<void> }> {
  const connection = await mongoose.createConnection(uri).asPromise();
  const model = connection.model(oauthTokens.model.name, oauthTokens.schema) as unknown as Model<OauthToken>;
  return {
    repository: new OauthTokensRepository(model, encryption),
    close: () => connection.close(),
  };
}

/**
 * Requests of members at a fixed rate, whatever the answers take: every second one reads its tokens and
 * compares them with those that were saved last, the others refresh them.
 */
export class TokenLoad {
  readonly failures: unknown[] = [];
  readonly tookMs: number[] = [];
  private readonly saved = new Map<number, string>();
  private readonly running = new Map<number, Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private sent = 0;

  constructor(
    private readonly repository: OauthTokensRepository,
    private readonly members: number,
    private readonly perSecond = 100,
  ) {}

  start(): void {
    const startedAt = performance.now();
    this.timer = setInterval(() => {
      const due = ((performance.now() - startedAt) / 1_000) * this.perSecond;
      while (this.sent < due) this.send();
    }, 5);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.running.values());
  }

  /** Members whose tokens are not the ones that they saved last, or can't be read. */
  async lost(repository: OauthTokensRepository): Promise<number[]> {
    const lost: number[] = [];
    for (let member = 0; member < this.members; member += 1) {
      const found = await repository.find(memberOf(member)).catch(() => null);
      if (found?.accessToken !== this.expected(member)) lost.push(member);
    }
    return lost;
  }

  private expected(member: number): string {
    return this.saved.get(member) ?? `accessToken-${String(member)}`;
  }

  private send(): void {
    this.sent += 1;
    // Steps through all of them, far apart: meets rows before, at and behind the rotation.
    const member = (this.sent * 7_919) % this.members;
    if (this.running.has(member)) return;
    const startedAt = performance.now();
    const request = (this.sent % 2 === 0 ? this.read(member) : this.refresh(member))
      .then(
        () => void this.tookMs.push(performance.now() - startedAt),
        (error: unknown) => void this.failures.push(error),
      )
      .finally(() => this.running.delete(member));
    this.running.set(member, request);
  }

  private async read(member: number): Promise<void> {
    const found = await this.repository.find(memberOf(member));
    if (found?.accessToken !== this.expected(member))
      throw new Error(`member ${String(member)} lost a token`);
  }

  private async refresh(member: number): Promise<void> {
    const accessToken = `refreshed-${String(this.sent)}`;
    const given = { accessToken, refreshToken: `next-${accessToken}`, scopes: ['identify'] };
    await this.repository.save(memberOf(member), { ...given, expiresAt: DISTANT, deleteAt: DISTANT });
    this.saved.set(member, accessToken);
  }
}
