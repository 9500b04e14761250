import { html, nothing, type TemplateResult } from 'lit';
import { PermissionTarget } from '../../discord/wire.ts';
import { type CommandPermission, type GuildView } from '../state/api.ts';
import { type Desk } from '../state/desk.ts';

const DECISIONS = [
  { label: 'Allow', permission: true },
  { label: 'Deny', permission: false },
  { label: 'As before', permission: null },
] as const;

/** What a manager does in the settings of a server, and a person in those of their account. */
export function serverMenu(desk: Desk): TemplateResult {
  const { store } = desk;
  const { guild } = store;
  const { isInstalled, bot } = store.snapshot;
  return html`${guild === undefined ? nothing : settingsOf(desk, guild)}
    <p class="stage-hint">Your account</p>
    ${item(desk, isInstalled ? `Remove ${bot.username} from your account` : `Add ${bot.username} to your account: it comes along everywhere`, () => store.api.setInstalled(!isInstalled))}
    ${item(desk, 'Make another server', () => makeServer(desk))}`;
}

function settingsOf(desk: Desk, guild: GuildView): TemplateResult {
  const { store } = desk;
  const { api, channel } = store;
  const { bot } = store.snapshot;
  const hasBot = guild.members.some(({ user }) => user.id === bot.id);
  const roles = guild.roles.filter(({ id, managed }) => id !== guild.id && !managed);
  return html`<p class="stage-hint">Settings of ${guild.name}</p>
    ${textForm(desk, { label: 'Name of the server', value: guild.name, act: 'Rename' }, (name) => api.renameGuild(guild.id, name))}
    ${item(desk, hasBot ? `Remove ${bot.username} from the server` : `Add ${bot.username} to the server`, () => api.setBot(guild.id, !hasBot))}
    ${textForm(desk, { label: 'Name of a channel', value: '', act: 'New channel' }, (name) => api.createPart(guild.id, 'channels', name))}
    ${channel.guild_id === undefined ? nothing : item(desk, `Delete #${channel.name ?? ''}`, () => api.deleteChannel(channel.id))}
    ${textForm(desk, { label: 'Name of a role', value: '', act: 'New role' }, (name) => api.createPart(guild.id, 'roles', name))}
    ${roles.map(({ id, name }) => item(desk, `Delete the role ${name}`, () => api.deleteRole(guild.id, id)))}
    ${hasBot ? integration(desk, guild) : nothing}`;
}

/** Server Settings → Integrations: which roles see a command. */
function integration(desk: Desk, guild: GuildView): TemplateResult {
  const names = [...new Set(desk.store.commands.map(({ name }) => name))].sort();
  const decide = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const label = event.submitter?.textContent.trim();
    const decision = DECISIONS.find((each) => each.label === label);
    if (decision === undefined) return;
    void act(desk, () =>
      allow(desk, guild, {
        command: form.get('command') as string,
        roleId: form.get('role') as string,
        permission: decision.permission,
      }),
    );
  };
  return html`<p class="stage-hint">Integrations: who sees a command</p>
    <form class="stage-form" @submit=${decide} @keydown=${keepArrows}>
      <select name="command" aria-label="Command">
        <option value="">All commands</option>
        ${names.map((name) => html`<option value=${name}>${name}</option>`)}
      </select>
      <select name="role" aria-label="Role">
        ${guild.roles.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
      </select>
      ${DECISIONS.map(({ label }) => html`<button type="submit">${label}</button>`)}
    </form>`;
}

async function allow(
  { store: { api }, ui, changed }: Desk,
  guild: GuildView,
  { command, roleId, permission }: { command: string; roleId: string; permission: boolean | null },
): Promise<void> {
  const { commands, permissions } = await api.integration(guild.id);
  const commandId = commands.find(({ name }) => name === command)?.id;
  const isAbout = ({ id }: { id: string }): boolean =>
    commandId === undefined ? commands.every((each) => each.id !== id) : id === commandId;
  const others = (permissions.find(isAbout)?.permissions ?? []).filter(({ id }) => id !== roleId);
  const line: CommandPermission[] =
    permission === null ? [] : [{ id: roleId, type: PermissionTarget.Role, permission }];
  await api.setCommandPermissions(guild.id, command === '' ? null : command, [...others, ...line]);
  const role = guild.roles.find(({ id }) => id === roleId)?.name ?? roleId;
  const what = command === '' ? 'All commands' : command;
  const how = permission === null ? 'as before' : permission ? 'allowed' : 'denied';
  ui.say(`${what}: ${how} for ${role}`, changed);
}

async function makeServer({ store }: Desk): Promise<void> {
  const { channelId } = await store.api.createGuild(`${store.me.username}’s server`);
  await store.refresh();
  await store.show(channelId);
}

function textForm(
  desk: Desk,
  { label, value, act: button }: { label: string; value: string; act: string },
  take: (text: string) => Promise<unknown>,
): TemplateResult {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = new FormData(event.currentTarget as HTMLFormElement).get('text') as string;
    void act(desk, () => take(text));
  };
  return html`<form class="stage-form" @submit=${submit} @keydown=${keepArrows}>
    <input name="text" aria-label=${label} placeholder=${label} .value=${value} maxlength="100" required />
    <button type="submit">${button}</button>
  </form>`;
}

function item(desk: Desk, label: string, run: () => Promise<unknown>): TemplateResult {
  return html`<button type="button" class="stage-item" @click=${() => void act(desk, run)}>${label}</button>`;
}

async function act(desk: Desk, run: () => Promise<unknown>): Promise<void> {
  const { ui, store } = desk;
  ui.openMenu = null;
  store.changed();
  await desk.tried(async () => {
    await run();
    await store.refresh();
  });
}

/** Fields have their own use for them. */
function keepArrows(event: KeyboardEvent): void {
  if (event.key !== 'Escape') event.stopPropagation();
}
