import { html, nothing, type TemplateResult } from 'lit';
import { numberOf, textOf } from '../../discord/json.ts';
import { componentsOfMessage } from '../../discord/readable-text.ts';
import { ButtonStyle } from '../../discord/wire.ts';
import { spanText, timeText } from '../markdown/time-text.ts';
import { type Control } from '../state/api.ts';
import { type Desk } from '../state/desk.ts';
import { type Ui } from '../state/ui.ts';
import { avatar } from './avatar.ts';
import { icon } from './icons.ts';
import { nameOf, standingOf } from './names.ts';
import { serverMenu } from './server-menu.ts';
import './stage-menu.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CLOCK_MOVES = [
  { label: '+1 hour', move: { byMs: HOUR_MS } },
  { label: '+1 day', move: { byMs: 24 * HOUR_MS } },
  { label: 'To the next end', move: { to: 'next-end' } },
] as const;
const NEW_NAMES = [
  'Hana',
  'Ivo',
  'Juna',
  'Kai',
  'Lena',
  'Milo',
  'Nora',
  'Otto',
  'Pia',
  'Quin',
  'Rosa',
  'Sami',
];

/** The strip above Discord: what only the playground can do. */
export function stageView(desk: Desk): TemplateResult {
  const { store, ui } = desk;
  const clock = timeText(store.now(), 't', store.now(), 'en-GB');
  return html`<header class="stage">
    <h1 class="stage-title">Playground</h1>
    ${menuButton(
      desk,
      'identity',
      html`${avatar(store.me)}<span class="stage-me">You are <strong>${nameOf(store.me)}</strong></span
        >${icon('chevron')}`,
      `You are ${nameOf(store.me)}. Switch identity`,
    )}
    <span class="stage-space"></span>
    ${menuButton(desk, 'server', html`${icon('gear')}<span class="stage-word">Server</span>`, 'Server settings')}
    ${menuButton(desk, 'crowd', html`${icon('plus')}<span class="stage-word">Members</span>`, 'Add members')}
    ${menuButton(desk, 'clock', html`${icon('clock')}<span class="stage-word stage-time">${clock}</span>`, `Clock: ${clock}`)}
    <button
      type="button"
      class="stage-button"
      aria-label="Inspector"
      aria-pressed=${ui.hasInspector}
      @click=${() => {
        ui.hasInspector = !ui.hasInspector;
        store.changed();
      }}
    >
      ${icon('wave')}<span class="stage-word">Inspector</span>
    </button>
  </header>`;
}

/** With its menu behind it, so that Tab leads from one to the other. */
function menuButton(
  desk: Desk,
  name: NonNullable<Ui['openMenu']>,
  face: TemplateResult,
  label: string,
): TemplateResult {
  const { ui, store } = desk;
  const leave = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    const isInside = !(relatedTarget instanceof Node) || (currentTarget as Element).contains(relatedTarget);
    if (isInside || ui.openMenu !== name) return;
    ui.openMenu = null;
    store.changed();
  };
  const toggle = (): void => {
    ui.openMenu = ui.openMenu === name ? null : name;
    store.changed();
  };
  return html`<button
      type="button"
      class="stage-button"
      aria-label=${label}
      aria-expanded=${ui.openMenu === name}
      @click=${toggle}
    >
      ${face}
    </button>
    ${
      ui.openMenu === name
        ? html`<stage-menu
            class="stage-menu stage-menu-${name}"
            role="group"
            aria-label=${label}
            @focusout=${leave}
            >${menus[name](desk)}</stage-menu
          >`
        : nothing
    }`;
}

const menus: Readonly<Record<NonNullable<Ui['openMenu']>, (desk: Desk) => TemplateResult>> = {
  identity: identityMenu,
  server: serverMenu,
  crowd: crowdMenu,
  clock: clockMenu,
};

function identityMenu({ store }: Desk): TemplateResult {
  const here = new Set(store.guild?.members.map(({ user }) => user.id));
  const people = store.snapshot.people.filter(({ id }) => here.has(id) || id === store.me.id).slice(0, 40);
  return html`<p class="stage-hint">Every window has its own identity.</p>
    ${people.map(
      (person) =>
        html`<div class="identity">
          <a
            class="identity-name"
            href="?as=${person.id}"
            data-identity=${person.username}
            aria-current=${person.id === store.me.id ? 'true' : 'false'}
          >
            ${avatar(person)}<span
              ><strong>${nameOf(person)}</strong
              ><span class="subtext">${standingOf(store, person.id)}</span></span
            >
          </a>
          <a
            class="icon-button"
            href="?as=${person.id}"
            target="_blank"
            rel="noopener"
            aria-label="Open a window as ${nameOf(person)}"
            >${icon('external')}</a
          >
        </div>`,
    )}`;
}

