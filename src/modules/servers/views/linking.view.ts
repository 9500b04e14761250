import {
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import {
  ACCENT,
  button,
  container,
  literal,
  row,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { dateAndTime, relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import {
  askTransferId,
  askUnlinkId,
  linkNewId,
  restoreId,
  transferCodeId,
  unlinkFormId,
} from '../linking/linking.custom-ids.js';
import type { WizardStart } from '../linking/link-wizard.service.js';
import type { Offer } from '../linking/linking.service.js';
import type { TransferCode } from '../linking/transfers.service.js';
import { keptUntil } from '../schemas/server-mapping.schema.js';
import { setupPageId } from '../setup.custom-ids.js';
import { setupView } from './setup.view.js';

/** Names have 60 characters, each of them up to two of Discord's. */
const NAME_MAX = 120;

export const linkOutcomeView = (outcome: WizardStart | Offer, texts: Texts): View =>
  outcome.kind === 'offer' ? offerView(outcome, texts) : linkedView(outcome, texts);

/** What was linked, and the panel of the set-up under it. */
export function linkedView({ linked: { kind, name }, panel }: WizardStart, texts: Texts): View {
  const t = texts.linking;
  const said = text(`${t.linked[kind](literal(name))}\n${t.nextStep}\n-# ${t.moderators}`);
  if (panel !== undefined) return [container(ACCENT.success, said), ...setupView(panel, texts)];
  const open = button(setupPageId.build({ page: 'channels' }), t.setUp, ButtonStyle.Primary);
  return [container(ACCENT.success, said, row(open))];
}

function offerView({ formerName, unlinkedAt, newName, draftId }: Offer, texts: Texts): View {
  const t = texts.linking.offer;
  const until = dateAndTime(keptUntil(unlinkedAt));
  return [
    container(
      ACCENT.brand,
      text(t.text(literal(formerName), relativeTime(unlinkedAt), until)),
      text(t.instead(literal(newName))),
      row(
        button(restoreId.build({}), t.restore, ButtonStyle.Success),
        button(linkNewId.build({ draftId }), t.createNew),
      ),
    ),
  ];
}

export function unlinkView(name: string, texts: Texts): View {
  const t = texts.linking.unlink;
  return [
    container(
      ACCENT.warning,
      text(t.title(literal(name))),
      text(t.stops),
      text(t.stays),
      separator(),
      row(
        button(askUnlinkId.build({}), t.confirm, ButtonStyle.Danger),
        button(askTransferId.build({}), texts.linking.transfer.open),
      ),
    ),
  ];
}

export function unlinkModal(name: string, texts: Texts): APIModalInteractionResponseCallbackData {
  const t = texts.linking.unlink;
  return {
    custom_id: unlinkFormId.build({}),
    title: t.formTitle,
    components: [
      {
        type: ComponentType.Label,
        label: t.nameLabel,
        description: t.nameHint(name),
        component: {
          type: ComponentType.TextInput,
          custom_id: 'name',
          style: TextInputStyle.Short,
          required: true,
          min_length: 1,
          max_length: NAME_MAX,
        },
      },
    ],
  };
}

export const unlinkedView = (name: string, now: Date, texts: Texts): View => [
  container(ACCENT.success, text(texts.linking.unlink.done(literal(name), dateAndTime(keptUntil(now))))),
];

export function transferView(name: string, texts: Texts): View {
  const t = texts.linking.transfer;
  return [
    container(
      ACCENT.brand,
      text(t.text(literal(name))),
      row(button(transferCodeId.build({}), t.makeCode, ButtonStyle.Primary)),
    ),
  ];
}

export const transferCodeView = ({ name, code, expiresAt }: TransferCode, texts: Texts): View => [
  container(
    ACCENT.success,
    text(`${texts.linking.transfer.code(literal(name), dateAndTime(expiresAt))}\n\`\`\`\n${code}\n\`\`\``),
  ),
];
