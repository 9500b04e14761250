import { ACCENT, container, literal, separator, text, type View } from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import type { Profile } from '../accounts.service.js';

export function profileView({ displayName, communityName, standing }: Profile, texts: Texts): View {
  const rank =
    standing.rank === null
      ? texts.profile.unranked
      : texts.profile.rank(standing.rank, standing.rankedMembers);
  return [
    container(
      ACCENT.brand,
      text(texts.profile.title(literal(displayName))),
      text(`${texts.profile.points(standing.points, literal(communityName))}\n${rank}`),
      separator(),
      text(
        `-# ${texts.profile.completions(standing.completions)} · ${texts.profile.week(standing.weekPoints)}`,
      ),
    ),
  ];
}
