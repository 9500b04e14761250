import { Injectable } from '@nestjs/common';
import { type FormField, type MemberAction, type Sent, sentTo } from '../../../../infra/discord/index.js';
import { cleanLine, toHalfWidth } from '../../../../kernel/text.js';
import type { Texts } from '../../../../locales/index.js';
import { PROOF_MAX } from '../../schemas/task-completion.schema.js';
import type { DiscordTaskPost } from '../../schemas/task-post.schema.js';
import { ProofInvalidError } from '../../tasks.errors.js';
import { addressKey, addressOf, isPublicName, withoutTracking } from '../shared/addresses.js';
import { type Asks, type AsksRead, type Verdict, Verifier } from '../verifier.port.js';

interface UrlAsks {
  readonly proof: 'link' | 'handle';
  /** Only there and on their sub-domains, with commas between them; anywhere without one. */
  readonly hosts: string;
}

const MOST_HOSTS = 10;
const HANDLE = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}._-]{0,62}[\p{L}\p{N}\p{M}_-])?$/u;

/**
 * A link or a name somewhere: looked at for its form, one for each member of a task, then a moderator
 * decides. Links are never opened by us.
 */
@Injectable()
export class CustomUrlVerifier extends Verifier {
  readonly type = 'custom_url';
  readonly isReviewed = true;
  readonly settings: readonly FormField[] = [
    {
      id: 'proof',
      label: (texts) => texts.taskTypes.url.proofLabel,
      input: {
        kind: 'choice',
        options: [
          { value: 'link', label: (texts) => texts.taskTypes.url.link },
          { value: 'handle', label: (texts) => texts.taskTypes.url.handle },
        ],
      },
    },
    {
      id: 'hosts',
      label: (texts) => texts.taskTypes.url.hostsLabel,
      hint: (texts) => texts.taskTypes.url.hostsHint,
      input: { kind: 'text', maxLength: 300 },
      isOptional: true,
    },
  ];

  override readAsks(sent: Sent): AsksRead {
    const proof = sentTo(sent, 'proof');
    if (proof !== 'link' && proof !== 'handle') return { faults: [(texts) => texts.errors.outOfDate] };
    const hosts = [...new Set(hostsIn(sentTo(sent, 'hosts')).map(hostOf))];
    const isGood = hosts.length <= MOST_HOSTS && hosts.every((host) => isPublicName(host));
    if (!isGood) return { faults: [(texts) => texts.taskTypes.url.badHosts(MOST_HOSTS)] };
    return { asks: { proof, hosts: proof === 'link' ? hosts.join(', ') : '' } };
  }

  override howTo(asks: Asks, texts: Texts): string {
    const { proof, hosts = '' } = asks as Partial<UrlAsks>;
    if (proof === 'handle') return texts.taskTypes.url.howHandle;
    return hosts === '' ? texts.taskTypes.url.howLink : texts.taskTypes.url.howLinkAt(listOf(hostsIn(hosts)));
  }

  override pages(asks: Asks): readonly (readonly FormField[])[] {
    const { proof = 'link' } = asks as Partial<UrlAsks>;
    const label = (texts: Texts): string => texts.taskTypes.url[proof];
    return [[{ id: 'proof', label, input: { kind: 'text', maxLength: PROOF_MAX } }]];
  }

  override check({ taskData }: DiscordTaskPost, _action: MemberAction, sent: Sent): Promise<Verdict> {
    const { proof, hosts } = taskData.asks as unknown as UrlAsks;
    const typed = cleanLine(sentTo(sent, 'proof'));
    return Promise.resolve(proof === 'link' ? readLink(typed, hostsIn(hosts)) : readName(typed));
  }
}

/** @throws ProofInvalidError */
function readLink(typed: string, hosts: readonly string[]): Verdict {
  const address = addressOf(typed);
  if (address === null) throw new ProofInvalidError('No link', (texts) => texts.taskTypes.url.badLink);
  const isThere = hosts.some((host) => `.${address.hostname}`.endsWith(`.${host}`));
  if (hosts.length > 0 && !isThere)
    throw new ProofInvalidError('Elsewhere', (texts) => texts.taskTypes.url.elsewhere(listOf(hosts)));
  const proof = withoutTracking(address).href;
  const proofKey = addressKey(address);
  if (proof.length > PROOF_MAX || proofKey.length > PROOF_MAX)
    throw new ProofInvalidError('Too long', (texts) => texts.errors.proofLength(PROOF_MAX));
  return { state: 'pending', proof, proofKey };
}

/** @throws ProofInvalidError */
function readName(typed: string): Verdict {
  const name = toHalfWidth(typed).replace(/^@/, '');
  if (!HANDLE.test(name)) throw new ProofInvalidError('No name', (texts) => texts.taskTypes.url.badHandle);
  return { state: 'pending', proof: name, proofKey: name.normalize('NFKC').toLowerCase() };
}

const hostsIn = (typed: string): string[] =>
  cleanLine(typed)
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((host) => host !== '');

/** Also of a whole address, which people copy. */
const hostOf = (typed: string): string => (addressOf(typed)?.hostname ?? typed).replace(/^www\./, '');

const listOf = (hosts: readonly string[]): string => hosts.map((host) => `\`${host}\``).join(', ');
