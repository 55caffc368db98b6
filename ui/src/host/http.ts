import type { Announcement, Table } from '../api/commands.gen';
import type { Host } from './host';
import { readEvents } from './events';

const RETRY_MS = 300;
/** Browsers refuse longer bodies on requests that may outlive the page. */
const KEEPALIVE_MAX = 60_000;

/** The core over loopback HTTP, for development and journeys in a browser. Never in a release. */
export function httpHost(token: string, base = ''): Host {
  const headers = { 'x-rapport-token': token };
  const changed = new Set<(announcement: Announcement) => void>();
  const opened = new Set<(conversationId: string) => void>();

  async function listen(): Promise<void> {
    const answer = await fetch(`${base}/events`, { headers, cache: 'no-store' });
    if (!answer.ok || answer.body === null) throw new Error(`events answered ${answer.status}`);
    // Whatever happened while nobody listened is caught up by reading everything once more.
    changed.forEach((heard) => heard(EVERYTHING));
    await readEvents(answer.body, (name, data) => {
      if (name === 'change') {
        const announcement = JSON.parse(data) as Announcement;
        changed.forEach((heard) => heard(announcement));
      } else if (name === 'open') {
        const asked = JSON.parse(data) as { conversationId: string };
        opened.forEach((heard) => heard(asked.conversationId));
      }
    });
  }

  let listening = false;
  async function keepListening(): Promise<void> {
    if (listening) return;
    listening = true;
    while (changed.size + opened.size > 0) {
      await listen().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    listening = false;
  }

  function subscribe<T>(to: Set<T>, heard: T): () => void {
    to.add(heard);
    void keepListening();
    return () => to.delete(heard);
  }

  return {
    async invoke(command, args) {
      const body = JSON.stringify(args ?? null);
      const answer = await fetch(`${base}/invoke/${command}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body,
        keepalive: body.length < KEEPALIVE_MAX,
      });
      const value: unknown = await answer.json();
      if (!answer.ok) throw value;
      return value;
    },
    async carry(command, args, bytes) {
      const answer = await fetch(`${base}/carry/${command}`, {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/octet-stream',
          'rapport-args': JSON.stringify(args),
        },
        body: bytes,
      });
      const value: unknown = await answer.json();
      if (!answer.ok) throw value;
      return value;
    },
    onChange: (heard) => subscribe(changed, heard),
    onOpen: (heard) => subscribe(opened, heard),
    pictureUrl: (id) =>
      `${base}/pictures/${encodeURIComponent(id)}?token=${encodeURIComponent(token)}`,
    openLink: async (url) => {
      window.open(url, '_blank', 'noopener,noreferrer');
    },
    setTitle: (title) => {
      document.title = title;
    },
    copiedPicture: () => Promise.resolve(null),
    setBadge: () => undefined,
  };
}

/** Each table once: a new one that is forgotten here does not compile. */
const TABLES: Record<Table, true> = {
  accounts: true,
  signIns: true,
  persons: true,
  products: true,
  conversations: true,
  inbox: true,
  messages: true,
  orders: true,
  offers: true,
  carts: true,
  feedback: true,
  clients: true,
  roster: true,
  personNotes: true,
  promises: true,
  permissions: true,
  commitments: true,
  commitmentVersions: true,
  commitmentReviews: true,
  commitmentChecks: true,
  notes: true,
  drafts: true,
  marks: true,
  tags: true,
  readings: true,
  blocked: true,
  outbox: true,
  journal: true,
  settings: true,
  pictures: true,
  presence: true,
  store: true,
};

const EVERYTHING: Announcement = {
  tables: Object.keys(TABLES) as Table[],
  conversations: null,
  act: false,
};
