// Written by `cargo xtask gen` from the table of commands in the core's ipc.rs. Do not edit.

/**
 * How the connection is.
 */
export type AccountState = "connecting" | "online" | "offline" | "revoked" | "failing";

/**
 * One account, as its line on the screen shows it.
 */
export type AccountStatus = { 
/**
 * The account.
 */
id: string, 
/**
 * The shop's name there.
 */
name: string, 
/**
 * The kind of marketplace.
 */
marketplace: string, 
/**
 * How the connection is.
 */
state: AccountState, 
/**
 * Since when, in Unix milliseconds.
 */
sinceAt: number, 
/**
 * When the marketplace was last heard, in Unix milliseconds.
 */
syncedAt: number | null, 
/**
 * What is wrong, where something is.
 */
reason: Reason | null, 
/**
 * Whether all of the history is here.
 */
historyDone: boolean, 
/**
 * How many messages of it have come so far.
 */
historyMessages: number, 
/**
 * How many things came that could not be understood; they are kept aside.
 */
setAside: number, };

/**
 * Writes a private note.
 */
export type AddNote = { 
/**
 * The conversation.
 */
conversationId: string, 
/**
 * The words.
 */
text: string, };

/**
 * What a commit touched.
 */
export type Announcement = { 
/**
 * The tables.
 */
tables: Array<Table>, 
/**
 * The conversations; `null` means all of them.
 */
conversations: string[] | null, };

/**
 * How the program looks.
 */
export type Appearance = { 
/**
 * Light or dark.
 */
theme: Theme, 
/**
 * The language.
 */
language: Language, };

/**
 * Names an entry.
 */
export type ChooseOutboxEntry = { 
/**
 * The entry.
 */
id: string, };

/**
 * A refused command, as the page sees it.
 */
export type CommandError = { 
/**
 * What the page may branch on.
 */
code: ErrorCode, 
/**
 * A detail for the sentence, such as a limit; never shown alone.
 */
detail: string, };

/**
 * What the composer is for at the moment.
 */
export type ComposerMode = "reply" | "note";

/**
 * Connects a marketplace that speaks the open API.
 */
export type ConnectAccount = { 
/**
 * What the shop is called there.
 */
name: string, 
/**
 * Where it is: `https://…`, or `http://` on this machine.
 */
baseUrl: string, 
/**
 * The token that the marketplace gave.
 */
token: string, };

/**
 * The head of one conversation.
 */
export type ConversationHead = { 
/**
 * The conversation.
 */
id: string, 
/**
 * The buyer's name.
 */
person: string, 
/**
 * The buyer's picture.
 */
avatar: string | null, 
/**
 * The account's name.
 */
account: string, 
/**
 * What it is about.
 */
product: ProductCard | null, 
/**
 * Since when the buyer waits, in Unix milliseconds.
 */
waitingSince: number | null, 
/**
 * When it was marked done, in Unix milliseconds; `null` while it is open.
 */
doneAt: number | null, 
/**
 * Whether the marketplace takes no more messages in it.
 */
closed: boolean, 
/**
 * The longest reply in Unicode scalar values; 0 when there is no limit.
 */
maxChars: number, 
/**
 * Whether this account can answer at all.
 */
canSend: boolean, };

/**
 * A window of a tab, and the counts of the tabs.
 */
export type ConversationPage = { 
/**
 * The rows, in the tab's order.
 */
rows: Array<ConversationRow>, 
/**
 * Whether there are rows above.
 */
hasBefore: boolean, 
/**
 * Whether there are rows below.
 */
hasAfter: boolean, 
/**
 * How many conversations wait.
 */
waiting: number, 
/**
 * How many are open.
 */
open: number, };

/**
 * One line of the list.
 */
export type ConversationRow = { 
/**
 * The conversation.
 */
id: string, 
/**
 * Its place in this tab: unique, ascending down the list.
 */
key: number, 
/**
 * The buyer's name.
 */
person: string, 
/**
 * The buyer's picture.
 */
avatar: string | null, 
/**
 * What it is about.
 */
product: string | null, 
/**
 * The account's name.
 */
account: string, 
/**
 * The beginning of the newest message; empty for a picture without words.
 */
preview: string, 
/**
 * What the newest message is.
 */
previewKind: PreviewKind, 
/**
 * Whether the seller wrote it.
 */
previewByUs: boolean, 
/**
 * When it came, in Unix milliseconds.
 */
lastAt: number, 
/**
 * Since when the buyer waits, in Unix milliseconds.
 */
waitingSince: number | null, 
/**
 * How many replies are on their way.
 */
queued: number, 
/**
 * Whether a reply stopped with a reason.
 */
trouble: boolean, 
/**
 * Whether words were begun here.
 */
draft: boolean, };

/**
 * How the desk stands.
 */
