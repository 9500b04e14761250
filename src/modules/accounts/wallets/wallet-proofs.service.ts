import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { OneTimeTokensRepository, type TokenUse } from '../../../infra/one-time-tokens/index.js';
import { PublicUrl } from '../../../infra/web/index.js';
import { Clock, MINUTE_MS } from '../../../kernel/clock.js';
import { AccountsService } from '../accounts.service.js';
import { type Asker, AttemptsService } from '../security/index.js';
import { ContractWallets } from './contract-wallets.js';
import { signInText } from './sign-in-text.rules.js';
import { readSignature, verifySignature } from './signature.rules.js';
import { readAddress, shortened, type Wallet, type WalletChain } from './wallet-address.rules.js';
import {
  ContractWalletError,
  ProofEndedError,
  TextChangedError,
  type WalletError,
  WrongSignerError,
} from './wallets.errors.js';
import { type ProofOutcome, WalletsService } from './wallets.service.js';

export const PROOF_LIFE_MS = 10 * MINUTE_MS;
const NONCE_BYTES = 16;

/** Who proves: the member, and the browser where it is on the page. */
export interface Prover {
  readonly discordId: string;
  readonly username: string;
  readonly browserId?: string;
}

/** What is to be signed. */
export interface Challenge {
  /** Names it when the signature comes; nobody else can use it. */
  readonly token: string;
  readonly text: string;
  readonly wallet: Wallet;
  readonly endsAt: Date;
}

interface Given extends Wallet {
  readonly chainId: number;
  readonly text: string;
  readonly browser: string;
}

/** Proof of a wallet: the server makes the text, keeps it, and verifies the signature over what it kept. */
@Injectable()
export class WalletProofsService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly wallets: WalletsService,
    private readonly contracts: ContractWallets,
    private readonly attempts: AttemptsService,
    private readonly tokens: OneTimeTokensRepository,
    private readonly publicUrl: PublicUrl,
    private readonly clock: Clock,
  ) {}

  /**
   * The text that this member signs with this wallet, good for ten minutes and one proof.
   *
   * @param chainId where a contract wallet is asked
   * @throws WalletAddressError
   * @throws WalletLimitError
   */
  async challenge(prover: Prover, typedAddress: string, chainId = 1): Promise<Challenge> {
    await this.attempts.assertOpen(askerOf(prover));
    const wallet = await readAddress(typedAddress);
    await this.accounts.ensure(prover.discordId);
    await this.wallets.assertRoom(prover.discordId, wallet.address);
    const issuedAt = this.clock.now();
    const endsAt = new Date(issuedAt.getTime() + PROOF_LIFE_MS);
    const { discordId, username } = prover;
    const nonce = randomBytes(NONCE_BYTES).toString('hex');
    const facts = { discordId, username, chainId, nonce, issuedAt, expiresAt: endsAt };
    const text = signInText(wallet, { ...this.place(discordId), ...facts });
    const data: Given = { ...wallet, chainId, text, browser: hashOf(prover.browserId) };
    const token = await this.tokens.issue({
      kind: 'wallet-nonce',
      discordId,
      data: { ...data },
      lifetimeMs: PROOF_LIFE_MS,
    });
    return { token, text, wallet, endsAt };
  }

  /** What was given out and is still good, to be shown again; `null` where there is no such thing. */
  async pending(prover: Prover, token: string): Promise<Challenge | null> {
    const use = await this.tokens.look('wallet-nonce', token);
    if (use.outcome !== 'good') return null;
    const given = givenOf(use, prover);
    if (given === undefined) return null;
    const { chain, address, text } = given;
    return { token, text, wallet: { chain, address }, endsAt: use.token.expiresAt };
  }

  /**
   * Takes the signature. The text is used up by a good one only: what was pasted wrong may be pasted again,
   * as often as failed attempts allow.
   *
   * @param returnedText what the page says was signed, where it says so
   * @throws LockedError
   * @throws ProofEndedError
   * @throws TextChangedError
   * @throws WalletSignatureFormError
   * @throws WrongSignerError
   * @throws ContractWalletError
   * @throws ChainUnreachableError nothing is known; the same signature may be sent again
   */
  async prove(
    prover: Prover,
    token: string,
    typedSignature: string,
    returnedText?: string,
  ): Promise<ProofOutcome> {
    const asker = askerOf(prover);
    await this.attempts.assertOpen(asker);
    try {
      const wallet = await this.verify(prover, token, typedSignature, returnedText);
      const outcome = await this.wallets.settleProof(prover.discordId, wallet, async () => {
        // Of many at once one is good.
        givenIn(await this.tokens.use('wallet-nonce', token), prover);
      });
      await this.attempts.succeeded(asker);
      return outcome;
    } catch (error) {
      if (isFailedAttempt(error)) await this.attempts.failed(asker, error.code);
      throw error;
    }
  }

  private async verify(
    prover: Prover,
    token: string,
    typedSignature: string,
    returnedText: string | undefined,
  ): Promise<Wallet> {
    const given = givenIn(await this.tokens.look('wallet-nonce', token), prover);
    if (returnedText !== undefined && returnedText !== given.text) throw new TextChangedError();
    const signature = readSignature(given.chain, typedSignature);
    const verdict = await verifySignature(given, given.text, signature);
    if (verdict !== 'good') await this.assertContractTakes(given, signature, verdict);
    return { chain: given.chain, address: given.address };
  }

  /** Without pages of our own it is Discord where the member is asked. */
  private place(discordId: string): { domain: string; uri: string } {
    return this.publicUrl.isSet
      ? { domain: this.publicUrl.host, uri: this.publicUrl.to('/wallet') }
      : { domain: 'discord.com', uri: `https://discord.com/users/${discordId}` };
  }

  private async assertContractTakes(
    { chain, address, chainId, text }: Given,
    signature: Uint8Array,
    verdict: 'other' | 'no-ecdsa',
  ): Promise<void> {
    const who = shortened(address);
    const wrongSigner = () =>
      new WrongSignerError('Another key or text', (texts) => texts.wallets.wrongSigner(who));
    if (chain !== 'eip155') throw wrongSigner();
    switch (await this.contracts.check(chainId, address, text, signature)) {
      case 'good':
        return;
      case 'none':
        throw wrongSigner();
      case 'refused':
        throw new WrongSignerError('The contract says no', (texts) => texts.wallets.contractRefused(who));
      case 'not-deployed':
        throw new ContractWalletError('Not on its chain yet', (texts) => texts.wallets.contractNotDeployed);
      case 'no-node':
        if (verdict === 'no-ecdsa')
          throw new ContractWalletError('No node of its chain', (texts) => texts.wallets.contractUnchecked);
        throw new WrongSignerError('Another key or text, or a contract', (texts) =>
          texts.wallets.wrongSignerOrContract(who),
        );
    }
  }
}

