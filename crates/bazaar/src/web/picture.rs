//! Pictures and faces, for a browser.

use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::view::View;
use crate::auth::Caller;
use crate::bazaar::Bazaar;
use crate::error::{Error, Result};
use crate::extract::Named;
use crate::store::{Role, glimpses, pictures};
use crate::visit::BuyerVisit;

/// A picture that the buyer may see.
pub(super) async fn picture(Named(id): Named, view: View) -> Result<Response> {
    let caller = Caller {
        role: Role::Buyer,
        id: view.buyer.clone(),
        hash: Vec::new(),
    };
    let content = view.read(move |tx, _| pictures::content(tx, &caller, &id));
    Ok(shown(content.await?))
}

/// A buyer's face: their own, and with open doors everybody's.
pub(super) async fn face(
    State(bazaar): State<Bazaar>,
    BuyerVisit(visit): BuyerVisit,
    Named(id): Named,
) -> Result<Response> {
    if visit.owner.as_ref() != Some(&id) && !bazaar.rules().open_doors {
        return Err(Error::not_found("face"));
    }
    let content = bazaar.read(move |tx| glimpses::face(tx, &id));
    Ok(shown(content.await?))
}

fn shown((media_type, content): (String, Vec<u8>)) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type.as_str()),
        // A picture never changes under its name, and a face seldom.
        (header::CACHE_CONTROL, "private, max-age=3600"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'"),
    ];
    (headers, Body::from(content)).into_response()
}
