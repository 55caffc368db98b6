// Written by `cargo xtask gen` from crates/core/src/ipc.rs. Do not edit.

/** Whether the store is open, and if not, why and what would open it. */
export type StoreState =
  | { kind: 'open' }
  | { kind: 'needsPassphrase'; first: boolean }
  | { kind: 'keyMissing' }
  | { kind: 'wrongKey' }
  | { kind: 'newer' }
  | { kind: 'broken' };

export type KeyPlace = 'keyring' | 'passphrase' | 'file';

export type DeskStatus = { store: StoreState; keyPlace: KeyPlace | null };
export type UnlockStore = { passphrase: string };

export type AccountState = 'connecting' | 'online' | 'offline' | 'revoked' | 'failing';
/** Why an account or an outbox entry stands still; the page has a sentence for each. */
export type Reason =
  | { kind: 'unreachable' }
  | { kind: 'serverFailed' }
  | { kind: 'tooMany' }
  | { kind: 'unauthorized' }
  | { kind: 'unreadable' }
  | { kind: 'tooLarge' }
  | { kind: 'endless' }
  | { kind: 'stale' }
  | { kind: 'notSeen' }
  | { kind: 'refused'; detail: string }
  | { kind: 'tooLong'; max: number; length: number }
  | { kind: 'closed' }
  | { kind: 'unknown'; detail: string };

export type AccountStatus = {
  id: string;
  name: string;
  marketplace: string;
  state: AccountState;
  /** Since when it has been in this state, Unix milliseconds. */
  sinceAt: number;
  /** When it last heard from the marketplace. */
  syncedAt: number | null;
  reason: Reason | null;
  /** Whether all of the history has been brought. */
  historyDone: boolean;
  /** How many messages the first sync has brought so far. */
  historyMessages: number;
  /** What came and could not be understood; kept aside. */
  setAside: number;
};
export type ShopStatus = {
  name: string;
  accounts: AccountStatus[];
  /** Outbox entries on their way. */
  queued: number;
  /** Outbox entries that stopped with a reason. */
  trouble: number;
  /** Conversations that wait. */
  waiting: number;
};

export type ConnectAccount = { name: string; baseUrl: string; token: string };

export type InboxTab = 'waiting' | 'open' | 'done';
export type ListConversations = {
  tab: InboxTab;
  /** The key in whose neighbourhood to look; null is the top. */
  at: number | null;
  /** How many rows before (above) and from it on. */
  before: number;
  after: number;
};
export type PreviewKind = 'text' | 'picture' | 'system' | 'unknown';
export type ConversationRow = {
  id: string;
  /** The order key of the tab, unique; ascending down the list. */
  key: number;
  person: string;
  avatar: string | null;
  product: string | null;
  account: string;
  preview: string;
  previewKind: PreviewKind;
  previewByUs: boolean;
  lastAt: number;
  waitingSince: number | null;
  /** Replies on their way: the answer is queued. */
  queued: number;
  /** A reply stopped with a reason. */
  trouble: boolean;
  draft: boolean;
};
export type ConversationPage = {
  rows: ConversationRow[];
  hasBefore: boolean;
  hasAfter: boolean;
  waiting: number;
  open: number;
};

export type OpenConversation = { conversationId: string };
export type ProductCard = {
  id: string;
  title: string;
  priceMinor: number;
  currency: string;
  stock: number | null;
  picture: string | null;
};
export type ConversationHead = {
  id: string;
  person: string;
  avatar: string | null;
  account: string;
  product: ProductCard | null;
  waitingSince: number | null;
  doneAt: number | null;
  closed: boolean;
  /** 0: no limit. */
  maxChars: number;
  canSend: boolean;
};

export type ShowThread = {
  conversationId: string;
  /** The key around which to look; null is the newest end. */
  at: number | null;
  before: number;
  after: number;
};
export type ThreadAuthor = 'buyer' | 'seller' | 'system';
export type ThreadPicture = { id: string; width: number; height: number };
export type ThreadBody =
  | { kind: 'text'; text: string }
  | { kind: 'picture'; picture: ThreadPicture; caption: string }
  | { kind: 'system'; text: string }
  | { kind: 'unknown'; what: string };
export type ThreadItem =
  | { kind: 'message'; key: number; id: string; author: ThreadAuthor; at: number; body: ThreadBody }
  | { kind: 'note'; key: number; id: string; at: number; text: string };
