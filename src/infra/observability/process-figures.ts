import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { SECOND_MS } from '../../kernel/clock.js';

/** How this process was doing a second ago at most: looked at by a timer, because a look takes its time. */
@Injectable()
export class ProcessFigures implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private usage = process.cpuUsage();
  private lookedAt = performance.now();
  private heap = process.memoryUsage().heapUsed;
  private cpu: number | undefined;

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.look();
    }, SECOND_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Bytes in use. */
  get heapBytes(): number {
    return this.heap;
  }

  /** Cores in use over the last second; nothing in the process's first one. */
  get cpuCores(): number | undefined {
    return this.cpu;
  }

  private look(): void {
    const now = performance.now();
    const { user, system } = process.cpuUsage(this.usage);
    this.cpu = (user + system) / 1_000 / (now - this.lookedAt);
    this.usage = process.cpuUsage();
    this.lookedAt = now;
    this.heap = process.memoryUsage().heapUsed;
  }
}
