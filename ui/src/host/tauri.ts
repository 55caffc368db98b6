import { convertFileSrc, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWindow } from '@tauri-apps/api/window';
import { openUrl } from '@tauri-apps/plugin-opener';
import type { Announcement } from '../api/commands.gen';
import type { Host } from './host';

/** Listening is asked for asynchronously; a stop that comes before the answer must hold too. */
function subscribe<T>(event: string, heard: (payload: T) => void): () => void {
  const listening = listen<T>(event, ({ payload }) => heard(payload));
  return () => {
    void listening.then((stop) => stop());
  };
}

/** The real window: one bridge command, two events, one picture scheme. */
export function tauriHost(): Host {
  // The scheme's form differs between systems; Tauri knows which one holds here.
  const pictures = convertFileSrc('', 'rapport-picture');
  return {
    invoke: (command, args) => invoke('bridge', { command, args }),
    onChange: (heard) => subscribe<Announcement>('changes', heard),
    onOpen: (heard) =>
      subscribe<{ conversationId: string }>('open', (asked) => heard(asked.conversationId)),
    pictureUrl: (id) => pictures + encodeURIComponent(id),
    openLink: (url) => openUrl(url),
    setTitle: (title) => {
      // A window that cannot be named is still usable.
      getCurrentWindow()
        .setTitle(title)
        .catch(() => undefined);
    },
  };
}
