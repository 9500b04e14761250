import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';

/** Where the process stands between its start and its end; a stopping one is not ready. */
@Injectable()
export class Lifecycle {
  private isStopping = false;

  constructor(private readonly indicators: HealthIndicatorService) {}

  stopping(): void {
    this.isStopping = true;
  }

  check<Key extends string>(key: Key) {
    const indicator = this.indicators.check(key);
    return this.isStopping ? indicator.down('stopping') : indicator.up();
  }
}
