//! Whether the buyer of a conversation is there or types, and telling them that the seller does.

use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::head::OpenConversation;
use super::place::Place;
use crate::app::App;
use crate::error::Result;
use crate::presence::SellerTypes;

/// What the buyer does right now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConversationPresence {
    /// Whether they are there; `null` where the marketplace does not report it, or is not heard.
    pub online: Option<bool>,
    /// Whether they are typing in this conversation.
    pub typing: bool,
}

/// What the buyer does right now.
///
/// # Errors
/// [`Error::NotFound`](crate::Error::NotFound).
pub async fn presence(app: App, args: OpenConversation) -> Result<ConversationPresence> {
    let id = args.conversation_id;
    let asked = app.db.read(move |db| {
        let place = Place::named(db, id)?;
        let person: Uuid = db
            .prepare_cached(
                "SELECT p.id FROM conversations c CROSS JOIN persons p ON p.row = c.person
                 WHERE c.row = ?1",
            )?
            .query_row([place.row], |row| row.get(0))?;
        Ok((place, person))
    });
    let (place, person) = asked.await?;
    let online = app.presence.online(place.account, person);
    Ok(ConversationPresence {
        online: online.filter(|_| place.capabilities.presence),
        typing: app.presence.typing(place.account, id, app.clock.now()),
    })
}

/// The seller types. The marketplace is told where it wants to know; nothing is kept, and nobody
/// waits for it.
///
/// # Errors
/// [`Error::NotFound`](crate::Error::NotFound).
pub async fn typing(app: App, args: OpenConversation) -> Result<()> {
    let id = args.conversation_id;
    let place = app.db.read(move |db| Place::named(db, id)).await?;
    if place.capabilities.typing {
        let types = SellerTypes {
            account: place.account,
            conversation: place.remote.into(),
            at: app.clock.now(),
        };
        app.presence.seller_types(id, types);
    }
    Ok(())
}
