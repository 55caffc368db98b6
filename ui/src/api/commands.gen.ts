// Written by `cargo xtask gen` from the table of commands in the core's ipc.rs. Do not edit.

/**
 * How long a buyer of one account may wait.
 */
export type AccountLimit = { 
/**
 * The account.
 */
accountId: string, 
/**
 * In minutes of working time, from 1 to a week; `null` means as long as it takes.
 */
minutes: number | null, };

/**
 * How the connection is.
 */
export type AccountState = "connecting" | "online" | "offline" | "revoked" | "failing" | "disconnected";

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
 * Where it is, so that the seller can see it and sign in there again.
 */
baseUrl: string, 
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
 * Adds a commitment that is reviewed by hand.
 */
export type AddCommitment = { 
/**
 * Its words, at most 500 characters.
 */
text: string, 
/**
 * When its first review is due, in Unix milliseconds; not in the past.
 */
nextReviewAt: number | null, };

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
 * Writes a note about a person.
 */
export type AddPersonNote = { 
/**
 * The person.
 */
personId: string, 
/**
 * Its words.
 */
text: string, };

/**
 * Puts a picture into the reply's draft; its bytes come beside.
 */
export type AddPicture = { 
/**
 * The conversation.
 */
conversationId: string, };

/**
 * What was forgotten.
 */
export type AddressesForgotten = { 
/**
 * Of how many orders.
 */
orders: number, };

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
conversations: string[] | null, 
/**
 * Whether it was an act of the seller's, who waits to see it; what is not may come in floods.
 */
act: boolean, };

/**
 * Answers a buyer's feedback, for everybody to read.
 */
export type AnswerFeedback = { 
/**
 * The buyer's feedback.
 */
feedbackId: string, 
/**
 * The words.
 */
text: string, };

/**
 * Chooses the message that the reply answers.
 */
export type AnswerMessage = { 
/**
 * The conversation.
 */
conversationId: string, 
/**
 * The message; none when absent.
 */
messageId: string | null, };

/**
 * Accepts or declines the buyer's offer.
 */
export type AnswerOffer = { 
/**
 * The buyer's offer.
 */
offerId: string, 
/**
 * Yes or no.
 */
accept: boolean, 
/**
 * What is said with it; may be empty.
 */
note: string, };

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
 * What calls for attention at the moment.
 */
export type AttentionStatus = { 
/**
 * Who waits too long; `null` for nobody, and where the seller does not want to be told.
 */
alarm: WaitingAlarm | null, 
/**
 * Whether nothing pops up, since when and until when.
 */
quiet: QuietNow | null, };

/**
 * Words that were begun and not sent.
 */
export type BegunWords = { 
/**
 * What they are for.
 */
mode: ComposerMode, 
/**
 * Their beginning.
 */
text: string, };

/**
 * What a person has put aside and not ordered.
 */
export type CartCard = { 
/**
 * What is in it.
 */
lines: Array<TradeLine>, 
/**
 * What it would cost, in minor units.
 */
totalMinor: number, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * When the buyer last changed it, in Unix milliseconds.
 */
changedAt: number, };

/**
 * Asks what a reply would break.
 */
export type CheckReply = { 
/**
 * The conversation.
 */
conversationId: string, 
/**
 * The words.
 */
text: string, };

/**
 * Names a commitment.
 */
export type ChooseCommitment = { 
/**
 * The commitment.
 */
id: string, };

/**
 * Names a rating.
 */
export type ChooseFeedback = { 
/**
 * The rating.
 */
feedbackId: string, };

/**
 * Chooses the tab that the inbox begins with.
 */
export type ChooseInboxTab = { 
/**
 * The tab.
 */
tab: InboxTab, };

/**
 * Names an entry.
 */
export type ChooseOutboxEntry = { 
/**
 * The entry.
 */
id: string, };

/**
 * Names a promise.
 */
export type ChoosePromise = { 
/**
 * The promise.
 */
id: string, };

/**
 * Names a sign-in.
 */
export type ChooseSignIn = { 
/**
 * The sign-in.
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
 * A place among the rows that break one commitment; the row itself may be gone.
 */
export type CommitmentAt = { 
/**
 * What the rows are ordered by.
 */
at: number, 
/**
 * Keeps the order of rows that are alike in it.
 */
key: number, };

/**
 * How a commitment is checked.
 */
export type CommitmentCheck = "hand" | "asked" | "leaving" | "askedAgain" | "addresses" | "notes" | "encrypted" | "doors" | "keeper";

/**
 * What became of a commitment.
 */
export type CommitmentHistory = { 
/**
 * Its wordings, newest first; at most 100.
 */
versions: Array<CommitmentVersion>, 
/**
 * Its reviews, newest first; at most 100.
 */
reviews: Array<CommitmentReview>, };

/**
 * The commitments that are built in, in the order of the list.
 */
export type CommitmentKind = "asked" | "leaving" | "askedAgain" | "named" | "purpose" | "addresses" | "notes" | "shown" | "encrypted" | "doors" | "keeper" | "incidents";

/**
 * One commitment and how it stands.
 */
export type CommitmentLine = { 
/**
 * The commitment.
 */
id: string, 
/**
 * Which of the built-in ones; `null` for the seller's own.
 */
kind: CommitmentKind | null, 
/**
 * How it is checked.
 */
check: CommitmentCheck, 
/**
 * The days that its check counts by; `null` where it counts none.
 */
days: number | null, 
/**
 * Its words; `null` for a built-in one that was never worded anew.
 */
text: string | null, 
/**
 * How it stands.
 */
standing: CommitmentStanding, 
/**
 * When the program last checked it on this device, in Unix milliseconds.
 */
checkedAt: number | null, 
/**
 * What the last review found; `null` before the first.
 */
evidence: string | null, 
/**
 * When that was, in Unix milliseconds.
 */
reviewedAt: number | null, 
/**
 * When the next review is due, in Unix milliseconds.
 */
nextReviewAt: number | null, 
/**
 * When it was retired, in Unix milliseconds; `null` while it is in force.
 */
retiredAt: number | null, };

/**
 * The shop's commitments.
 */
export type CommitmentList = { 
/**
 * Those in force, in their order; at most 200.
 */
active: Array<CommitmentLine>, 
/**
 * Those that were retired, in the same order; at most 200.
 */
retired: Array<CommitmentLine>, 
/**
 * When this device last checked any of them, in Unix milliseconds.
 */
checkedAt: number | null, };

/**
 * One review of a commitment.
 */
export type CommitmentReview = { 
/**
 * The review.
 */
id: string, 
/**
 * What was found.
 */
evidence: string, 
/**
 * When, in Unix milliseconds.
 */
at: number, 
/**
 * When the next one was to be, in Unix milliseconds.
 */
nextReviewAt: number, };

/**
 * One row that breaks a commitment.
 */
export type CommitmentRow = { 
/**
 * Its place.
 */
at: CommitmentAt, 
/**
 * What it is.
 */
subject: CommitmentSubject, 
/**
 * Whom it is about.
 */
personId: string | null, 
/**
 * Their name.
 */
person: string | null, 
/**
 * The conversation in which it can be seen.
 */
conversationId: string | null, 
/**
 * The account that it is about.
 */
accountId: string | null, 
/**
 * What the message says, the order's number, how a permission was said, the account's name;
 * else empty.
 */
words: string, 
/**
 * Since when it is so, in Unix milliseconds; `null` where that is not known.
 */
happenedAt: number | null, 
/**
 * The purpose of a permission.
 */
purpose: PermissionPurpose | null, };

/**
 * A window of the rows that break a commitment.
 */
export type CommitmentRows = { 
/**
 * The rows, oldest first.
 */
rows: Array<CommitmentRow>, 
/**
 * Whether there are more behind them.
 */
hasAfter: boolean, };

/**
 * How a commitment stands.
 */
export type CommitmentStanding = { "kind": "holds", } | { "kind": "broken", 
/**
 * How many rows break it, counted up to 100.
 */
rows: number, } | { "kind": "unchecked", } | { "kind": "reviewDue", } | { "kind": "reviewed", } | { "kind": "never", };

/**
 * What a row is.
 */
export type CommitmentSubject = "message" | "permission" | "order" | "notes" | "account" | "client" | "plainStore" | "plainKey";

/**
 * One wording of a commitment.
 */
export type CommitmentVersion = { 
/**
 * Counted from 1; a built-in one had the program's own words before.
 */
version: number, 
/**
 * The words.
 */
text: string, 
/**
 * Since when, in Unix milliseconds.
 */
at: number, };

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
 * The buyer.
 */
personId: string, 
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
 * Until when the buyer can be answered, in Unix milliseconds; `null` where that never ends.
 */
answerUntil: number | null, 
/**
 * Whether the marketplace takes links and contact details in a message.
 */
wordsFree: boolean, 
/**
 * Whether this account can answer at all.
 */
canSend: boolean, 
/**
 * What pictures a reply may show; `null` where it may show none.
 */
pictures: MayShow | null, 
/**
 * Whether a reply can name the message that it answers.
 */
canReplyTo: boolean, 
/**
 * What can be done about prices.
 */
may: ConversationMay, 
/**
 * How long an offer may stand, in hours; 0 for ever.
 */
offerMaxHours: number, 
/**
 * Whether there is something to be read, or it was marked so.
 */
unread: boolean, 
/**
 * Whether it is starred.
 */
starred: boolean, 
/**
 * Whether nothing in it notifies or alarms at the moment.
 */
muted: boolean, 
/**
 * Until when, in Unix milliseconds; `null` until the seller says otherwise.
 */
mutedUntil: number | null, 
/**
 * Whether the seller has blocked the buyer.
 */
blocked: boolean, 
/**
 * The seller's words for it, oldest first.
 */
tags: Array<string>, 
/**
 * Until when it sleeps, or what woke it until the seller has answered.
 */
snooze: ConversationSnooze | null, };

/**
 * What the seller can do about prices in a conversation.
 */
