import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo, Types } from 'mongoose';
import { type Cache, Caches } from '../../infra/cache/index.js';
import { comparable } from '../../infra/discord/index.js';
import { type FULL, INTERACTION_MAX_TIME_MS, Seats } from '../../infra/database/index.js';
import { isObjectIdText } from '../../kernel/object-id.js';
import {
  ONE_OF_A_PLACE,
  Template,
  TEMPLATE_LIMITS,
  type TemplateKind,
  templates,
} from './schemas/template.schema.js';

export interface TemplateName {
  readonly id: string;
  readonly name: string;
}

/** Of one server, by name. */
interface Names {
  readonly names: readonly (TemplateName & { readonly kind: TemplateKind })[];
}

const KEPT_SERVERS = 1_000;

@Injectable()
export class TemplatesRepository {
  private readonly kept: Cache<Names>;
  private readonly places = new Seats(ONE_OF_A_PLACE, (key) => this.takenPlaces(key));

  constructor(
    @InjectModel(Template.name) private readonly rows: Model<Template>,
    caches: Caches,
  ) {
    this.kept = caches.create({
      name: 'templates',
      version: 1,
      maxEntries: KEPT_SERVERS,
      collection: templates.name,
      ignores: [],
      reads: ['fullDocument.guildId'],
      keyOf: guildIn,
    });
  }

  /** For suggestions while somebody types: kept, so what another process saved may be a minute late. */
  async names(guildId: string, kind: TemplateKind): Promise<readonly TemplateName[]> {
    const found = await this.kept.get(guildId, async () => ({ names: await this.readAll({ guildId }) }));
    return (found?.names ?? []).filter((one) => one.kind === kind);
  }

  /**
   * Picks a free place of a server for a new template.
   *
   * @param write writes it with that place; its errors are the caller's
   */
  inPlace<Result>(
    guildId: string,
    kind: TemplateKind,
    write: (place: number) => Promise<Result>,
  ): Promise<Result | typeof FULL> {
    return this.places.take(`${guildId}/${kind}`, TEMPLATE_LIMITS.perServer, write);
  }

  /** @throws the database's error for a duplicate key: its name or its place is taken */
  async insert(template: Template): Promise<void> {
    await this.rows.insertMany([template]);
  }

  /** By id, or by name as somebody typed it. */
  find(guildId: string, kind: TemplateKind, idOrName: string): Promise<Template | null> {
    const which = isObjectIdText(idOrName)
      ? { _id: new Types.ObjectId(idOrName) }
      : { nameKey: comparable(idOrName) };
    return this.rows
      .findOne({ guildId, kind, ...which })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<Template>()
      .exec();
  }

  /** @returns what was; `null` where it is gone already */
  remove(guildId: string, kind: TemplateKind, id: string): Promise<Template | null> {
    return this.rows
      .findOneAndDelete({ _id: new Types.ObjectId(id), guildId, kind })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<Template>()
      .exec();
  }

  /** After a change was committed: this process reads the names anew. */
  forget(guildId: string): Promise<void> {
    return this.kept.drop(guildId);
  }

  readNames(guildId: string, kind: TemplateKind): Promise<TemplateName[]> {
    return this.readAll({ guildId, kind });
  }

  private async readAll(filter: { guildId: string; kind?: TemplateKind }): Promise<Names['names'][number][]> {
    const rows = await this.rows
      .find(filter, { kind: 1, name: 1 })
      .sort({ kind: 1, nameKey: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<Template[]>()
      .exec();
    return rows.map(({ _id, kind, name }) => ({ id: _id.toHexString(), kind, name }));
  }

  private async takenPlaces(key: string): Promise<number[]> {
    const [guildId = '', kind = ''] = key.split('/');
    const rows = await this.rows
      .find({ guildId, kind: kind as TemplateKind }, { place: 1, _id: 0 })
      .readConcern('majority')
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<Template[]>()
      .exec();
    return rows.map(({ place }) => place);
  }
}

/** A row that is gone tells no guild. */
function guildIn(change: mongo.ChangeStreamDocument): string | undefined {
  const { fullDocument } = change as { fullDocument?: { guildId?: string } | null };
  return fullDocument?.guildId;
}
