import { Module, type OnModuleInit } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../../infra/audit/index.js';
import { ChainModule } from '../../infra/chain/index.js';
import { DueRunner } from '../../infra/jobs/index.js';
import { OneTimeTokensModule } from '../../infra/one-time-tokens/index.js';
import { CommunitiesModule } from '../communities/index.js';
import { PointsModule } from '../points/index.js';
import { ServersModule } from '../servers/index.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsService } from './accounts.service.js';
import { PrivacySlash } from './commands/privacy.slash.js';
import { ProfileMenu } from './commands/profile.menu.js';
import { AccountActivity } from './profiles/account-activity.service.js';
import { ProfilesService } from './profiles/profiles.service.js';
import { ProfileSlash } from './commands/profile.slash.js';
import { DeleteDataButton } from './components/delete-data.button.js';
import { AccountDeparture } from './privacy/account-departure.js';
import { PrivacyService } from './privacy/privacy.service.js';
import { LinkSlash } from './commands/link.slash.js';
import { UnlinkSlash } from './commands/unlink.slash.js';
import { UnlinkPanelButton } from './components/unlink-panel.button.js';
import { DiscordLinkController } from './http/discord-link.controller.js';
import { MemberNotices } from './privacy/member-notices.js';
import { linkingProviders } from './linking/linking.providers.js';
import { accountLinks } from './schemas/account-link.schema.js';
import { oauthTokens } from './schemas/oauth-token.schema.js';
import { restrictions } from './schemas/restriction.schema.js';
import { FlagsService, securityProviders } from './security/index.js';
import { walletClaims } from './schemas/wallet-claim.schema.js';
import { SettleWalletClaimEffect } from './wallets/settle-wallet-claim.effect.js';
import { WalletController } from './http/wallet.controller.js';
import { walletProviders } from './wallets/wallet.providers.js';
import { WalletsService } from './wallets/wallets.service.js';

@Module({
  imports: [
    AuditModule,
    ChainModule,
    CommunitiesModule,
    PointsModule,
    ServersModule,
    OneTimeTokensModule,
    MongooseModule.forFeature([
      accountLinks.model,
      oauthTokens.model,
      restrictions.model,
      walletClaims.model,
    ]),
  ],
  controllers: [DiscordLinkController, WalletController],
  providers: [
    AccountActivity,
    AccountsRepository,
    AccountsService,
    AccountDeparture,
    MemberNotices,
    PrivacyService,
    ProfileMenu,
    ProfileSlash,
    ProfilesService,
    PrivacySlash,
    DeleteDataButton,
    LinkSlash,
    UnlinkSlash,
    UnlinkPanelButton,
    ...linkingProviders,
    ...securityProviders,
    ...walletProviders,
  ],
  exports: [AccountActivity, AccountDeparture, AccountsService, FlagsService, MemberNotices, WalletsService],
})
export class AccountsModule implements OnModuleInit {
  constructor(
    private readonly effects: DueRunner,
    private readonly settleWalletClaim: SettleWalletClaimEffect,
  ) {}

  onModuleInit(): void {
    this.effects.register(this.settleWalletClaim);
  }
}