export type OutboxState =
  | 'scheduled'
  | 'queued'
  | 'sending'
  | 'uncertain'
  | 'held'
  | 'rejected'
  | 'sent'
  | 'cancelled';
export type OutboxEntry = {
  id: string;
  conversationId: string;
  state: OutboxState;
  reason: Reason | null;
  text: string;
  createdAt: number;
};
export type ThreadPage = {
  /** Oldest first. */
  items: ThreadItem[];
  hasBefore: boolean;
  hasAfter: boolean;
  /** What has not arrived, oldest first; only with the newest end. */
  outbox: OutboxEntry[];
};

export type ReplyToConversation = { conversationId: string; text: string };
export type AddNote = { conversationId: string; text: string };
export type Note = { id: string; conversationId: string; text: string; at: number };
export type ComposerMode = 'reply' | 'note';
export type SaveDraft = { conversationId: string; mode: ComposerMode; text: string };
export type Drafts = { reply: string; note: string };
export type SetDone = { conversationId: string; done: boolean };

export type ChooseOutboxEntry = { id: string };
export type EditOutboxEntry = { id: string; text: string };

export type SearchMessages = { text: string; before: number | null; limit: number };
export type SnippetPart = { text: string; hit: boolean };
export type SearchHit = {
  key: number;
  conversationId: string;
  person: string;
  at: number;
  byUs: boolean;
  snippet: SnippetPart[];
};
export type SearchPage = { hits: SearchHit[]; hasMore: boolean };

export type UndoneAct = 'noteAdded' | 'markedDone' | 'reopened';
export type Undone = { act: UndoneAct | null; conversationId: string | null };

export type Theme = 'system' | 'light' | 'dark';
export type Language = 'system' | 'en' | 'zh-CN';
export type Appearance = { theme: Theme; language: Language };

export type ErrorCode =
  | 'emptyText'
  | 'tooLong'
  | 'notFound'
  | 'closed'
  | 'invalid'
  | 'storeClosed'
  | 'wrongPassphrase'
  | 'weakPassphrase'
  | 'keyMissing'
  | 'newerStore'
  | 'brokenStore'
  | 'alreadySent'
  | 'unreachable'
  | 'unauthorized'
  | 'diskFull'
  | 'internal';
export type CommandError = { code: ErrorCode; detail: string };

export type Table =
  | 'accounts'
  | 'persons'
  | 'products'
  | 'conversations'
  | 'messages'
  | 'notes'
  | 'drafts'
  | 'outbox'
  | 'journal'
  | 'settings'
  | 'store';
/** What a commit touched. `conversations` null means: all of them. */
export type Announcement = { tables: Table[]; conversations: string[] | null };

export interface Commands {
  'desk.status': { args: null; result: DeskStatus; tag: 'view' };
  'desk.unlock': { args: UnlockStore; result: DeskStatus; tag: 'act' };
  'accounts.status': { args: null; result: ShopStatus; tag: 'view' };
  'accounts.connect': { args: ConnectAccount; result: AccountStatus; tag: 'act' };
  'inbox.list': { args: ListConversations; result: ConversationPage; tag: 'view' };
  'inbox.head': { args: OpenConversation; result: ConversationHead; tag: 'view' };
  'inbox.thread': { args: ShowThread; result: ThreadPage; tag: 'view' };
  'inbox.drafts': { args: OpenConversation; result: Drafts; tag: 'view' };
  'inbox.reply': { args: ReplyToConversation; result: OutboxEntry; tag: 'act' };
  'inbox.note': { args: AddNote; result: Note; tag: 'act' };
  'inbox.saveDraft': { args: SaveDraft; result: null; tag: 'act' };
  'inbox.setDone': { args: SetDone; result: null; tag: 'act' };
  'outbox.retry': { args: ChooseOutboxEntry; result: OutboxEntry; tag: 'act' };
  'outbox.edit': { args: EditOutboxEntry; result: OutboxEntry; tag: 'act' };
  'outbox.discard': { args: ChooseOutboxEntry; result: OutboxEntry; tag: 'act' };
  'search.messages': { args: SearchMessages; result: SearchPage; tag: 'view' };
  'journal.undo': { args: null; result: Undone; tag: 'act' };
  'settings.appearance': { args: null; result: Appearance; tag: 'view' };
  'settings.setAppearance': { args: Appearance; result: Appearance; tag: 'act' };
}
