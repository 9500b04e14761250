import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { CommandType, MessageFlag } from '../../discord/wire.ts';
import { type ConnectionView, type VisibleCommand } from '../state/api.ts';
import { type Desk } from '../state/desk.ts';
import { type ContextTarget } from '../state/ui.ts';
import { arrowsThrough, FocusReturn } from './keyboard.ts';
import { placeAt } from './place.ts';

const walk = arrowsThrough('[role=menuitem]');

/** The menu of a message or a member: by right click, or by the menu key. */
export class ContextMenu extends LitElement {
  static override properties = { desk: { attribute: false }, target: { attribute: false } };
  desk!: Desk;
  target!: ContextTarget;
  private connection: ConnectionView | null = null;
  private readonly opener = new FocusReturn();

  protected override createRenderRoot(): this {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.opener.giveBack();
  }

  protected override firstUpdated(): void {
    void this.loadConnection();
    const menu = this.querySelector<HTMLElement>('.context-menu');
    if (menu === null) return;
    menu.showPopover();
    placeAt(menu, this.target.x, this.target.y);
    menu.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }

  protected override render(): TemplateResult {
    const apps = this.commands.map((command) => this.item(command.displayName, () => this.run(command)));
    return html`<div
      class="context-menu"
      popover="auto"
      role="menu"
      aria-label="Actions"
      @toggle=${this.onToggle}
      @keydown=${this.onKey}
    >
      ${this.connection === null ? nothing : connectionView(this.connection)}${this.ownItems()}
      ${
        apps.length === 0
          ? nothing
          : html`<hr />
              <p class="menu-group" role="presentation">Apps</p>
              ${apps}`
      }
    </div>`;
  }

  private async loadConnection(): Promise<void> {
    const { userId } = this.target;
    if (userId === undefined) return;
    const connection = await this.desk.tried(() => this.desk.store.api.connection(userId));
    if (connection === undefined) return;
    if (connection.platform_name == null && connection.platform_username == null) return;
    this.connection = connection;
    this.requestUpdate();
  }

  private get commands(): VisibleCommand[] {
    const type = this.target.kind === 'message' ? CommandType.Message : CommandType.User;
    return this.desk.store.commands.filter((command) => command.type === type);
  }

  private ownItems(): unknown[] {
    const { message, userId } = this.target;
    const { store } = this.desk;
    const copy = (text: string) => () => this.desk.copy(text);
    if (message === undefined) return [this.item('Copy user ID', copy(userId ?? ''))];
    const isOwn = message.author.id === store.me.id;
    const isEphemeral = (message.flags & MessageFlag.Ephemeral) !== 0;
    const canRemove = isOwn || isEphemeral || store.guild?.ownerId === store.me.id;
    return [
      this.item('Copy message ID', copy(message.id)),
      ...(canRemove
        ? [
            this.item(
              isEphemeral ? 'Dismiss message' : 'Delete message',
              () => this.desk.remove(message),
              'bad',
            ),
          ]
        : []),
    ];
  }

  private item(label: string, act: () => unknown, className = ''): TemplateResult {
    const run = (): void => {
      this.close();
      void act();
    };
    return html`<button type="button" role="menuitem" tabindex="-1" class=${className} @click=${run}>
      ${label}
    </button>`;
  }

  private run({ id, displayName }: VisibleCommand): Promise<boolean> {
    const { message, userId } = this.target;
    const { channelId } = this.desk.store;
    return this.desk.menu({ channelId, commandId: id, targetId: message?.id ?? userId ?? '' }, displayName);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') {
      event.preventDefault();
      this.close();
    } else walk(event);
  };

  private readonly onToggle = (event: Event): void => {
    if ((event as ToggleEvent).newState === 'closed' && this.isConnected) this.close();
  };

  private close(): void {
    this.desk.ui.context = null;
    this.desk.store.changed();
  }
}

/** What the application says of this person, as their profile shows it. */
function connectionView(connection: ConnectionView): TemplateResult {
  const { platform_name: platform, platform_username: username, metadata, records } = connection;
  const values = records.filter(({ key }) => metadata[key] !== undefined);
  return html`<div class="menu-profile" role="presentation">
    <strong>${platform}</strong> <span>${username}</span>
    ${values.map(({ key, name }) => html`<p class="subtext">${name}: ${metadata[key]}</p>`)}
  </div>`;
}

customElements.define('context-menu', ContextMenu);
