// Real: the whole service, its handlers, a MongoDB of this file, key pairs that sign. Fake: Discord (the local one
// of the playground, in this process) and the time. No worker runs: `settle()` does its part.
import { AuditTrail } from '../../../src/infra/audit/index.js';
import { randomBytes } from 'node:crypto';
import { ChainsConfig } from '../../../src/config/chains.config.js';
import { isAway } from '../../../src/infra/jobs/index.js';
import { LockedError } from '../../../src/modules/accounts/security/security.errors.js';
import {
  ContractWalletError,
  ProofEndedError,
  TextChangedError,
  WalletAddressError,
  WalletGoneError,
  WalletLimitError,
  WalletSignatureFormError,
  WrongSignerError,
} from '../../../src/modules/accounts/wallets/wallets.errors.js';
import {
  type Challenge,
  type Prover,
  WalletProofsService,
} from '../../../src/modules/accounts/wallets/wallet-proofs.service.js';
import { WalletsService } from '../../../src/modules/accounts/wallets/wallets.service.js';
import { useTestApp } from '../../support/app/index.js';
import { aSnowflake } from '../../support/builders/index.js';
import { anEvmWallet, aSolanaWallet, type TestWallet } from '../../support/builders/wallets.js';
import { JsonRpcNode } from '../../support/fakes/json-rpc-node.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const proofs = () => testApp().get(WalletProofsService);
const wallets = () => testApp().get(WalletsService);
const claims = () => database.db().collection('wallet_claims');
const audits = () => database.db().collection('audit_entries');

const aProver = (given: Partial<Prover> = {}): Prover => ({
  discordId: aSnowflake(),
  username: 'cleo',
  ...given,
});

async function prove(prover: Prover, wallet: TestWallet) {
  const { token, text } = await proofs().challenge(prover, wallet.address);
  return proofs().prove(prover, token, await wallet.sign(text));
}

const aBrowserId = (): string => randomBytes(32).toString('base64url');

/** Addresses in their order, the primary one marked. */
async function listOf({ discordId }: Prover): Promise<string[]> {
  const { wallets: list } = await wallets().list(discordId);
  return list.map(({ address, isPrimary }) => (isPrimary ? `* ${address}` : address));
}

const accountOf = ({ discordId }: Prover) =>
  database.db().collection('discord_account_links').findOne({ discordId });

