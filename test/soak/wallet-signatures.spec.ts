import { anEvmWallet, aSolanaWallet } from '../support/builders/wallets.js';
import { expectNoneGood } from '../support/wallets/tampering.js';

const RUNS = 5_000;

it.each([anEvmWallet(), aSolanaWallet()])(
  `a proof of $chain fails with any byte changed, ${String(RUNS)} times`,
  async (wallet) => {
    await expectNoneGood(wallet, 'bot.example.com wants you to sign in\nNonce: 0123456789abcdef', RUNS);
  },
  300_000,
);
