import { FileReply } from '../http/router.ts';
import { type Attachment } from '../model.ts';
import { type Snowflakes } from '../snowflake.ts';
import { imageIn } from './image.ts';
import { typeByName } from './names.ts';
import { type Upload } from './upload.ts';

/** The oldest files go first beyond this. */
const KEPT_BYTES = 256 * 1024 * 1024;

export interface NewFile {
  readonly upload: Upload;
  readonly filename: string;
  readonly title?: string;
  readonly description?: string;
  readonly ownerId: string;
  readonly isEphemeral?: boolean;
}

interface StoredFile {
  readonly attachment: Attachment;
  readonly bytes: Uint8Array;
  /** Who may refer to it. */
  readonly ownerId: string;
}

/** Every file that was sent lately, in memory. */
export class FileStore {
  private readonly files = new Map<string, StoredFile>();
  private readonly snowflakes: Snowflakes;
  private readonly baseUrl: () => string;
  private bytes = 0;

  constructor(snowflakes: Snowflakes, baseUrl: () => string) {
    this.snowflakes = snowflakes;
    this.baseUrl = baseUrl;
  }

  add({ upload, filename, title, description, ownerId, isEphemeral = false }: NewFile): Attachment {
    const { bytes } = upload;
    const id = this.snowflakes.next();
    const image = imageIn(bytes);
    const type = image?.type ?? typeByName(filename);
    const url = `${this.baseUrl()}/local/files/${id}/${filename}`;
    const attachment: Attachment = {
      id,
      filename,
      size: bytes.length,
      url,
      proxy_url: url,
      ...(type !== undefined && { content_type: type }),
      ...(image !== undefined && { width: image.width, height: image.height }),
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
      ...(isEphemeral && { ephemeral: true }),
    };
    this.files.set(id, { attachment, bytes, ownerId });
    this.bytes += bytes.length;
    this.forgetOldest();
    return attachment;
  }

  /** A file that this user sent. */
  sentBy(userId: string, id: string): Attachment | undefined {
    const file = this.files.get(id);
    return file?.ownerId === userId ? file.attachment : undefined;
  }

  /** Only what is a picture by its bytes is shown; everything else is saved and can't run here. */
  reply(id: string, filename: string): FileReply | undefined {
    const file = this.files.get(id);
    if (file?.attachment.filename !== filename) return undefined;
    const image = imageIn(file.bytes);
    return new FileReply(file.bytes, {
      'Content-Type': image?.type ?? 'application/octet-stream',
      ...(image === undefined && { 'Content-Disposition': `attachment; filename="${filename}"` }),
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'private, max-age=3600',
    });
  }

  private forgetOldest(): void {
    for (const [id, { bytes }] of this.files) {
      if (this.bytes <= KEPT_BYTES) return;
      this.files.delete(id);
      this.bytes -= bytes.length;
    }
  }
}