const codesOf = (results: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  results.flatMap((result) =>
    result.status === 'rejected' ? [(result.reason as { code: string }).code] : [],
  );

describe.each([
  ['EVM', anEvmWallet],
  ['Solana', aSolanaWallet],
] as const)('a proof of a wallet of %s', (_, aWallet) => {
  it('makes it the member’s, the first one primary, and says so in the account and the trail', async () => {
    const prover = aProver();
    const [first, second] = [aWallet(), aWallet()];
    expect(await prove(prover, first)).toMatchObject({ kind: 'added', wallet: { address: first.address } });
    expect(await prove(prover, second)).toMatchObject({ kind: 'added' });
    expect(await listOf(prover)).toEqual([`* ${first.address}`, second.address]);
    expect(await accountOf(prover)).toMatchObject({ nafflesUserInfo: { walletAddress: first.address } });
    const entries = await audits()
      .find({ 'actor.id': { $in: testApp().get(AuditTrail).actorIds(prover.discordId) } })
      .toArray();
    expect(entries.map(({ action }) => String(action))).toEqual(['wallet.add', 'wallet.add']);
    expect(JSON.stringify(entries)).not.toContain(first.address);
  });

  it('names the account, and where it is asked for', async () => {
    const prover = aProver({ username: 'cleo' });
    const { text, endsAt } = await proofs().challenge(prover, aWallet().address);
    expect(text).toContain(`the Discord account cleo (ID ${prover.discordId})`);
    expect(text).toMatch(/^discord\.com wants you to sign in/);
    expect(text).toContain(`Expiration Time: ${endsAt.toISOString()}`);
    expect(text).toMatch(/^Nonce: [0-9a-f]{32}$/m);
  });

  it('by another key is refused, and may be tried again with the right one', async () => {
    const prover = aProver();
    const wallet = aWallet();
    const { token, text } = await proofs().challenge(prover, wallet.address);
    await expect(proofs().prove(prover, token, await aWallet().sign(text))).rejects.toThrow(WrongSignerError);
    await expect(proofs().prove(prover, token, 'no signature')).rejects.toThrow(WalletSignatureFormError);
    expect(await proofs().prove(prover, token, await wallet.sign(text))).toMatchObject({ kind: 'added' });
  });

  it('of a text for another domain, account or time is refused', async () => {
    const prover = aProver();
    const wallet = aWallet();
    const { token, text } = await proofs().challenge(prover, wallet.address);
    const others = [
      text.replace('discord.com', 'evil.example'),
      text.replace(prover.discordId, aSnowflake()),
      text.replace(/Expiration Time: .*/, 'Expiration Time: 2099-01-01T00:00:00.000Z'),
      `${text}\n`,
    ];
    const [evil = ''] = others;
    for (const other of others.slice(0, 3))
      await expect(proofs().prove(prover, token, await wallet.sign(other))).rejects.toThrow(WrongSignerError);
    await expect(proofs().prove(prover, token, await wallet.sign(evil), evil)).rejects.toThrow(
      TextChangedError,
    );
    expect(await listOf(prover)).toEqual([]);
  });
});

describe('the text to sign', () => {
  let prover: Prover;
  let wallet: TestWallet;
  let given: Challenge;
  beforeEach(async () => {
    prover = aProver({ browserId: aBrowserId() });
    wallet = anEvmWallet();
    given = await proofs().challenge(prover, wallet.address);
  });
  const send = async (by: Prover) => proofs().prove(by, given.token, await wallet.sign(given.text));

  it('is good once', async () => {
    await send(prover);
    await expect(send(prover)).rejects.toThrow(ProofEndedError);
  });

  it('is good for ten minutes', async () => {
    testApp().clock.advance(600_000);
    await expect(send(prover)).rejects.toThrow(ProofEndedError);
  });

  it('is good for its member and its browser only', async () => {
    await expect(send({ ...prover, discordId: aSnowflake() })).rejects.toThrow(ProofEndedError);
    await expect(send({ ...prover, browserId: aBrowserId() })).rejects.toThrow(ProofEndedError);
    await expect(send(aProver({ discordId: prover.discordId }))).rejects.toThrow(ProofEndedError);
    expect(await send(prover)).toMatchObject({ kind: 'added' });
  });

  it('and its token stand in the database as a hash and for its member only', async () => {
    const row = await database.db().collection('one_time_tokens').findOne({ discordId: prover.discordId });
    expect(row).toMatchObject({ kind: 'wallet-nonce', data: { address: wallet.address, text: given.text } });
    expect(JSON.stringify(row)).not.toContain(given.token);
    expect(JSON.stringify(row)).not.toContain(prover.browserId);
  });

  it('is given to nobody after five failures, who asked and not who holds the wallet', async () => {
    const holder = aProver();
    await prove(holder, wallet);
    for (let tries = 0; tries < 5; tries += 1)
      await expect(proofs().prove(prover, given.token, await anEvmWallet().sign(given.text))).rejects.toThrow(
        WrongSignerError,
      );
    await expect(send(prover)).rejects.toThrow(LockedError);
    await expect(proofs().challenge(prover, wallet.address)).rejects.toThrow(LockedError);
    await expect(prove(aProver({ browserId: prover.browserId! }), anEvmWallet())).rejects.toThrow(
      LockedError,
    );
    expect(await prove(holder, wallet)).toMatchObject({ kind: 'renewed' });
  });
});

it('a text is good for one of a hundred proofs at once', async () => {
  const prover = aProver();
  const wallet = anEvmWallet();
  const { token, text } = await proofs().challenge(prover, wallet.address);
  const signature = await wallet.sign(text);
  const sent = Array.from({ length: 100 }, () => proofs().prove(prover, token, signature));
  const results = await Promise.allSettled(sent);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const refusals = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  // A machine under load may have no connection for some of them in time: then nothing is known, and done.
  const others = refusals.filter((error) => !(error instanceof ProofEndedError) && !isAway(error));
  expect(others).toEqual([]);
  expect(await listOf(prover)).toEqual([`* ${wallet.address}`]);
});

it.each(['0x123', 'name.eth', '', { $ne: null } as unknown as string])('%j is no address', async (typed) => {
  const asked = proofs().challenge(aProver(), typeof typed === 'string' ? typed : JSON.stringify(typed));
  await expect(asked).rejects.toThrow(WalletAddressError);
});

describe('a contract wallet', () => {
  it('is refused with the reason where no node is set', async () => {
    const prover = aProver();
    const { token } = await proofs().challenge(prover, anEvmWallet().address);
    await expect(proofs().prove(prover, token, `0x${'ab'.repeat(130)}`)).rejects.toThrow(ContractWalletError);
  });

  it('is asked on the chain of the text where one is set', async () => {
    const node = await JsonRpcNode.start();
    const { rpcUrls } = testApp().get(ChainsConfig) as unknown as { rpcUrls: Map<number, string> };
    rpcUrls.set(8453, node.url);
    try {
      const prover = aProver();
      const { address } = anEvmWallet();
      const { token, text } = await proofs().challenge(prover, address, 8453);
      expect(text).toContain('Chain ID: 8453');
      const signature = `0x${'ab'.repeat(130)}`;
      node.answer(({ method }) => ({ result: method === 'eth_getCode' ? '0x60' : '0x' }));
      await expect(proofs().prove(prover, token, signature)).rejects.toThrow(WrongSignerError);
      node.answer((_, response) => response.destroy());
      await expect(proofs().prove(prover, token, signature)).rejects.toMatchObject({ retryable: true });
      node.answer(({ method }) => ({
        result: method === 'eth_getCode' ? '0x60' : `0x1626ba7e${'00'.repeat(28)}`,
      }));
      expect(await proofs().prove(prover, token, signature)).toMatchObject({ kind: 'added' });
    } finally {
      rpcUrls.delete(8453);
      await node.stop();
    }
  });
});

describe('several wallets', () => {
  it('have one primary one, which the member chooses', async () => {
    const prover = aProver();
    const [a, b, c] = [anEvmWallet(), aSolanaWallet(), anEvmWallet()];
    for (const wallet of [a, b, c]) await prove(prover, wallet);
    await wallets().makePrimary(prover.discordId, b.address);
    expect(await listOf(prover)).toEqual([a.address, `* ${b.address}`, c.address]);
    expect(await accountOf(prover)).toMatchObject({ nafflesUserInfo: { walletAddress: b.address } });
    await wallets().remove(prover.discordId, b.address);
    expect(await listOf(prover)).toEqual([`* ${a.address}`, c.address]);
    await wallets().remove(prover.discordId, c.address);
    await wallets().remove(prover.discordId, a.address);
    expect((await accountOf(prover))?.nafflesUserInfo).toEqual({ wallets: [] });
    await expect(wallets().remove(prover.discordId, a.address)).rejects.toThrow(WalletGoneError);
    await expect(wallets().makePrimary(prover.discordId, a.address)).rejects.toThrow(WalletGoneError);
  });

  it('have one primary one, however they change at the same time', async () => {
    const prover = aProver();
    const five = Array.from({ length: 5 }, () => anEvmWallet());
    const results = await Promise.allSettled(five.map((wallet) => prove(prover, wallet)));
    expect(codesOf(results)).toEqual([]);
    await Promise.allSettled([
      wallets().makePrimary(prover.discordId, five[1]!.address),
      wallets().remove(prover.discordId, five[1]!.address),
      wallets().makePrimary(prover.discordId, five[2]!.address),
      wallets().remove(prover.discordId, five[0]!.address),
    ]);
    const list = await listOf(prover);
    expect(list).toHaveLength(3);
    expect(list.filter((address) => address.startsWith('*'))).toHaveLength(1);
    const account = await accountOf(prover);
    expect(list).toContain(`* ${(account?.nafflesUserInfo as { walletAddress: string }).walletAddress}`);
  });

  it('are ten at most', async () => {
    const prover = aProver();
    for (let made = 0; made < 9; made += 1) await prove(prover, anEvmWallet());
    const late = [anEvmWallet(), anEvmWallet()];
    const given = await Promise.all(late.map((wallet) => proofs().challenge(prover, wallet.address)));
    const results = await Promise.allSettled(
      late.map(async (wallet, index) =>
        proofs().prove(prover, given[index]!.token, await wallet.sign(given[index]!.text)),
      ),
    );
    expect(codesOf(results)).toEqual(['WALLET_LIMIT']);
    expect(await listOf(prover)).toHaveLength(10);
    await expect(proofs().challenge(prover, anEvmWallet().address)).rejects.toThrow(WalletLimitError);
  });

  it('never are two of one key, and one key never two members’', async () => {
    const wallet = anEvmWallet();
    const provers = Array.from({ length: 6 }, () => aProver());
    const kindsOf = async (many: readonly Prover[]): Promise<string[]> =>
      (await Promise.allSettled(many.map((prover) => prove(prover, wallet)))).map((result) =>
        result.status === 'fulfilled' ? result.value.kind : (result.reason as { code: string }).code,
      );
    const kinds = await kindsOf(provers);
    expect(kinds.filter((kind) => kind === 'added')).toHaveLength(1);
    const rows = await database
      .db()
      .collection('discord_account_links')
      .find({ 'nafflesUserInfo.wallets.address': wallet.address })
      .toArray();
    expect(
      rows.map(({ nafflesUserInfo }) => (nafflesUserInfo as { wallets: unknown[] }).wallets.length),
    ).toEqual([1]);
    expect(await claims().countDocuments({ address: wallet.address, state: 'open' })).toBe(1);
  });
});