function crowdMenu(desk: Desk): TemplateResult {
  const { store } = desk;
  const target = pressTarget(desk);
  const roles = (store.guild?.roles ?? []).filter(
    ({ id, managed, permissions }) => id !== store.guild?.id && !managed && permissions === '0',
  );
  const roleIds = roles.map(({ id }) => id);
  return html`<button type="button" class="stage-item" @click=${() => void addOne(desk)}>
      ${icon('plus')} Add one member
    </button>
    <button
      type="button"
      class="stage-item"
      ?disabled=${target === null}
      @click=${() => void addCrowd(desk, target, roleIds)}
    >
      ${icon('people')}
      <span
        >Add 100 members who press the
        button${target === null ? html`<span class="subtext">There is no button in this channel</span>` : html`<span class="subtext">“${target.label}”, the newest in this channel</span>`}</span
      >
    </button>
    <p class="stage-hint">
      They get ${roles.length === 0 ? 'no role' : `the role ${roles.map(({ name }) => name).join(', ')}`}.
    </p>`;
}

/** The main button of the newest message of this channel that has one. */
function pressTarget({ store }: Desk): (Control & { label: string }) | null {
  for (const message of store.messages.toReversed()) {
    if ((message.flags & 64) !== 0) continue;
    const button = componentsOfMessage(message).find(
      (part) => part.type === 2 && part.disabled !== true && numberOf(part.style) === ButtonStyle.Primary,
    );
    const customId = textOf(button?.custom_id);
    if (customId === undefined) continue;
    return {
      channelId: message.channel_id,
      messageId: message.id,
      customId,
      label: textOf(button?.label) ?? 'button',
    };
  }
  return null;
}

async function addOne(desk: Desk): Promise<void> {
  const { guild } = desk.store;
  if (guild === undefined) return;
  const name = NEW_NAMES[guild.members.length % NEW_NAMES.length] ?? 'Newcomer';
  const member = await desk.tried(() =>
    desk.store.api.addMember(guild.id, `${name.toLowerCase()}${guild.members.length}`),
  );
  if (member !== undefined) desk.ui.say(`${nameOf(member.user)} has joined ${guild.name}`, desk.changed);
}

async function addCrowd(
  desk: Desk,
  target: (Control & { label: string }) | null,
  roleIds: readonly string[],
): Promise<void> {
  const { guild } = desk.store;
  if (guild === undefined || target === null) return;
  desk.ui.openMenu = null;
  desk.ui.say(`100 members are pressing “${target.label}”…`, desk.changed);
  const { channelId, messageId, customId } = target;
  const press = { channelId, messageId, customId };
  const result = await desk.tried(() => desk.store.api.crowd(guild.id, { count: 100, roleIds, press }));
  if (result === undefined) return;
  const failed = result.outcomes.failed ?? 0;
  const words = failed === 0 ? 'all were answered' : `${failed} got no answer`;
  desk.ui.say(
    `${result.members} members pressed within ${((result.ms ?? 0) / 1000).toFixed(1)} s: ${words}`,
    desk.changed,
    failed > 0,
  );
}

function clockMenu(desk: Desk): TemplateResult {
  const now = desk.store.now();
  const aheadMs = now - Date.now();
  const isAhead = aheadMs >= MINUTE_MS;
  return html`<p class="stage-now">
      <span class="subtext">Now</span><strong>${timeText(now, 'f', now, 'en-GB')}</strong>
      <span class="subtext"
        >${isAhead ? `${spanText(aheadMs)} ahead of the real time` : 'The real time'}</span
      >
    </p>
    ${CLOCK_MOVES.map(
      ({ label, move }) =>
        html`<button
          type="button"
          class="stage-item"
          @click=${() => void desk.tried(() => desk.store.api.moveClock(move))}
        >
          ${label}
        </button>`,
    )}
    <p class="stage-hint">
      The bot’s own clock moves along. Neither goes back: ids, deadlines and what the bot has written would
      lie in the future.${isAhead ? ' Restart the playground to be in the present again.' : nothing}
    </p>`;
}
