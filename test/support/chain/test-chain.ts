import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Abi, Hex } from 'viem';
import { encodeDeployData, encodeFunctionData, toHex } from 'viem/utils';
import { compile, type Compiled } from './compile.js';

const TOKENS = 'test/support/chain/tokens.sol';

export interface Deployed {
  readonly address: Hex;
  readonly abi: Abi;
}

/** An EVM chain of a test's own, in memory: anvil on a free port, and the contracts of `tokens.sol`. */
export class TestChain {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly contract: (name: string) => Compiled,
    private readonly payer: Hex,
  ) {}

  static async start(chainId: number): Promise<TestChain> {
    const compiled = compile(TOKENS);
    compiled.catch(() => undefined);
    const child = spawn(anvil(), ['--port', '0', '--chain-id', String(chainId), '--accounts', '1'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // A test that fails before its end must not leave it behind.
    process.once('exit', () => child.kill('SIGKILL'));
    let url: string | undefined;
    for await (const line of createInterface({ input: child.stdout })) {
      url = /^Listening on ([\d.]+:\d+)/.exec(line)?.[1];
      if (url !== undefined) break;
    }
    if (url === undefined) throw new Error(`anvil ended with ${String(child.exitCode)}`);
    child.stdout.resume();
    const [payer] = (await ask(`http://${url}`, 'eth_accounts', [])) as [Hex];
    return new TestChain(child, `http://${url}`, await compiled, payer);
  }

  async deploy(name: string, ...args: unknown[]): Promise<Deployed> {
    const { abi, bytecode } = this.contract(name);
    const address = await this.transact({ data: encodeDeployData({ abi, bytecode, args }) });
    if (address === null) throw new Error(`${name} was not deployed`);
    return { address, abi };
  }

  async send({ address, abi }: Deployed, functionName: string, ...args: unknown[]): Promise<void> {
    await this.transact({ to: address, data: encodeFunctionData({ abi, functionName, args }) });
  }

  async setBalance(address: string, wei: bigint): Promise<void> {
    await ask(this.url, 'anvil_setBalance', [address, toHex(wei)]);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }

  /** Mined at once. @returns the address of what was deployed */
  private async transact(transaction: object): Promise<Hex | null> {
    const receipt = (await ask(this.url, 'eth_sendTransactionSync', [
      { from: this.payer, ...transaction },
    ])) as {
      status: Hex;
      contractAddress: Hex | null;
    };
    if (receipt.status !== '0x1') throw new Error('A transaction failed');
    return receipt.contractAddress;
  }
}

/** The program itself: npm's wrapper would be killed in its place. */
function anvil(): string {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  const name = `@foundry-rs/anvil-${process.platform}-${architecture}`;
  return join(process.cwd(), 'node_modules', name, 'bin', 'anvil');
}

async function ask(url: string, method: string, params: readonly unknown[]): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const { result, error } = (await response.json()) as { result?: unknown; error?: unknown };
  if (error !== undefined) throw new Error(JSON.stringify(error));
  return result;
}
