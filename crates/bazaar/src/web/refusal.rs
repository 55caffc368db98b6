//! Problems, as a person reads them.
//!
//! What the marketplace refuses is an RFC 9457 problem everywhere else; a browser gets a page.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use maud::html;
use rapport_protocol::PROBLEM_MEDIA_TYPE;

use super::frame::{self, Policy, Sheet};
use crate::visit::Visit;
use crate::words::Language;

/// Puts a problem into a page, in the language that the browser asks for.
pub(crate) async fn in_a_page(request: Request, next: Next) -> Response {
    let language = Visit::language_of(request.headers());
    let response = next.run(request).await;
    let content_type = response.headers().get(header::CONTENT_TYPE);
    if content_type.is_some_and(|found| found.as_bytes() == PROBLEM_MEDIA_TYPE.as_bytes()) {
        return page(response.status(), language);
    }
    response
}

fn page(status: StatusCode, language: Language) -> Response {
    let words = &language.words().refusal;
    let why = match status {
        StatusCode::NOT_FOUND => words.not_there,
        StatusCode::FORBIDDEN => words.other_visit,
        StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE => words.not_understood,
        status if status.is_server_error() => words.failed,
        _ => words.not_possible,
    };
    let content = html! {
        section.narrow {
            h1 { (words.title) }
            p { (why) }
            p { a.button href="/" { (words.back) } }
        }
    };
    let sheet = frame::sheet(&Sheet {
        language,
        title: words.title,
        open_doors: false,
        nav: None,
        content: &content,
    });
    frame::answer(status, sheet, &Policy::Own, &[])
}
