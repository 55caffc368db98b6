export interface Toast {
  id: number;
  text: string;
  tone: 'calm' | 'trouble';
  /** A way back, offered as a button. */
  action: { label: string; run: () => void } | null;
}

const STAYS_MS = 6000;

/** What just happened, said once and quietly. */
class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #next = 1;

  /** Says it for so many milliseconds. */
  say(
    text: string,
    options: Partial<Pick<Toast, 'tone' | 'action'>> = {},
    stays: number = STAYS_MS,
  ): void {
    const toast: Toast = { id: this.#next++, text, tone: 'calm', action: null, ...options };
    // The way back is for the newest act; beside older words it would take back something else.
    const earlier =
      toast.tone === 'trouble' ? this.list : this.list.filter(({ action }) => action === null);
    this.list = [...earlier.slice(-2), toast];
    setTimeout(() => this.close(toast.id), stays);
  }

  close(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
