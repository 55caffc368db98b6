import type { Announcement } from '../api/commands.gen';

/** What the page needs from the program around it, and nothing more. */
export interface Host {
  /**
   * Runs one command of the core. Rejects with a `CommandError`. The window asks in a dialog of the
   * system's own before something goes for good, which no page can press.
   */
  invoke(command: string, args: unknown): Promise<unknown>;
  /**
   * Runs a command that comes with bytes beside its arguments. They go as they are: as text they would
   * be larger by a third, and in memory several times.
   */
  carry(command: string, args: unknown, bytes: Blob): Promise<unknown>;
  /**
   * The picture on the clipboard, where the web view pastes none by itself; null where there is none,
   * or where it does.
   */
  copiedPicture(): Promise<Blob | null>;
  /** Hears which tables a commit touched. Returns the way to stop listening. */
  onChange(heard: (announcement: Announcement) => void): () => void;
  /** Hears that a conversation is to be opened, for instance from a notification. */
  onOpen(heard: (conversationId: string) => void): () => void;
  /** Where the page finds a picture of the store. */
  pictureUrl(id: string): string;
  /** Opens an address in the system's browser. */
  openLink(url: string): Promise<void>;
  /** Names the window. */
  setTitle(title: string): void;
  /** Shows at the program's icon how many wait, where the system has a place for that. */
  setBadge(count: number): void;
}
