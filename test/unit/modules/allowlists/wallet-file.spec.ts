import { enUS } from '../../../../src/locales/en-US/index.js';
import { ImportRefusedError } from '../../../../src/modules/allowlists/allowlists.errors.js';
import { FILE_LIMITS, readWalletFile } from '../../../../src/modules/allowlists/imports/wallet-file.js';

const ANA = '100000000000000001';
const BO = '100000000000000002';
const read = (text: string | Uint8Array) =>
  readWalletFile(typeof text === 'string' ? new TextEncoder().encode(text) : text);
const pairs = (text: string) => read(text).lines.map(({ discordId, wallet }) => [discordId, wallet]);
const refusal = (text: string | Uint8Array): string => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ImportRefusedError) return error.publicText(enUS);
    throw error;
  }
  return 'taken';
};

it.each([
  ['two columns', `${ANA},0xA\n${BO},0xB\n`],
  ['no line feed at the end, and Windows ones before', `${ANA},0xA\r\n${BO},0xB`],
  ['a byte order mark', `\uFEFF${ANA},0xA\n${BO},0xB`],
  ['semicolons, as a German spreadsheet writes it', `${ANA};0xA\n${BO};0xB\n`],
  ['tabs', `${ANA}\t0xA\n${BO}\t0xB\n`],
  ['quotes, spaces and empty lines', `"${ANA}" , "0xA"\n\n ,\n"${BO}","0xB"\n`],
  ['mentions, and ids kept as text by an apostrophe', `<@${ANA}>,0xA\n'${BO},0xB\n`],
  ['a heading, in any order', `note,Wallet,discord id\n"a, b",0xA,${ANA}\n,0xB,${BO}\n`],
  [
    'the columns of an export',
    `"rank","discordId","wallet","tickets"\n1,"${ANA}","0xA",3\n2,"${BO}","0xB",1\n`,
  ],
])('reads %s', (_, text) => {
  expect(pairs(text)).toEqual([
    [ANA, '0xA'],
    [BO, '0xB'],
  ]);
});

it('leaves out lines without an id or a wallet, by their number, and takes the others', () => {
  const { lines, leftOut } = read(`${ANA},0xA\nnobody,0xB\n${BO}\n${BO},0xC\n`);
  expect(lines.map(({ line }) => line)).toEqual([1, 4]);
  expect(leftOut.map(({ line, why }) => [line, why(enUS)])).toEqual([
    [2, 'The first column has no Discord id.'],
    [3, 'There is no wallet.'],
  ]);
});

it.each([
  ['nothing', '', 'is empty'],
  ['blanks', ' \n\n', 'is empty'],
  ['a quote that is not closed', `${ANA},0xA\n"${BO},0xB\n`, 'no CSV'],
  ['a quote in the middle', `${ANA},0x"A\n`, 'no CSV'],
  ['other than UTF-8', new Uint8Array([0x31, 0xff, 0xfe, 0x2c]), 'not UTF-8'],
  ['too many lines', `${ANA},0xA\n`.repeat(FILE_LIMITS.rows + 1), 'more than 2,000 lines'],
])('refuses %s in words', (_, text, words) => {
  expect(refusal(text)).toContain(words);
});
