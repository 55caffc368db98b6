//! Tells an open page that there is news, who is there and who is typing.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;
use axum::response::sse::Sse;

use super::view::View;
use crate::store::{Role, sessions};
use crate::stream::{self, Closing, Opening, Still};

/// The stream that buyers have over the JSON API, for as long as the browser is signed in.
pub(super) async fn events(view: View, State(closing): State<Closing>) -> impl IntoResponse {
    let secret = view.visit.secret().to_owned();
    let still: Still = Arc::new(move |tx, now| {
        let owner = sessions::owner(tx, &secret, Role::Buyer, now)?;
        Ok(owner.is_some())
    });
    let opening = Opening {
        role: Role::Buyer,
        id: view.buyer,
        still,
        told: None,
        seconds: None,
    };
    Sse::new(stream::open(view.bazaar, closing, opening))
}
