import { ACCENT, container, literal, text, type View } from '../../../infra/discord/index.js';
import { channelMention } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { ServerNotice } from '../health/server-notices.js';
import { isChannelField } from '../settings/settings.rules.js';
import { problemSentence } from './diagnosis.view.js';

/** For managers, in the server's language; the name helps who reads it as a direct message. */
export function serverNoticeView(notice: ServerNotice, guildName: string, texts: Texts): View {
  const t = texts.serverNotice;
  const server = literal(guildName);
  switch (notice.about) {
    case 'recovered':
      return [container(ACCENT.success, text(t.recovered(server)))];
    case 'lost': {
      const fields = notice.what.filter(isChannelField);
      const names = fields.map((field) => texts.setup.channels.names[field]).join(', ');
      return [
        container(
          ACCENT.warning,
          text(fields.length === 0 ? t.roleLost(server) : t.channelLost(server, names)),
        ),
      ];
    }
    case 'cards': {
      const { event, channelId, title, cards } = notice;
      const words = texts.cardNotice[event](channelMention(channelId), literal(title), cards - 1);
      const accent = event.endsWith('/back') ? ACCENT.success : ACCENT.warning;
      return [container(accent, text(`${words}\n-# ${server}`))];
    }
    case 'problems': {
      const lines = notice.problems.map((problem) => `- ${problemSentence(problem, notice.botId, texts)}`);
      return [container(ACCENT.warning, text(`${t.problems(server)}\n${lines.join('\n')}\n-# ${t.check}`))];
    }
  }
}
