// Real: the whole service, its handlers, a file that lies at the local Discord, a MongoDB of this file. Fake: Discord (the
// local one of the playground, in this process) and the time.
import { AuditTrail } from '../../../src/infra/audit/index.js';
import { WalletImportService } from '../../../src/modules/allowlists/imports/wallet-import.service.js';
import { type PostedAllowlist, postAllowlist, textOf, useTestApp } from '../../support/app/index.js';
import { aMemberAction } from '../../support/builders/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const testApp = useTestApp({ databaseUri: database.uri });
const rows = () => database.db().collection('allowlist_entries');
const ana = () => testApp().as(testApp().server.admin);
const place = () => ({ channelId: testApp().server.channels.general.id });
/** Lower case: spelt by EIP-55 when it is read. */
const wallet = (digit: string): string => `0x${digit.repeat(40)}`;
const SPELT = '0xaAaAaAaaAaAaAaaAaAAAAAAAAaaaAaAaAaaAaaAa';

async function panelOf({ connectionId }: PostedAllowlist) {
  return (await ana().run('allowlist manage', { allowlist: connectionId }, place())).message!;
}

/** Presses *Import wallets* and sends a file. */
async function send(allowlist: PostedAllowlist, content: string, others = 'keep'): Promise<string> {
  const { modal } = await ana().press(await panelOf(allowlist), { label: 'Import wallets' });
  const { id } = await ana().upload('wallets.csv', content);
  return textOf(await ana().submit(modal, { file: [id], others }));
}

async function entered(allowlistData: Parameters<typeof postAllowlist>[1] = {}) {
  const allowlist = await postAllowlist(testApp(), { title: 'Mint', ...allowlistData });
  const members = testApp()
    .server.members.slice(0, 3)
    .map(({ id }) => id);
  for (const id of members) await testApp().as({ id }).press(allowlist.card, { label: 'Enter' });
  expect(await rows().countDocuments({ connectionId: allowlist.connectionId, state: 'valid' })).toBe(3);
  const wallets = async () => {
    const found = await rows().find({ connectionId: allowlist.connectionId }).toArray();
    const byId = new Map(found.map(({ discordId, ...row }) => [discordId as string, row.wallet as unknown]));
    return members.map((id) => byId.get(id));
  };
  return { allowlist, members, wallets };
}

it('gives entries the wallets of a file, says which lines it left out and why, and is audited once', async () => {
  const { allowlist, members, wallets } = await entered();
  const [one, two, three] = members;
  const file = [
    `discordId,wallet`,
    `${one},${wallet('a')}`,
    `${two},${wallet('a')}`,
    `${three},0x12`,
    `123456789012345678,${wallet('b')}`,
    `${one},${wallet('c')}`,
    `somebody,${wallet('d')}`,
  ].join('\n');
  const said = await send(allowlist, file);
  expect(said).toContain('1 wallet imported into Mint');
  expect(said).toContain('Left out: 5 lines');
  expect(said).toContain('Line 3: The wallet stands in an earlier line');
  expect(said).toMatch(/Line 4: .*address/);
  expect(said).toContain('Line 5: This member is not in');
  expect(said).toContain('Line 6: The member stands in an earlier line');
  expect(said).toContain('Line 7: The first column has no Discord id');
  expect(await wallets()).toEqual([SPELT, undefined, undefined]);
  const audit = { action: 'allowlist.wallets', 'target.id': allowlist.connectionId };
  expect(await database.db().collection('audit_entries').countDocuments(audit)).toBe(1);
  expect(JSON.stringify(await database.db().collection('audit_entries').find(audit).toArray())).not.toContain(
    SPELT,
  );
  expect(await send(allowlist, file)).toContain('1 entry named the same wallet before');
  expect(await database.db().collection('audit_entries').countDocuments(audit)).toBe(1);
});

it('says of a long file of faults as many as a message holds, and how many more there are', async () => {
  const { allowlist, members, wallets } = await entered();
  const faults = Array.from({ length: 60 }, () => `${members[1]!},${'ab'.repeat(32)}`);
  const said = await send(allowlist, [`${members[0]!},${wallet('a')}`, ...faults].join('\n'));
  expect(said).toContain('1 wallet imported into Mint');
  expect(said).toContain('Left out: 60 lines');
  const [, more = ''] = /And ([0-9]+) lines more/.exec(said) ?? [];
  expect(said.match(/Line [0-9]+: /g)).toHaveLength(60 - Number(more));
  expect(await wallets()).toEqual([SPELT, undefined, undefined]);
});

it('imports nothing that the trail could not say', async () => {
  const { allowlist, members, wallets } = await entered();
  const note = jest.spyOn(testApp().get(AuditTrail), 'note').mockRejectedValueOnce(new Error('down'));
  expect(await send(allowlist, `${members[0]!},${wallet('a')}`)).toContain('Something went wrong');
  expect(note).toHaveBeenCalledTimes(1);
  note.mockRestore();
  expect(await wallets()).toEqual([undefined, undefined, undefined]);
});

it('leaves other wallets as they are, unless they are to be replaced; a wallet is one entry’s', async () => {
  const { allowlist, members, wallets } = await entered();
  const [one, two, three] = members;
  await send(allowlist, `${one},${wallet('1')}\n${two},${wallet('2')}`);
  const kept = await send(allowlist, `${one},${wallet('3')}\n${three},${wallet('2')}`);
  expect(kept).toContain('Line 1: The entry names another wallet, which stays');
  expect(kept).toContain('Line 2: Another entry has this wallet');
  expect(await wallets()).toEqual([wallet('1'), wallet('2'), undefined]);
  expect(await send(allowlist, `${one},${wallet('3')}`, 'replace')).toContain('1 wallet imported');
  expect(await wallets()).toEqual([wallet('3'), wallet('2'), undefined]);
});

it('takes the chain of the allowlist alone, no wallet where members prove theirs, and no file that is none', async () => {
  const { allowlist, members } = await entered({ walletChain: 'solana' });
  expect(await send(allowlist, `${members[0]!},${wallet('a')}`)).toMatch(/Line 1: .*Solana/);
  expect(await send(allowlist, '\n')).toContain('The file is empty');
  expect(await send(allowlist, 'x'.repeat(300 * 1024))).toContain('larger than 256 KB');

  const proven = await postAllowlist(testApp(), { walletRule: 'proven' });
  expect(textOf({ message: await panelOf(proven), outcome: 'message' })).not.toContain('Import wallets');
  const { server } = testApp();
  const action = aMemberAction({ guildId: server.guild.id, discordId: server.admin.id });
  await expect(testApp().get(WalletImportService).open(action, proven.connectionId)).rejects.toMatchObject({
    code: 'IMPORT_REFUSED',
  });
});

it('of two files at once with the same wallets each entry keeps one, and nothing fails', async () => {
  const { allowlist, members, wallets } = await entered();
  const files = [0, 1, 2].map((shift) =>
    members.map((id, index) => `${id},${wallet(String((index + shift) % 3))}`).join('\n'),
  );
  await Promise.all(files.map((file) => send(allowlist, file)));
  const given = (await wallets()).filter((one) => one !== undefined);
  expect(given.length).toBeGreaterThan(0);
  expect(new Set(given).size).toBe(given.length);
});