export type ConversationMay = { 
/**
 * Whether they can offer one for its product.
 */
offer: boolean, 
/**
 * Whether they can answer the buyer's with another.
 */
counter: boolean, };

/**
 * A window of a tab, and the counts of the tabs.
 */
export type ConversationPage = { 
/**
 * The tab.
 */
tab: InboxTab, 
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
open: number, 
/**
 * How many sleep.
 */
snoozed: number, 
/**
 * In how many words were begun.
 */
drafts: number, 
/**
 * How many are done.
 */
done: number, };

/**
 * What the buyer does right now.
 */
export type ConversationPresence = { 
/**
 * Whether they are there; `null` where the marketplace does not report it, or is not heard.
 */
online: boolean | null, 
/**
 * Whether they are typing in this conversation.
 */
typing: boolean, };

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
 * The buyer.
 */
personId: string, 
/**
 * The buyer's name.
 */
person: string, 
/**
 * The buyer's picture.
 */
avatar: string | null, 
/**
 * Whether the buyer is there now, as far as the marketplace says.
 */
online: boolean, 
/**
 * What it is about.
 */
product: string | null, 
/**
 * The account's name.
 */
account: string, 
/**
 * The account.
 */
accountId: string, 
/**
 * The beginning of the newest message; empty for a picture without words.
 */
preview: string, 
/**
 * What the newest message is.
 */
previewKind: PreviewKind, 
/**
 * What happened, where it is a step of an offer or an order.
 */
previewStep: string | null, 
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
 * When they have waited as long as the seller lets anybody wait, in Unix milliseconds; `null`
 * where nobody set a limit.
 */
lateAt: number | null, 
/**
 * When they have waited four times as long.
 */
veryLateAt: number | null, 
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
draft: boolean, 
/**
 * Those words, in the tab of drafts; the newest, where a reply and a note were begun.
 */
begun: BegunWords | null, 
/**
 * Whether there is something to be read, or it was marked so.
 */
unread: boolean, 
/**
 * Whether it is starred.
 */
starred: boolean, 
/**
 * Whether nothing in it notifies or alarms at the moment.
 */
muted: boolean, 
/**
 * Whether the seller has blocked the buyer.
 */
blocked: boolean, 
/**
 * The seller's words for it.
 */
tags: Array<string>, 
/**
 * Until when it sleeps, or what woke it until the seller has answered.
 */
snooze: ConversationSnooze | null, };

/**
 * A conversation that sleeps, or slept and was not answered since.
 */
export type ConversationSnooze = { 
/**
 * Until when, in Unix milliseconds; `null` where only the buyer wakes it.
 */
until: number | null, 
/**
 * Whether it wakes when the buyer writes.
 */
onReply: boolean, 
/**
 * What woke it; `null` while it sleeps.
 */
wokeBy: SnoozeEnd | null, 
/**
 * When it woke, in Unix milliseconds; `null` while it sleeps.
 */
wokeAt: number | null, };

/**
 * Answers the buyer's offer with another.
 */
export type CounterOffer = { 
/**
 * The buyer's offer.
 */
offerId: string, 
/**
 * For how many; from 1 to 9999.
 */
quantity: number, 
/**
 * For all of them together, in minor units.
 */
priceMinor: number, 
/**
 * When it lapses, in Unix milliseconds.
 */
untilAt: number | null, 
/**
 * What is said with it; may be empty.
 */
note: string, };

/**
 * From one time of a day to another, in minutes since midnight.
 */
export type DaySpan = { 
/**
 * When it begins; below 1440.
 */
from: number, 
/**
 * When it ends; at most 1440. Not later than `from` means on the next day.
 */
to: number, };

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
 * Disconnects an account.
 */
export type DisconnectAccount = { 
/**
 * The account.
 */
accountId: string, };

/**
 * A picture in the reply's draft. Its bytes are fetched by id through the host.
 */
export type DraftPicture = { 
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
height: number, 
/**
 * Whether what was chosen moves: only its first picture is sent.
 */
stilled: boolean, };

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
note: string, 
/**
 * The reply's pictures, in the order in which they came.
 */
pictures: Array<DraftPicture>, 
/**
 * The message that the reply answers.
 */
answers: ThreadQuote | null, };

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
export type ErrorCode = "emptyText" | "tooLong" | "notFound" | "closed" | "answerTooLate" | "blocked" | "notAllowed" | "offerClosed" | "orderClosed" | "alreadyDone" | "declined" | "badAmount" | "badTime" | "badRating" | "pictureTooLarge" | "pictureUnknown" | "pictureBroken" | "tooManyPictures" | "invalid" | "storeClosed" | "wrongPassphrase" | "weakPassphrase" | "keyMissing" | "newerStore" | "brokenStore" | "alreadySent" | "unreachable" | "unauthorized" | "noSignIn" | "diskFull" | "diskUnwritable" | "internal";

/**
 * What the rated side answered, for everybody to read.
 */
export type FeedbackAnswer = { 
/**
 * The words.
 */
text: string, 
/**
 * When, in Unix milliseconds.
 */
at: number, };

/**
 * A rating with text, as it stands.
 */
export type FeedbackCard = { 
/**
 * The feedback.
 */
id: string, 
/**
 * Who rates.
 */
by: TradeSide, 
/**
 * From 1 (bad) to 5 (good).
 */
rating: number, 
/**
 * What they say; empty when nothing.
 */
text: string, 
/**
 * When it was given, in Unix milliseconds.
 */
at: number, 
/**
 * When it was last changed, in Unix milliseconds.
 */
changedAt: number | null, 
/**
 * What the rated side answered.
 */
answer: FeedbackAnswer | null, 
/**
 * Whether the seller can answer it now.
 */
mayAnswer: boolean, };

/**
 * What buyers gave in one month.
 */
export type FeedbackMonth = { 
/**
 * When the month begins by UTC, in Unix milliseconds.
 */
startAt: number, 
/**
 * How often buyers rated.
 */
ratings: number, 
/**
 * All their stars together.
 */
stars: number, 
/**
 * How many of the ratings can be answered on their marketplace.
 */
answerable: number, 
/**
 * How many of those were answered within a day.
 */
answeredWithinDay: number, };

/**
 * A rating as it stood before it was changed.
 */
export type FeedbackVersion = { 
/**
 * Which version; higher is later.
 */
revision: number, 
/**
 * From 1 (bad) to 5 (good).
 */
rating: number, 
/**
 * What it said; empty when nothing.
 */
text: string, 
/**
 * What the rated side had answered.
 */
answer: string | null, 
/**
 * When it was replaced, in Unix milliseconds, where the marketplace tells.
 */
untilAt: number | null, };

/**
 * What the marketplace does not want to see in a message.
 */
export type Forbidden = "link" | "contact";

/**
 * Forgets every address that was kept too long.
 */
export type ForgetAddresses = Record<symbol, never>;

/**
 * A note about a person that was found.
 */
export type FoundNote = { 
/**
 * The note.
 */
id: string, 
/**
 * The person it is about.
 */
personId: string, 
/**
 * Their name.
 */
person: string, 
/**
 * When it was written, in Unix milliseconds.
 */
at: number, 
/**
 * Its words around the first that was searched for.
 */
snippet: Array<SnippetPart>, };

/**
 * An order that was found.
 */
export type FoundOrder = { 
/**
 * The order.
 */
id: string, 
/**
 * The number that the buyer sees too.
 */
number: string, 
/**
 * How far it is.
 */
state: OrderState, 
/**
 * When it was placed, in Unix milliseconds.
 */
placedAt: number, 
/**
 * What the buyer pays for all of it, in minor units.
 */
totalMinor: number, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * The first thing that was ordered; empty when the marketplace does not tell.
 */
title: string, 
/**
 * Who ordered.
 */
personId: string, 
/**
 * Their name.
 */
person: string, 
/**
 * The account's name.
 */
account: string, 
/**
 * Where it was spoken of; `null` where it was not.
 */
conversationId: string | null, };

/**
 * A person who was found.
 */
export type FoundPerson = { 
/**
 * The person.
 */
id: string, 
/**
 * Their name.
 */
name: string, 
/**
 * Their picture.
 */
avatar: string | null, 
/**
 * The account's name.
 */
account: string, 
/**
 * Their newest conversation; `null` where there is none.
 */
conversationId: string | null, };

/**
 * A product that was found.
 */
export type FoundProduct = { 
/**
 * The product.
 */
id: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * Its picture.
 */
picture: string | null, 
/**
 * What one costs, in minor units.
 */
priceMinor: number, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * The account's name.
 */
account: string, 
/**
 * The newest conversation about it; `null` where there is none.
 */
conversationId: string | null, };

/**
 * What was found, newest first within each kind.
 */
export type FoundRecords = { 
/**
 * People, by their names.
 */
people: Array<FoundPerson>, 
/**
 * Products, by their titles.
 */
products: Array<FoundProduct>, 
/**
 * Orders, by their numbers and by what was ordered.
 */
orders: Array<FoundOrder>, 
/**
 * Notes about people, by their words.
 */
notes: Array<FoundNote>, };

/**
 * Gives a promise.
 */
export type GivePromise = { 
/**
 * To whom.
 */
personId: string, 
/**
 * Where; `null` where it was not given in a conversation.
 */
conversationId: string | null, 
/**
 * The message that it came from, of which the words are kept.
 */
messageId: string | null, 
/**
 * What, in at most 500 characters.
 */
what: string, 
/**
 * By when, in Unix milliseconds; not in the past.
 */
dueAt: number, };

/**
 * Notes that a person allowed something.
 */
export type GrantPermission = { 
/**
 * Who.
 */
personId: string, 
/**
 * What for.
 */
purpose: PermissionPurpose, 
/**
 * The exact words that they were shown, in at most 2,000 characters.
 */
words: string, 
/**
 * How they said it.
 */
source: PermissionSource, 
/**
 * Their message in which they said it; then the words of that message are the evidence.
 */
messageId: string | null, 
/**
 * What else shows it, in at most 2,000 characters; may be empty only where they chose it on a
 * page themselves.
 */
evidence: string, };

