import { Module } from '@nestjs/common';
import { ChainModule } from '../../infra/chain/index.js';
import { DraftsModule } from '../../infra/drafts/index.js';
import { AccountsModule } from '../accounts/index.js';
import { CommunitiesModule } from '../communities/index.js';
import { PointsModule } from '../points/index.js';
import { ServersModule } from '../servers/index.js';
import { RequirementsEditorControls } from './components/requirements-editor.button.js';
import { AccountAgeKind, TimeOnServerKind } from './kinds/ages.kind.js';
import { NftOwnershipKind } from './kinds/nft-ownership.kind.js';
import { PointsKind } from './kinds/points.kind.js';
import { AllRolesKind, AnyRoleKind, NoRoleKind } from './kinds/roles.kind.js';
import { TaskCountKind } from './kinds/task-count.kind.js';
import { TierKind } from './kinds/tier.kind.js';
import { TokenBalanceKind } from './kinds/token-balance.kind.js';
import { WalletKind } from './kinds/wallet.kind.js';
import type { RequirementKind } from './requirement-kind.port.js';
import { RequirementKinds } from './requirement-kinds.js';
import { RequirementsEditorService } from './requirements-editor.service.js';
import { RequirementsService } from './requirements.service.js';

/** In the order in which managers choose from them. */
const kinds = [
  AllRolesKind,
  AnyRoleKind,
  NoRoleKind,
  AccountAgeKind,
  TimeOnServerKind,
  PointsKind,
  TierKind,
  TaskCountKind,
  WalletKind,
  NftOwnershipKind,
  TokenBalanceKind,
];

@Module({
  imports: [AccountsModule, ChainModule, CommunitiesModule, DraftsModule, PointsModule, ServersModule],
  providers: [
    ...kinds,
    { provide: RequirementKinds, inject: kinds, useFactory: kindsOf },
    RequirementsService,
    RequirementsEditorService,
    RequirementsEditorControls,
  ],
  exports: [RequirementKinds, RequirementsEditorService, RequirementsService],
})
export class RequirementsModule {}

function kindsOf(...own: RequirementKind[]): RequirementKinds {
  const all = new RequirementKinds();
  all.register(...own);
  return all;
}
