//! Where things are on the page, in one place, so that a change of the page is a change here.

/// A row of the list of conversations.
pub const CONVERSATION: &str = "[role=option][data-conversation]";
/// Whose conversation a row is.
pub const PERSON: &str = "[role=option][data-conversation] .name";
/// A message of the open conversation.
pub const MESSAGE: &str = "[data-message], [data-place=thread] .msg:not([data-outbox])";
/// The field in which a reply is written.
pub const COMPOSER: &str = "[data-mode] textarea";
/// A picture that lies with it.
pub const DRAFTED_PICTURE: &str = "[data-mode] li img";
/// The button that sends it.
pub const SEND: &str = "[data-mode] footer button:last-of-type";
/// A reply that the marketplace does not have yet.
pub const OUTBOX: &str = "[data-outbox]";
/// The field in which words are looked for.
pub const SEARCH: &str = "[role=search] input";
/// A message that was found.
pub const HIT: &str = "[role=option].hit";
/// The foot while the marketplace is heard.
pub const ONLINE: &str = ".foot[data-tone=good]";
/// The foot while it is not.
pub const OFFLINE: &str = ".foot[data-tone=away]";
/// Whose conversation is open, and about what.
pub const HEAD: &str = "main header";
/// Who they are.
pub const HEAD_NAME: &str = "main header h2";
/// Says that somebody waits too long.
pub const ALARM: &str = "[data-alarm]";
/// A card, or a line that leads to one, in the thread.
pub const THREAD: &str = "[role=log]";
/// An offer, order or rating in the thread.
pub const CARD: &str = "[role=log] article";
/// A card's own form, or the panel in which an offer is made.
pub const FORM: &str = "main form";
/// What is asked in such a form before the words.
pub const STAR: &str = "main form label:has(input[type=radio])";
/// Says that the buyer is typing.
pub const TYPING: &str = "[data-typing=true]";
/// The ways to the pages.
pub const TODAY: &str = "nav a[href='#today']";
/// The way to the inbox.
pub const INBOX: &str = "nav a[href='#inbox']";
/// The way to the feedback.
pub const FEEDBACK: &str = "nav a[href='#feedback']";
/// The way to the people.
pub const PEOPLE: &str = "nav a[href='#people']";
/// The way to the promises.
pub const PROMISES: &str = "nav a[href='#promises']";
/// A line of the ledger.
pub const RATING: &str = "[data-feedback]";
/// The tabs of a page.
pub const TAB: &str = "main [role=tablist]";
/// The field in which a person is looked for.
pub const FIND_PERSON: &str = "main input[type=search]";
/// A person of the roster.
pub const FOUND_PERSON: &str = "main [role=option]";
/// A person's own page.
pub const PERSON_PAGE: &str = "main article";
/// A note about a person.
pub const NOTE_LINE: &str = "[data-note]";
/// A promise.
pub const LINE: &str = "main [role=listitem]";
/// What stands above a page.
pub const HEADER: &str = "main header";
/// The way to the settings.
pub const SETTINGS: &str = "nav a[href='#settings']";
/// What the morning asks for.
pub const LISTS: &str = "[data-list]";
/// A picture that has not come yet.
pub const MISSING: &str = "img.missing";
/// What is known of the buyer.
pub const ABOUT: &str = "aside";
/// Puts away what was said in passing.
pub const CLOSE_TOAST: &str = ".toast button[aria-label]";
/// A picture, large.
pub const LARGE: &str = "[role=dialog]";
/// Opens the product's picture.
pub const PRODUCT: &str = "main header button:has(img)";
/// Empties the field in which words are looked for.
pub const CLEAR_SEARCH: &str = "[role=search] button";