/**
 * The tabs of the inbox.
 */
export type InboxTab = "waiting" | "open" | "snoozed" | "drafts" | "done";

/**
 * How far a new index is.
 */
export type IndexBuilding = { 
/**
 * So many messages and notes are in it.
 */
done: number, 
/**
 * So many there were when it was begun.
 */
of: number, };

/**
 * What a check found.
 */
export type IndexCheck = { 
/**
 * When, in Unix milliseconds.
 */
at: number, 
/**
 * How many messages and notes there were.
 */
of: number, 
/**
 * How many of them the index did not know.
 */
missing: number, 
/**
 * Whether the index could be read to its end.
 */
whole: boolean, };

/**
 * How the index is.
 */
export type IndexHealth = { 
/**
 * The new index that is being built; `null` when none is.
 */
building: IndexBuilding | null, 
/**
 * The last check of the index that answers; `null` when it was never checked.
 */
checked: IndexCheck | null, };

/**
 * What kind of place holds the key.
 */
export type KeyPlaceKind = "keyring" | "passphrase" | "file";

/**
 * The language of the screen.
 */
export type Language = "system" | "en" | "zh-CN";

/**
 * The order that a rating is about.
 */
export type LedgerOrder = { 
/**
 * The order.
 */
id: string, 
/**
 * The number that the buyer sees too.
 */
number: string, 
/**
 * Its place among the orders on the buyer's page.
 */
at: PersonAt, 
/**
 * Whether the seller can rate the buyer for it now.
 */
mayRate: boolean, 
/**
 * What the other side gave for it.
 */
inReturn: FeedbackCard | null, };

/**
 * A window of the ledger.
 */
export type LedgerPage = { 
/**
 * The rows, newest first.
 */
rows: Array<LedgerRow>, 
/**
 * Whether there are rows above.
 */
hasBefore: boolean, 
/**
 * Whether there are rows below.
 */
hasAfter: boolean, 
/**
 * How many buyers' ratings the seller can answer and has not.
 */
toAnswer: number, };

/**
 * One line of the ledger.
 */
export type LedgerRow = { 
/**
 * Its place in the ledger: unique, ascending down the list.
 */
key: number, 
/**
 * The rating.
 */
feedback: FeedbackCard, 
/**
 * The buyer, whichever side rates.
 */
personId: string, 
/**
 * The buyer's name.
 */
person: string, 
/**
 * The buyer's picture.
 */
avatar: string | null, 
/**
 * Whether the buyer is a client.
 */
client: boolean, 
/**
 * Where it is talked about, where that is known.
 */
conversationId: string | null, 
/**
 * What was sold, where that is known.
 */
product: string | null, 
/**
 * The order that it is about, where that is here.
 */
order: LedgerOrder | null, 
/**
 * How many earlier versions of it were kept; counted up to 20.
 */
earlier: number, 
/**
 * What the seller has done about it or its order and has not arrived, oldest first.
 */
leaving: Array<OutboxEntry>, };

/**
 * The tabs of the ledger.
 */
export type LedgerTab = "toAnswer" | "fromBuyers" | "fromUs" | "all";

/**
 * Asks for a window of a tab.
 */
