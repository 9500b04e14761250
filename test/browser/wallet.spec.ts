// Real: the built bot as a process, MongoDB, its page in Chromium, key pairs that sign. Fake: Discord (the local one
// of the playground) and the wallets: what they put into a page is injected, and asks this test to sign.
import { type AddressInfo, createServer } from 'node:net';
import { type Browser, type BrowserContext, type Page } from 'playwright-core';
import { type User } from '../../playground/discord/model.ts';
import { anEvmWallet, aSolanaWallet, type TestWallet } from '../support/builders/wallets.js';
import { Bot } from '../support/e2e/bot.js';
import { startDiscord, type Stack, textOf } from '../support/e2e/stack.js';
import { testDatabaseUri } from '../support/mongo/test-database.js';
import { describeWith } from '../support/outside-tool.js';
import { CHROMIUM, openBrowser } from './support/chromium.ts';
import { faultsIn } from './support/looks.ts';

/** What the injected wallets call in the test. */
interface Signer {
  address(): string;
  /** Rejects where the person says no. */
  sign(text: string): Promise<string>;
}

declare global {
  interface Window {
    walletAddress(): Promise<string>;
    walletSign(text: string): Promise<string>;
    phantom?: object;
    ethereum?: object;
  }
}

describeWith(CHROMIUM, 'the page of wallets', (command) => {
  let browser!: Browser;
  let stack!: Stack;
  let bot!: Bot;

  beforeAll(async () => {
    const port = await freePort();
    [browser, stack] = await Promise.all([openBrowser(command), startDiscord(testDatabaseUri())]);
    const PUBLIC_URL = `http://localhost:${String(port)}`;
    bot = await Bot.start({ ...stack.env, PORT: String(port), PUBLIC_URL });
  }, 60_000);
  afterAll(async () => {
    await Promise.all([browser.close(), bot.stop()]);
    await stack.stop();
  });

  const member = (index: number): User => stack.server.members[index]!;
  const place = () => ({ channelId: stack.server.channels.general.id });

  /** Presses the button in Discord and opens its link in a browser of this member. */
  async function openPage(
    user: User,
    inject: (context: BrowserContext) => Promise<void> = () => Promise.resolve(),
    options: { readonly javaScriptEnabled?: boolean; readonly locale?: string } = {},
  ): Promise<{ page: Page; faults: string[] }> {
    const me = stack.as(user);
    const panel = await me.run('account wallet', {}, place());
    const ways = await me.press(panel.message!, { startsWith: 'account/wallet/add' });
    const link = /http:\/\/localhost:\d+\/wallet\?t=[\w-]+/.exec(JSON.stringify(ways.message))?.[0] ?? '';
    const context = await browser.newContext(options);
    await inject(context);
    const page = await context.newPage();
    page.setDefaultTimeout(5_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (line) => {
      if (line.type() === 'error') faults.push(line.text());
    });
    await page.goto(link);
    expect(new URL(page.url()).search).toBe('');
    return { page, faults };
  }

  const panelOf = async (user: User): Promise<string> =>
    textOf(await stack.as(user).run('account wallet', {}, place()));

  it('has a wallet of EVM sign, as it announces itself', async () => {
    const user = member(0);
    const wallet = anEvmWallet();
    const { page, faults } = await openPage(user, (context) =>
      inject(context, signerOf(wallet), announceEvm),
    );
    await expectText(page, `${user.username} (ID ${user.id})`);
    const button = page.getByRole('button', { name: 'Sign with Test Fox (EVM)' });
    await button.waitFor();
    expect(await faultsIn(page)).toEqual([]);
    await button.click();
    await page.getByRole('heading', { name: 'The wallet is linked' }).waitFor();
    expect(await faultsIn(page)).toEqual([]);
    expect(await panelOf(user)).toContain(`${wallet.address.slice(0, 6)}…${wallet.address.slice(-4)}`);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('has a wallet of Solana sign, as it announces itself', async () => {
    const user = member(2);
    const wallet = aSolanaWallet();
    const { page, faults } = await openPage(user, (context) =>
      inject(context, signerOf(wallet), announceSolana),
    );
    await page.getByRole('button', { name: 'Sign with Test Ghost (Solana)' }).click();
    await page.getByRole('heading', { name: 'The wallet is linked' }).waitFor();
    expect(await panelOf(user)).toContain(wallet.address.slice(0, 4));
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('finds older wallets too, and says it when one does not sign', async () => {
    const user = member(3);
    const wallet = aSolanaWallet();
    let isWilling = false;
    const signer: Signer = {
      address: () => wallet.address,
      sign: (text) => (isWilling ? wallet.sign(text) : Promise.reject(new Error('User rejected'))),
    };
    const { page, faults } = await openPage(user, (context) => inject(context, signer, oldProviders));
    await page.getByRole('button', { name: 'Sign with Ethereum (EVM)' }).waitFor();
    const ghost = page.getByRole('button', { name: 'Sign with Phantom (Solana)' });
    await ghost.click();
    await expectText(page, 'Your wallet did not sign');
    isWilling = true;
    await ghost.click();
    await page.getByRole('heading', { name: 'The wallet is linked' }).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('says why a signature is not taken, and goes on', async () => {
    const user = member(4);
    const [wallet, stranger] = [anEvmWallet(), anEvmWallet()];
    let signs: TestWallet = stranger;
    const signer: Signer = { address: () => wallet.address, sign: (text) => signs.sign(text) };
    const { page, faults } = await openPage(user, (context) => inject(context, signer, announceEvm));
    const button = page.getByRole('button', { name: /Test Fox/ });
    await button.click();
    await expectText(page, 'The wallet was not linked. This signature was not made by the key of');
    expect(await faultsIn(page)).toEqual([]);
    signs = wallet;
    await button.click();
    await page.getByRole('heading', { name: 'The wallet is linked' }).waitFor();
    // The refusal itself: a script's request that was answered with 400.
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
    await page.context().close();
  });

  it('takes a pasted signature where no script runs, in the language of the browser', async () => {
    const user = member(1);
    const wallet = anEvmWallet();
    const options = { javaScriptEnabled: false, locale: 'de-DE' };
    const { page } = await openPage(user, undefined, options);
    expect(await page.locator('#connect').isVisible()).toBe(false);
    await page.getByLabel('Adresse deiner Wallet').fill('name.eth');
    await page.getByRole('button', { name: 'Text zum Signieren zeigen' }).click();
    await expectText(page, 'Nimm die Adresse hinter dem Namen');
    await page.getByLabel('Adresse deiner Wallet').fill(wallet.address);
    await page.getByRole('button', { name: 'Text zum Signieren zeigen' }).click();
    const text = await page.locator('pre').innerText();
    await page.getByLabel('Signatur').fill(await wallet.sign(text));
    await page.getByRole('button', { name: 'Wallet verknüpfen' }).click();
    await page.getByRole('heading', { name: 'Die Wallet ist verknüpft' }).waitFor();
    await page.context().close();
  });

  it('looks right at each step, also on a small screen, and says that there is no wallet', async () => {
    const { page, faults } = await openPage(member(0));
    await page.setViewportSize({ width: 320, height: 640 });
    await expectText(page, 'No wallet was found in this browser');
    expect(await faultsIn(page)).toEqual([]);
    await page.getByLabel('Address of your wallet').fill('0x123');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await faultsIn(page)).toEqual([]);
    await page.getByLabel('Address of your wallet').fill(anEvmWallet().address);
    await page.keyboard.press('Enter');
    await page.getByLabel('Signature').waitFor();
    expect(await faultsIn(page)).toEqual([]);
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
    await page.context().close();
  });
});

const expectText = (page: Page, text: string): Promise<void> =>
  page.getByText(text, { exact: false }).first().waitFor();

const signerOf = (wallet: TestWallet): Signer => ({
  address: () => wallet.address,
  sign: (text) => wallet.sign(text),
});

async function inject(context: BrowserContext, signer: Signer, script: () => void): Promise<void> {
  await context.exposeFunction('walletAddress', () => signer.address());
  await context.exposeFunction('walletSign', (text: string) => signer.sign(text));
  await context.addInitScript(script);
}

/** Runs in the page: an EVM wallet of EIP-6963. */
function announceEvm(): void {
  const request = async ({
    method,
    params = [],
  }: {
    method: string;
    params?: string[];
  }): Promise<unknown> => {
    if (method === 'eth_requestAccounts') return [(await window.walletAddress()).toLowerCase()];
    if (method === 'eth_chainId') return '0x2105';
    const bytes = (params[0] ?? '').slice(2).match(/../g) ?? [];
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
    return window.walletSign(text);
  };
  const detail = { info: { uuid: 'test', name: 'Test Fox', icon: '', rdns: 'test' }, provider: { request } };
  const announce = (): unknown =>
    window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
  window.addEventListener('eip6963:requestProvider', announce);
}

/** Runs in the page: a wallet of Solana by the Wallet Standard. Base58 is turned into bytes as such a wallet would. */
function announceSolana(): void {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  const bytesOf = (text: string): Uint8Array => {
    let value = 0n;
    for (const letter of text) value = value * 58n + BigInt(alphabet.indexOf(letter));
    const bytes = value.toString(16).padStart(128, '0').match(/../g) ?? [];
    return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16));
  };
  const features = {
    'standard:connect': {
      connect: async () => ({
        accounts: [{ address: await window.walletAddress(), features: ['solana:signMessage'] }],
      }),
    },
    'solana:signMessage': {
      signMessage: async ({ message }: { message: Uint8Array }) => [
        {
          signature: bytesOf(await window.walletSign(new TextDecoder().decode(message))),
          signedMessage: message,
        },
      ],
    },
  };
  const wallet = { name: 'Test Ghost', features };
  const register = ({ detail }: CustomEvent<{ register: (given: object) => void }>): void => {
    detail.register(wallet);
  };
  window.addEventListener('wallet-standard:app-ready', register as EventListener);
}

/** Runs in the page: wallets that announce nothing and stand in it under a name. */
function oldProviders(): void {
  window.ethereum = { request: () => Promise.reject(new Error('not used')) };
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  window.phantom = {
    solana: {
      connect: async () => {
        const address = await window.walletAddress();
        return { publicKey: { toString: () => address } };
      },
      signMessage: async (message: Uint8Array) => {
        let value = 0n;
        for (const letter of await window.walletSign(new TextDecoder().decode(message)))
          value = value * 58n + BigInt(alphabet.indexOf(letter));
        const bytes = value.toString(16).padStart(128, '0').match(/../g) ?? [];
        return { signature: Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)) };
      },
    },
  };
}

/** The address of the pages has to be known before the bot starts. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
