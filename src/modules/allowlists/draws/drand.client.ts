import { Injectable, Logger } from '@nestjs/common';
import { DrawsConfig } from '../../../config/draws.config.js';
import { type BeaconRevealed, isBeacon, roundTimeMs } from '../../../draw/index.js';
import { nodeSha256 } from '../../../draw/node-sha256.js';
import { Clock, SECOND_MS } from '../../../kernel/clock.js';
import { InfrastructureError } from '../../../kernel/errors.js';
import { DrandChainPinned } from './drand-chain.js';

/** No host has the beacon yet, or none answers. The same one from each of them: waiting is all there is to do. */
export class BeaconLateError extends InfrastructureError {
  readonly code = 'BEACON_LATE';
  readonly retryable = true;
}

const HOST_TIMEOUT_MS = 4 * SECOND_MS;
const CURRENT_WITHIN_MS = 2 * SECOND_MS;
/** How old the newest beacon of a host may be that is up to date. */
const CURRENT_AGE_MS = 30 * SECOND_MS;
const LARGEST_ANSWER = 4_096;

/**
 * Beacons of drand, from the hosts of `DRAND_URLS` in turn. What a host says is believed only if its signature is
 * that of the pinned chain for the round that was asked for.
 */
@Injectable()
export class DrandClient {
  private readonly logger = new Logger(DrandClient.name);

  constructor(
    private readonly config: DrawsConfig,
    private readonly pinned: DrandChainPinned,
    private readonly clock: Clock,
  ) {}

  /** @throws BeaconLateError */
  async round(round: number): Promise<BeaconRevealed> {
    for (const host of this.config.drandUrls) {
      const beacon = await this.ask(host, String(round), AbortSignal.timeout(HOST_TIMEOUT_MS));
      if (beacon?.round === round) return beacon;
    }
    throw new BeaconLateError(`No host has round ${String(round)}`);
  }

  /** Whether one of the hosts has a current beacon right now; within two seconds, from whichever is first. */
  async isCurrent(): Promise<boolean> {
    const signal = AbortSignal.timeout(CURRENT_WITHIN_MS);
    const newest = this.config.drandUrls.map(async (host) => {
      const beacon = await this.ask(host, 'latest', signal);
      const ageMs = this.clock.now().getTime() - roundTimeMs(beacon?.round ?? 1, this.pinned.chain);
      if (beacon === null || Math.abs(ageMs) > CURRENT_AGE_MS) throw new BeaconLateError(host);
    });
    const isAnyCurrent = Promise.any(newest).then(
      () => true,
      () => false,
    );
    return isAnyCurrent;
  }

  private async ask(host: string, which: string, signal: AbortSignal): Promise<BeaconRevealed | null> {
    const { chain } = this.pinned;
    try {
      const url = `${host}/${chain.hash}/public/${which}`;
      const response = await fetch(url, {
        redirect: 'error',
        signal,
        headers: { accept: 'application/json' },
      });
      if (!response.ok) return null;
      const beacon = beaconIn(await shortBody(response));
      if (beacon !== null && (await isBeacon(beacon, nodeSha256, chain))) return beacon;
      this.logger.warn({ msg: 'A host of drand gave a beacon that is none', host });
      return null;
    } catch (error) {
      this.logger.log({ msg: 'A host of drand does not answer', host, why: (error as Error).name });
      return null;
    }
  }
}

/** Of what a host says only these two are read: the value follows from the signature. */
function beaconIn(body: string): BeaconRevealed | null {
  const { round, signature } = (JSON.parse(body) ?? {}) as Record<string, unknown>;
  const isForm =
    Number.isSafeInteger(round) && typeof signature === 'string' && /^[0-9a-f]{96}$/.test(signature);
  return isForm ? { round: round as number, signature, source: 'drand' } : null;
}

async function shortBody(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > LARGEST_ANSWER) throw new RangeError('The answer is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