export type ListConversations = { 
/**
 * The tab; `null` is the one that was chosen last on this device.
 */
tab: InboxTab | null, 
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
 * Asks for a window of a tab.
 */
export type ListPromises = { 
/**
 * The tab.
 */
tab: PromiseTab, 
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
 * Where the seller is.
 */
export type Look = { 
/**
 * Whether they work in the window: it is in front, and they have touched it lately.
 */
here: boolean, 
/**
 * The conversation that is open before them.
 */
conversationId: string | null, };

/**
 * Offers the buyer a price for the conversation's product, in its currency.
 */
export type MakeOffer = { 
/**
 * The conversation.
 */
conversationId: string, 
/**
 * For how many; from 1 to 9999.
 */
quantity: number, 
/**
 * For all of them together, in minor units.
 */
priceMinor: number, 
/**
 * When it lapses, in Unix milliseconds.
 */
untilAt: number | null, 
/**
 * What is said with it; may be empty.
 */
note: string, };

/**
 * Asks where the words of a search stand in a message or a note.
 */
export type MarkHit = { 
/**
 * The key of the message or the note.
 */
key: number, 
/**
 * What the seller typed.
 */
text: string, };

/**
 * What a reply may show.
 */
export type MayShow = { 
/**
 * How many pictures; at least 1.
 */
max: number, 
/**
 * The largest file that can be chosen, in bytes. It is made smaller than the account's own limit
 * before it leaves.
 */
maxBytes: number, };

/**
 * Something the buyer said meanwhile.
 */
export type MeanwhileMessage = { 
/**
 * Its place in the thread.
 */
key: number, 
/**
 * When, in Unix milliseconds.
 */
at: number, 
/**
 * The words, or those beneath a picture; empty where there are none.
 */
text: string, };

/**
 * An order that changed meanwhile.
 */
export type MeanwhileOrder = { 
/**
 * The marketplace's number.
 */
number: string, 
/**
 * How it stands now.
 */
state: OrderState, };

/**
 * What a person spent in one currency, without what was cancelled.
 */
export type MoneySpent = { 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * All orders together, in minor units.
 */
totalMinor: number, };

/**
 * Renegotiates when an open promise is due.
 */
export type MovePromise = { 
/**
 * The promise.
 */
id: string, 
/**
 * By when now, in Unix milliseconds; not in the past.
 */
dueAt: number, 
/**
 * Why, in at most 500 characters; may be empty.
 */
why: string, };

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
 * What the seller chose about notifications.
 */
export type NotificationSettings = { 
/**
 * How much they show.
 */
preview: Preview, 
/**
 * Whether they come too while the seller works in the window. Never of the conversation that
 * is open there.
 */
inFront: boolean, 
/**
 * When the shop works: only then does a limit count.
 */
work: WeekHours, 
/**
 * When nothing pops up.
 */
quietWhen: QuietWhen, 
/**
 * The hours, where it is at hours of their own.
 */
quiet: WeekHours, 
/**
 * Whether it is told when somebody waits beyond their limit.
 */
alarm: boolean, 
/**
 * How long a buyer may wait, in minutes of working time, from 1 to a week; `null` means as long
 * as it takes.
 */
limitMinutes: number | null, 
/**
 * Accounts where that is different; at most 100.
 */
accountLimits: Array<AccountLimit>, };

/**
 * An offer, as it stands.
 */
export type OfferCard = { 
/**
 * The offer.
 */
id: string, 
/**
 * Who made it.
 */
by: TradeSide, 
/**
 * For what; empty where the product is gone.
 */
product: string, 
/**
 * For how many.
 */
quantity: number, 
/**
 * For all of them together, in minor units.
 */
priceMinor: number, 
/**
 * What all of them together cost by the list, where that is in the same currency.
 */
listMinor: number | null, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * What became of it.
 */
state: OfferState, 
/**
 * When it was made, in Unix milliseconds.
 */
madeAt: number, 
/**
 * When it lapses, in Unix milliseconds.
 */
untilAt: number | null, 
/**
 * Whether the seller can answer it now.
 */
answerable: boolean, };

/**
 * What became of an offer.
 */
export type OfferState = "open" | "countered" | "accepted" | "declined" | "lapsed" | "unknown";

/**
 * A step of a negotiation, as a line of the thread tells it.
 */
export type OfferStep = "made" | "countered" | "accepted" | "declined" | "lapsed" | "unknown";

/**
 * Names a conversation.
 */
export type OpenConversation = { 
/**
 * The conversation.
 */
conversationId: string, };

/**
 * Asks for a person.
 */
export type OpenPerson = { 
/**
 * The person.
 */
personId: string, };

/**
 * The card that asks the buyer to confirm an order.
 */
export type OrderCard = { 
/**
 * What became of it.
 */
state: OrderCardState, 
/**
 * Since when, in Unix milliseconds.
 */
at: number, 
/**
 * What the seller wrote on it, or how the buyer corrects it; empty when nothing.
 */
note: string, };

/**
 * What became of an order card.
 */
export type OrderCardState = "sent" | "confirmed" | "corrected" | "unknown";

/**
 * An order, as it stands.
 */
export type OrderSheet = { 
/**
 * The order.
 */
id: string, 
/**
 * The number that the buyer sees too.
 */
number: string, 
/**
 * What was ordered.
 */
lines: Array<TradeLine>, 
/**
 * What the buyer pays for all of it, in minor units.
 */
totalMinor: number, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * How far it is.
 */
state: OrderState, 
/**
 * When it was placed, in Unix milliseconds.
 */
placedAt: number, 
/**
 * Since when it is in this state, in Unix milliseconds.
 */
stateAt: number, 
/**
 * Where it goes; empty when the marketplace does not tell.
 */
deliverTo: string, 
/**
 * What the buyer wishes; empty when nothing.
 */
wishes: string, 
/**
 * The card that asks the buyer to confirm it, once it was sent.
 */
card: OrderCard | null, 
/**
 * Whether the seller can ask the buyer to confirm it now.
 */
mayAsk: boolean, 
/**
 * Whether the seller can say now that it is on its way.
 */
mayShip: boolean, 
/**
 * Whether the seller can rate the buyer for it now.
 */
mayRate: boolean, 
/**
 * What the buyer gave for it.
 */
fromBuyer: FeedbackCard | null, 
/**
 * What the seller gave the buyer for it.
 */
fromUs: FeedbackCard | null, };

/**
 * How far an order is.
 */
export type OrderState = "placed" | "shipped" | "received" | "cancelled" | "unknown";

/**
 * A step of an order's, as a line of the thread tells it.
 */
export type OrderStep = "placed" | "cardSent" | "confirmed" | "corrected" | "shipped" | "received" | "cancelled" | "unknown";

/**
 * What an entry does.
 */
export type OutboxAct = { "kind": "message", 
/**
 * The words.
 */
text: string, } | { "kind": "offer", 
/**
 * For how many.
 */
quantity: number, 
/**
 * For all of them together, in minor units.
 */
priceMinor: number, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * When it lapses, in Unix milliseconds.
 */
untilAt: number | null, 
/**
 * What is said with it; empty when nothing.
 */
note: string, } | { "kind": "counter", 
/**
 * For how many.
 */
quantity: number, 
/**
 * For all of them together, in minor units.
 */
priceMinor: number, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * When it lapses, in Unix milliseconds.
 */
untilAt: number | null, 
/**
 * What is said with it; empty when nothing.
 */
note: string, } | { "kind": "accept", 
/**
 * What is said with it; empty when nothing.
 */
note: string, } | { "kind": "decline", 
/**
 * What is said with it; empty when nothing.
 */
note: string, } | { "kind": "delete", } | { "kind": "orderCard", 
/**
 * What is said with it; empty when nothing.
 */
note: string, } | { "kind": "ship", 
/**
 * What is said with it; empty when nothing.
 */
note: string, } | { "kind": "feedback", 
/**
 * From 1 (bad) to 5 (good).
 */
rating: number, 
/**
 * What is said with it; empty when nothing.
 */
text: string, } | { "kind": "answer", 
/**
 * The words.
 */
text: string, } | { "kind": "other", };

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
 * What it does.
 */
act: OutboxAct, 
/**
 * The offer, order or feedback that it is about.
 */
subjectId: string | null, 
/**
 * The words of a message; empty for everything else.
 */
text: string, 
/**
 * The pictures of a message.
 */
pictures: Array<ThreadPicture>, 
/**
 * The message that it answers.
 */
answers: ThreadQuote | null, 
/**
 * When the seller sent it, in Unix milliseconds.
 */
createdAt: number, 
/**
 * When it leaves, in Unix milliseconds, where the seller chose a time, or where it first stayed
 * here so that it could be undone.
 */
leavesAt: number | null, 
/**
 * When it is tried next, in Unix milliseconds, where a try came to nothing.
 */
nextAt: number | null, 
/**
 * Whether it waits until an earlier one of the conversation was decided on.
 */
waitsItsTurn: boolean, 
/**
 * Whether taking it back or changing it takes effect at once; otherwise it may be arriving, and
 * what the seller wants is noted.
 */
editable: boolean, 
/**
 * What the seller wants of it, where that was noted.
 */
wish: OutboxWish | null, 
/**
 * Whether what arrived too late to be taken back can be deleted there.
 */
deletable: boolean, 
/**
 * What changed since the seller acted, where it is held for that.
 */
meanwhile: OutboxMeanwhile | null, };

/**
 * An entry with whom and what it concerns.
 */
export type OutboxLine = { 
/**
 * The entry.
 */
entry: OutboxEntry, 
/**
 * The buyer.
 */
person: string, 
/**
 * Their picture.
 */
avatar: string | null, 
/**
 * What the conversation is about.
 */
product: string | null, 
/**
 * The account's name.
 */
account: string, };

/**
 * What changed since the seller acted.
 */
export type OutboxMeanwhile = { 
/**
 * The buyer's first messages since then, oldest first; at most three.
 */
messages: Array<MeanwhileMessage>, 
/**
 * How many more there are.
 */
more: number, 
/**
 * The order as it is now, where it changed.
 */
order: MeanwhileOrder | null, };

/**
 * A part of the outbox.
 */
export type OutboxPage = { 
/**
 * The entries.
 */
rows: Array<OutboxLine>, 
/**
 * Whether there are more.
 */
hasMore: boolean, };

/**
 * Which part of the outbox.
 */
export type OutboxPart = "stopped" | "leaving" | "later";

/**
 * The states of an entry, and no others.
 */
export type OutboxState = "scheduled" | "queued" | "sending" | "uncertain" | "held" | "rejected" | "sent" | "cancelled";

/**
 * What the seller wants of an entry, as the screen shows it.
 */
export type OutboxWish = { "kind": "takeBack" } | { "kind": "reword", 
/**
 * The new words.
 */
text: string, } | { "kind": "tooLate", 
/**
 * Whether other words were wanted; they lie in the draft.
 */
reworded: boolean, };

/**
 * How long to be quiet.
 */
export type PauseLength = "hour" | "tomorrow" | "over";

/**
 * Asks for quiet.
 */
export type PauseNotifications = { 
/**
 * For how long.
 */
length: PauseLength, };

/**
 * One line of the log.
 */
export type PermissionLine = { 
/**
 * The line.
 */
id: string, 
/**
 * Its place in a list: unique, ascending down the list, newest first.
 */
key: number, 
/**
 * Who said it.
 */
personId: string, 
/**
 * Their name.
 */
person: string, 
/**
 * Their picture.
 */
avatar: string | null, 
/**
 * What it is about.
 */
purpose: PermissionPurpose, 
/**
 * Whether it was granted or withdrawn; of a line that takes another back, what that one said.
 */
granted: boolean, 
/**
 * Whether this line takes another one back, which was noted by mistake.
 */
takesBack: boolean, 
/**
 * Whether this line was taken back.
 */
takenBack: boolean, 
/**
 * When it was noted, in Unix milliseconds.
 */
at: number, 
/**
 * Which words they were shown, counted from 1 for each purpose; `null` where they withdrew.
 */
version: number | null, 
/**
 * Those words.
 */
words: string | null, 
/**
 * How they said it.
 */
source: PermissionSource, 
/**
 * The words of their message, or what else shows that they said it; may be empty.
 */
evidence: string, 
/**
 * The conversation in which they said it, while it is there.
 */
conversationId: string | null, 
/**
 * The message in which they said it, as its place in the thread, while it is there.
 */
messageKey: number | null, };

/**
 * A window of lines, newest first.
 */
export type PermissionPage = { 
/**
 * The lines.
 */
rows: Array<PermissionLine>, 
/**
 * Whether there are newer ones.
 */
hasBefore: boolean, 
/**
 * Whether there are older ones.
 */
hasAfter: boolean, };

/**
 * What a person can allow the shop to write to them about.
 */
export type PermissionPurpose = "updates" | "offers" | "surveys";

/**
 * How a person said it.
 */
export type PermissionSource = "message" | "page" | "spoken" | "paper" | "other";

/**
 * How a person stands to one purpose.
 */
export type PermissionStanding = { 
/**
 * The purpose.
 */
purpose: PermissionPurpose, 
/**
 * Whether it is allowed.
 */
granted: boolean, 
/**
 * The line that says so; `null` where nobody was asked.
 */
line: PermissionLine | null, };

/**
 * How many people allow each purpose.
 */
export type PermissionTallies = { 
/**
 * News about what they ordered or asked for.
 */
updates: number, 
/**
 * New pieces and prices.
 */
offers: number, 
/**
 * Questions.
 */
surveys: number, };

/**
 * One wording that somebody agreed to.
 */
export type PermissionWording = { 
/**
 * Its number, counted from 1 for each purpose.
 */
version: number, 
/**
 * The words.
 */
text: string, 
/**
 * When somebody first agreed to them, in Unix milliseconds.
 */
firstAt: number, };

/**
 * Names a purpose whose wordings are asked for.
 */
export type PermissionWords = { 
/**
 * The purpose.
 */
purpose: PermissionPurpose, };

/**
 * Asks what a person allows.
 */
export type PermissionsOf = { 
/**
 * The person.
 */
personId: string, 
/**
 * The moment that is asked about, in Unix milliseconds; `null` is now. Nothing is shown that
 * was noted after it.
 */
asOf: number | null, };

/**
 * A place among the rows of one person; the row itself may be gone.
 */
export type PersonAt = { 
/**
 * When it was, in Unix milliseconds.
 */
at: number, 
/**
 * Keeps the order of what was at the same time.
 */
key: number, };

/**
 * One conversation with a person.
 */
export type PersonConversation = { 
/**
 * Its place.
 */
at: PersonAt, 
/**
 * The conversation.
 */
id: string, 
/**
 * What it is about.
 */
product: string | null, 
/**
 * The beginning of the newest message.
 */
preview: string, 
/**
 * What the newest message is; `null` when there is none.
 */
previewKind: PreviewKind | null, 
/**
 * What happened, where it is a step of an offer or an order.
 */
previewStep: string | null, 
/**
 * Whether the seller wrote it.
 */
previewByUs: boolean, 
/**
 * When it came, in Unix milliseconds; when the conversation was opened, if nothing did.
 */
lastAt: number, 
/**
 * Whether the buyer waits for an answer.
 */
waiting: boolean, };

/**
 * A window of the conversations with a person, the last opened first.
 */
export type PersonConversations = { 
/**
 * The conversations.
 */
rows: Array<PersonConversation>, 
/**
 * Whether there are newer ones.
 */
hasBefore: boolean, 
/**
 * Whether there are older ones.
 */
hasAfter: boolean, };

/**
 * How a person is known on one account.
 */
export type PersonIdentity = { 
/**
 * The account's name.
 */
account: string, 
/**
 * Their name there.
 */
name: string, 
/**
 * The language they use there, as BCP 47, when it is known.
 */
language: string | null, };

/**
 * A private note about a person.
 */
export type PersonNote = { 
/**
 * Its place.
 */
at: PersonAt, 
/**
 * The note.
 */
id: string, 
/**
 * The seat that wrote it.
 */
seat: string, 
/**
 * Whether it was this seat.
 */
byUsHere: boolean, 
/**
 * Its words.
 */
text: string, };

/**
 * A window of the notes about a person, newest first.
 */
export type PersonNotes = { 
/**
 * The notes.
 */
rows: Array<PersonNote>, 
/**
 * Whether there are newer ones.
 */
hasBefore: boolean, 
/**
 * Whether there are older ones.
 */
hasAfter: boolean, };

/**
 * One order of a person.
 */
export type PersonOrder = { 
/**
 * Its place.
 */
at: PersonAt, 
/**
 * The order.
 */
order: OrderSheet, 
/**
 * Where it was spoken of.
 */
conversationId: string | null, };

/**
 * A window of a person's orders, newest first.
 */
export type PersonOrders = { 
/**
 * The orders.
 */
rows: Array<PersonOrder>, 
/**
 * Whether there are newer ones.
 */
hasBefore: boolean, 
/**
 * Whether there are older ones.
 */
hasAfter: boolean, };

/**
 * A person, as their page shows them.
 */
export type PersonPage = { 
/**
 * The person.
 */
id: string, 
/**
 * Their name.
 */
name: string, 
/**
 * Their picture.
 */
avatar: string | null, 
/**
 * How they are known, account by account.
 */
identities: Array<PersonIdentity>, 
/**
 * What they are to the shop.
 */
stage: PersonStage, 
/**
 * Since when they are a client, in Unix milliseconds.
 */
clientSince: number | null, 
/**
 * Who looks after them; `null` where nobody does.
 */
keeper: string | null, 
/**
 * When they first wrote or ordered, in Unix milliseconds; `null` when they never did.
 */
firstSeenAt: number | null, 
/**
 * When they last wrote or ordered, in Unix milliseconds; `null` when they never did.
 */
lastSeenAt: number | null, 
/**
 * How many conversations there are with them; counted up to 20.
 */
conversations: number, 
/**
 * What they spent, by currency.
 */
spent: Array<MoneySpent>, 
/**
 * How often they ordered, without what was cancelled.
 */
orderCount: number, 
/**
 * How many of these orders came after the first.
 */
repeatOrders: number, 
/**
 * Their newest ratings of the seller, newest first.
 */
feedbackFromBuyer: Array<PersonRating>, 
/**
 * The seller's newest ratings of them, newest first.
 */
feedbackFromUs: Array<PersonRating>, };

/**
 * One person, as the panel beside a conversation shows them.
 */
export type PersonPanel = { 
/**
 * The person.
 */
id: string, 
/**
 * Their name.
 */
name: string, 
/**
 * Their picture.
 */
avatar: string | null, 
/**
 * The language they use, as BCP 47, when it is known.
 */
language: string | null, 
/**
 * The account's name.
 */
account: string, 
/**
 * What they are to the shop.
 */
stage: PersonStage, 
/**
 * Since when they are a client, in Unix milliseconds.
 */
clientSince: number | null, 
/**
 * Who looks after them; `null` where nobody does.
 */
keeper: string | null, 
/**
 * When they first wrote or ordered, in Unix milliseconds.
 */
firstAt: number, 
/**
 * How many conversations there are with them; counted up to 20.
 */
conversations: number, 
/**
 * What they spent, by currency.
 */
spent: Array<MoneySpent>, 
/**
 * How often they ordered, without what was cancelled.
 */
orderCount: number, 
/**
 * Their newest five orders, newest first.
 */
orders: Array<OrderSheet>, 
/**
 * Their newest three ratings of the seller, newest first.
 */
feedbackFromBuyer: Array<FeedbackCard>, 
/**
 * The seller's newest three ratings of them, newest first.
 */
feedbackFromUs: Array<FeedbackCard>, 
/**
 * What lies in their cart.
 */
cart: CartCard | null, };

/**
 * What a person allows.
 */
export type PersonPermissions = { 
/**
 * Since when messages about their orders are implied, in Unix milliseconds: their first order.
 */
serviceSince: number | null, 
/**
 * Every other purpose, in the order in which they are shown.
 */
purposes: Array<PermissionStanding>, 
/**
 * The newest lines of the log, newest first; at most 20.
 */
log: Array<PermissionLine>, 
/**
 * Whether there are more lines than these.
 */
more: boolean, };

/**
 * What one person was promised.
 */
export type PersonPromises = { 
/**
 * What is owed, due first comes first; at most 20.
 */
open: Array<PromiseLine>, 
/**
 * What was settled last; at most five.
 */
settled: Array<PromiseLine>, 
/**
 * How many are owed.
 */
openCount: number, 
/**
 * How many were kept in time.
 */
keptCount: number, 
/**
 * How many were settled: kept in time, late, or broken.
 */
settledCount: number, };

/**
 * A rating that a person gave or got.
 */
export type PersonRating = { 
/**
 * The rating.
 */
feedback: FeedbackCard, 
/**
 * What it is about, where that is here.
 */
order: RatedOrder | null, 
/**
 * Where it is talked about, where that is known.
 */
conversationId: string | null, };

/**
 * What a person is to the shop.
 */
export type PersonStage = "customer" | "client";

/**
 * How much a notification shows, to whoever can see the screen.
 */
export type Preview = "everything" | "name" | "nothing";

/**
 * What the newest message is.
 */
export type PreviewKind = "text" | "picture" | "system" | "offer" | "order" | "feedback" | "unknown";

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
 * A promise that was given.
 */
export type PromiseGiven = { 
/**
 * The promise.
 */
id: string, };

/**
 * One promise, with whom it was given.
 */
export type PromiseLine = { 
/**
 * The promise.
 */
id: string, 
/**
 * Its place in the list that it was asked from: unique, ascending down the list.
 */
key: number, 
/**
 * Who was promised.
 */
personId: string, 
/**
 * Their name.
 */
person: string, 
/**
 * Their picture.
 */
avatar: string | null, 
/**
 * Where it was given, or else the newest conversation with them.
 */
conversationId: string | null, 
/**
 * The message that it came from, as its place in that conversation, while both are there.
 */
messageKey: number | null, 
/**
 * What that message said; empty when it came from none.
 */
words: string, 
/**
 * What was promised.
 */
what: string, 
/**
 * When it was given, in Unix milliseconds.
 */
madeAt: number, 
/**
 * By when, in Unix milliseconds.
 */
dueAt: number, 
/**
 * How it stands.
 */
state: PromiseState, 
/**
 * When it was settled, in Unix milliseconds.
 */
settledAt: number | null, 
/**
 * How it was renegotiated, oldest first.
 */
moves: Array<PromiseMove>, };

/**
 * One renegotiation.
 */
export type PromiseMove = { 
/**
 * The move.
 */
id: string, 
/**
 * When it had been due, in Unix milliseconds.
 */
fromAt: number, 
/**
 * When it was due from then on, in Unix milliseconds.
 */
toAt: number, 
/**
 * Why; empty where nothing was said.
 */
why: string, 
/**
 * When that was agreed, in Unix milliseconds.
 */
movedAt: number, };

/**
 * A window of a tab.
 */
export type PromisePage = { 
/**
 * The rows, in the tab's order.
 */
rows: Array<PromiseLine>, 
/**
 * Whether there are rows above.
 */
hasBefore: boolean, 
/**
 * Whether there are rows below.
 */
hasAfter: boolean, };

/**
 * How well the shop keeps its promises. The rows behind each figure are the tab of that name.
 */
export type PromiseRate = { 
/**
 * How many are owed.
 */
open: number, 
/**
 * How many of those are overdue, counted up to 100.
 */
overdue: number, 
/**
 * How many were kept in time.
 */
kept: number, 
/**
 * How many were kept after their time.
 */
late: number, 
/**
 * How many were not kept.
 */
broken: number, };

/**
 * How a promise stands.
 */
export type PromiseState = "open" | "kept" | "late" | "broken";

/**
 * The tabs of the promises.
 */
export type PromiseTab = "open" | "kept" | "late" | "broken" | "all";

/**
 * Names a person whose promises are asked for.
 */
export type PromisesOf = { 
/**
 * The person.
 */
personId: string, };

/**
 * Nothing pops up at the moment.
 */
export type QuietNow = { 
/**
 * Since when, in Unix milliseconds.
 */
since: number, 
/**
 * Until when, in Unix milliseconds; `null` when no end can be seen.
 */
until: number | null, 
/**
 * Whether the seller asked for it, rather than their hours.
 */
paused: boolean, };

/**
 * When nothing pops up.
 */
export type QuietWhen = "never" | "outsideWork" | "hours";

/**
 * Rates the buyer for an order.
 */
export type RateBuyer = { 
/**
 * The order; the buyer must have received it.
 */
orderId: string, 
/**
 * From 1 (bad) to 5 (good).
 */
rating: number, 
/**
 * What is said with it; may be empty.
 */
text: string, };

/**
 * The order that a rating is about.
 */
export type RatedOrder = { 
/**
 * The number that the buyer sees too.
 */
number: string, 
/**
 * Its place among the person's orders.
 */
at: PersonAt, };

/**
 * The seller has looked at a conversation.
 */
export type ReadConversation = { 
/**
 * The conversation.
 */
conversationId: string, 
/**
 * The place of the newest message that was shown; what came after it was not seen.
 */
upTo: number, };

/**
 * Why an account or an outbox entry stands still. A file format: it is stored.
 */
export type Reason = { "kind": "unreachable" } | { "kind": "serverFailed" } | { "kind": "tooMany" } | { "kind": "unauthorized" } | { "kind": "unreadable" } | { "kind": "tooLarge" } | { "kind": "tooLong" } | { "kind": "endless" } | { "kind": "stale" } | { "kind": "soldOut" } | { "kind": "notSeen" } | { "kind": "gone" } | { "kind": "closed" } | { "kind": "answerTooLate" } | { "kind": "declined" } | { "kind": "tooLate" } | { "kind": "interrupted" } | { "kind": "disconnected" } | { "kind": "blocked" } | { "kind": "refused", 
/**
 * The marketplace's words.
 */
detail: string, } | { "kind": "unknown" };

/**
 * Takes a note away.
 */
export type RemovePersonNote = { 
/**
 * The note.
 */
noteId: string, };

/**
 * Takes a picture out of the reply's draft.
 */
export type RemovePicture = { 
/**
 * The conversation.
 */
conversationId: string, 
/**
 * The picture.
 */
pictureId: string, };

/**
 * Answers the buyer.
 */
export type ReplyToConversation = { 
/**
 * The conversation.
 */
conversationId: string, 
/**
 * The words; may be empty where there are pictures.
 */
text: string, 
/**
 * Which of the draft's pictures it shows, in this order; none when absent.
 */
pictures?: Array<string>, 
/**
 * The message that it answers; none when absent.
 */
answers?: string, 
/**
 * When it leaves, in Unix milliseconds; at once when absent.
 */
leavesAt?: number, 
/**
 * Whether a reply that leaves at once first stays here for the seconds that the seller chose,
 * so that it can be undone.
 */
undoable?: boolean, };

/**
 * Notes what a review by hand found.
 */
export type ReviewCommitment = { 
/**
 * The commitment.
 */
id: string, 
/**
 * What was found, at most 2000 characters.
 */
evidence: string, 
/**
 * When the next review is due, in Unix milliseconds; not in the past.
 */
nextReviewAt: number, };

/**
 * Words a commitment anew.
 */
export type RewordCommitment = { 
/**
 * The commitment.
 */
id: string, 
/**
 * Its words, at most 500 characters.
 */
text: string, };

/**
 * Says what is promised in other words.
 */
export type RewordPromise = { 
/**
 * The promise.
 */
id: string, 
/**
 * What, in at most 500 characters.
 */
what: string, };

/**
 * A place in the roster; the row itself may be gone.
 */
export type RosterAt = { 
/**
 * The currency or the name, where it is sorted by them.
 */
word: string, 
/**
 * The time, amount or number that it is sorted by.
 */
value: number, 
/**
 * Keeps the order of those who are equal.
 */
key: number, };

/**
 * A window of the roster.
 */
export type RosterPage = { 
/**
 * The rows, in the order that was asked for.
 */
rows: Array<RosterRow>, 
/**
 * Whether there are rows above.
 */
hasBefore: boolean, 
/**
 * Whether there are rows below.
 */
hasAfter: boolean, };

/**
 * One person of the roster.
 */
export type RosterRow = { 
/**
 * The person.
 */
id: string, 
/**
 * Their place in this order.
 */
at: RosterAt, 
/**
 * Their name.
 */
name: string, 
/**
 * Their picture.
 */
avatar: string | null, 
/**
 * The account's name.
 */
account: string, 
/**
 * What they are to the shop.
 */
stage: PersonStage, 
/**
 * Since when they are a client, in Unix milliseconds.
 */
clientSince: number | null, 
/**
 * When they last wrote or ordered, in Unix milliseconds; `null` when they never did.
 */
lastSeenAt: number | null, 
/**
 * How often they ordered, without what was cancelled.
 */
orderCount: number, 
/**
 * What they spent in the currency that they order in most; `null` when they did not order.
 */
spent: MoneySpent | null, };

/**
 * What the roster is sorted by.
 */
export type RosterSort = "seen" | "spent" | "orders" | "name";

/**
 * Who is shown.
 */
export type RosterStage = "all" | "client" | "customer";

/**
 * Words that break a rule.
 */
export type RuleBreak = { 
/**
 * Which rule.
 */
rule: Forbidden, 
/**
 * The words.
 */
words: string, };

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
 * A message or a private note that was found.
 */
export type SearchHit = { 
/**
 * Its key.
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
 * Whether the seller sent it.
 */
byUs: boolean, 
/**
 * Whether it is a note, which nobody but the seller sees.
 */
isNote: boolean, 
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
 * Only messages written with this person; null looks everywhere.
 */
personId: string | null, 
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
hasMore: boolean, 
/**
 * What the search was understood as, part by part.
 */
understood: Array<SearchPart>, };

/**
 * A part of a search, as it was understood.
 */
export type SearchPart = { 
/**
 * What it was understood as.
 */
kind: SearchPartKind, 
/**
 * What was typed; empty where the kind says it all.
 */
value: string, 
/**
 * The names that were meant, at most three.
 */
meant: Array<string>, 
/**
 * Whether there are more of that name than are told.
 */
more: boolean, 
/**
 * When the day begins, in Unix milliseconds; `null` for what is no day.
 */
at: number | null, 
/**
 * Whether it must not be so.
 */
without: boolean, 
/**
 * Whether there is nothing of that name, nobody who waits, or no such day.
 */
unknown: boolean, };

/**
 * What part of a search was understood as.
 */
export type SearchPartKind = "words" | "from" | "product" | "order" | "waiting" | "buyer" | "seller" | "note" | "picture" | "before" | "after";

/**
 * A search for people, products, orders and notes about people.
 */
export type SearchRecords = { 
/**
 * Beginnings of words, in any order.
 */
text: string, 
/**
 * How many of each kind at most, from 1 to 20.
 */
limit: number, };

/**
 * Asks the buyer to confirm an order, or asks again after a correction.
 */
export type SendOrderCard = { 
/**
 * The order.
 */
orderId: string, 
/**
 * What is said with it; may be empty.
 */
note: string, };

/**
 * How replies are sent.
 */
export type Sending = { 
/**
 * For how many seconds a reply can be taken back before it leaves, from 0 to 30.
 */
undoSeconds: number, };

/**
 * Blocks a person, or no longer.
 */
export type SetBlocked = { 
/**
 * The person.
 */
personId: string, 
/**
 * Whether they are blocked.
 */
blocked: boolean, };

/**
 * Makes a person a client, or a customer again.
 */
export type SetClient = { 
/**
 * The person.
 */
personId: string, 
/**
 * Whether they are a client.
 */
client: boolean, };

/**
 * Gives the check of a commitment other days to count by.
 */
export type SetCommitmentDays = { 
/**
 * The commitment.
 */
id: string, 
/**
 * The days, from 1 to 3650.
 */
days: number, };

/**
 * Says who looks after a client.
 */
export type SetKeeper = { 
/**
 * The client.
 */
personId: string, 
/**
 * Who looks after them, in at most 80 characters; empty where nobody does.
 */
keeper: string, };

/**
 * Settles an open promise.
 */
export type SettlePromise = { 
/**
 * The promise.
 */
id: string, 
/**
 * Whether it was kept.
 */
kept: boolean, };

/**
 * Says that an order is on its way.
 */
export type ShipOrder = { 
/**
 * The order.
 */
orderId: string, 
/**
 * What is said with it; may be empty.
 */
note: string, };

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
 * Conversations that wait and are not muted.
 */
waiting: number, };

