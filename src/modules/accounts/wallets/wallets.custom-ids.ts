import { customId } from '../../../infra/discord/index.js';

/** A member's own wallets only: whose they are is looked at when it arrives. */
export const walletPanelId = customId('account/wallet/list');
export const chooseWalletId = customId('account/wallet/choose');
export const primaryWalletId = customId('account/wallet/primary/:key');
export const removeWalletId = customId('account/wallet/remove/:key');
export const addWalletId = customId('account/wallet/add');
export const pasteAddressId = customId('account/wallet/paste');
export const addressFormId = customId('account/wallet/address');
/** The token names the text to sign; it is good for the member it was made for only, and once. */
export const enterSignatureId = customId('account/wallet/enter/:chain/:token');
export const signatureFormId = customId('account/wallet/sign/:token');
/** `place` is `panel` or `notice`: what the answer takes the place of. */
export const objectToClaimId = customId('account/wallet/object/:place/:claimId');
