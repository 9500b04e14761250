import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { type Reader } from '../markdown/render.ts';
import { timeText } from '../markdown/time-text.ts';
import { type Desk } from '../state/desk.ts';
import { type ContextTarget, type Drawer } from '../state/ui.ts';
import { Bench } from './bench.ts';
import { chatView } from './chat.ts';
import './context-menu.ts';
import { inspectorView } from './inspector.ts';
import { FocusReturn } from './keyboard.ts';
import { membersView } from './members.ts';
import './message-composer.ts';
import { type MessageComposer } from './message-composer.ts';
import { type MessageList } from './message-list.ts';
import './modal-dialog.ts';
import { channelsView, railView } from './sidebar.ts';
import { stageView } from './stage.ts';

/** One window of one member. */
export class DiscordApp extends LitElement {
  static override properties = { desk: { attribute: false } };
  desk!: Desk;
  private bench!: Bench;
  private drawer: Drawer = null;
  private drawerOpener: FocusReturn | null = null;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { store } = this.desk;
    const reader: Reader = { store, onChannel: this.openChannel, onCommand: this.beginCommand };
    this.bench = new Bench(this.desk, reader);
    store.addEventListener('change', () => {
      this.requestUpdate();
    });
    store.addEventListener('tick', this.tick);
    setInterval(this.tick, 1_000);
    this.addEventListener('context-target', this.onContext);
    this.addEventListener('keydown', this.onKey);
    this.addEventListener('click', this.onClick);
    document.addEventListener('keydown', this.onLetter);
  }

  protected override render(): TemplateResult {
    const { ui, store } = this.desk;
    const classes = [
      'app',
      ui.drawer === null ? '' : `drawer-${ui.drawer}`,
      ui.hasMembers && !store.isDirect ? 'has-members' : '',
      ui.hasInspector ? 'has-inspector' : '',
    ];
    return html`${stageView(this.desk)}
      <div class=${classes.join(' ')}>
        <div class="left">
          ${railView(this.desk, this.openChannel)}${channelsView(this.desk, this.openChannel)}
        </div>
        ${chatView(this.desk, this.bench)} ${store.isDirect ? nothing : membersView(this.desk)}
        ${ui.hasInspector ? inspectorView(this.desk) : nothing}
        <div class="veil" @click=${this.closeDrawer}></div>
      </div>
      ${
        ui.modal === null
          ? nothing
          : keyed(
              ui.modal.interactionId,
              html`<modal-dialog
                .desk=${this.desk}
                .reader=${this.bench.reader}
                .modal=${ui.modal}
              ></modal-dialog>`,
            )
      }
      ${ui.context === null ? nothing : keyed(ui.context, html`<section aria-label="Menu"><context-menu .desk=${this.desk} .target=${ui.context}></context-menu></section>`)}
      <div class="toast-place" role="status">
        ${ui.toast === null ? nothing : html`<p class="toast ${ui.toast.isBad ? 'bad' : ''}">${ui.toast.text}</p>`}
      </div>`;
  }

  protected override updated(): void {
    this.followDrawer();
  }

  private readonly openChannel = (channelId: string, messageId?: string): void => {
    this.desk.ui.drawer = null;
    sessionStorage.setItem('playground-channel', channelId);
    void this.desk.tried(async () => {
      await this.desk.store.show(channelId);
      if (messageId !== undefined) await this.reveal(messageId);
    });
  };

  private async reveal(messageId: string): Promise<void> {
    await this.updateComplete;
    const isHere = await this.querySelector<MessageList>('message-list')?.reveal(messageId);
    if (isHere !== true) this.desk.ui.say('That message is not here any more', this.desk.changed, true);
  }

  private readonly beginCommand = (name: string): void => {
    this.querySelector<MessageComposer>('message-composer')?.begin(name);
  };

  private readonly closeDrawer = (): void => {
    this.desk.ui.drawer = null;
    this.desk.store.changed();
  };

  /** Times that count: their text changes, nothing else. */
  private readonly tick = (): void => {
    const { store } = this.desk;
    const now = store.now();
    for (const time of this.querySelectorAll<HTMLTimeElement>('time[data-at]')) {
      const text = timeText(Number(time.dataset.at), time.dataset.style ?? 'f', now, store.snapshot.locale);
      if (time.textContent !== text) time.textContent = text;
    }
    const clock = this.querySelector('.stage-time');
    if (clock?.textContent !== timeText(now, 't', now, 'en-GB')) this.requestUpdate();
  };

  private readonly onContext = (event: Event): void => {
    const target = (event as CustomEvent<Omit<ContextTarget, 'commands'>>).detail;
    this.desk.ui.context = { ...target, commands: this.desk.store.commands };
    this.desk.store.changed();
  };

  private readonly onClick = (event: Event): void => {
    const { ui, store } = this.desk;
    if (ui.openMenu === null || (event.target as Element).closest('.stage') !== null) return;
    ui.openMenu = null;
    store.changed();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { ui, store } = this.desk;
    if (event.defaultPrevented || event.key !== 'Escape') return;
    const isMessage = (event.target as Element).closest('message-list') !== null;
    if (ui.openMenu === null && ui.drawer === null) {
      if (isMessage) this.focusComposer();
      return;
    }
    ui.openMenu = null;
    ui.drawer = null;
    store.changed();
  };

  /** A letter typed beside any field is meant for the composer, as in Discord. */
  private readonly onLetter = (event: KeyboardEvent): void => {
    const { key, target, ctrlKey, metaKey, altKey, defaultPrevented } = event;
    if (defaultPrevented || ctrlKey || metaKey || altKey || key.length !== 1 || key === ' ') return;
    const { modal, context, openMenu } = this.desk.ui;
    if (modal !== null || context !== null || openMenu !== null) return;
    const isTaken = target instanceof Element && target.closest('input, textarea, [popover]') !== null;
    if (!isTaken) this.focusComposer();
  };

  private focusComposer(): void {
    this.querySelector<HTMLElement>('message-composer :is(textarea, [data-option], .command-pill)')?.focus();
  }

  /** A drawer has the focus while it is open. */
  private followDrawer(): void {
    const { drawer } = this.desk.ui;
    if (drawer === this.drawer) return;
    this.drawer = drawer;
    const inside = { channels: '.left .channel.selected', members: '.members .member' };
    if (drawer === null) this.drawerOpener?.giveBack();
    else {
      this.drawerOpener = new FocusReturn();
      this.querySelector<HTMLElement>(inside[drawer])?.focus();
    }
  }
}

customElements.define('discord-app', DiscordApp);
