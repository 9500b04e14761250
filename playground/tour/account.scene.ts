import { componentsOfMessage } from '../discord/readable-text.ts';
import { type Message } from '../discord/client.ts';
import { type User } from '../discord/model.ts';
import { Browser, hiddenField, preformatted } from './browser.ts';
import { newSolanaWallet } from './solana-wallet.ts';
import { plain, type Stage, TourError } from './stage.ts';

/** Cleo links her account and a wallet, looks at them, and takes the link back. */
export async function useAccount(stage: Stage, cleo: User): Promise<void> {
  const browser = new Browser();
  await linkAccount(stage, cleo, browser);
  await proveWallet(stage, cleo, browser);
  await stage.look(cleo, 'account profile', {}, ['50 points', 'Rank 3 of 3 members']);
  const asked = await stage.look(cleo, 'account unlink', {}, ['Unlink your Discord account?', 'Stays:']);
  await stage.step({
    who: cleo,
    does: 'presses Unlink',
    act: () => stage.as(cleo).press(asked, { label: 'Unlink' }),
    reads: ['Unlinked', 'taken back at Discord'],
  });
}

async function linkAccount(stage: Stage, cleo: User, browser: Browser): Promise<void> {
  const offer = await stage.look(cleo, 'account link', {}, ['Link your Discord account', 'For you alone']);
  const consent = await browser.locationOf(addressOn(offer, 'Link with Discord'));
  const callback = await stage.as(cleo).authorize(consent);
  const { lines } = await browser.open(callback);
  stage.page(cleo, 'opens the link and allows it on Discord’s own page', lines, [
    'Your Discord account is linked',
  ]);
  const told = await stage
    .as(cleo)
    .waitForMessage(offer.channel_id, (message) => plain(message).includes('Your Discord account is linked'));
  stage.show('in Discord, only Cleo reads', told);
}

async function proveWallet(stage: Stage, cleo: User, browser: Browser): Promise<void> {
  const member = stage.as(cleo);
  const wallet = newSolanaWallet();
  const panel = await stage.look(cleo, 'account wallet', {}, ['You have not linked a wallet yet']);
  const ways = await stage.step({
    who: cleo,
    does: 'presses Add a wallet',
    act: () => member.press(panel, { label: 'Add a wallet' }),
    reads: ['Add a wallet', 'gives no access to your funds', 'Open the page'],
  });
  const page = await browser.open(addressOn(ways, 'Open the page'));
  const asked = await browser.submit(new URL('/wallet/text', page.url).href, { address: wallet.address });
  stage.page(cleo, 'opens the page and enters the address of her Solana wallet', asked.lines, [
    'Sign exactly this text',
    wallet.address,
  ]);
  const proof = { token: hiddenField(asked, 'token'), signature: wallet.sign(preformatted(asked)) };
  const { lines } = await browser.submit(new URL('/wallet/proof', page.url).href, proof);
  stage.page(cleo, 'signs it with the key of the wallet and sends the signature', lines, [
    'The wallet is linked',
  ]);
  const shortened = new RegExp(`${wallet.address.slice(0, 4)}\\w*…\\w*${wallet.address.slice(-4)}`);
  await stage.look(cleo, 'account wallet', {}, [shortened, 'primary', 'Solana']);
}

function addressOn(message: Message, label: string): string {
  const link = componentsOfMessage(message).find((component) => component.label === label);
  if (typeof link?.url === 'string') return link.url;
  throw new TourError(`There should be a link "${label}"`);
}
