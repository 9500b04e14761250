import { type APIComponentInContainer, ButtonStyle } from 'discord.js';
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
import type { Texts } from '../../../locales/index.js';
import { SETUP_PAGES, type SetupPage } from '../settings/settings.rules.js';
import type { SetupPanel } from '../settings/setup.service.js';
import { setupPageId } from '../setup.custom-ids.js';
import { checkPage } from './diagnosis.view.js';
import { channelsPage } from './setup-channels.view.js';
import { languagePage } from './setup-language.view.js';
import { postingPage } from './setup-posting.view.js';
import { rolesPage } from './setup-roles.view.js';

type Page = (panel: SetupPanel, texts: Texts) => readonly APIComponentInContainer[];

const PAGES: Readonly<Record<SetupPage, Page>> = {
  channels: channelsPage,
  roles: rolesPage,
  posting: postingPage,
  language: languagePage,
  check: checkPage,
};

/** The panel of `/community setup`: its pages, and the one that is open. */
export function setupView(panel: SetupPanel, texts: Texts): View {
  const { title, saved } = texts.setup;
  return [
    container(
      panel.diagnosis !== undefined && panel.diagnosis.problems.length > 0 ? ACCENT.warning : ACCENT.brand,
      text(`${title(literal(panel.guildName))}\n-# ${saved}`),
      pageButtons(texts, panel.page),
      separator(),
      ...PAGES[panel.page](panel, texts),
    ),
  ];
}

/** A button for each page; that of the open one is no way to anywhere. */
export const pageButtons = (texts: Texts, open?: SetupPage) =>
  row(
    ...SETUP_PAGES.map((page) =>
      button(
        setupPageId.build({ page }),
        texts.setup.pages[page],
        page === open ? ButtonStyle.Primary : ButtonStyle.Secondary,
        page === open,
      ),
    ),
  );
