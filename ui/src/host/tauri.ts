import { convertFileSrc, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWindow } from '@tauri-apps/api/window';
import { openUrl } from '@tauri-apps/plugin-opener';
import type { Announcement } from '../api/commands.gen';
import { showBadge } from './badge';
import type { Host } from './host';

/**
 * One ear for an event, however many listen: each of its own would cost a round trip to the program,
 * and another to stop.
 */
function ear<T>(event: string): (heard: (payload: T) => void) => () => void {
  const listeners = new Set<(payload: T) => void>();
  void listen<T>(event, ({ payload }) => {
    for (const heard of [...listeners]) heard(payload);
  });
  return (heard) => {
    listeners.add(heard);
    return () => listeners.delete(heard);
  };
}

/** The real window: the bridge, for words and for bytes, two events, one picture scheme. */
export function tauriHost(): Host {
  // The scheme's form differs between systems; Tauri knows which one holds here.
  const pictures = convertFileSrc('', 'rapport-picture');
  const onChange = ear<Announcement>('changes');
  const onOpen = ear<{ conversationId: string }>('open');
  return {
    invoke: (command, args) => invoke('bridge', { command, args }),
    carry: async (command, args, bytes) =>
      invoke('carry', new Uint8Array(await bytes.arrayBuffer()), {
        headers: { 'rapport-command': command, 'rapport-args': JSON.stringify(args) },
      }),
    copiedPicture: async () => {
      const bytes = await invoke<ArrayBuffer>('copied_picture');
      return bytes.byteLength === 0 ? null : new Blob([bytes], { type: 'image/png' });
    },
    onChange,
    onOpen: (heard) => onOpen(({ conversationId }) => heard(conversationId)),
    pictureUrl: (id) => pictures + encodeURIComponent(id),
    openLink: (url) => openUrl(url),
    setTitle: (title) => {
      // A window that cannot be named is still usable.
      getCurrentWindow()
        .setTitle(title)
        .catch(() => undefined);
    },
    setBadge: (count) => {
      // Nor does anybody depend on a number at the icon.
      showBadge(count).catch(() => undefined);
    },
  };
}
