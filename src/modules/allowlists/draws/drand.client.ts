import { Injectable, Logger } from '@nestjs/common';
import { DrawsConfig } from '../../../config/draws.config.js';
import { type BeaconRevealed, beaconValue, isBeacon, roundTimeMs } from '../../../draw/index.js';
import { hexOf } from '../../../draw/bytes.js';
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

  /** @throws BeaconLateError with what each host said */
  async round(round: number): Promise<BeaconRevealed> {
    const reasons: string[] = [];
    for (const host of this.config.drandUrls) {
      try {
        return await this.ask(host, round, AbortSignal.timeout(HOST_TIMEOUT_MS));
      } catch (error) {
        reasons.push(this.reasonOf(host, error));
      }
    }
    throw new BeaconLateError(`No host has round ${String(round)}: ${reasons.join('; ')}`);
  }

  /** Whether one of the hosts has a current beacon right now; within two seconds, from whichever is first. */
  async isCurrent(): Promise<boolean> {
    const signal = AbortSignal.timeout(CURRENT_WITHIN_MS);
    const newest = this.config.drandUrls.map(async (host) => {
      try {
        const { round } = await this.ask(host, 'latest', signal);
        const ageMs = this.clock.now().getTime() - roundTimeMs(round, this.pinned.chain);
        if (Math.abs(ageMs) > CURRENT_AGE_MS) throw new NoBeaconError('not current');
      } catch (error) {
        throw new BeaconLateError(this.reasonOf(host, error));
      }
    });
    const isAnyCurrent = Promise.any(newest).then(
      () => true,
      () => false,
    );
    return isAnyCurrent;
  }

  /** @throws NoBeaconError, or what `fetch` throws */
  private async ask(host: string, which: number | 'latest', signal: AbortSignal): Promise<BeaconRevealed> {
    const { chain } = this.pinned;
    const response = await fetch(`${host}/${chain.hash}/public/${String(which)}`, {
      redirect: 'error',
      signal,
      headers: { accept: 'application/json' },
    });
    if (!response.ok) throw new NoBeaconError(`status ${String(response.status)}`);
    const beacon = beaconIn(await shortBody(response));
    if (which !== 'latest' && beacon.round !== which) throw new NoBeaconError('another round');
    if (!(await isBeacon(beacon, nodeSha256, chain)))
      throw new NoBeaconError('not signed by this chain for this round');
    return beacon;
  }

  private reasonOf(host: string, error: unknown): string {
    const isLie = error instanceof NoBeaconError;
    const why = isLie ? error.message : nameOf(error);
    this.logger[isLie ? 'warn' : 'log']({ msg: 'A host of drand gave no beacon', host, why });
    return `${host}: ${why}`;
  }
}

/** An answer that is no beacon of the pinned chain; the message says why. */
class NoBeaconError extends Error {}

/** Of `fetch`: `TimeoutError`, or what stands behind its `TypeError`. */
function nameOf(error: unknown): string {
  const { name, cause } = error as Error & { readonly cause?: { readonly code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? name;
}

/** The value of a beacon follows from its signature; whoever tells another one is not believed. */
function beaconIn(body: string): BeaconRevealed {
  const { round, signature, randomness } = (parsed(body) ?? {}) as Record<string, unknown>;
  const isForm =
    Number.isSafeInteger(round) && typeof signature === 'string' && /^[0-9a-f]{96}$/.test(signature);
  if (!isForm) throw new NoBeaconError('not of the form of a beacon');
  if (randomness !== undefined && randomness !== hexOf(beaconValue(signature, nodeSha256)))
    throw new NoBeaconError('its randomness is not that of its signature');
  return { round: round as number, signature, source: 'drand' };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new NoBeaconError('no JSON');
  }
}

async function shortBody(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > LARGEST_ANSWER) throw new NoBeaconError('too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
