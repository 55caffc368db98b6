//! Every endpoint, and the `OpenAPI` document that is made from them.

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use rapport_protocol::{EventHint, MAX_BODY_BYTES, Presence, Problem, Typing};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::bazaar::Bazaar;
use crate::problem::{unknown_method, unknown_path};
use crate::stream::{BuyerHint, Closing, SellerThere, SellerTypes};
use crate::{
    buyer, capabilities, changes, events, history, oauth, operations, pictures, signals, web,
};

/// What every endpoint may ask for.
#[derive(Debug, Clone)]
pub(crate) struct Shared {
    pub(crate) bazaar: Bazaar,
    pub(crate) closing: Closing,
}

impl FromRef<Shared> for Bazaar {
    fn from_ref(shared: &Shared) -> Self {
        shared.bazaar.clone()
    }
}

impl FromRef<Shared> for Closing {
    fn from_ref(shared: &Shared) -> Self {
        shared.closing.clone()
    }
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "The open marketplace API",
        description = "How a seller's workstation talks to a marketplace. Any marketplace may \
                       implement it; bazaar is the reference. The paths under /v1/buyer are \
                       bazaar's own way of being a buyer.",
    ),
    components(schemas(
        Problem, EventHint, Presence, Typing, BuyerHint, SellerThere, SellerTypes
    )),
    modifiers(&Bearer),
)]
struct Document;

/// Declares how a caller shows who they are.
struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some(
                "A token of a seller or buyer: given by /oauth/token, or made on bazaar's command line.",
            ))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    }
}

fn endpoints() -> OpenApiRouter<Shared> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(changes::changes))
        .routes(routes!(history::history))
        .routes(routes!(events::events))
        .routes(routes!(operations::operate))
        .routes(routes!(signals::signal))
        .routes(routes!(capabilities::capabilities))
        .routes(routes!(pictures::store_picture))
        .routes(routes!(pictures::picture))
        .routes(routes!(buyer::open_conversation, buyer::list_conversations))
        .routes(routes!(buyer::thread, buyer::say))
        .routes(routes!(buyer::take_back))
        .routes(routes!(buyer::shop::products))
        .routes(routes!(buyer::offers::list))
        .routes(routes!(buyer::offers::make))
        .routes(routes!(buyer::offers::counter))
        .routes(routes!(buyer::offers::accept))
        .routes(routes!(buyer::offers::decline))
        .routes(routes!(buyer::orders::list, buyer::orders::place))
        .routes(routes!(buyer::orders::one))
        .routes(routes!(buyer::orders::confirm))
        .routes(routes!(buyer::orders::correct))
        .routes(routes!(buyer::orders::receive))
        .routes(routes!(buyer::orders::cancel))
        .routes(routes!(buyer::orders::feedback, buyer::orders::rate))
        .routes(routes!(buyer::carts::list))
        .routes(routes!(buyer::carts::put, buyer::carts::take_out))
        .routes(routes!(buyer::carts::empty))
        .routes(routes!(buyer::carts::order))
        .routes(routes!(buyer::events::events))
        .routes(routes!(buyer::events::typing))
        .routes(routes!(buyer::events::read))
}

/// The `OpenAPI` 3.1 document, as it is served and committed.
pub fn openapi() -> String {
    let written = serde_json::to_value(endpoints().into_openapi()).and_then(|mut document| {
        // Another program in the same build may ask serde_json to keep the order of keys.
        document.sort_all_objects();
        serde_json::to_string_pretty(&document)
    });
    // The document is plain data with text for keys: it always serialises.
    written.map_or_else(|_| String::new(), |json| json + "\n")
}

/// The router that answers requests.
pub(crate) fn router(shared: Shared) -> Router {
    let (router, _) = endpoints().split_for_parts();
    router
        .route("/openapi.json", get(document))
        .merge(oauth::endpoints())
        .merge(web::routes())
        .fallback(unknown_path)
        .method_not_allowed_fallback(unknown_method)
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(shared)
}

async fn document() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], openapi())
}
