import { ed25519 } from '@noble/curves/ed25519.js';
import { base58, base64, base64url } from '@scure/base';
import { parseSignature, serializeCompactSignature, signatureToCompactSignature } from 'viem';
import { signInText } from '../../../../../src/modules/accounts/wallets/sign-in-text.rules.js';
import {
  readSignature,
  type SignatureVerdict,
  verifySignature,
} from '../../../../../src/modules/accounts/wallets/signature.rules.js';
import { WalletSignatureFormError } from '../../../../../src/modules/accounts/wallets/wallets.errors.js';
import { anEvmWallet, aSolanaWallet, type TestWallet } from '../../../../support/builders/wallets.js';
import { expectNoneGood } from '../../../../support/wallets/tampering.js';

const evm = anEvmWallet('signer');
const solana = aSolanaWallet('signer');
const text = signInText(evm, {
  domain: 'bot.example.com',
  uri: 'https://bot.example.com/wallet',
  discordId: '123456789012345678',
  username: 'cleo',
  chainId: 1,
  nonce: '0123456789abcdef0123456789abcdef',
  issuedAt: new Date('2026-11-23T12:00:00Z'),
  expiresAt: new Date('2026-11-23T12:10:00Z'),
});
const wallets = [evm, solana];

const check = (wallet: TestWallet, signature: string, signed = text): Promise<SignatureVerdict> =>
  verifySignature(wallet, signed, readSignature(wallet.chain, signature));
const bytesOf = async (wallet: TestWallet): Promise<Uint8Array> =>
  readSignature(wallet.chain, await wallet.sign(text));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe.each(wallets)('a signature of $chain', (wallet) => {
  it('is good for its text and key, and for no other', async () => {
    const signature = await wallet.sign(text);
    expect(await check(wallet, signature)).toBe('good');
    expect(await check(wallet, signature, `${text} `)).toBe('other');
    const stranger = wallet.chain === 'eip155' ? anEvmWallet('stranger') : aSolanaWallet('stranger');
    expect(await check(wallet, await stranger.sign(text))).toBe('other');
    expect(await check(stranger, signature)).toBe('other');
  });

  // test/soak tries many more.
  it('fails with any byte of text, signature or address changed', async () => {
    await expectNoneGood(wallet, text, 250);
  });

  it('is nothing else that is pasted', () => {
    for (const typed of ['', '0x', 'zz', '0x123', 'null', '{"$ne":null}', '🐱', 'ab'.repeat(5_000)])
      expect(() => readSignature(wallet.chain, typed)).toThrow(WalletSignatureFormError);
  });
});

describe('a signature of an EVM wallet', () => {
  it('may come without 0x, in quotes, over several lines, with v as 0 or 1, or compact', async () => {
    const signature = (await evm.sign(text)) as `0x${string}`;
    const digits = signature.slice(2);
    const v = Number.parseInt(digits.slice(128), 16) - 27;
    const compact = serializeCompactSignature(signatureToCompactSignature(parseSignature(signature)));
    for (const form of [
      digits,
      `"${signature}"`,
      ` ${digits.slice(0, 60)}\n${digits.slice(60)} `,
      `${signature.slice(0, 130)}0${String(v)}`,
      compact,
    ])
      expect(await check(evm, form)).toBe('good');
  });

  it('in its second form, with the high s, is refused though the curve takes it', async () => {
    const signature = Buffer.from(await bytesOf(evm));
    const order = 0xffffffff_ffffffff_ffffffff_fffffffe_baaedce6_af48a03b_bfd25e8c_d0364141n;
    const high = order - BigInt(`0x${hex(signature.subarray(32, 64))}`);
    const twin = Buffer.from(
      `${hex(signature.subarray(0, 32))}${high.toString(16).padStart(64, '0')}${signature[64] === 27 ? '1c' : '1b'}`,
      'hex',
    );
    expect(await verifySignature(evm, text, twin)).toBe('no-ecdsa');
  });

  it.each([
    ['zeros', new Uint8Array(65)],
    ['a v of no key', Buffer.alloc(65, 1).fill(29, 64)],
    ['many owners', Buffer.alloc(195, 1)],
  ])('of %s is none by a key', async (_, signature) => {
    expect(await verifySignature(evm, text, signature)).toBe('no-ecdsa');
  });

  it('whose r is on no point of the curve is nobody’s', async () => {
    const signature = Buffer.alloc(65, 1);
    signature.fill(5, 0, 32);
    signature[64] = 27;
    const verdicts = new Set<SignatureVerdict>();
    for (let r = 1; r < 20; r += 1) {
      signature[31] = r;
      verdicts.add(await verifySignature(evm, text, signature));
    }
    expect([...verdicts]).toEqual(['other']);
  });
});

describe('a signature of Solana', () => {
  it('may come in Base58, base64 or hex', async () => {
    const bytes = await bytesOf(solana);
    const forms = [
      base58.encode(bytes),
      base64.encode(bytes),
      base64url.encode(bytes),
      hex(bytes),
      `0x${hex(bytes)}`,
    ];
    for (const form of forms) expect(await check(solana, form)).toBe('good');
  });

  // For such keys any R = [S]B fits a text: by the bare equation these are good for everybody.
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  it.each([
    ['the all-zero key', new Uint8Array(32)],
    ['the neutral point', Uint8Array.of(1, ...new Uint8Array(31))],
    ['the point of order two', Buffer.from(`ec${'ff'.repeat(30)}7f`, 'hex')],
    ['the neutral point, not canonical', Buffer.from(`ee${'ff'.repeat(30)}7f`, 'hex')],
    ['zero, not canonical', Buffer.from(`ed${'ff'.repeat(30)}7f`, 'hex')],
  ])('by %s is good for nothing', async (_, key) => {
    const address = base58.encode(key);
    let isUniversal = false;
    for (let n = 1n; n <= 8n; n += 1n) {
      const forged = Buffer.concat([ed25519.Point.BASE.multiply(n).toBytes(), littleEndian(n)]);
      isUniversal ||= ed25519.verify(forged, Buffer.from(text), key, { zip215: true });
      expect(await verifySignature({ chain: 'solana', address }, text, forged)).toBe('other');
    }
    expect(await verifySignature({ chain: 'solana', address }, text, new Uint8Array(64))).toBe('other');
    // What is refused here is a real forgery where the rules are loose.
    expect(isUniversal).toBe(true);
  });

  it('with R of small order is refused, though its owner could make it', async () => {
    const secret = ed25519.utils.getExtendedPublicKey(new Uint8Array(32).fill(9));
    const key = ed25519.getPublicKey(new Uint8Array(32).fill(9));
    const neutral = Uint8Array.of(1, ...new Uint8Array(31));
    const { createHash } = await import('node:crypto');
    const digest = createHash('sha512').update(neutral).update(key).update(text).digest();
    const k = BigInt(`0x${digest.reverse().toString('hex')}`) % order;
    const forged = Buffer.concat([neutral, littleEndian((k * secret.scalar) % order)]);
    expect(ed25519.verify(forged, Buffer.from(text), key, { zip215: true })).toBe(true);
    expect(await verifySignature({ chain: 'solana', address: base58.encode(key) }, text, forged)).toBe(
      'other',
    );
  });

  it('with S above the order is refused: it says the same as one below', async () => {
    const signature = Buffer.from(await bytesOf(solana));
    const s = BigInt(`0x${hex(Buffer.from(signature.subarray(32)).reverse())}`);
    const twin = Buffer.concat([signature.subarray(0, 32), littleEndian(s + order)]);
    expect(await verifySignature(solana, text, twin)).toBe('other');
  });
});

function littleEndian(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse();
}
