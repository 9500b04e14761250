import { Injectable, Logger } from '@nestjs/common';
import type { MemberAction } from '../../infra/discord/index.js';
import { within } from '../../kernel/within.js';
import type { Texts } from '../../locales/index.js';
import { type Applicant, type RequirementState, unchecked, type Words } from './requirement-kind.port.js';
import { RequirementKinds } from './requirement-kinds.js';
import { RequirementsNotMetError } from './requirements.errors.js';
import type { Requirement } from './schemas/requirement.schema.js';

/** A press is answered within 2.5 s; the rest is for what is done before and after. */
const CHECK_WITHIN_MS = 2_000;

/**
 * What members must be or have to take part, checked at the moment of their press. What can't be checked
 * is not met: nobody is let in because nobody looked.
 */
@Injectable()
export class RequirementsService {
  private readonly logger = new Logger(RequirementsService.name);

  constructor(private readonly kinds: RequirementKinds) {}

  /** All at once, within two seconds; in their order. @param paid points, by who has taken part already */
  evaluate(
    action: MemberAction,
    requirements: readonly Requirement[],
    communityId: string,
    paid = 0,
  ): Promise<RequirementState[]> {
    const applicant: Applicant = { action, communityId, paid };
    return Promise.all(requirements.map((requirement) => this.check(requirement, applicant)));
  }

  /** @throws RequirementsNotMetError with all that are not met, in words */
  async assertMet(
    action: MemberAction,
    requirements: readonly Requirement[],
    communityId: string,
  ): Promise<void> {
    const states = await this.evaluate(action, requirements, communityId);
    const unmet = states.filter(({ isMet }) => !isMet);
    if (unmet.length > 0) throw new RequirementsNotMetError(unmet);
  }

  /** One line for cards and details. */
  describe(requirement: Requirement, texts: Texts): string {
    return this.kinds.describe(requirement, texts);
  }

  private async check(requirement: Requirement, applicant: Applicant): Promise<RequirementState> {
    const { kind } = requirement;
    const required: Words = (texts) => this.kinds.describe(requirement, texts);
    const known = this.kinds.read(requirement);
    if (known === null)
      return { kind, required, ...unchecked((texts) => texts.requirements.reasons.unknown) };
    try {
      const finding = await within(CHECK_WITHIN_MS, known.kind.evaluate(known.asks, applicant));
      return { kind, required, reason: null, ...finding };
    } catch (err) {
      this.logger.warn({ msg: 'A requirement could not be checked', kind, err });
      return { kind, required, ...unchecked((texts) => texts.requirements.reasons.tryAgain) };
    }
  }
}
