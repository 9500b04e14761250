import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandSync } from '../../../infra/discord/index.js';
import { DiscordOAuth } from '../../../infra/discord/oauth/index.js';
import { DueRunner } from '../../../infra/jobs/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { FailedLinks } from './failed-links.service.js';
import { LinkCallbackService } from './link-callback.service.js';
import { LinkConfirmationEffect } from './link-confirmation.effect.js';
import { LinkMisuse } from './link-misuse.js';
import { LinkingService } from './linking.service.js';
import { OauthTokensRepository } from './oauth-tokens.repository.js';
import { RefreshTokensEffect } from './refresh-tokens.effect.js';
import { RelinkNoticeEffect } from './relink-notice.effect.js';
import { RevokeTokensEffect } from './revoke-tokens.effect.js';
import { RoleConnectionEffect } from './role-connection.effect.js';
import { RoleFigures } from './role-figures.service.js';
import { roleMetadata } from './role-metadata.js';
import { UnlinkService } from './unlink.service.js';

/** Hands what follows from a link to the engines that do it. */
@Injectable()
class LinkingEngines implements OnModuleInit {
  constructor(
    private readonly due: DueRunner,
    private readonly outbox: Outbox,
    private readonly commands: CommandSync,
    private readonly oauth: DiscordOAuth,
    private readonly refresh: RefreshTokensEffect,
    private readonly roles: RoleConnectionEffect,
    private readonly confirmation: LinkConfirmationEffect,
    private readonly relink: RelinkNoticeEffect,
    private readonly revoke: RevokeTokensEffect,
  ) {}

  onModuleInit(): void {
    this.due.register(this.refresh);
    this.due.register(this.roles);
    for (const effect of [this.confirmation, this.relink, this.revoke]) this.outbox.register(effect);
    if (this.oauth.isConfigured)
      this.commands.also({ path: '/role-connections/metadata', body: roleMetadata() });
  }
}

export const linkingProviders = [
  FailedLinks,
  LinkCallbackService,
  LinkConfirmationEffect,
  LinkingEngines,
  LinkingService,
  LinkMisuse,
  OauthTokensRepository,
  RefreshTokensEffect,
  RelinkNoticeEffect,
  RevokeTokensEffect,
  RoleConnectionEffect,
  RoleFigures,
  UnlinkService,
];
