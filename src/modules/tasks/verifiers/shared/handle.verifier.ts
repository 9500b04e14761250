import { type FormField, type MemberAction, type Sent, sentTo } from '../../../../infra/discord/index.js';
import { cleanLine, toHalfWidth } from '../../../../kernel/text.js';
import type { Texts } from '../../../../locales/index.js';
import { PROOF_MAX } from '../../schemas/task-completion.schema.js';
import type { DiscordTaskPost } from '../../schemas/task-post.schema.js';
import { ProofInvalidError } from '../../tasks.errors.js';
import { type Verdict, Verifier } from '../verifier.port.js';
import { addressOf } from './addresses.js';

/** How names look at another service, and where its pages are. */
export interface Service {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly handle: RegExp;
}

/** `name`, `@name` or the address of its page; `null` when it can't be a name there. */
export function readHandle(typed: string, { hosts, handle }: Service): string | null {
  const clean = toHalfWidth(cleanLine(typed));
  const [ofPage, ...more] = pathOf(clean, hosts) ?? [];
  const name = (ofPage !== undefined && more.length === 0 ? ofPage : clean).replace(/^@/, '');
  return handle.test(name) ? name : null;
}

/** The parts of the path of an address at one of these hosts; `null` for anything else. */
export function pathOf(typed: string, hosts: readonly string[]): readonly string[] | null {
  const address = addressOf(typed);
  if (address === null || !hosts.includes(address.hostname.replace(/^(?:www|mobile)\./, ''))) return null;
  return address.pathname.split('/').filter((part) => part !== '');
}

/**
 * Something at a service that we can't ask: the member says under which name it was done, one name serves
 * one member of a task, and a moderator looks and decides.
 */
export abstract class HandleVerifier extends Verifier {
  readonly isReviewed = true;
  protected abstract readonly service: Service;

  override pages(): readonly (readonly FormField[])[] {
    const { name } = this.service;
    return [
      [
        {
          id: 'handle',
          label: (texts: Texts) => texts.taskTypes.handle.label(name),
          hint: (texts: Texts) => texts.taskTypes.handle.hint,
          input: { kind: 'text', maxLength: PROOF_MAX },
        },
      ],
    ];
  }

  override check(_post: DiscordTaskPost, _action: MemberAction, sent: Sent): Promise<Verdict> {
    const handle = readHandle(sentTo(sent, 'handle'), this.service);
    if (handle === null) {
      const { name } = this.service;
      throw new ProofInvalidError('No such name', (texts) => texts.taskTypes.handle.invalid(name));
    }
    return Promise.resolve({ state: 'pending', proof: `@${handle}`, proofKey: handle.toLowerCase() });
  }
}
