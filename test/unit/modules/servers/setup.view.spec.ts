import { checkMessageComponents } from '../../../../playground/discord/validation/components.ts';
import { checkForm } from '../../../../playground/discord/validation/form.ts';
import { catalogues } from '../../../../src/locales/index.js';
import type { Diagnosis } from '../../../../src/modules/servers/doctor/doctor.service.js';
import {
  ROLE_PERMISSIONS,
  type BotConfig,
} from '../../../../src/modules/servers/schemas/server-mapping.schema.js';
import { CHANNEL_FIELDS, SETUP_PAGES } from '../../../../src/modules/servers/settings/settings.rules.js';
import type { ServerNotice } from '../../../../src/modules/servers/health/server-notices.js';
import { serverNoticeView } from '../../../../src/modules/servers/views/server-notice.view.js';
import { settingsView } from '../../../../src/modules/servers/views/settings.view.js';
import { setupView } from '../../../../src/modules/servers/views/setup.view.js';
import { aServerMapping, aSnowflake } from '../../../support/builders/index.js';

/** As long as anything gets: 19 digits, 25 roles with all but one permission, every channel closed by itself. */
const roleIds = Array.from({ length: 25 }, aSnowflake);
const channels = Object.fromEntries(CHANNEL_FIELDS.map((field) => [field, aSnowflake()]));
const fullConfig: BotConfig = {
  ...aServerMapping().botConfig,
  ...channels,
  allowedRoles: roleIds.map((roleId) => ({ roleId, permissions: ROLE_PERMISSIONS.slice(0, 4) })),
  locale: 'de',
  timezone: 'America/Argentina/ComodRivadavia',
  minimumAccountAge: 3_649,
};
const worst: Diagnosis = {
  botId: aSnowflake(),
  problems: [
    ...CHANNEL_FIELDS.map((field) => ({
      kind: 'channel-closed' as const,
      fields: [field],
      channelId: aSnowflake(),
      missing: ['viewChannel', 'sendMessages', 'embedLinks', 'attachFiles', 'readMessageHistory'] as const,
    })),
    { kind: 'roles-gone', roleIds },
    { kind: 'given-roles-gone', roleIds },
    { kind: 'role-order', roleIds },
  ],
  hints: [
    { kind: 'no-default-channel' },
    { kind: 'commands-hidden', roleIds, commands: ['task', 'allowlist', 'analytics'] },
  ],
  open: [],
  hasRoles: true,
  givesRoles: true,
};

function faultsOf(view: unknown): unknown {
  try {
    checkForm({ view }, (root) => {
      checkMessageComponents(root.at('view'), true);
    });
    return null;
  } catch (error) {
    return error;
  }
}

describe.each(Object.entries(catalogues))('in %s', (_, texts) => {
  it.each(SETUP_PAGES)('the page %s fits into one message, however much is set and wrong', (page) => {
    const panel = {
      page,
      guildName: '*'.repeat(100),
      guildLocale: 'en-US',
      config: fullConfig,
      roleId: roleIds[0]!,
      diagnosis: worst,
    };
    const view = setupView(panel, texts);
    expect(faultsOf(view)).toBeNull();
  });

  it('the settings fit into one message', () => {
    const server = aServerMapping({ guildInfo: { name: '*'.repeat(100) }, botConfig: fullConfig });
    expect(faultsOf(settingsView({ server, communityName: '*'.repeat(60) }, texts))).toBeNull();
  });

  it.each<ServerNotice>([
    { about: 'problems', problems: worst.problems, botId: worst.botId },
    { about: 'lost', what: CHANNEL_FIELDS },
    { about: 'lost', what: ['role'] },
    { about: 'recovered' },
  ])('a notice of what is $about fits into one message', (notice) => {
    expect(faultsOf(serverNoticeView(notice, '*'.repeat(100), texts))).toBeNull();
  });
});
