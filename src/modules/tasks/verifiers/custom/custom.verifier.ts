import { Injectable } from '@nestjs/common';
import { type FormField, type MemberAction, type Sent, sentTo } from '../../../../infra/discord/index.js';
import type { Texts } from '../../../../locales/index.js';
import { PROOF_MAX } from '../../schemas/task-completion.schema.js';
import type { DiscordTaskPost } from '../../schemas/task-post.schema.js';
import { readProof } from '../../tasks.rules.js';
import { type Asks, type Verdict, Verifier } from '../verifier.port.js';

const PROOF: FormField = {
  id: 'proof',
  label: (texts) => texts.proofForm.label,
  hint: (texts) => texts.proofForm.hint,
  input: { kind: 'text', maxLength: PROOF_MAX, isLong: true },
};

/** Anything a person can judge: the proof goes to the review queue. */
@Injectable()
export class CustomVerifier extends Verifier {
  readonly type = 'custom';
  readonly isReviewed = true;
  readonly settings = [];

  override readAsks(): { asks: Asks } {
    return { asks: {} };
  }

  override howTo(_asks: Asks, texts: Texts): string {
    return texts.taskCard.howProof;
  }

  override pages(): readonly (readonly FormField[])[] {
    return [[PROOF]];
  }

  override check(_post: DiscordTaskPost, _action: MemberAction, sent: Sent): Promise<Verdict> {
    return Promise.resolve({ state: 'pending', proof: readProof(sentTo(sent, PROOF.id)) });
  }
}