/**
 * Asks for a window of the rows that break a commitment.
 */
export type ShowCommitmentRows = { 
/**
 * The commitment.
 */
id: string, 
/**
 * Behind which place; `null` is the beginning.
 */
after: CommitmentAt | null, };

/**
 * Asks for a window of the ledger.
 */
export type ShowLedger = { 
/**
 * The tab.
 */
tab: LedgerTab, 
/**
 * Only what was given in the UTC month that holds this time, in Unix milliseconds; `null` is
 * everything.
 */
month: number | null, 
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
 * Asks for a part of the outbox.
 */
export type ShowOutbox = { 
/**
 * Which part.
 */
part: OutboxPart, 
/**
 * How many rows from the top; at most 200.
 */
limit: number, };

/**
 * Asks for a window of the log.
 */
export type ShowPermissionLog = { 
/**
 * Of which purpose; `null` is all of them.
 */
purpose: PermissionPurpose | null, 
/**
 * The key of the line at which to look; `null` is the newest.
 */
at: number | null, 
/**
 * How many newer lines; at most 200.
 */
before: number, 
/**
 * How many lines from it on, itself among them; at most 200.
 */
after: number, };

/**
 * Asks for a window of the people who allow a purpose, or took it back.
 */
export type ShowPermitted = { 
/**
 * The purpose.
 */
purpose: PermissionPurpose, 
/**
 * Whether they allow it, or took it back.
 */
granted: boolean, 
/**
 * The key of the line at which to look; `null` is the newest. The line itself may stand there
 * no more.
 */
at: number | null, 
/**
 * How many newer lines; at most 200.
 */
before: number, 
/**
 * How many lines from it on, itself among them; at most 200.
 */
after: number, };

/**
 * Asks for a window of a person's rows.
 */
export type ShowPersonRows = { 
/**
 * The person.
 */
personId: string, 
/**
 * The place at which to look; `null` is the newest.
 */
at: PersonAt | null, 
/**
 * How many newer rows than the one there; at most 50.
 */
before: number, 
/**
 * How many rows from it on, itself among them; at most 50.
 */
after: number, };

/**
 * Asks for a window of the roster.
 */
export type ShowRoster = { 
/**
 * What it is sorted by.
 */
sort: RosterSort, 
/**
 * Who is shown.
 */
stage: RosterStage, 
/**
 * The place at which to look; `null` is the top.
 */
at: RosterAt | null, 
/**
 * How many rows above it; at most 200.
 */
before: number, 
/**
 * How many rows from it on, itself among them; at most 200.
 */
after: number, 
/**
 * The beginnings of words of a name; then who was met last comes first.
 */
search: string | null, };

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
 * A sign-in that waits for the seller.
 */
export type SignInStarted = { 
/**
 * The sign-in.
 */
id: string, 
/**
 * Where the seller agrees; for the system's browser, and not to be kept.
 */
url: string, };

/**
 * A sign-in, as the screen shows it.
 */
export type SignInState = { 
/**
 * The sign-in.
 */
id: string, 
/**
 * How far it is.
 */
state: SignInStep, 
/**
 * Why it came to nothing.
 */
reason: Reason | null, 
/**
 * The account that it connected.
 */
accountId: string | null, 
/**
 * Where.
 */
baseUrl: string, };

/**
 * How far a sign-in is.
 */
export type SignInStep = "waiting" | "done" | "failed" | "cancelled";

/**
 * Begins to sign in at a marketplace that speaks the open API.
 */
export type SignInToAccount = { 
/**
 * Where it is: `https://…`, or `http://` on this machine.
 */
baseUrl: string, };

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
 * What woke a conversation.
 */
export type SnoozeEnd = "time" | "reply";

/**
 * Whether the store is open, and if not, why.
 */
export type StoreState = { "kind": "open", } | { "kind": "needsPassphrase", 
/**
 * Whether there is no store yet.
 */
first: boolean, } | { "kind": "keyMissing", } | { "kind": "wrongKey", } | { "kind": "newer", } | { "kind": "broken", } | { "kind": "unwritable", };

/**
 * The tables that a screen can depend on.
 */
export type Table = "accounts" | "signIns" | "persons" | "products" | "conversations" | "inbox" | "messages" | "orders" | "offers" | "carts" | "feedback" | "clients" | "roster" | "personNotes" | "promises" | "permissions" | "commitments" | "commitmentVersions" | "commitmentReviews" | "commitmentChecks" | "notes" | "drafts" | "marks" | "tags" | "readings" | "blocked" | "outbox" | "journal" | "settings" | "pictures" | "presence" | "store";

/**
 * A place in a text, counted in UTF-16 units, as the page counts.
 */
export type TextRange = { 
/**
 * Where it begins.
 */
start: number, 
/**
 * Where it has ended.
 */
end: number, };

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
 * The pictures; at least one.
 */
pictures: Array<ThreadPicture>, 
/**
 * Words below them; empty when there are none.
 */
caption: string, } | { "kind": "system", 
/**
 * Plain text.
 */
text: string, } | { "kind": "offer", 
/**
 * The offer as it stands now; `null` where it is not here.
 */
offer: OfferCard | null, 
/**
 * What happened to it then.
 */
step: OfferStep, 
/**
 * What was said with it; empty when nothing.
 */
note: string, } | { "kind": "order", 
/**
 * The order as it stands now; `null` where it is not here.
 */
order: OrderSheet | null, 
/**
 * What happened to it then.
 */
step: OrderStep, 
/**
 * What was said with it; empty when nothing.
 */
note: string, } | { "kind": "feedback", 
/**
 * It as it stands now; `null` where it is not here.
 */
feedback: FeedbackCard | null, } | { "kind": "unknown", };

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
body: ThreadBody, 
/**
 * The message that it answers.
 */
