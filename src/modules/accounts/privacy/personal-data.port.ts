export interface PersonalFile {
  readonly name: string;
  /** JSON. */
  readonly content: Buffer;
}

export interface PersonalExport {
  /** At least one; each is JSON by itself and small enough for a message. */
  readonly files: readonly PersonalFile[];
  /** Documents that did not fit. */
  readonly leftOut: number;
}

export interface ErasureRequest {
  readonly discordId: string;
  /** In which the member is told that it is done. */
  readonly locale: string;
}

/** Everything that is held of a member, in all collections. Provided by `src/maintenance/privacy`. */
export abstract class PersonalData {
  /** What a member may see of themselves; nothing of others, and no secrets. */
  abstract export(discordId: string): Promise<PersonalExport>;

  /** Begins an erasure; asked for twice it is one. @returns when it begins */
  abstract requestErasure(request: ErasureRequest): Promise<Date>;
}
