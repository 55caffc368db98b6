//! A browser that looks at our pages: who is signed in there, and whether a form is one of ours.
//!
//! The browser holds one random secret in a cookie that no script can read and no other site can
//! send. Only its hash is kept, once somebody signed in. Every form repeats a token made from the
//! secret, so that a page elsewhere cannot post in somebody's name.

use std::fmt;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rapport_protocol::ProblemKind;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::bazaar::Bazaar;
use crate::error::{Error, Result};
use crate::store::sessions::SESSION_LASTS;
use crate::store::{Role, sessions, tokens};
use crate::words::Language;

/// Remembers the language that somebody switched to.
const LANGUAGE_COOKIE: &str = "bazaar_language";

/// One request of a browser's.
#[derive(Clone)]
pub(crate) struct Visit {
    role: Role,
    secret: String,
    /// Who is signed in.
    pub(crate) owner: Option<String>,
    /// The language that the browser or its user asks for, when it is one of ours.
    pub(crate) asked_language: Option<Language>,
    /// Whether that was by the switch on the page.
    pub(crate) switched: bool,
}

/// Without the secret: it must not come into a log.
impl fmt::Debug for Visit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Visit")
            .field("role", &self.role)
            .field("owner", &self.owner)
            .finish_non_exhaustive()
    }
}

/// A seller's browser, which sees the sign-in pages only.
#[derive(Debug)]
pub(crate) struct SellerVisit(pub(crate) Visit);

/// A buyer's browser.
#[derive(Debug)]
pub(crate) struct BuyerVisit(pub(crate) Visit);

impl<S> FromRequestParts<S> for SellerVisit
where
    S: Send + Sync,
    Bazaar: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let bazaar = Bazaar::from_ref(state);
        let visit = Visit::of(&bazaar, &parts.headers, Role::Seller);
        visit.await.map(Self)
    }
}

impl<S> FromRequestParts<S> for BuyerVisit
where
    S: Send + Sync,
    Bazaar: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let bazaar = Bazaar::from_ref(state);
        let visit = Visit::of(&bazaar, &parts.headers, Role::Buyer);
        visit.await.map(Self)
    }
}

impl Visit {
    async fn of(bazaar: &Bazaar, headers: &HeaderMap, role: Role) -> Result<Self> {
        // A page elsewhere may give its own name this address, and would then read what is here.
        if bazaar.rules().open_doors && !names_this_computer(headers) {
            let detail = "Doors are open under this computer's own address only.";
            return Err(Error::refused(ProblemKind::Forbidden, detail));
        }
        let switched = cookie(headers, LANGUAGE_COOKIE).and_then(Language::tagged);
        let mut visit = Self {
            role,
            secret: match cookie(headers, name(role)) {
                Some(secret) => secret.to_owned(),
                None => tokens::secret("bzv")?,
            },
            owner: None,
            asked_language: switched.or_else(|| Language::accepted(headers)),
            switched: switched.is_some(),
        };
        let (secret, now) = (visit.secret.clone(), bazaar.now());
        visit.owner = bazaar
            .read(move |tx| sessions::owner(tx, &secret, role, now))
            .await?;
        Ok(visit)
    }

    /// The language that a request asks for, whoever sends it.
    pub(crate) fn language_of(headers: &HeaderMap) -> Language {
        let switched = cookie(headers, LANGUAGE_COOKIE).and_then(Language::tagged);
        switched
            .or_else(|| Language::accepted(headers))
            .unwrap_or(Language::English)
    }

    /// The language of the pages, for somebody whose own language is known or not.
    pub(crate) fn language(&self, own: Option<&str>) -> Language {
        let own = own.and_then(Language::tagged).filter(|_| !self.switched);
        own.or(self.asked_language).unwrap_or(Language::English)
    }

    /// What every form of this browser must repeat.
    pub(crate) fn form_token(&self) -> String {
        let digest = Sha256::new()
            .chain_update("form.")
            .chain_update(&self.secret)
            .finalize();
        URL_SAFE_NO_PAD.encode(digest)
    }

    /// Refuses a form that is not from a page that this browser was shown.
    pub(crate) fn check(&self, form_token: &str) -> Result<()> {
        let own = self.form_token();
        if own.as_bytes().ct_eq(form_token.as_bytes()).into() {
            return Ok(());
        }
        Err(Error::refused(
            ProblemKind::Forbidden,
            "This form is from another visit. Open the page again.",
        ))
    }

    /// Signs this browser in, under a new secret: one that somebody may have planted is of no use.
    pub(crate) async fn sign_in(self, bazaar: &Bazaar, owner: String) -> Result<Self> {
        let signed_in = Self {
            secret: tokens::secret("bzv")?,
            owner: Some(owner.clone()),
            ..self.clone()
        };
        let (old, new, role, now) = (
            self.secret,
            signed_in.secret.clone(),
            self.role,
            bazaar.now(),
        );
        bazaar
            .write(move |tx| {
                sessions::end(tx, &old)?;
                sessions::begin(tx, &new, (role, &owner), now)
            })
            .await?;
        Ok(signed_in)
    }

    /// Signs this browser out.
    pub(crate) async fn sign_out(self, bazaar: &Bazaar) -> Result<Self> {
        let secret = self.secret.clone();
        bazaar.write(move |tx| sessions::end(tx, &secret)).await?;
        Ok(Self {
            secret: tokens::secret("bzv")?,
            owner: None,
            ..self
        })
    }

    /// The secret that the browser knows, to see later whether it still is signed in.
    pub(crate) fn secret(&self) -> &str {
        &self.secret
    }

    /// Gives the browser its secret.
    pub(crate) fn cookie(&self) -> String {
        let (name, seconds) = (name(self.role), SESSION_LASTS / 1000);
        let path = path(self.role);
        let secret = &self.secret;
        format!("{name}={secret}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Strict")
    }
}

/// Lets the browser remember a language.
pub(crate) fn language_cookie(language: Language) -> String {
    let tag = language.words().tag;
    format!("{LANGUAGE_COOKIE}={tag}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict")
}

fn name(role: Role) -> &'static str {
    match role {
        Role::Seller => "bazaar_seller",
        Role::Buyer => "bazaar_buyer",
    }
}

/// The pages that see the cookie: a buyer's pages never see a seller's.
fn path(role: Role) -> &'static str {
    match role {
        Role::Seller => "/oauth",
        Role::Buyer => "/",
    }
}

fn names_this_computer(headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let name = host.map(|host| match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    });
    matches!(name, Some("127.0.0.1" | "localhost" | "[::1]"))
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name && !value.is_empty()).then_some(value))
}