export type DeskStatus = { 
/**
 * The store.
 */
store: StoreState, 
/**
 * Where its key lies, once it is open.
 */
keyPlace: KeyPlaceKind | null, };

/**
 * What has been typed so far; empty where nothing was.
 */
export type Drafts = { 
/**
 * The reply.
 */
reply: string, 
/**
 * The note.
 */
note: string, };

/**
 * Changes the words of an entry.
 */
export type EditOutboxEntry = { 
/**
 * The entry.
 */
id: string, 
/**
 * The new words.
 */
text: string, };

/**
 * What the page may branch on; it has a sentence for each.
 */
export type ErrorCode = "emptyText" | "tooLong" | "notFound" | "closed" | "invalid" | "storeClosed" | "wrongPassphrase" | "weakPassphrase" | "keyMissing" | "newerStore" | "brokenStore" | "alreadySent" | "unreachable" | "unauthorized" | "diskFull" | "internal";

/**
 * The tabs of the inbox.
 */
export type InboxTab = "waiting" | "open" | "done";

/**
 * What kind of place holds the key.
 */
export type KeyPlaceKind = "keyring" | "passphrase" | "file";

/**
 * The language of the screen.
 */
export type Language = "system" | "en" | "zh-CN";

/**
 * Asks for a window of a tab.
 */
export type ListConversations = { 
/**
 * The tab.
 */
tab: InboxTab, 
/**
 * The key of the row at which to look; `null` is the top. The row itself may be gone.
 */
at: number | null, 
/**
 * How many rows above it; at most 200.
 */
before: number, 
/**
 * How many rows from it on, itself among them; at most 200.
 */
after: number, };

/**
 * A private note.
 */
export type Note = { 
/**
 * The note.
 */
id: string, 
/**
 * The conversation.
 */
conversationId: string, 
/**
 * The words.
 */
text: string, 
/**
 * When, in Unix milliseconds.
 */
at: number, };

/**
 * Names a conversation.
 */
export type OpenConversation = { 
/**
 * The conversation.
 */
conversationId: string, };

/**
 * One entry, as the screen shows it.
 */
export type OutboxEntry = { 
/**
 * The entry.
 */
id: string, 
/**
 * The conversation.
 */
conversationId: string, 
/**
 * Where it stands.
 */
state: OutboxState, 
/**
 * Why it stopped, or why the last try came to nothing.
 */
reason: Reason | null, 
/**
 * The words.
 */
text: string, 
/**
 * When the seller sent it, in Unix milliseconds.
 */
createdAt: number, 
/**
 * Whether it can still be changed or taken back.
 */
editable: boolean, };

/**
 * The states of an entry, and no others.
 */
export type OutboxState = "scheduled" | "queued" | "sending" | "uncertain" | "held" | "rejected" | "sent" | "cancelled";

/**
 * What the newest message is.
 */
export type PreviewKind = "text" | "picture" | "system" | "unknown";

/**
 * What a conversation is about.
 */
export type ProductCard = { 
/**
 * The product.
 */
id: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * The list price in minor units.
 */
priceMinor: number, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * How many are left, where the marketplace counts them.
 */
stock: number | null, 
/**
 * Its picture.
 */
picture: string | null, };

/**
 * Why an account or an outbox entry stands still. A file format: it is stored.
 */
export type Reason = { "kind": "unreachable" } | { "kind": "serverFailed" } | { "kind": "tooMany" } | { "kind": "unauthorized" } | { "kind": "unreadable" } | { "kind": "tooLarge" } | { "kind": "endless" } | { "kind": "stale" } | { "kind": "notSeen" } | { "kind": "gone" } | { "kind": "refused", 
/**
 * The marketplace's words.
 */
detail: string, } | { "kind": "unknown" };

/**
 * Answers the buyer.
 */
export type ReplyToConversation = { 
/**
 * The conversation.
 */
conversationId: string, 
/**
 * The words.
 */
text: string, };

/**
 * Keeps what has been typed so far.
 */
export type SaveDraft = { 
/**
 * The conversation.
 */
conversationId: string, 
/**
 * The mode.
 */
mode: ComposerMode, 
/**
 * The words; empty takes the draft away.
 */
text: string, };

/**
 * A message that was found.
 */
export type SearchHit = { 
/**
 * The message's key.
 */
key: number, 
/**
 * The conversation it belongs to.
 */
conversationId: string, 
/**
 * The person of that conversation.
 */
person: string, 
/**
 * When it was written, Unix milliseconds.
 */
at: number, 
/**
 * Whether the seller wrote it.
 */
byUs: boolean, 
/**
 * The text around the first hit; empty for a picture without words.
 */
snippet: Array<SnippetPart>, };

/**
 * A search for messages.
 */
export type SearchMessages = { 
/**
 * What the seller typed; the last word may be unfinished.
 */
text: string, 
/**
 * Only messages older than this key; null begins with the newest.
 */
before: number | null, 
/**
 * How many hits at most, from 1 to 100.
 */
limit: number, };

