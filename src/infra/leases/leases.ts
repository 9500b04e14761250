import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { SECOND_MS } from '../../kernel/clock.js';
import { pause } from '../../kernel/pause.js';
import { within } from '../../kernel/within.js';
import { Metrics } from '../observability/index.js';
import { LeasesRepository } from './leases.repository.js';

/** All there are: they label metrics. */
export const LEASE_NAMES = ['projections', 'integrity'] as const;
export type LeaseName = (typeof LEASE_NAMES)[number];

export interface Lease {
  readonly name: LeaseName;
  readonly ttlMs: number;
  /** Grows with each new owner, so a later owner is told from an earlier one. */
  readonly fence: number;
  /** Until when (`performance.now()`) nobody else can have it. */
  readonly safeUntilMs: number;
}

/** How long the work of a dead process stays undone, before the others' next look. */
const OWNER_TTL_MS = 10 * SECOND_MS;
/** The rest is for clocks that run at different speeds. */
const SAFE_SHARE = 0.8;
/** Looks and renewals per lifetime: one may fail. */
const LOOKS = 3;

/**
 * One process at a time does a piece of work. Leases only save work: a process that froze may go on for
 * a step after it lost one, so doing the work twice must be harmless.
 */
@Injectable()
export class Leases {
  /** Of the leases that `whileOwner` takes. */
  readonly ownerTtlMs: number = OWNER_TTL_MS;
  private readonly logger = new Logger(Leases.name);
  private readonly owner = randomUUID();

  constructor(
    private readonly rows: LeasesRepository,
    private readonly metrics: Metrics,
  ) {
    for (const name of LEASE_NAMES) this.metrics.leaseOwned.set({ name }, 0);
  }

  /** Takes the lease, or renews it if this process has it; `null` while another one has it. */
  async acquire(name: LeaseName, ttlMs: number): Promise<Lease | null> {
    const sentAtMs = performance.now();
    const { owner, fence } = await this.rows.take(name, this.owner, ttlMs);
    return owner === this.owner ? { name, ttlMs, fence, safeUntilMs: safeUntil(sentAtMs, ttlMs) } : null;
  }

  /** The same lease for another `ttlMs`; `null` when it was lost. */
  async renew(lease: Lease): Promise<Lease | null> {
    const sentAtMs = performance.now();
    const isOurs = await this.rows.extend(lease.name, this.owner, lease.fence, lease.ttlMs);
    return isOurs ? { ...lease, safeUntilMs: safeUntil(sentAtMs, lease.ttlMs) } : null;
  }

  /** Frees it at once; does nothing when it was lost before. */
  async release({ name, fence }: Lease): Promise<void> {
    await this.rows.free(name, this.owner, fence);
  }

  /**
   * Runs `work` while this process owns the lease, and each time that it becomes the owner again. Its
   * signal fires when the lease was lost or could not be confirmed in time, and at the stop. An error of
   * `work` is logged, and another process may try.
   *
   * Resolves, with the lease given back, when `work` has ended by itself or after `stopping` has fired.
   */
  async whileOwner(
    name: LeaseName,
    stopping: AbortSignal,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    while (!stopping.aborted) {
      const lease = await this.tryAcquire(name);
      if (lease !== null && (await this.own(lease, stopping, work))) return;
      await this.pause(stopping);
    }
  }

  private async tryAcquire(name: LeaseName): Promise<Lease | null> {
    try {
      return await within(this.lookMs, this.acquire(name, this.ownerTtlMs));
    } catch (err) {
      this.logger.warn({
        msg: 'A lease could not be asked for; it will be asked for again',
        lease: name,
        err,
      });
      return null;
    }
  }

  /** Returns whether the work has ended by itself. */
  private async own(
    lease: Lease,
    stopping: AbortSignal,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<boolean> {
    const { name, fence } = lease;
    const lost = new AbortController();
    const signal = AbortSignal.any([stopping, lost.signal]);
    const ended = new AbortController();
    const renewing = this.keep(lease, lost, AbortSignal.any([signal, ended.signal]));
    this.metrics.leaseOwned.set({ name }, 1);
    this.logger.log({ msg: 'This process owns a lease', lease: name, fence });
    try {
      await work(signal);
      return !signal.aborted;
    } catch (err) {
      this.logger.error({ msg: 'The work under a lease failed', lease: name, err });
      return false;
    } finally {
      ended.abort();
      await renewing;
      this.metrics.leaseOwned.set({ name }, 0);
      await this.giveBack(lease);
    }
  }

  /** Renews until `ended`; fires `lost` when that fails for too long. */
  private async keep(first: Lease, lost: AbortController, ended: AbortSignal): Promise<void> {
    let lease = first;
    let alarm = alarmAt(lease.safeUntilMs, lost);
    await this.pause(ended);
    while (!ended.aborted) {
      const renewed = await this.tryRenew(lease);
      if (renewed === null) lost.abort();
      else if (renewed !== lease) {
        lease = renewed;
        clearTimeout(alarm);
        alarm = alarmAt(lease.safeUntilMs, lost);
      }
      await this.pause(ended);
    }
    clearTimeout(alarm);
    if (lost.signal.aborted) this.logger.warn({ msg: 'A lease was lost', lease: lease.name });
  }

  /** The lease as it was when there was no answer: the next try may still be in time. */
  private async tryRenew(lease: Lease): Promise<Lease | null> {
    try {
      return await within(this.lookMs, this.renew(lease));
    } catch (err) {
      this.logger.warn({ msg: 'A lease could not be renewed', lease: lease.name, err });
      return lease;
    }
  }

  private async giveBack(lease: Lease): Promise<void> {
    try {
      await within(this.lookMs, this.release(lease));
    } catch (err) {
      this.logger.warn({ msg: 'A lease could not be given back; it runs out', lease: lease.name, err });
    }
  }

  private get lookMs(): number {
    return this.ownerTtlMs / LOOKS;
  }

  /** With jitter, so that many processes don't ask at the same moment. */
  private pause(signal: AbortSignal): Promise<void> {
    return pause(this.lookMs * (0.75 + Math.random() / 4), signal);
  }
}

const safeUntil = (sentAtMs: number, ttlMs: number): number => sentAtMs + ttlMs * SAFE_SHARE;

function alarmAt(timeMs: number, alarm: AbortController): NodeJS.Timeout {
  return setTimeout(() => {
    alarm.abort();
  }, timeMs - performance.now());
}
