import { count } from './amounts.js';

/** What the permission doctor says: each sentence tells what to click. */
export const doctor = {
  allWell: '### ✓ Everything works',
  toFix: (problems: number) => `### ${count(problems, 'thing', 'things')} to fix`,
  again: 'Check again',
  permissions: {
    viewChannel: '**View Channel**',
    sendMessages: '**Send Messages**',
    embedLinks: '**Embed Links**',
    attachFiles: '**Attach Files**',
    readMessageHistory: '**Read Message History**',
  },
  problems: {
    channelGone: (what: string) => `**${what}**: this channel is gone. Choose another one under *Channels*.`,
    channelKind: (what: string, channel: string) =>
      `**${what}**: ${channel} is no text or announcement channel any more. Choose another one under *Channels*.`,
    channelClosed: (what: string, channel: string, bot: string, missing: string) =>
      `**${what}**: I can’t work in ${channel}. Open **Edit Channel → Permissions → Advanced permissions**, add ${bot} and put a ✓ at ${missing}.`,
    rolesGone: (n: number) =>
      `Gone from this server: ${count(n, 'role', 'roles')} with permissions here. I clear the settings of that by myself.`,
    givenRolesGone: (n: number) =>
      `Gone from this server: ${count(n, 'role', 'roles')} that a task promises. Edit the task: choose another role, or none.`,
    rolesNotManaged: (bot: string) =>
      `I may not give roles. Open **Server Settings → Roles**, choose the role of ${bot} and switch on **Manage Roles**.`,
    roleOrder: (roles: string, bot: string) =>
      `I can’t give ${roles}, as they stand above me. Open **Server Settings → Roles** and drag the role of ${bot} above them.`,
  },
  hints: {
    noDefaultChannel:
      'No default channel is chosen, so `/task create` posts in the channel where it is run. You can choose one under *Channels*.',
    commandsHidden: (roles: string, commands: string, bot: string) =>
      `Discord hides ${commands} from ${roles}. To change that, open **Server Settings → Integrations** → ${bot}, choose the command, press **Add Roles or Members** and pick the role. *Manage this post* (right-click a post, then **Apps**) works without that.`,
    commandsUnknown: 'Discord did not say who sees the commands. Press *Check again* in a moment.',
  },
  well: {
    channel: (what: string, channel: string) => `✓ **${what}**: I can work in ${channel}.`,
    roleOrder: '✓ **Role order**: I give no roles here, so every order is fine.',
    givenRoles: '✓ **Roles**: I can give every role that a task promises.',
    commands: '✓ **Commands**: everybody whose role has permissions sees them.',
  },
  more: (n: number) => `and ${String(n)} more`,
};

/** What managers are told of their server without having asked. */
export const serverNotice = {
  problems: (server: string) => `### I can’t work as set up in ${server}`,
  check: '`/community setup` → *Check* shows at any time how things stand. I look again by myself.',
  recovered: (server: string) => `✓ All is well again in ${server}.`,
  channelLost: (server: string, what: string) =>
    `A channel of ${server} was deleted; I took it out of the settings. It was: **${what}**. Choose another one with \`/community setup\`.`,
  roleLost: (server: string) =>
    `A role of ${server} was deleted; with it went the permissions that its members had here. \`/community setup\` → *Roles* shows who may do what.`,
};
export type ServerNoticeTexts = typeof serverNotice;
export type DoctorTexts = typeof doctor;
