import type { Interaction } from 'discord.js';
import type { PanelMember } from '../wallets/wallet-panel.service.js';

export const panelMemberOf = ({ user, locale }: Interaction): PanelMember => ({
  discordId: user.id,
  username: user.username,
  locale,
});
