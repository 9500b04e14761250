import { type Control, type Message, type OpenModal, type VisibleCommand } from './api.ts';

export type Theme = 'dark' | 'light';
export type Drawer = 'channels' | 'members' | null;

/** An open menu of select options, a context menu or a list of choices, at a place of the screen. */
export interface Toast {
  readonly text: string;
  readonly isBad: boolean;
}

export interface ContextTarget {
  readonly kind: 'message' | 'member';
  readonly x: number;
  readonly y: number;
  readonly message?: Message;
  readonly userId?: string;
  readonly commands: readonly VisibleCommand[];
}

const THEME_KEY = 'playground-theme';

/** What is open on this window's screen; nothing of it is known to Discord. */
export class Ui {
  theme: Theme;
  drawer: Drawer = null;
  hasMembers = true;
  hasInspector = false;
  openMenu: 'identity' | 'server' | 'crowd' | 'clock' | null = null;
  modal: OpenModal | null = null;
  context: ContextTarget | null = null;
  toast: Toast | null = null;
  /** Buttons and selects that wait for the bot, by message and custom id. */
  readonly waiting = new Set<string>();
  /** What to say below a message whose interaction failed. */
  readonly failed = new Map<string, string>();
  private toastTimer = 0;

  constructor() {
    const stored = localStorage.getItem(THEME_KEY);
    this.theme = stored === 'light' ? 'light' : 'dark';
    this.applyTheme();
  }

  toggleTheme(): void {
    this.theme = this.theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem(THEME_KEY, this.theme);
    this.applyTheme();
  }

  say(text: string, changed: () => void, isBad = false): void {
    this.toast = { text, isBad };
    clearTimeout(this.toastTimer);
    this.toastTimer = window.setTimeout(() => {
      this.toast = null;
      changed();
    }, 6_000);
    changed();
  }

  private applyTheme(): void {
    document.documentElement.dataset.theme = this.theme;
  }
}

export function keyOf({ messageId, customId }: Pick<Control, 'messageId' | 'customId'>): string {
  return `${messageId}/${customId}`;
}
