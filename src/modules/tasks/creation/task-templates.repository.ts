import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo, Types } from 'mongoose';
import { type Cache, Caches } from '../../../infra/cache/index.js';
import { comparable } from '../../../infra/discord/index.js';
import { type FULL, INTERACTION_MAX_TIME_MS, Seats } from '../../../infra/database/index.js';
import { isObjectIdText } from '../../../kernel/object-id.js';
import {
  ONE_OF_A_PLACE,
  TaskTemplate,
  taskTemplates,
  TEMPLATE_LIMITS,
} from '../schemas/task-template.schema.js';

export interface TemplateName {
  readonly id: string;
  readonly name: string;
}

/** Of one server, by name. */
interface Names {
  readonly names: readonly TemplateName[];
}

const KEPT_SERVERS = 1_000;

@Injectable()
export class TaskTemplatesRepository {
  private readonly kept: Cache<Names>;
  private readonly places = new Seats(ONE_OF_A_PLACE, (guildId) => this.takenPlaces(guildId));

  constructor(
    @InjectModel(TaskTemplate.name) private readonly templates: Model<TaskTemplate>,
    caches: Caches,
  ) {
    this.kept = caches.create({
      name: 'task_templates',
      version: 1,
      maxEntries: KEPT_SERVERS,
      collection: taskTemplates.name,
      ignores: [],
      reads: ['fullDocument.guildId'],
      keyOf: guildIn,
    });
  }

  /** For suggestions while somebody types: kept, so what another process saved may be a minute late. */
  async names(guildId: string): Promise<readonly TemplateName[]> {
    const found = await this.kept.get(guildId, async () => ({ names: await this.readNames(guildId) }));
    return found?.names ?? [];
  }

  /**
   * Picks a free place of a server for a new template.
   *
   * @param write writes it with that place; its errors are the caller's
   */
  inPlace<Result>(guildId: string, write: (place: number) => Promise<Result>): Promise<Result | typeof FULL> {
    return this.places.take(guildId, TEMPLATE_LIMITS.perServer, write);
  }

  /** @throws the database's error for a duplicate key: its name or its place is taken */
  async insert(template: TaskTemplate): Promise<void> {
    await this.templates.insertMany([template]);
  }

  /** By id, or by name as somebody typed it. */
  find(guildId: string, idOrName: string): Promise<TaskTemplate | null> {
    const which = isObjectIdText(idOrName)
      ? { _id: new Types.ObjectId(idOrName) }
      : { nameKey: comparable(idOrName) };
    return this.templates
      .findOne({ guildId, ...which })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskTemplate>()
      .exec();
  }

  /** @returns what was; `null` where it is gone already */
  remove(guildId: string, id: string): Promise<TaskTemplate | null> {
    return this.templates
      .findOneAndDelete({ _id: new Types.ObjectId(id), guildId })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskTemplate>()
      .exec();
  }

  /** After a change was committed: this process reads the names anew. */
  forget(guildId: string): Promise<void> {
    return this.kept.drop(guildId);
  }

  async readNames(guildId: string): Promise<TemplateName[]> {
    const rows = await this.templates
      .find({ guildId }, { name: 1 })
      .sort({ nameKey: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskTemplate[]>()
      .exec();
    return rows.map(({ _id, name }) => ({ id: _id.toHexString(), name }));
  }

  private async takenPlaces(guildId: string): Promise<number[]> {
    const rows = await this.templates
      .find({ guildId }, { place: 1, _id: 0 })
      .readConcern('majority')
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskTemplate[]>()
      .exec();
    return rows.map(({ place }) => place);
  }
}

/** A row that is gone tells no guild. */
function guildIn(change: mongo.ChangeStreamDocument): string | undefined {
  const { fullDocument } = change as { fullDocument?: { guildId?: string } | null };
  return fullDocument?.guildId;
}
