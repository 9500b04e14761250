import { StringOption } from 'necord';
import { localizedChoice, localizedOption } from '../../../../locales/index.js';

export class LeaderboardOptions {
  @StringOption({
    ...localizedOption('leaderboard', 'show'),
    choices: (['all', 'week'] as const).map((kind) =>
      localizedChoice(kind, (texts) => texts.commands.leaderboard.show[kind]),
    ),
  })
  show!: string | null;
}
