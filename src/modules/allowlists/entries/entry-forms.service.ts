import { Injectable } from '@nestjs/common';
import { type FormField, isAsOffered, type Sent, sentTo } from '../../../infra/discord/index.js';
import { cleanText, lengthOf } from '../../../kernel/text.js';
import { readAddress, shortened, type Wallet, WalletsService } from '../../accounts/index.js';
import { EntryFormError } from '../allowlists.errors.js';
import type { AllowlistData } from '../schemas/allowlist-connection.schema.js';

/** What a member gave beyond the press. */
export interface Given {
  readonly wallet?: string;
  readonly uniqueWallet?: string;
  readonly answer?: string;
}

const LONGEST_ADDRESS = 200;
const LONGEST_ANSWER = 1_000;

/** What an allowlist asks members to fill in: a wallet, an answer, both or nothing. */
@Injectable()
export class EntryFormsService {
  constructor(private readonly wallets: WalletsService) {}

  /** @throws EntryFormError where a proven wallet is asked for and the member has none */
  async fieldsFor(discordId: string, data: AllowlistData): Promise<FormField[]> {
    return [...(await this.walletFields(discordId, data)), ...answerField(data)];
  }

  /**
   * @throws EntryFormError
   * @throws WalletAddressError
   */
  async read(discordId: string, data: AllowlistData, sent: Sent): Promise<Given> {
    const fields = await this.fieldsFor(discordId, data);
    if (!isAsOffered(sent, fields))
      throw new EntryFormError('Not what is offered', (texts) => texts.entering.faults.outOfDate);
    const address = data.walletRule === 'none' ? undefined : await this.readWallet(data, sent);
    const answer = asksQuestion(data) ? readAnswer(sentTo(sent, 'answer')) : undefined;
    return {
      ...(address !== undefined && { wallet: address, uniqueWallet: address }),
      ...(answer !== undefined && { answer }),
    };
  }

  /** @throws EntryFormError where a proven wallet is asked for and the member has none */
  async walletFields(discordId: string, data: AllowlistData): Promise<FormField[]> {
    const { walletRule, walletChain: chain = 'any' } = data;
    const label: FormField['label'] = (texts) => texts.entering.form.wallet;
    const hint: FormField['hint'] = (texts) => texts.entering.form.chain[chain];
    if (walletRule === 'none') return [];
    if (walletRule === 'pasted')
      return [{ id: 'wallet', label, hint, input: { kind: 'text', maxLength: LONGEST_ADDRESS } }];
    const proven = await this.provenFor(discordId, data);
    if (proven.length === 0)
      throw new EntryFormError('No proven wallet', (texts) => texts.entering.faults.proveOne[chain]);
    const options = proven.map((address) => ({ value: address, label: () => shortened(address) }));
    return [{ id: 'wallet', label, hint, input: { kind: 'choice', options } }];
  }

  /** Addresses of the asked for chain that the member has proven. */
  async provenFor(discordId: string, data: AllowlistData): Promise<string[]> {
    const proven = await this.wallets.provenOf(discordId);
    return proven.filter((wallet) => isOfChain(wallet, data)).map(({ address }) => address);
  }

  /**
   * Of a choice only what was offered has come this far.
   *
   * @throws EntryFormError
   * @throws WalletAddressError
   */
  async readWallet(data: AllowlistData, sent: Sent): Promise<string> {
    const wallet = await readAddress(sentTo(sent, 'wallet'));
    if (!isOfChain(wallet, data)) {
      const { walletChain: chain = 'any' } = data;
      throw new EntryFormError('Another chain', (texts) => texts.entering.faults.otherChain[chain]);
    }
    return wallet.address;
  }
}

const isOfChain = ({ chain }: Wallet, { walletChain }: AllowlistData): boolean =>
  walletChain === undefined || chain === walletChain;

const asksQuestion = ({ kind, question }: AllowlistData): boolean =>
  kind === 'application' && question !== undefined;

function answerField(data: AllowlistData): FormField[] {
  if (!asksQuestion(data)) return [];
  return [
    {
      id: 'answer',
      label: (texts) => texts.entering.form.answer,
      hint: () => data.question ?? '',
      input: { kind: 'text', maxLength: LONGEST_ANSWER, isLong: true },
    },
  ];
}

function readAnswer(typed: string): string {
  const answer = cleanText(typed);
  const length = lengthOf(answer);
  if (length >= 1 && length <= LONGEST_ANSWER) return answer;
  throw new EntryFormError('Bad length', (texts) => texts.entering.faults.answerLength(LONGEST_ANSWER));
}