const askerOf = ({ discordId, browserId }: Prover): Asker => ({
  discordId,
  ...(browserId !== undefined && { browserId }),
});

/** What somebody who tries would get. A signature that is none was pasted wrong. */
const isFailedAttempt = (error: unknown): error is WalletError =>
  error instanceof ProofEndedError || error instanceof TextChangedError || error instanceof WrongSignerError;

/** @throws ProofEndedError it is not there, not this member's, or of another browser */
function givenIn(use: TokenUse, prover: Prover): Given {
  if (use.outcome === 'used') throw new ProofEndedError('Used before', (texts) => texts.wallets.proofUsed);
  if (use.outcome === 'expired') throw new ProofEndedError('Expired', (texts) => texts.wallets.proofExpired);
  const given = givenOf(use, prover);
  if (given === undefined)
    throw new ProofEndedError('Unknown, or of somebody else', (texts) => texts.wallets.proofUnknown);
  return given;
}

function givenOf(use: TokenUse, { discordId, browserId }: Prover): Given | undefined {
  if (use.outcome !== 'good' || use.token.discordId !== discordId) return undefined;
  const given = readGiven(use.token.data);
  return given.browser === hashOf(browserId) ? given : undefined;
}

/** As `challenge` has stored it. */
const readGiven = (data: Readonly<Record<string, unknown>>): Given => ({
  chain: data.chain as WalletChain,
  address: String(data.address),
  chainId: Number(data.chainId),
  text: String(data.text),
  browser: String(data.browser),
});

/** The id of a browser stands nowhere as it is. */
const hashOf = (browserId = ''): string => createHash('sha256').update(browserId).digest('hex');
