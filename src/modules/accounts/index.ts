export { AccountsModule } from './accounts.module.js';
export { AccountsService } from './accounts.service.js';
export { AccountDeparture } from './privacy/account-departure.js';
export {
  type ErasureRequest,
  PersonalData,
  type PersonalExport,
  type PersonalFile,
} from './privacy/personal-data.port.js';
export { AccountActivity } from './profiles/account-activity.service.js';
export {
  type EntriesAndWins,
  type MemberEntries,
  MemberEntriesPort,
} from './profiles/member-entries.port.js';
export { MemberNotices, type NoticeOutcome } from './privacy/member-notices.js';
export { WalletsService } from './wallets/wallets.service.js';
export {
  readAddress,
  type Wallet,
  type WalletChain,
  shortened,
  WALLET_CHAINS,
} from './wallets/wallet-address.rules.js';
export { walletPanelId } from './wallets/wallets.custom-ids.js';
