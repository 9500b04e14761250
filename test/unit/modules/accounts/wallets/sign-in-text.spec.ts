import { createSiweMessage, parseSiweMessage } from 'viem/siwe';
import {
  type SignInFacts,
  signInText,
} from '../../../../../src/modules/accounts/wallets/sign-in-text.rules.js';
import { anEvmWallet, aSolanaWallet } from '../../../../support/builders/wallets.js';

const facts: SignInFacts = {
  domain: 'bot.example.com',
  uri: 'https://bot.example.com/wallet',
  discordId: '123456789012345678',
  username: 'cleo.the-cat_1',
  chainId: 8453,
  nonce: '0123456789abcdef0123456789abcdef',
  issuedAt: new Date('2026-11-23T12:00:00Z'),
  expiresAt: new Date('2026-11-23T12:10:00Z'),
};
const statement =
  'Link this wallet to the Discord account cleo.the-cat_1 (ID 123456789012345678). Signing costs nothing and gives no access to your funds.';
const evm = anEvmWallet('text');

it('for an EVM wallet is the one that viem makes by EIP-4361, and reads back', () => {
  const { domain, uri, nonce, chainId, issuedAt, expiresAt: expirationTime } = facts;
  const address = evm.address as `0x${string}`;
  const fields = {
    domain,
    uri,
    nonce,
    chainId,
    issuedAt,
    expirationTime,
    address,
    statement,
    version: '1',
  } as const;
  const text = signInText(evm, facts);
  expect(text).toBe(createSiweMessage(fields));
  expect(parseSiweMessage(text)).toEqual(fields);
});

it.each(['localhost:3003', '127.0.0.1:3003', 'bot.example.com:8443', 'discord.com'])(
  'may be asked for by %s',
  (domain) => {
    expect(parseSiweMessage(signInText(evm, { ...facts, domain }))).toMatchObject({ domain });
  },
);

it('for Solana has the same fields', () => {
  const wallet = aSolanaWallet('text');
  expect(signInText(wallet, facts).split('\n')).toEqual([
    'bot.example.com wants you to sign in with your Solana account:',
    wallet.address,
    '',
    statement,
    '',
    'URI: https://bot.example.com/wallet',
    'Version: 1',
    'Chain ID: mainnet',
    'Nonce: 0123456789abcdef0123456789abcdef',
    'Issued At: 2026-11-23T12:00:00.000Z',
    'Expiration Time: 2026-11-23T12:10:00.000Z',
  ]);
});

it.each([
  ['a\nURI: https://evil.example', 'aURIhttpsevil.example '],
  ['x (ID 999999999999999999)', 'xID999999999999999999 '],
  ['\u202Eoelc\r\n\u2028`@everyone`', 'oelceveryone '],
  ['Клео 🐱', ''],
  ['', ''],
  ['a'.repeat(100), `${'a'.repeat(32)} `],
])('the name %j can break no line and no field', (username, shown) => {
  const text = signInText(evm, { ...facts, username });
  expect(text.split('\n')).toHaveLength(signInText(evm, facts).split('\n').length);
  expect(text).toMatch(/^[\n\x20-\x7e]+$/);
  expect(parseSiweMessage(text).statement).toBe(
    `Link this wallet to the Discord account ${shown}(ID 123456789012345678). Signing costs nothing and gives no access to your funds.`,
  );
});
