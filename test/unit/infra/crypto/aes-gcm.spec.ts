import { createDecipheriv, createSecretKey } from 'node:crypto';
import { open, seal } from '../../../../src/infra/crypto/aes-gcm.js';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

/** Test cases 13, 14 and 16 of "The Galois/Counter Mode of Operation" (McGrew, Viega), which NIST validates with. */
const VECTORS = [
  {
    key: '00'.repeat(32),
    nonce: '00'.repeat(12),
    plaintext: '',
    aad: '',
    sealed: '530f8afbc74536b9a963b4f1c4cb738b',
  },
  {
    key: '00'.repeat(32),
    nonce: '00'.repeat(12),
    plaintext: '00'.repeat(16),
    aad: '',
    sealed: 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
  },
  {
    key: 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308',
    nonce: 'cafebabefacedbaddecaf888',
    plaintext:
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    aad: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    sealed:
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b',
  },
];

describe('AES-256-GCM', () => {
  it.each(VECTORS)('gives the known answer $sealed', ({ key, nonce, plaintext, aad, sealed }) => {
    const secret = createSecretKey(hex(key));
    expect(seal(secret, hex(nonce), hex(plaintext), hex(aad)).toString('hex')).toBe(sealed);
    expect(open(secret, hex(nonce), hex(sealed), hex(aad)).toString('hex')).toBe(plaintext);
  });

  const [, , { key, nonce, aad, sealed }] = VECTORS as [unknown, unknown, (typeof VECTORS)[number]];
  const secret = createSecretKey(hex(key));

  it.each([4, 8, 12, 13, 15])('refuses a tag cut to %i bytes, which GCM as such allows', (length) => {
    const whole = hex(sealed);
    const cut = whole.subarray(0, whole.length - 16 + length);
    expect(() => open(secret, hex(nonce), cut, hex(aad))).toThrow();
    const decipher = createDecipheriv('aes-256-gcm', secret, hex(nonce), { authTagLength: 16 });
    expect(() => decipher.setAuthTag(whole.subarray(-16).subarray(0, length))).toThrow(/tag length/);
  });

  it.each([0, 1, 15])('refuses %i bytes, less than a tag', (length) => {
    expect(() => open(secret, hex(nonce), hex(sealed).subarray(0, length), hex(aad))).toThrow(RangeError);
  });
});
