import { Injectable } from '@nestjs/common';
import { TaskOptionsError } from '../tasks.errors.js';
import type { Verifier } from './verifier.port.js';

/** All types of tasks that this version knows. */
@Injectable()
export class Verifiers {
  private readonly byType: ReadonlyMap<string, Verifier>;

  constructor(all: readonly Verifier[]) {
    this.byType = new Map(all.map((one) => [one.type, one]));
  }

  /** @throws TaskOptionsError a type of another version */
  for(type: string): Verifier {
    const verifier = this.byType.get(type);
    if (verifier !== undefined) return verifier;
    throw new TaskOptionsError('No such type of task', (texts) => texts.errors.outOfDate);
  }
}
