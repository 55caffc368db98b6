//! The head of one conversation: with whom, about what, and what may be written.

use rapport_protocol::Capabilities;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::pictures::MayShow;
use super::place::answer_until;
use super::snooze::{self, ConversationSnooze};
use super::{muting, tags};
use crate::app::App;
use crate::db::key;
use crate::error::{Error, Result};

/// Names a conversation.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenConversation {
    /// The conversation.
    pub conversation_id: Uuid,
}

/// What a conversation is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProductCard {
    /// The product.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// The list price in minor units.
    pub price_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// How many are left, where the marketplace counts them.
    pub stock: Option<i64>,
    /// Its picture.
    pub picture: Option<Uuid>,
}

/// What the seller can do about prices in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConversationMay {
    /// Whether they can offer one for its product.
    pub offer: bool,
    /// Whether they can answer the buyer's with another.
    pub counter: bool,
}

/// The head of one conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "a list of independent yes-or-no facts"
)]
#[serde(rename_all = "camelCase")]
pub struct ConversationHead {
    /// The conversation.
    pub id: Uuid,
    /// The buyer.
    pub person_id: Uuid,
    /// The buyer's name.
    pub person: String,
    /// The buyer's picture.
    pub avatar: Option<Uuid>,
    /// The account's name.
    pub account: String,
    /// What it is about.
    pub product: Option<ProductCard>,
    /// Since when the buyer waits, in Unix milliseconds.
    pub waiting_since: Option<i64>,
    /// When it was marked done, in Unix milliseconds; `null` while it is open.
    pub done_at: Option<i64>,
    /// Whether the marketplace takes no more messages in it.
    pub closed: bool,
    /// The longest reply in Unicode scalar values; 0 when there is no limit.
    pub max_chars: u32,
    /// Until when the buyer can be answered, in Unix milliseconds; `null` where that never ends.
    pub answer_until: Option<i64>,
    /// Whether the marketplace takes links and contact details in a message.
    pub words_free: bool,
    /// Whether this account can answer at all.
    pub can_send: bool,
    /// What pictures a reply may show; `null` where it may show none.
    pub pictures: Option<MayShow>,
    /// Whether a reply can name the message that it answers.
    pub can_reply_to: bool,
    /// What can be done about prices.
    pub may: ConversationMay,
    /// How long an offer may stand, in hours; 0 for ever.
    pub offer_max_hours: u32,
    /// Whether there is something to be read, or it was marked so.
    pub unread: bool,
    /// Whether it is starred.
    pub starred: bool,
    /// Whether nothing in it notifies or alarms at the moment.
    pub muted: bool,
    /// Until when, in Unix milliseconds; `null` until the seller says otherwise.
    pub muted_until: Option<i64>,
    /// Whether the seller has blocked the buyer.
    pub blocked: bool,
    /// The seller's words for it, oldest first.
    pub tags: Vec<String>,
    /// Until when it sleeps, or what woke it until the seller has answered.
    pub snooze: Option<ConversationSnooze>,
}

/// The head of one conversation.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn head(app: App, args: OpenConversation) -> Result<ConversationHead> {
    app.db.read(move |db| read(db, args.conversation_id)).await
}

fn read(db: &Connection, conversation: Uuid) -> Result<ConversationHead> {
    let sql = format!(
        "SELECT p.name, p.avatar, account.name, account.capabilities, c.closed,
                      i.waiting_key, i.done, marks.done_at,
                      product.id, product.title, product.price_minor, product.currency,
                      product.stock, product.picture, p.id, coalesce(i.unread, 0),
                      coalesce(marks.starred, 0), i.muted_until_at, b.person IS NOT NULL, {tags},
                      i.wakes_key, i.woke_key, marks.wakes_at, marks.wakes_on_reply,
                      marks.wakes_key, c.row
               FROM conversations c
               CROSS JOIN persons p ON p.row = c.person
               CROSS JOIN accounts account ON account.row = c.account
               LEFT JOIN inbox i ON i.conversation = c.row
               LEFT JOIN marks ON marks.conversation = c.row
               LEFT JOIN blocked b ON b.person = c.person
               LEFT JOIN products product ON product.row = c.product
               WHERE c.id = ?1 AND c.deleted = 0",
        tags = tags::OF_ROW,
    );
    let found = db
        .prepare_cached(&sql)?
        .query_row([conversation], |row| {
            let capabilities: String = row.get(3)?;
            let capabilities: Capabilities =
                serde_json::from_str(&capabilities).unwrap_or_default();
            let waiting: Option<i64> = row.get(5)?;
            let done = row.get::<_, Option<bool>>(6)?.unwrap_or(false);
            let product: Option<Uuid> = row.get(8)?;
            let product = product
                .map(|id| {
                    Ok::<_, rusqlite::Error>(ProductCard {
                        id,
                        title: row.get(9)?,
                        price_minor: row.get(10)?,
                        currency: row.get(11)?,
                        stock: row.get(12)?,
                        picture: row.get(13)?,
                    })
                })
                .transpose()?;
            let closed: bool = row.get(4)?;
            let may = ConversationMay {
                offer: capabilities.offers.outgoing && product.is_some() && !closed,
                counter: capabilities.offers.counter && !closed,
            };
            let head = ConversationHead {
                id: conversation,
                person_id: row.get(14)?,
                person: row.get(0)?,
                avatar: row.get(1)?,
                account: row.get(2)?,
                product,
                waiting_since: waiting.map(key::time_of),
                done_at: if done { row.get(7)? } else { None },
                closed,
                max_chars: capabilities.messages.max_chars,
                answer_until: None,
                words_free: capabilities.messages.links && capabilities.messages.contact_details,
                can_send: capabilities.messages.send,
                pictures: MayShow::of(&capabilities.messages.attachments),
                can_reply_to: capabilities.messages.reply_to,
                may,
                offer_max_hours: capabilities.offers.max_hours,
                unread: row.get(15)?,
                starred: row.get(16)?,
                muted: row.get::<_, Option<i64>>(17)?.is_some(),
                muted_until: row
                    .get::<_, Option<i64>>(17)?
                    .filter(|until| *until < muting::FOREVER),
                blocked: row.get(18)?,
                tags: tags::read(&row.get::<_, String>(19)?),
                snooze: snooze::shown(
                    row.get(20)?,
                    row.get(21)?,
                    (row.get(22)?, row.get(23)?, row.get(24)?),
                ),
            };
            Ok((head, row.get(25)?, capabilities))
        })
        .optional()?;
    let (mut head, row, capabilities) = found.ok_or(Error::NotFound("the conversation"))?;
    head.answer_until = answer_until(db, row, &capabilities)?;
    Ok(head)
}
