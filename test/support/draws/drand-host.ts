import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { beaconValue, type DrandChain } from '../../../src/draw/index.js';
import { hexOf, uint64be } from '../../../src/draw/bytes.js';
import { nodeSha256 } from '../../../src/draw/node-sha256.js';

const DST = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';
const bls = bls12_381.shortSignatures;
const secretKey = Uint8Array.from({ length: 32 }, (_, index) => index + 1);

/** A chain like quicknet, whose key the test has: any round can be signed. */
export const TEST_CHAIN: DrandChain = {
  hash: 'ab'.repeat(32),
  genesisMs: 1_692_803_367_000,
  periodMs: 3_000,
  publicKey: bls.getPublicKey(secretKey).toHex(true),
};

export const signatureOf = (round: number): string =>
  hexOf(bls.Signature.toBytes(bls.sign(bls.hash(nodeSha256(uint64be(round)), DST), secretKey)));

/** How a host answers: `late`: it knows no round yet; `lying`: a signature of another round. */
export type Manner = 'good' | 'late' | 'lying' | 'wrong-round' | 'broken';

/** A host of drand in this process. */
export class DrandHost {
  manner: Manner = 'good';
  readonly asked: string[] = [];

  private constructor(
    private readonly server: Server,
    private readonly nowMs: () => number,
  ) {}

  static async start(nowMs: () => number): Promise<DrandHost> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = new DrandHost(server, nowMs);
    server.on('request', (request, response) => {
      host.asked.push(request.url ?? '');
      const body = host.answer((request.url ?? '').split('/').at(-1) ?? '');
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(body);
    });
    return host;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(which: string): string | undefined {
    const newest = Math.floor((this.nowMs() - TEST_CHAIN.genesisMs) / TEST_CHAIN.periodMs) + 1;
    const round = which === 'latest' ? newest : Number(which);
    if (this.manner === 'late' || round > newest) return undefined;
    if (this.manner === 'broken') return '{"round":';
    const told = this.manner === 'wrong-round' ? round + 1 : round;
    const signed = this.manner === 'lying' ? round + 1 : told;
    const signature = signatureOf(signed);
    return JSON.stringify({ round: told, randomness: hexOf(beaconValue(signature, nodeSha256)), signature });
  }
}
