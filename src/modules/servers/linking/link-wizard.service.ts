import { Injectable, Logger } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { type SetupPanel, SetupService } from '../settings/setup.service.js';
import { type CommunityForm, type Linked, LinkingService, type Offer } from './linking.service.js';
import { TransfersService } from './transfers.service.js';

/** A server that is linked, and the first page of what can be set there. */
export interface WizardStart {
  readonly kind: 'linked';
  readonly linked: Linked;
  /** Absent where it could not be read just now: the server is linked all the same. */
  readonly panel?: SetupPanel;
}

/** The ways to a community, each of which ends where the set-up begins. */
@Injectable()
export class LinkWizardService {
  private readonly logger = new Logger(LinkWizardService.name);

  constructor(
    private readonly linking: LinkingService,
    private readonly transfers: TransfersService,
    private readonly setup: SetupService,
  ) {}

  /** @param code of the managers whose community is taken over. @throws as `LinkingService` and `TransfersService` */
  async link(action: MemberAction, form: CommunityForm, code: string | null): Promise<WizardStart | Offer> {
    if (code !== null) return this.begin(action, await this.transfers.takeOver(action, code));
    const outcome = await this.linking.link(action, form);
    return outcome.kind === 'offer' ? outcome : this.begin(action, outcome);
  }

  async restore(action: MemberAction): Promise<WizardStart> {
    return this.begin(action, await this.linking.restore(action));
  }

  async createOffered(action: MemberAction, draftId: string): Promise<WizardStart> {
    return this.begin(action, await this.linking.createOffered(action, draftId));
  }

  private async begin(action: MemberAction, linked: Linked): Promise<WizardStart> {
    try {
      return { kind: 'linked', linked, panel: await this.setup.open(action) };
    } catch (err) {
      this.logger.warn({ msg: 'The set-up could not be opened after a link', err });
      return { kind: 'linked', linked };
    }
  }
}