answers: ThreadQuote | null, 
/**
 * Whether it is the seller's and the buyer has read it, where that is reported.
 */
read: boolean, } | { "kind": "note", 
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
 * The beginning of a message that another one answers.
 */
export type ThreadQuote = { 
/**
 * The message.
 */
id: string, 
/**
 * Its place in the thread; `null` where it is not here, or no longer.
 */
key: number | null, 
/**
 * Who wrote it; `null` where it is not here.
 */
author: ThreadAuthor | null, 
/**
 * How its words begin; empty where there are none.
 */
words: string, 
/**
 * Its first picture.
 */
picture: string | null, };

/**
 * The day at a glance. Each list holds at most six rows.
 */
export type Today = { 
/**
 * Who waits longest.
 */
waiting: TodayWaiting, 
/**
 * Buyers' offers that are open, oldest first.
 */
offers: Array<TodayOffer>, 
/**
 * Orders that were placed and are not sent, oldest first.
 */
orders: Array<TodayOrder>, 
/**
 * Carts that were left, newest change first.
 */
carts: Array<TodayCart>, 
/**
 * Buyers' feedback that the seller can answer and has not, newest first.
 */
feedback: Array<TodayFeedback>, 
/**
 * Orders that arrived and whose buyer the seller can rate and has not, newest first.
 */
toRate: Array<TodayOrder>, 
/**
 * What the seller owes and is due.
 */
promises: TodayPromises, 
/**
 * What the shop's commitments ask for.
 */
commitments: TodayCommitments, 
/**
 * Outbox entries that stopped with a reason.
 */
trouble: number, 
/**
 * What arrived since yesterday.
 */
arrived: TodayArrived, };

/**
 * What arrived since yesterday; each number is counted up to 200.
 */
export type TodayArrived = { 
/**
 * Since when, in Unix milliseconds.
 */
since: number, 
/**
 * What buyers wrote.
 */
messages: number, 
/**
 * What was ordered.
 */
orders: number, 
/**
 * How often buyers rated.
 */
feedback: number, 
/**
 * Whether any of the numbers would be higher.
 */
capped: boolean, };

/**
 * A cart that was left.
 */
export type TodayCart = { 
/**
 * The newest conversation with the buyer, where there is one.
 */
conversationId: string | null, 
/**
 * The buyer.
 */
personId: string, 
/**
 * The buyer's name.
 */
person: string, 
/**
 * The buyer's picture.
 */
avatar: string | null, 
/**
 * What lies in it.
 */
cart: CartCard, };

/**
 * What Today says of the commitments.
 */
export type TodayCommitments = { 
/**
 * How many are broken.
 */
broken: number, 
/**
 * Of how many a review is due.
 */
reviewDue: number, };

/**
 * A buyer's feedback that has no answer.
 */
export type TodayFeedback = { 
/**
 * Where the order is talked about, where that is known.
 */
conversationId: string | null, 
/**
 * The buyer.
 */
personId: string, 
/**
 * The buyer's name.
 */
person: string, 
/**
 * The buyer's picture.
 */
avatar: string | null, 
/**
 * The feedback.
 */
feedback: FeedbackCard, };

/**
 * A buyer's offer that is open.
 */
export type TodayOffer = { 
/**
 * Where it was made.
 */
conversationId: string | null, 
/**
 * The buyer.
 */
personId: string, 
/**
 * The buyer's name.
 */
person: string, 
/**
 * The buyer's picture.
 */
avatar: string | null, 
/**
 * The offer.
 */
offer: OfferCard, };

/**
 * An order that something is to be done about.
 */
export type TodayOrder = { 
/**
 * Where it is talked about, where that is known.
 */
conversationId: string | null, 
/**
 * The buyer.
 */
personId: string, 
/**
 * The buyer's name.
 */
person: string, 
/**
 * The buyer's picture.
 */
avatar: string | null, 
/**
 * The order.
 */
order: OrderSheet, };

/**
 * What Today says of promises.
 */
export type TodayPromises = { 
/**
 * What is overdue, longest first; at most six.
 */
overdue: Array<PromiseLine>, 
/**
 * What is due until the end of the day, in this order; at most six.
 */
today: Array<PromiseLine>, };

/**
 * Who waits longest.
 */
export type TodayWaiting = { 
/**
 * The first six, longest first.
 */
rows: Array<ConversationRow>, 
/**
 * How many wait altogether.
 */
count: number, };

/**
 * So many of one product, at so much.
 */
export type TradeLine = { 
/**
 * What it was called at the time.
 */
title: string, 
/**
 * How many.
 */
quantity: number, 
/**
 * For all of them together, in minor units of the whole's currency.
 */
priceMinor: number, };

/**
 * One side of the trade.
 */
export type TradeSide = "buyer" | "seller";

/**
 * What is done to a conversation. Where it is so already, nothing is.
 */
export type TriageAct = { "kind": "done", 
/**
 * Whether it is done.
 */
done: boolean, } | { "kind": "snooze", 
/**
 * Until when, in Unix milliseconds; `null` where only the buyer wakes it.
 */
until: number | null, 
/**
 * Whether it wakes when the buyer writes.
 */
onReply: boolean, } | { "kind": "wake", } | { "kind": "star", 
/**
 * Whether it is.
 */
starred: boolean, } | { "kind": "mute", 
/**
 * Until when, in Unix milliseconds; `null` until the seller says otherwise.
 */
until: number | null, } | { "kind": "unmute", } | { "kind": "tag", 
/**
 * The word, in at most 40 characters.
 */
word: string, } | { "kind": "untag", 
/**
 * The word, whichever capitals it is written in.
 */
word: string, } | { "kind": "read", 
/**
 * Whether it is read.
 */
read: boolean, };

/**
 * Does something to conversations.
 */
export type TriageConversations = { 
/**
 * The conversations, from 1 to 500.
 */
conversationIds: Array<string>, 
/**
 * What is done to each of them.
 */
act: TriageAct, };

/**
 * What triage did.
 */
export type Triaged = { 
/**
 * How many conversations are otherwise than before.
 */
changed: number, };

/**
 * What an undo did.
 */
export type Undone = { 
/**
 * The act that was undone; `null` when there was none to undo.
 */
act: UndoneAct | null, 
/**
 * Where it can be seen, where it belongs to one conversation.
 */
conversationId: string | null, 
/**
 * How many conversations it was done to; 0 where it belongs to none.
 */
conversations: number, };

/**
 * Which act was undone; the page has a sentence for each.
 */
export type UndoneAct = "noteAdded" | "noteRemoved" | "markedDone" | "reopened" | "replySent" | "clientMade" | "clientEnded" | "keeperSet" | "personNoteAdded" | "personNoteRemoved" | "promiseMade" | "promiseReworded" | "promiseMoved" | "promiseSettled" | "promiseReopened" | "permissionGranted" | "permissionWithdrawn" | "commitmentAdded" | "commitmentReworded" | "commitmentDaysSet" | "commitmentRetired" | "commitmentTakenUp" | "commitmentReviewed" | "snoozed" | "woken" | "starred" | "unstarred" | "muted" | "unmuted" | "tagged" | "untagged" | "markedRead" | "markedUnread" | "blocked" | "unblocked";

/**
 * Opens the store with a passphrase, or chooses one at the first start.
 */
export type UnlockStore = { 
/**
 * The passphrase; at least ten characters where it is chosen.
 */
passphrase: string, };

/**
 * Says that an emoji was used.
 */
export type UseEmoji = { 
/**
 * The emoji.
 */
emoji: string, };

/**
 * People wait beyond the seller's own limit.
 */
export type WaitingAlarm = { 
/**
 * How many; counted up to 100 conversations.
 */
people: number, 
/**
 * Whether there may be more.
 */
capped: boolean, 
/**
 * The limit in minutes; `null` where it differs between them.
 */
limitMinutes: number | null, 
/**
 * Where the one waits who has waited longest.
 */
conversationId: string, 
/**
 * Their name.
 */
person: string, 
/**
 * How long they have waited, in minutes of working time.
 */
waitedMinutes: number, };

/**
 * Hours that come again every week.
 */
export type WeekHours = { 
/**
 * The spans that begin on each day, Monday first; at most six a day.
 */
days: [Array<DaySpan>, Array<DaySpan>, Array<DaySpan>, Array<DaySpan>, Array<DaySpan>, Array<DaySpan>, Array<DaySpan>], };

/**
 * Notes that a person took back what they had allowed.
 */
export type WithdrawPermission = { 
/**
 * Who.
 */
personId: string, 
/**
 * What for.
 */
purpose: PermissionPurpose, 
/**
 * How they said it.
 */
source: PermissionSource, 
/**
 * Their message in which they said it; then the words of that message are the evidence.
 */
messageId: string | null, 
/**
 * What else shows it, in at most 2,000 characters; may be empty, for leaving is easy.
 */
evidence: string, };

/** Every command. */
export interface Commands {
  'desk.status': { args: null; result: DeskStatus; tag: 'view' };
  'desk.open': { args: null; result: DeskStatus; tag: 'act' };
  'desk.unlock': { args: UnlockStore; result: DeskStatus; tag: 'act' };
  'accounts.status': { args: null; result: ShopStatus; tag: 'view' };
  'accounts.connect': { args: ConnectAccount; result: AccountStatus; tag: 'act' };
  'accounts.signIn': { args: SignInToAccount; result: SignInStarted; tag: 'act' };
  'accounts.signInState': { args: ChooseSignIn; result: SignInState; tag: 'view' };
  'accounts.cancelSignIn': { args: ChooseSignIn; result: SignInState; tag: 'act' };
  'accounts.tryNow': { args: null; result: null; tag: 'act' };
  'accounts.disconnect': { args: DisconnectAccount; result: AccountStatus; tag: 'act' };
  'inbox.list': { args: ListConversations; result: ConversationPage; tag: 'view' };
  'inbox.head': { args: OpenConversation; result: ConversationHead; tag: 'view' };
  'inbox.thread': { args: ShowThread; result: ThreadPage; tag: 'view' };
  'inbox.drafts': { args: OpenConversation; result: Drafts; tag: 'view' };
  'inbox.checkReply': { args: CheckReply; result: Array<RuleBreak>; tag: 'view' };
  'inbox.reply': { args: ReplyToConversation; result: OutboxEntry; tag: 'act' };
  'inbox.note': { args: AddNote; result: Note; tag: 'act' };
  'inbox.saveDraft': { args: SaveDraft; result: null; tag: 'act' };
  'inbox.removePicture': { args: RemovePicture; result: null; tag: 'act' };
  'inbox.answer': { args: AnswerMessage; result: null; tag: 'act' };
  'inbox.presence': { args: OpenConversation; result: ConversationPresence; tag: 'view' };
  'inbox.typing': { args: OpenConversation; result: null; tag: 'act' };
  'inbox.triage': { args: TriageConversations; result: Triaged; tag: 'act' };
  'inbox.read': { args: ReadConversation; result: null; tag: 'act' };
  'inbox.tags': { args: null; result: Array<string>; tag: 'view' };
  'inbox.chooseTab': { args: ChooseInboxTab; result: null; tag: 'act' };
  'offers.make': { args: MakeOffer; result: OutboxEntry; tag: 'act' };
  'offers.counter': { args: CounterOffer; result: OutboxEntry; tag: 'act' };
  'offers.answer': { args: AnswerOffer; result: OutboxEntry; tag: 'act' };
  'orders.sendCard': { args: SendOrderCard; result: OutboxEntry; tag: 'act' };
  'orders.ship': { args: ShipOrder; result: OutboxEntry; tag: 'act' };
  'feedback.ledger': { args: ShowLedger; result: LedgerPage; tag: 'view' };
  'feedback.versions': { args: ChooseFeedback; result: Array<FeedbackVersion>; tag: 'view' };
  'feedback.months': { args: null; result: Array<FeedbackMonth>; tag: 'view' };
  'feedback.rate': { args: RateBuyer; result: OutboxEntry; tag: 'act' };
  'feedback.answer': { args: AnswerFeedback; result: OutboxEntry; tag: 'act' };
  'people.panel': { args: OpenConversation; result: PersonPanel; tag: 'view' };
  'people.setClient': { args: SetClient; result: null; tag: 'act' };
  'people.setBlocked': { args: SetBlocked; result: null; tag: 'act' };
  'people.setKeeper': { args: SetKeeper; result: null; tag: 'act' };
  'people.keepers': { args: null; result: Array<string>; tag: 'view' };
  'people.roster': { args: ShowRoster; result: RosterPage; tag: 'view' };
  'people.page': { args: OpenPerson; result: PersonPage; tag: 'view' };
  'people.orders': { args: ShowPersonRows; result: PersonOrders; tag: 'view' };
  'people.conversations': { args: ShowPersonRows; result: PersonConversations; tag: 'view' };
  'people.notes': { args: ShowPersonRows; result: PersonNotes; tag: 'view' };
  'people.addNote': { args: AddPersonNote; result: string; tag: 'act' };
  'people.removeNote': { args: RemovePersonNote; result: null; tag: 'act' };
  'promises.list': { args: ListPromises; result: PromisePage; tag: 'view' };
  'promises.of': { args: PromisesOf; result: PersonPromises; tag: 'view' };
  'promises.rate': { args: null; result: PromiseRate; tag: 'view' };
  'promises.make': { args: GivePromise; result: PromiseGiven; tag: 'act' };
  'promises.reword': { args: RewordPromise; result: null; tag: 'act' };
  'promises.move': { args: MovePromise; result: null; tag: 'act' };
  'promises.settle': { args: SettlePromise; result: null; tag: 'act' };
  'promises.reopen': { args: ChoosePromise; result: null; tag: 'act' };
  'permissions.of': { args: PermissionsOf; result: PersonPermissions; tag: 'view' };
  'permissions.log': { args: ShowPermissionLog; result: PermissionPage; tag: 'view' };
  'permissions.people': { args: ShowPermitted; result: PermissionPage; tag: 'view' };
  'permissions.tallies': { args: null; result: PermissionTallies; tag: 'view' };
  'permissions.words': { args: PermissionWords; result: Array<PermissionWording>; tag: 'view' };
  'permissions.grant': { args: GrantPermission; result: null; tag: 'act' };
  'permissions.withdraw': { args: WithdrawPermission; result: null; tag: 'act' };
  'commitments.list': { args: null; result: CommitmentList; tag: 'view' };
  'commitments.rows': { args: ShowCommitmentRows; result: CommitmentRows; tag: 'view' };
  'commitments.versions': { args: ChooseCommitment; result: CommitmentHistory; tag: 'view' };
  'commitments.add': { args: AddCommitment; result: string; tag: 'act' };
  'commitments.reword': { args: RewordCommitment; result: null; tag: 'act' };
  'commitments.setDays': { args: SetCommitmentDays; result: null; tag: 'act' };
  'commitments.retire': { args: ChooseCommitment; result: null; tag: 'act' };
  'commitments.takeUp': { args: ChooseCommitment; result: null; tag: 'act' };
  'commitments.review': { args: ReviewCommitment; result: null; tag: 'act' };
  'commitments.forgetAddresses': { args: ForgetAddresses; result: AddressesForgotten; tag: 'destructive' };
  'today.show': { args: null; result: Today; tag: 'view' };
  'outbox.list': { args: ShowOutbox; result: OutboxPage; tag: 'view' };
  'outbox.retry': { args: ChooseOutboxEntry; result: OutboxEntry; tag: 'act' };
  'outbox.edit': { args: EditOutboxEntry; result: OutboxEntry; tag: 'act' };
  'outbox.discard': { args: ChooseOutboxEntry; result: OutboxEntry; tag: 'act' };
  'outbox.acknowledge': { args: ChooseOutboxEntry; result: OutboxEntry; tag: 'act' };
  'outbox.delete': { args: ChooseOutboxEntry; result: OutboxEntry; tag: 'act' };
  'search.records': { args: SearchRecords; result: FoundRecords; tag: 'view' };
  'search.marks': { args: MarkHit; result: Array<TextRange>; tag: 'view' };
  'search.health': { args: null; result: IndexHealth; tag: 'view' };
  'search.check': { args: null; result: IndexCheck; tag: 'act' };
  'search.rebuild': { args: null; result: null; tag: 'act' };
  'search.messages': { args: SearchMessages; result: SearchPage; tag: 'view' };
  'journal.undo': { args: null; result: Undone; tag: 'act' };
  'attention.status': { args: null; result: AttentionStatus; tag: 'view' };
  'attention.look': { args: Look; result: null; tag: 'act' };
  'attention.pause': { args: PauseNotifications; result: null; tag: 'act' };
  'settings.appearance': { args: null; result: Appearance; tag: 'view' };
  'settings.setAppearance': { args: Appearance; result: Appearance; tag: 'act' };
  'settings.recentEmoji': { args: null; result: Array<string>; tag: 'view' };
  'settings.useEmoji': { args: UseEmoji; result: null; tag: 'act' };
  'settings.sending': { args: null; result: Sending; tag: 'view' };
  'settings.setSending': { args: Sending; result: Sending; tag: 'act' };
  'settings.notifications': { args: null; result: NotificationSettings; tag: 'view' };
  'settings.setNotifications': { args: NotificationSettings; result: NotificationSettings; tag: 'act' };
  'inbox.addPicture': { args: AddPicture; result: DraftPicture; tag: 'carrying' };
}
