import { ACCENT, container, literal, separator, text, type View } from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import type { Overview, ProfileAnswer, PublicProfile } from '../profiles/profiles.service.js';

export const profileView = (profile: ProfileAnswer, texts: Texts): View =>
  profile.kind === 'overview' ? overviewView(profile, texts) : communityView(profile, texts);

function communityView(profile: PublicProfile, { profile: t }: Texts): View {
  const { standing, communityName, tier, entries, wins, own } = profile;
  const rank =
    standing.rank !== null
      ? t.rank(standing.rank, standing.rankedMembers)
      : own === undefined
        ? t.unrankedOther
        : t.unranked;
  const counts = [
    t.completions(standing.completions),
    ...(own === undefined ? [] : [t.entries(entries)]),
    t.wins(wins),
    t.week(standing.weekPoints),
  ];
  const lines = [t.points(standing.points, literal(communityName)), rank];
  if (tier !== null) lines.push(t.tier(literal(tier)));
  return [
    container(
      ACCENT.brand,
      text(t.title(literal(profile.displayName))),
      text(lines.join('\n')),
      separator(),
      text(`-# ${counts.join(' · ')}`),
      ...(own === undefined ? [] : [text(walletLine(own.wallet, t))]),
    ),
  ];
}

function overviewView({ displayName, communities, others, wallet }: Overview, { profile: t }: Texts): View {
  const lines = communities.map(
    ({ name, points, completions }) => `${t.points(points, literal(name))} · ${t.completions(completions)}`,
  );
  if (others > 0) lines.push(t.otherCommunities(others));
  return [
    container(
      ACCENT.brand,
      text(t.title(literal(displayName))),
      text(lines.length === 0 ? t.nowhere : lines.join('\n')),
      separator(),
      text(walletLine(wallet, t)),
    ),
  ];
}

const walletLine = (wallet: string | null, t: Texts['profile']): string =>
  `-# ${wallet === null ? t.noWallet : t.wallet(wallet)}`;
