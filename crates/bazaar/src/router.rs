//! Every endpoint, and the `OpenAPI` document that is made from them.

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use rapport_protocol::{EventHint, MAX_BODY_BYTES, Problem};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::bazaar::Bazaar;
use crate::events::Closing;
use crate::problem::{unknown_method, unknown_path};
use crate::{buyer, capabilities, changes, events, history, operations, pictures};

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
    components(schemas(Problem, EventHint)),
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
                "A token of a seller or buyer, made on bazaar's command line.",
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
        .routes(routes!(capabilities::capabilities))
        .routes(routes!(pictures::store_picture))
        .routes(routes!(pictures::picture))
        .routes(routes!(buyer::open_conversation, buyer::list_conversations))
        .routes(routes!(buyer::thread, buyer::say))
        .routes(routes!(buyer::take_back))
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
        .fallback(unknown_path)
        .method_not_allowed_fallback(unknown_method)
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(shared)
}

async fn document() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], openapi())
}
