import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { type ModalValue, type OpenModal } from '../state/api.ts';
import { type Desk } from '../state/desk.ts';
import { type Reader } from '../markdown/render.ts';
import { avatar } from './avatar.ts';
import { FileTray } from './file-tray.ts';
import { icon } from './icons.ts';
import { FocusReturn } from './keyboard.ts';
import { fieldsOf, faultOf, type FormField } from './modal-fields.ts';
import { modalPart } from './modal-parts.ts';
import { nameOf } from './names.ts';

/** A form that the bot opened; what was typed stays until it is sent or closed. */
export class ModalDialog extends LitElement {
  static override properties = {
    desk: { attribute: false },
    reader: { attribute: false },
    modal: { attribute: false },
  };
  desk!: Desk;
  reader!: Reader;
  modal!: OpenModal;
  readonly values = new Map<string, ModalValue>();
  readonly faults = new Map<string, string>();
  private readonly trays = new Map<string, FileTray>();
  private general: string | null = null;
  private isSending = false;
  private isWarned = false;
  private readonly opener = new FocusReturn();

  protected override createRenderRoot(): this {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.opener.giveBack();
  }

  protected override firstUpdated(): void {
    const dialog = this.querySelector('dialog');
    dialog?.showModal();
    dialog
      ?.querySelector<HTMLElement>(
        '.modal-fields :is(input:not([hidden]), textarea, .select, .upload-button)',
      )
      ?.focus();
  }

  set(customId: string, value: ModalValue): void {
    this.values.set(customId, value);
    this.faults.delete(customId);
    if (this.isWarned) this.general = null;
    this.isWarned = false;
    this.requestUpdate();
  }

  trayOf(customId: string, max: number): FileTray {
    let tray = this.trays.get(customId);
    if (tray === undefined) {
      const files = new FileTray(this.desk, max, () => {
        this.set(
          customId,
          files.attachments.map(({ id }) => id),
        );
      });
      tray = files;
      this.trays.set(customId, files);
    }
    return tray;
  }

  protected override render(): TemplateResult {
    const { bot } = this.desk.store.snapshot;
    return html`<dialog
      class="modal"
      aria-labelledby="modal-title"
      @cancel=${this.onCancel}
      @close=${this.close}
    >
      <form method="dialog" novalidate @submit=${this.onSubmit}>
        <div class="modal-head">
          ${avatar(bot)}
          <h2 id="modal-title">${this.modal.title}</h2>
          <button type="button" class="icon-button" aria-label="Close" @click=${this.close}>
            ${icon('close')}
          </button>
        </div>
        <div class="modal-fields">
          <p class="modal-note">
            This form will be submitted to <strong>${nameOf(bot)}</strong>. Do not share passwords or other
            sensitive information.
          </p>
          ${this.modal.components.map((part) => modalPart(part, this))}
          ${this.general === null ? nothing : html`<p class="fault" role="alert">${this.general}</p>`}
        </div>
        <div class="modal-foot">
          <button type="button" class="button secondary" @click=${this.close}>
            <span class="button-face">Cancel</span>
          </button>
          <button type="submit" class="button primary ${this.isSending ? 'waiting' : ''}">
            <span class="button-face">Submit</span
            >${this.isSending ? html`<span class="button-dots" aria-hidden="true"><i></i><i></i><i></i></span>` : nothing}
          </button>
        </div>
      </form>
    </dialog>`;
  }

  /** Escape asks first where something would be lost; pressed again, it closes. */
  private readonly onCancel = (event: Event): void => {
    if (!(event.target instanceof HTMLDialogElement) || this.values.size === 0 || this.isWarned) return;
    event.preventDefault();
    this.isWarned = true;
    this.general = 'Press Escape again to close this form. What you have filled in will be lost.';
    this.requestUpdate();
  };

  private readonly onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.submit();
  };

  private async submit(): Promise<void> {
    await Promise.all([...this.trays.values()].map((tray) => tray.settled()));
    if (this.isSending) return;
    const fields = fieldsOf(this.modal);
    this.faults.clear();
    for (const field of fields) this.note(field);
    this.requestUpdate();
    if (this.faults.size > 0) {
      await this.updateComplete;
      this.querySelector<HTMLElement>('.field.wrong :is(input:not([hidden]), textarea, button)')?.focus();
      return;
    }
    this.isSending = true;
    this.general = await this.desk.submit(Object.fromEntries(this.values));
    this.isSending = false;
    this.requestUpdate();
  }

  private note(field: FormField): void {
    const fault = faultOf(field, this.values.get(field.customId));
    if (fault !== null) this.faults.set(field.customId, fault);
  }

  private readonly close = (): void => {
    this.desk.ui.modal = null;
    this.desk.store.changed();
  };
}

customElements.define('modal-dialog', ModalDialog);
