import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import type { Texts } from '../../../locales/index.js';
import type { WalletChain } from '../wallets/wallet-address.rules.js';
import { addressFormId, signatureFormId } from '../wallets/wallets.custom-ids.js';

type Modal = APIModalInteractionResponseCallbackData;

const ADDRESS_MAX = 100;
/** As long as Discord takes; contract wallets of a few owners fit. */
const SIGNATURE_MAX = 4_000;

export function addressModal(texts: Texts): Modal {
  const { addressTitle: title, addressLabel: label, addressHint: description } = texts.wallets;
  return {
    custom_id: addressFormId.build({}),
    title,
    components: [
      {
        type: ComponentType.Label,
        label,
        description,
        component: {
          type: ComponentType.TextInput,
          custom_id: 'address',
          style: TextInputStyle.Short,
          required: true,
          max_length: ADDRESS_MAX,
        },
      },
    ],
  };
}

export function signatureModal(token: string, chain: WalletChain, texts: Texts): Modal {
  const { signatureTitle: title, signatureLabel: label, signatureHints } = texts.wallets;
  return {
    custom_id: signatureFormId.build({ token }),
    title,
    components: [
      {
        type: ComponentType.Label,
        label,
        description: signatureHints[chain],
        component: {
          type: ComponentType.TextInput,
          custom_id: 'signature',
          style: TextInputStyle.Paragraph,
          required: true,
          max_length: SIGNATURE_MAX,
        },
      },
    ],
  };
}
