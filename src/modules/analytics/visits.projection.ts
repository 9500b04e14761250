import type { mongo } from 'mongoose';
import { Projection } from '../../infra/projections/index.js';
import { Clock, HOUR_MS, SECOND_MS } from '../../kernel/clock.js';
import { InteractionLogsRepository } from '../interactions/index.js';

const LOOK_BACK_MS = HOUR_MS;

/** What members did with a card, by the log's 90 days: a press that is refused leaves no row anywhere else. */
export abstract class VisitsProjection extends Projection {
  readonly collection = 'discord_interaction_logs';
  readonly relevant: mongo.Document;
  readonly reads = ['fullDocument.interaction.customId'];
  override readonly restMs = 10 * SECOND_MS;
  private readonly prefixes: readonly string[];

  /** @param controls by which a card is visited; the id of what it shows comes first in theirs */
  constructor(
    controls: readonly { readonly pattern: string }[],
    protected readonly logs: InteractionLogsRepository,
    private readonly clock: Clock,
  ) {
    super();
    this.prefixes = controls.map(({ pattern }) => pattern.replace(/:.*$/, ''));
    this.relevant = {
      operationType: 'insert',
      $or: this.prefixes.map((prefix) => ({
        'fullDocument.interaction.customId': { $gte: prefix, $lt: `${prefix}\uffff` },
      })),
    };
  }

  override parentOf(change: mongo.ChangeStreamDocument): string | undefined {
    const { fullDocument } = change as { fullDocument?: { interaction?: { customId?: string } } };
    return this.visitedBy(fullDocument?.interaction?.customId ?? '');
  }

  override async openParents(): Promise<string[]> {
    const since = new Date(this.clock.now().getTime() - LOOK_BACK_MS);
    const customIds = await Promise.all(
      this.prefixes.map((prefix) => this.logs.usedControlIds(prefix, since)),
    );
    const parents = customIds.flat().map((customId) => this.visitedBy(customId));
    return [...new Set(parents.filter((parent) => parent !== undefined))];
  }

  /** What a forged id names is nothing. */
  private visitedBy(customId: string): string | undefined {
    const prefix = this.prefixes.find((each) => customId.startsWith(each));
    return prefix && /^[0-9a-f]{24}(?=\/|$)/.exec(customId.slice(prefix.length))?.[0];
  }
}
