import { Injectable } from '@nestjs/common';
import { Collections } from '../../infra/database/schema/index.js';
import { Clock, SECOND_MS } from '../../kernel/clock.js';
import { aPseudonym } from '../../kernel/pseudonym.js';
import { type ErasureRequest, PersonalData, type PersonalExport } from '../../modules/accounts/index.js';
import { DocumentReader } from './document-reader.js';
import { ErasuresRepository } from './erasures.repository.js';
import { ExportFiles } from './export-files.js';

/** What the member does at this moment is logged within a second: it is there to be erased by then. */
const BEGINS_AFTER_MS = 10 * SECOND_MS;

@Injectable()
export class PersonalDataService extends PersonalData {
  constructor(
    private readonly collections: Collections,
    private readonly documents: DocumentReader,
    private readonly erasures: ErasuresRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async export(discordId: string): Promise<PersonalExport> {
    const files = new ExportFiles(discordId, this.clock.now());
    for (const collection of this.collections.all)
      for await (const found of this.documents.read(collection, discordId)) files.add(collection, found);
    return files.finish();
  }

  override async requestErasure({ discordId, locale }: ErasureRequest): Promise<Date> {
    const requestedAt = this.clock.now();
    const due = new Date(requestedAt.getTime() + BEGINS_AFTER_MS);
    const pseudonym = aPseudonym();
    const standing = await this.erasures.add({ discordId, locale, requestedAt, due, pseudonym });
    return new Date(standing.requestedAt.getTime() + BEGINS_AFTER_MS);
  }
}
