import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import type { Abi, Hex } from 'viem';

export interface Compiled {
  readonly abi: Abi;
  readonly bytecode: Hex;
}

interface Output {
  readonly errors?: readonly { readonly formattedMessage: string }[];
  readonly contracts?: Record<
    string,
    Record<string, { abi: Abi; evm: { bytecode: { object: string } } } | undefined>
  >;
}

/** The contracts of a file, by name. In a process of its own: the compiler takes over the one it is in. */
export async function compile(file: string): Promise<(contract: string) => Compiled> {
  const input = {
    language: 'Solidity',
    sources: { [file]: { content: await readFile(file, 'utf8') } },
    settings: { outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } } },
  };
  const compiler = createRequire(`${process.cwd()}/package.json`).resolve('solc/solc.js');
  const child = spawn(process.execPath, [compiler, '--standard-json'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  child.stdin.end(JSON.stringify(input));
  const printed = await text(child.stdout);
  const { errors = [], contracts = {} } = JSON.parse(printed.slice(printed.indexOf('{'))) as Output;
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'));
  return (name) => {
    const found = contracts[file]?.[name];
    if (found === undefined) throw new Error(`${file} has no contract ${name}`);
    return { abi: found.abi, bytecode: `0x${found.evm.bytecode.object}` };
  };
}
