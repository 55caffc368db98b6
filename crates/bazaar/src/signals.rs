//! What the seller is doing right now.

use axum::extract::State;
use axum::http::StatusCode;
use rapport_protocol::{Fault, ProblemKind, Signal, SignalSent};

use crate::auth::Seller;
use crate::bazaar::Bazaar;
use crate::error::{Error, Result};
use crate::extract::Sent;
use crate::problem::Writing;
use crate::store::Role;
use crate::store::party::Party;

/// Tells the buyers concerned what the seller is doing. Nothing of it is kept.
#[utoipa::path(
    post, path = "/v1/signals", operation_id = "signal", tag = "seller",
    request_body = SignalSent, security(("bearer" = [])),
    responses((status = 204, description = "It was passed on"), Writing),
)]
pub(crate) async fn signal(
    State(bazaar): State<Bazaar>,
    Seller(seller): Seller,
    Sent(sent): Sent<SignalSent>,
) -> Result<StatusCode> {
    match (sent.signal.known(), sent.signal.fault()) {
        (Some(Signal::Typing(typing)), _) => {
            let conversation = typing.conversation_id.clone();
            bazaar
                .apart(move |bazaar| bazaar.typed(Party::Seller(&seller.id), conversation.as_str()))
                .await?;
        }
        (Some(Signal::Presence(presence)), _) => {
            bazaar.live().say(Role::Seller, &seller.id, presence.online);
        }
        // What a later workstation tells is of no use to this server, and no mistake.
        (None, Some(Fault::UnknownKind(_))) => {}
        (None, Some(Fault::Malformed(fault))) => {
            return Err(Error::refused(ProblemKind::Invalid, fault));
        }
        (None, None) => {
            return Err(Error::refused(
                ProblemKind::Invalid,
                "It is not understood.",
            ));
        }
    }
    Ok(StatusCode::NO_CONTENT)
}