/**
 * A page of hits.
 */
export type SearchPage = { 
/**
 * Newest first.
 */
hits: Array<SearchHit>, 
/**
 * Whether older ones exist.
 */
hasMore: boolean, };

/**
 * Marks a conversation done, or opens it again.
 */
export type SetDone = { 
/**
 * The conversation.
 */
conversationId: string, 
/**
 * Whether it is done.
 */
done: boolean, };

/**
 * The shop at a glance: what the frame of the window shows.
 */
export type ShopStatus = { 
/**
 * The name of the first account; empty before there is one.
 */
name: string, 
/**
 * Every account, in the order they were connected.
 */
accounts: Array<AccountStatus>, 
/**
 * Outbox entries on their way.
 */
queued: number, 
/**
 * Outbox entries that stopped with a reason.
 */
trouble: number, 
/**
 * Conversations that wait.
 */
waiting: number, };

/**
 * Asks for a window of a thread.
 */
export type ShowThread = { 
/**
 * The conversation.
 */
conversationId: string, 
/**
 * The key at which to look; `null` is the newest end.
 */
at: number | null, 
/**
 * How many items before it; at most 200.
 */
before: number, 
/**
 * How many items from it on, itself among them; at most 200.
 */
after: number, };

/**
 * A piece of a message's text.
 */
export type SnippetPart = { 
/**
 * The text as it was written.
 */
text: string, 
/**
 * Whether it is what was searched for.
 */
hit: boolean, };

/**
 * Whether the store is open, and if not, why.
 */
export type StoreState = { "kind": "open", } | { "kind": "needsPassphrase", 
/**
 * Whether there is no store yet.
 */
first: boolean, } | { "kind": "keyMissing", } | { "kind": "wrongKey", } | { "kind": "newer", } | { "kind": "broken", };

/**
 * The tables that a screen can depend on.
 */
export type Table = "accounts" | "persons" | "products" | "conversations" | "inbox" | "messages" | "notes" | "drafts" | "outbox" | "journal" | "settings" | "pictures" | "store";

/**
 * Light or dark.
 */
export type Theme = "system" | "light" | "dark";

/**
 * Who wrote.
 */
export type ThreadAuthor = "buyer" | "seller" | "system";

/**
 * What a message says.
 */
export type ThreadBody = { "kind": "text", 
/**
 * Plain text.
 */
text: string, } | { "kind": "picture", 
/**
 * The picture.
 */
picture: ThreadPicture, 
/**
 * Words below it; empty when there are none.
 */
caption: string, } | { "kind": "system", 
/**
 * Plain text.
 */
text: string, } | { "kind": "unknown", };

/**
 * One item of a thread.
 */
export type ThreadItem = { "kind": "message", 
/**
 * Its place in the thread.
 */
key: number, 
/**
 * The message.
 */
id: string, 
/**
 * Who wrote it.
 */
author: ThreadAuthor, 
/**
 * When, in Unix milliseconds.
 */
at: number, 
/**
 * What it says.
 */
body: ThreadBody, } | { "kind": "note", 
/**
 * Its place in the thread.
 */
key: number, 
/**
 * The note.
 */
id: string, 
/**
 * When, in Unix milliseconds.
 */
at: number, 
/**
 * Its words.
 */
text: string, };

/**
 * A window of a thread.
 */
export type ThreadPage = { 
/**
 * The items, oldest first.
 */
items: Array<ThreadItem>, 
/**
 * Whether there are older ones.
 */
hasBefore: boolean, 
/**
 * Whether there are newer ones.
 */
hasAfter: boolean, 
/**
 * What has not arrived, oldest first; only at the newest end.
 */
outbox: Array<OutboxEntry>, };

/**
 * A picture in a thread. Its bytes are fetched by id through the host.
 */
export type ThreadPicture = { 
/**
 * The picture.
 */
id: string, 
/**
 * Width in pixels.
 */
width: number, 
/**
 * Height in pixels.
 */
height: number, };

/**
 * What an undo did.
 */
export type Undone = { 
/**
 * The act that was undone; `null` when there was none to undo.
 */
act: UndoneAct | null, 
/**
 * Where it can be seen.
 */
conversationId: string | null, };

/**
 * Which act was undone; the page has a sentence for each.
 */
export type UndoneAct = "noteAdded" | "noteRemoved" | "markedDone" | "reopened";

/**
 * Opens the store with a passphrase, or chooses one at the first start.
 */
export type UnlockStore = { 
/**
 * The passphrase; at least ten characters where it is chosen.
 */
passphrase: string, };

/** Every command. */
export interface Commands {
  'desk.status': { args: null; result: DeskStatus; tag: 'view' };
  'desk.open': { args: null; result: DeskStatus; tag: 'act' };
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
