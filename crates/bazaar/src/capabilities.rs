//! What a seller can do here, and the rules they must keep.

use axum::Json;
use axum::extract::State;
use rapport_protocol::{
    Attachments, Capabilities, FeedbackCapabilities, FeedbackReply, Idempotency,
    MessageCapabilities, OfferCapabilities, OrderCapabilities, ThreadStateCapabilities,
};

use crate::auth::Seller;
use crate::bazaar::Bazaar;
use crate::error::Result;
use crate::pictures::MEDIA_TYPES;
use crate::problem::Reading;
use crate::rules::Rules;
use crate::store::sellers;

/// Tells what this account can do.
#[utoipa::path(
    get, path = "/v1/capabilities", operation_id = "capabilities", tag = "seller",
    security(("bearer" = [])),
    responses((status = 200, description = "What can be done", body = Capabilities), Reading),
)]
pub(crate) async fn capabilities(
    State(bazaar): State<Bazaar>,
    Seller(seller): Seller,
) -> Result<Json<Capabilities>> {
    let shop = bazaar.read(move |tx| sellers::name(tx, &seller.id)).await?;
    Ok(Json(of(shop, bazaar.rules())))
}

fn of(shop: String, rules: Rules) -> Capabilities {
    Capabilities {
        shop,
        messages: MessageCapabilities {
            send: true,
            start: false,
            attachments: Attachments {
                max: rules.max_pictures,
                types: MEDIA_TYPES
                    .iter()
                    .map(|(_, name)| (*name).to_owned())
                    .collect(),
                max_bytes: rules.max_picture_bytes as u64,
            },
            max_chars: rules.max_chars,
            visible_after_seconds: 0,
            links: rules.links,
            contact_details: rules.contact_details,
            reply_window_hours: rules.reply_window_hours,
            reply_to: true,
        },
        thread_state: ThreadStateCapabilities {
            read_flag: true,
            archive: false,
            delete: true,
        },
        feedback: FeedbackCapabilities {
            read: true,
            reply: FeedbackReply {
                allowed: true,
                once: true,
                max_chars: rules.max_answer_chars,
            },
            leave: true,
            max_chars: rules.max_feedback_chars,
        },
        orders: OrderCapabilities {
            delta: true,
            note: false,
            confirm: true,
            ship: true,
        },
        offers: OfferCapabilities {
            incoming: true,
            outgoing: true,
            counter: true,
            max_hours: 0,
        },
        carts: true,
        receipts: true,
        presence: true,
        typing: true,
        push: true,
        send_rate: rules.send_rate,
        poll_min_seconds: 1,
        expects: rules.idempotency,
        idempotency: Idempotency {
            keys: rules.idempotency,
            days: 0,
        },
    }
}
