/* global document, window, fetch, setTimeout, CustomEvent, Event, TextEncoder, TextDecoder, HTMLElement */
// Finds the wallets of this browser, has one sign the server's text, and sends the signature. Without it the
// page works by pasting.

const NONE_AFTER_MS = 800;

const section = document.getElementById('connect');
const list = document.getElementById('wallets');
const status = document.getElementById('status');

/** Wallets by name and kind: one may announce itself in several ways. */
const known = new Set();

const hexOf = (bytes) => `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;

/** A wallet said no, or has no account open: not a fault of the server's. */
class WalletRefusal extends Error {}

function offer(kind, name, sign) {
  const key = `${kind}/${name}`;
  if (known.has(key)) return;
  known.add(key);
  status.textContent = '';
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = `${section.dataset.use} ${name} (${kind})`;
  button.addEventListener('click', () => void run(sign));
  const line = document.createElement('p');
  line.append(button);
  list.append(line);
}

async function run(sign) {
  const buttons = [...list.querySelectorAll('button')];
  for (const button of buttons) button.disabled = true;
  status.textContent = section.dataset.confirm;
  try {
    show(await sign());
  } catch (error) {
    status.textContent =
      error instanceof ServerRefusal || error instanceof WalletRefusal
        ? error.message
        : section.dataset.cancelled;
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

class ServerRefusal extends Error {}

async function post(path, fields) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(fields),
  });
  const answer = await response.json();
  if (!response.ok) throw new ServerRefusal(`${answer.title}. ${answer.text}`);
  return answer;
}

/** Who asks for an address proves that one: the text comes from the server each time. */
async function prove(address, chainId, signText) {
  if (typeof address !== 'string' || address === '') throw new WalletRefusal(section.dataset.noAccount);
  const { token, text } = await post('/wallet/text', { address, ...(chainId && { chainId }) });
  const { signature, signedText } = await signText(text);
  return post('/wallet/proof', { token, signature, text: signedText ?? text });
}

function show({ title, paragraphs }) {
  const heading = document.createElement('h2');
  heading.textContent = title;
  const lines = paragraphs.map((words) => {
    const line = document.createElement('p');
    line.textContent = words;
    return line;
  });
  document.getElementById('paste').remove();
  list.remove();
  section.firstElementChild.remove();
  status.remove();
  const result = document.createElement('div');
  result.setAttribute('role', 'status');
  result.tabIndex = -1;
  section.append(result);
  result.append(heading, ...lines);
  result.focus();
}

// EVM: EIP-6963, else the one provider that older wallets put into the page.

function offerEvm(name, provider) {
  offer('EVM', name, async () => {
    const [address] = await provider.request({ method: 'eth_requestAccounts' });
    const chainId = String(Number.parseInt(await provider.request({ method: 'eth_chainId' }), 16));
    return prove(address, chainId, async (text) => {
      const message = hexOf(new TextEncoder().encode(text));
      return { signature: await provider.request({ method: 'personal_sign', params: [message, address] }) };
    });
  });
}

window.addEventListener('eip6963:announceProvider', ({ detail }) =>
  offerEvm(detail.info.name, detail.provider),
);
window.dispatchEvent(new Event('eip6963:requestProvider'));

// Solana: Wallet Standard, else the providers that older wallets put into the page.

function offerStandard(wallet) {
  const connect = wallet.features['standard:connect'];
  const signer = wallet.features['solana:signMessage'];
  if (connect === undefined || signer === undefined) return;
  offer('Solana', wallet.name, async () => {
    const { accounts } = await connect.connect();
    const account = accounts.find(({ features }) => features.includes('solana:signMessage')) ?? accounts[0];
    return prove(account?.address, undefined, async (text) => {
      const [signed] = await signer.signMessage({ account, message: new TextEncoder().encode(text) });
      return {
        signature: hexOf(signed.signature),
        signedText: new TextDecoder().decode(signed.signedMessage),
      };
    });
  });
}

function offerSolana(name, provider) {
  if (typeof provider?.signMessage !== 'function') return;
  offer('Solana', name, async () => {
    const connected = await provider.connect();
    const key = connected?.publicKey ?? provider.publicKey;
    return prove(key?.toString(), undefined, async (text) => {
      const { signature } = await provider.signMessage(new TextEncoder().encode(text), 'utf8');
      return { signature: hexOf(signature) };
    });
  });
}

const register = (...wallets) => {
  for (const wallet of wallets) offerStandard(wallet);
  return () => undefined;
};
window.addEventListener('wallet-standard:register-wallet', ({ detail }) => detail({ register }));
window.dispatchEvent(new CustomEvent('wallet-standard:app-ready', { detail: { register } }));

if (section instanceof HTMLElement) {
  section.hidden = false;
  // Those that announce themselves come first; what is left has no name of its own.
  setTimeout(() => {
    const hasKind = (kind) => [...known].some((key) => key.startsWith(kind));
    if (!hasKind('EVM') && window.ethereum !== undefined) offerEvm('Ethereum', window.ethereum);
    if (!hasKind('Solana')) offerSolana('Phantom', window.phantom?.solana);
    if (!hasKind('Solana')) offerSolana('Solflare', window.solflare);
    if (!hasKind('Solana')) offerSolana('Solana', window.solana);
    if (known.size === 0) status.textContent = section.dataset.none;
  }, NONE_AFTER_MS);
}
