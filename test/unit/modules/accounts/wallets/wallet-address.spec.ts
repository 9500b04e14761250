import { ed25519 } from '@noble/curves/ed25519.js';
import { base58 } from '@scure/base';
import { catalogues, type Texts } from '../../../../../src/locales/index.js';
import { readAddress, shortened } from '../../../../../src/modules/accounts/wallets/wallet-address.rules.js';
import { WalletAddressError } from '../../../../../src/modules/accounts/wallets/wallets.errors.js';
import { anEvmWallet, aSolanaWallet } from '../../../../support/builders/wallets.js';

// The examples of EIP-55 itself.
const EIP_55 = [
  '0x52908400098527886E0F7030069857D2E4169EE7',
  '0x8617E340B3D01FA5F11F306F4090FD50E238070D',
  '0xde709f2102306220921060314715629080e2fb77',
  '0x27b1fdb04752bbc536007a920d24acb045561c26',
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
  '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
  '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
];
const MIXED = EIP_55[4]!;

/** Which of the catalogue's reasons a refusal gives. */
async function faultOf(typed: string): Promise<string | undefined> {
  const error: unknown = await readAddress(typed).catch((refusal: unknown) => refusal);
  if (!(error instanceof WalletAddressError)) throw new Error(`Not refused: ${typed}`);
  const { wallets } = catalogues['en-US'];
  const words = error.publicText(catalogues['en-US']);
  expect(words).toContain(wallets.addressForms);
  const faults = Object.entries(wallets.addressFaults) as [keyof Texts['wallets']['addressFaults'], string][];
  return faults.find(([, reason]) => words.startsWith(reason))?.[0];
}

describe('an EVM address', () => {
  it.each(EIP_55)('%s is taken as it is', async (address) => {
    expect(await readAddress(address)).toEqual({ chain: 'eip155', address });
  });

  it.each(EIP_55)('%s gets its spelling when it comes in one case', async (address) => {
    const digits = address.slice(2);
    for (const typed of [
      `0x${digits.toLowerCase()}`,
      `0x${digits.toUpperCase()}`,
      `  0X${digits.toLowerCase()}\n`,
    ])
      expect(await readAddress(typed)).toEqual({ chain: 'eip155', address });
  });

  it('with one letter in the wrong case is refused as mistyped, whichever letter it is', async () => {
    const letters = Array.from(MIXED.slice(2)).flatMap((digit, index) =>
      /[a-f]/i.test(digit) ? [index + 2] : [],
    );
    expect(letters.length).toBeGreaterThan(10);
    for (const index of letters) {
      const digit = MIXED.charAt(index);
      const other = digit === digit.toLowerCase() ? digit.toUpperCase() : digit.toLowerCase();
      expect(await faultOf(`${MIXED.slice(0, index)}${other}${MIXED.slice(index + 1)}`)).toBe('checksum');
    }
  });

  it('is hidden but for its ends', () => {
    expect(shortened(MIXED)).toBe('0x5aAe…eAed');
  });
});

describe('a Solana address', () => {
  it('is taken as it is', async () => {
    const { address } = aSolanaWallet();
    expect(await readAddress(` ${address} `)).toEqual({ chain: 'solana', address });
    expect(shortened(address)).toBe(`${address.slice(0, 4)}…${address.slice(-4)}`);
  });

  it('of 31 or 33 bytes is refused', async () => {
    const key = base58.decode(aSolanaWallet().address);
    expect(await faultOf(base58.encode(key.subarray(1)))).toBe('form');
    expect(await faultOf(base58.encode(Uint8Array.of(1, ...key)))).toBe('form');
  });

  it.each([
    ['the all-zero key', new Uint8Array(32)],
    ['the neutral point', Uint8Array.of(1, ...new Uint8Array(31))],
    ...Array.from({ length: 8 }, (_, index): [string, Uint8Array] => [
      `point ${String(index)} of small order`,
      torsion(index),
    ]),
  ])('that is %s is refused: nobody owns it', async (_, bytes) => {
    expect(await faultOf(base58.encode(bytes))).toBe('weakKey');
  });

  it('that has a part of small order is refused', async () => {
    const honest = ed25519.Point.fromBytes(base58.decode(aSolanaWallet().address));
    const mixed = honest.add(ed25519.Point.fromBytes(torsion(1)));
    expect(await faultOf(base58.encode(mixed.toBytes()))).toBe('weakKey');
  });

  it('in an encoding that is not the canonical one is refused', async () => {
    // y = p + 1 says the same as y = 1, and p says the same as 0.
    const p = 2n ** 255n - 19n;
    for (const y of [p, p + 1n, p + 3n]) expect(await faultOf(base58.encode(littleEndian(y)))).toBe('noKey');
  });

  it('of a program is refused: it has no key', async () => {
    // y = 2 is on no point of the curve.
    expect(await faultOf(base58.encode(littleEndian(2n)))).toBe('noKey');
  });
});

it.each([
  ['', 'form'],
  ['hello', 'form'],
  ['x'.repeat(10_000), 'form'],
  ['vitalik.eth', 'name'],
  ['toly.sol', 'name'],
  [MIXED.slice(0, -1), 'evmLength'],
  [`${MIXED}0`, 'evmLength'],
  [`${MIXED.slice(0, -1)}g`, 'evmLength'],
  [MIXED.slice(2), 'form'],
  [`eip155:1:${MIXED}`, 'form'],
  ['bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', 'otherChain'],
  ['TJRabPrwbZy45sbavfcjinPJC18kjpRTv8', 'otherChain'],
  ['cosmos1hsk6jryyqjfhp5dhc55tc9jtckygx0eph6dd02', 'otherChain'],
  [`0x${'ab'.repeat(32)}`, 'secret'],
  ['ab'.repeat(32), 'secret'],
  [base58.encode(new Uint8Array(64).fill(7)), 'secret'],
  ['test test test test test test test test test test test junk', 'secret'],
  ['{"$ne":null}', 'form'],
  ['<@123456789012345678>', 'form'],
])('%s is refused: %s', async (typed, fault) => {
  expect(await faultOf(typed)).toBe(fault);
});

it('one key has one spelling', async () => {
  const { address } = anEvmWallet('spelling');
  expect((await readAddress(address.toLowerCase())).address).toBe(address);
});

function torsion(index: number): Uint8Array {
  return Buffer.from(ed25519Torsion()[index]!, 'hex');
}

/** The eight points whose order divides 8, found by taking the large prime part out of an arbitrary point. */
function ed25519Torsion(): string[] {
  const { Point } = ed25519;
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  for (let y = 3n; ; y += 1n) {
    const bytes = littleEndian(y);
    let point;
    try {
      point = Point.fromBytes(bytes);
    } catch {
      continue;
    }
    const generator = point.multiplyUnsafe(order - 1n).add(point);
    const found = Array.from({ length: 8 }, (_, n) =>
      Buffer.from((n === 0 ? Point.ZERO : generator.multiplyUnsafe(BigInt(n))).toBytes()).toString('hex'),
    );
    if (new Set(found).size === 8) return found;
  }
}

function littleEndian(value: bigint): Uint8Array {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse();
}
