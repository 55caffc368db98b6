//! The seller signs in, and agrees or refuses.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::Response;
use rapport_protocol::ProblemKind;
use serde::Deserialize;

use super::page;
use super::request::{Flaw, Query, Request};
use crate::bazaar::Bazaar;
use crate::error::{Error, Result};
use crate::extract::Asked;
use crate::store::{Role, grants, sellers};
use crate::visit::{SellerVisit, Visit};
use crate::web::frame::{self, Policy};

/// What the seller did on the page.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Step {
    SignIn,
    Agree,
    Refuse,
    Leave,
}

/// The form of the page. It has no `Debug`: a password must not come into a log.
#[derive(Deserialize)]
pub(super) struct Decision {
    step: Step,
    form_token: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
}

/// Shows the page: sign in first, then agree or refuse.
pub(super) async fn show(
    State(bazaar): State<Bazaar>,
    SellerVisit(visit): SellerVisit,
    Asked(query): Asked<Query>,
) -> Result<Response> {
    match query.check() {
        Ok(request) => shown(&bazaar, &visit, &request, None).await,
        Err(flaw) => Ok(flawed(&visit, &flaw)),
    }
}

/// Does what the seller decided.
pub(super) async fn decide(
    State(bazaar): State<Bazaar>,
    SellerVisit(visit): SellerVisit,
    Asked(query): Asked<Query>,
    form: Result<Form<Decision>, FormRejection>,
) -> Result<Response> {
    let request = match query.check() {
        Ok(request) => request,
        Err(flaw) => return Ok(flawed(&visit, &flaw)),
    };
    let Form(decision) =
        form.map_err(|fault| Error::refused(ProblemKind::Invalid, fault.body_text()))?;
    visit.check(&decision.form_token)?;
    match (decision.step, &visit.owner) {
        (Step::SignIn, _) => {
            let admitted = bazaar.admit(Role::Seller, decision.name.clone(), decision.password);
            match admitted.await? {
                Some(seller) => {
                    let visit = visit.sign_in(&bazaar, seller).await?;
                    shown(&bazaar, &visit, &request, None).await
                }
                None => shown(&bazaar, &visit, &request, Some(&decision.name)).await,
            }
        }
        (Step::Agree, Some(seller)) => {
            let code = agree(&bazaar, seller.clone(), &request).await?;
            Ok(frame::redirect(&request.back.with("code", &code), &[]))
        }
        // The session ended meanwhile.
        (Step::Agree, None) => shown(&bazaar, &visit, &request, None).await,
        (Step::Refuse, _) => Ok(frame::redirect(
            &request.back.with("error", "access_denied"),
            &[],
        )),
        (Step::Leave, _) => {
            let visit = visit.sign_out(&bazaar).await?;
            shown(&bazaar, &visit, &request, None).await
        }
    }
}

async fn agree(bazaar: &Bazaar, seller: String, request: &Request) -> Result<String> {
    let (redirect_uri, challenge) = (request.back.redirect_uri.clone(), request.challenge.clone());
    let now = bazaar.now();
    bazaar
        .write(move |tx| {
            let agreement = grants::Agreement {
                seller: &seller,
                redirect_uri: &redirect_uri,
                challenge: &challenge,
            };
            grants::agree(tx, &agreement, now)
        })
        .await
}

/// The page as it now is; with the name that was tried when signing in did not work.
async fn shown(
    bazaar: &Bazaar,
    visit: &Visit,
    request: &Request,
    tried: Option<&str>,
) -> Result<Response> {
    let language = visit.language(None);
    let token = visit.form_token();
    let open_doors = bazaar.rules().open_doors;
    let owner = visit.owner.clone().filter(|_| tried.is_none());
    let content = if let Some(seller) = owner {
        let shop = bazaar.read(move |tx| sellers::name(tx, &seller)).await?;
        page::agree(language, &token, &shop)
    } else if open_doors {
        let shops = bazaar.read(sellers::first).await?;
        page::choose(language, &token, &shops)
    } else {
        page::sign_in(language, &token, tried)
    };
    let status = match tried {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let policy = match request.back.source() {
        Some(source) => Policy::AlsoTo(source),
        None => Policy::Anywhere,
    };
    let sheet = page::sheet(language, open_doors, &content);
    Ok(frame::answer(status, sheet, &policy, &[visit.cookie()]))
}

fn flawed(visit: &Visit, flaw: &Flaw) -> Response {
    let language = visit.language(None);
    let words = &language.words().agree;
    let why = match flaw {
        Flaw::Client => words.unknown_client,
        Flaw::Redirect => words.foreign_redirect,
        Flaw::Told(back, error) => return frame::redirect(&back.with("error", error), &[]),
    };
    let sheet = page::sheet(language, false, &page::unusable(language, why));
    frame::answer(StatusCode::BAD_REQUEST, sheet, &Policy::Own, &[])
}
