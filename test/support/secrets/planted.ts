import { aKey } from '../builders/encryption-keys.js';

/** Twelve secrets in the forms that they have in life; each is found nowhere else. */
export const planted = {
  botToken: ['MTIzNDU2Nzg5MDEyMzQ1Njc4', 'GplAnT', 'ed0canary1bot2token3xyz4567'].join('.'),
  clientSecret: 'pL4nt3dCl1entS3cr3t-0f_the-app01',
  encryptionKey: aKey('planted'),
  mongoPassword: 'planted-mongo-passw0rd',
  redisPassword: 'planted-redis-passw0rd',
  accessToken: 'pLaNtEdAcCeSs1T0kEn2oAuTh3xYz4',
  refreshToken: 'pLaNtEdReFrEsH1T0kEn2oAuTh3xY5',
  authorizationCode: 'pLaNtEdCoDe1oF2oAuTh3DiScOrD45',
  state: 'pLaNtEd-StAtE_0123456789-aBcDeFgHiJkLmNoPqR',
  verifier: 'pLaNtEd-VeRiFiEr_0123456789-aBcDeFgHiJkLmNo',
  interactionToken: `aW50ZXJhY3Rpb246MTE6${'pLaNtEd0InTeRaCtIoN'.repeat(4)}`,
  transferCode: 'pLaNtEd_TrAnSfEr-CoDe0123456789-aBcDeFgHiJk',
} as const;

/** Where a text holds one of them, or of `more`: as it is, as in an address, or as in a Basic header. */
export function foundIn(text: string, more: readonly string[] = []): string[] {
  const all: [string, string][] = [
    ...Object.entries(planted),
    ...more.map((secret, index): [string, string] => [`token ${String(index)}`, secret]),
  ];
  return all.flatMap(([name, secret]) =>
    [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replace(/=+$/, '')]
      .filter((spelling) => text.includes(spelling))
      .map((spelling) => {
        const at = text.indexOf(spelling);
        return `${name}: …${text.slice(Math.max(0, at - 120), at + 40)}…`;
      })
      .slice(0, 1),
  );
}
