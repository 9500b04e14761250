/** What a bot and a member without Nitro may send: bytes of one file, files of one message. */
export const FILE_BYTES_MAX = 10 * 1024 * 1024;
export const FILES_MAX = 10;

/** A file as it came in a multipart body. */
export interface Upload {
  /** The n of `files[n]`; entries of `attachments` refer to it. */
  readonly index: number;
  /** As the sender calls it: anything may stand here. */
  readonly name: string;
  readonly bytes: Uint8Array;
}
