//! What stands around every page, and the headers that keep it to itself.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use crate::words::{Frame, Language};

/// A page.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    pub(crate) language: Language,
    pub(crate) title: &'a str,
    /// Whether to say that anybody may come in.
    pub(crate) open_doors: bool,
    /// The way to the other pages, for somebody who is signed in.
    pub(crate) nav: Option<Nav<'a>>,
    pub(crate) content: &'a Markup,
}

/// The way to the other pages.
#[derive(Debug)]
pub(crate) struct Nav<'a> {
    pub(crate) form_token: &'a str,
    /// Who is signed in, if anybody is.
    pub(crate) who: Option<Who<'a>>,
    /// The path of this page.
    pub(crate) here: &'a str,
}

/// Who is signed in, and what waits for them.
#[derive(Debug)]
pub(crate) struct Who<'a> {
    pub(crate) name: &'a str,
    pub(crate) face: Option<&'a str>,
    pub(crate) unread: u32,
    pub(crate) in_cart: u32,
}

/// Where the forms of a page may lead.
#[derive(Debug)]
pub(crate) enum Policy<'a> {
    /// To this marketplace.
    Own,
    /// And to this source.
    AlsoTo(&'a str),
    /// Anywhere: what they lead to cannot be named.
    Anywhere,
}

/// The whole document.
pub(crate) fn sheet(sheet: &Sheet<'_>) -> Markup {
    let words = sheet.language.words();
    let frame = &words.frame;
    html! {
        (DOCTYPE)
        html lang=(words.tag) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (sheet.title) " · " (frame.market) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/style.css";
                @if sheet.nav.as_ref().is_some_and(|nav| nav.who.is_some()) {
                    script src="/page.js" type="module" {}
                }
            }
            body {
                a.skip href="#main" { (frame.skip) }
                @if sheet.open_doors { aside.demonstration { (frame.demonstration) } }
                @if let Some(nav) = &sheet.nav { (header_of(nav, frame, sheet.language)) }
                main #main tabindex="-1" { (sheet.content) }
            }
        }
    }
}

fn header_of(nav: &Nav<'_>, frame: &Frame, language: Language) -> Markup {
    let other = language.other().words();
    html! {
        header.top {
            a.mark href="/" { (frame.market) }
            @if let Some(who) = &nav.who {
                nav #pages aria-label=(frame.pages) {
                    (place(nav.here, "/", frame.shop, 0))
                    (place(nav.here, "/conversations", frame.conversations, who.unread))
                    (place(nav.here, "/cart", frame.cart, who.in_cart))
                    (place(nav.here, "/orders", frame.orders, 0))
                    (place(nav.here, "/feedback", frame.feedback, 0))
                }
                span.me { (face(who.name, who.face)) span { (who.name) } }
                form method="post" action="/sign-out" {
                    (token(nav.form_token))
                    button.link { (frame.sign_out) }
                }
            }
            form.language method="post" action="/language" {
                (token(nav.form_token))
                input type="hidden" name="back" value=(nav.here);
                button.link name="language" value=(other.tag) lang=(other.tag) { (other.own_name) }
            }
        }
    }
}

fn place(here: &str, path: &str, name: &str, count: u32) -> Markup {
    let is_here = if path == "/" {
        here == "/" || here.starts_with("/products")
    } else {
        here.starts_with(path)
    };
    html! {
        a href=(path) aria-current=[is_here.then_some("page")] {
            (name) @if count > 0 { " " b.count { (count) } }
        }
    }
}

/// Proves that a form is one of this visit's.
pub(crate) fn token(form_token: &str) -> Markup {
    html! { input type="hidden" name="form_token" value=(form_token); }
}

/// Tells what was not done, and why.
pub(crate) fn notice(text: &str) -> Markup {
    html! { p #notice.notice role="alert" { (text) } }
}

/// Somebody's face: their picture, or else their initial on a colour of their own.
pub(crate) fn face(name: &str, picture: Option<&str>) -> Markup {
    let initial: String = name.chars().take(1).flat_map(char::to_uppercase).collect();
    let colour = name.bytes().fold(0_u8, u8::wrapping_add) % 8;
    html! {
        @if let Some(picture) = picture {
            img.face src=(picture) alt="" width="36" height="36" loading="lazy";
        } @else {
            span class={ "face tint-" (colour) } aria-hidden="true" { (initial) }
        }
    }
}

/// The answer that carries a page. No other site may frame it, and nothing on the way may keep it.
pub(crate) fn answer(
    status: StatusCode,
    page: Markup,
    policy: &Policy<'_>,
    cookies: &[String],
) -> Response {
    let forms = match policy {
        Policy::Own => "; form-action 'self'".to_owned(),
        Policy::AlsoTo(source) => format!("; form-action 'self' {source}"),
        Policy::Anywhere => String::new(),
    };
    let policy = format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
         connect-src 'self'; base-uri 'none'; frame-ancestors 'none'{forms}"
    );
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy.as_str()),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    with_cookies((status, headers, page).into_response(), cookies)
}

/// Sends the browser elsewhere, after a form.
pub(crate) fn redirect(to: &str, cookies: &[String]) -> Response {
    let headers = [
        (header::LOCATION, to),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    with_cookies((StatusCode::SEE_OTHER, headers).into_response(), cookies)
}

fn with_cookies(mut response: Response, cookies: &[String]) -> Response {
    for cookie in cookies {
        if let Ok(value) = HeaderValue::from_str(cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}
