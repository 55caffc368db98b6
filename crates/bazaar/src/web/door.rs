//! Signing in and out, and the language of the pages.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use rapport_protocol::Person;
use serde::Deserialize;

use super::fields::Filled;
use super::frame::{self, Nav, Policy, Sheet};
use crate::bazaar::Bazaar;
use crate::error::Result;
use crate::store::{Role, glimpses};
use crate::visit::{BuyerVisit, Visit, language_cookie};
use crate::words::Language;

/// How many people are shown at once to choose from.
const PEOPLE: u32 = 120;

/// Who signs in. It has no `Debug`: a password must not come into a log.
#[derive(Deserialize)]
pub(super) struct Who {
    form_token: String,
    name: String,
    #[serde(default)]
    password: String,
}

/// What every form says.
#[derive(Debug, Deserialize)]
pub(super) struct Signed {
    form_token: String,
}

/// The language that is switched to, and where the buyer was.
#[derive(Debug, Deserialize)]
pub(super) struct Switch {
    form_token: String,
    language: String,
    back: String,
}

/// Signs a buyer in.
pub(super) async fn sign_in(
    State(bazaar): State<Bazaar>,
    BuyerVisit(visit): BuyerVisit,
    Filled(who): Filled<Who>,
) -> Result<Response> {
    visit.check(&who.form_token)?;
    let admitted = bazaar.admit(Role::Buyer, who.name.clone(), who.password);
    let Some(buyer) = admitted.await? else {
        return show(&bazaar, &visit, "", Some(&who.name)).await;
    };
    let visit = visit.sign_in(&bazaar, buyer).await?;
    Ok(frame::redirect("/", &[visit.cookie()]))
}

/// Signs a buyer out.
pub(super) async fn sign_out(
    State(bazaar): State<Bazaar>,
    BuyerVisit(visit): BuyerVisit,
    Filled(form): Filled<Signed>,
) -> Result<Response> {
    visit.check(&form.form_token)?;
    let visit = visit.sign_out(&bazaar).await?;
    Ok(frame::redirect("/", &[visit.cookie()]))
}

/// Remembers the language that was asked for.
pub(super) async fn switch_language(
    BuyerVisit(visit): BuyerVisit,
    Filled(form): Filled<Switch>,
) -> Result<Response> {
    visit.check(&form.form_token)?;
    let language = Language::tagged(&form.language).unwrap_or(Language::English);
    // A path of ours: a browser takes `//` and `/\` for the name of another host.
    let is_ours = form.back.starts_with('/') && !form.back.starts_with("//");
    let is_ours = is_ours && !form.back.contains('\\');
    let back = if is_ours { form.back.as_str() } else { "/" };
    Ok(frame::redirect(back, &[language_cookie(language)]))
}

/// The page to sign in on; with the name that was tried when that did not work.
pub(super) async fn show(
    bazaar: &Bazaar,
    visit: &Visit,
    search: &str,
    tried: Option<&str>,
) -> Result<Response> {
    let language = visit.language(None);
    let open_doors = bazaar.rules().open_doors;
    let content = if open_doors {
        let wanted = search.to_owned();
        let people = bazaar.read(move |tx| glimpses::people(tx, &wanted, PEOPLE));
        choose(language, &visit.form_token(), search, &people.await?)
    } else {
        by_password(language, &visit.form_token(), tried)
    };
    let form_token = visit.form_token();
    let sheet = frame::sheet(&Sheet {
        language,
        title: language.words().door.sign_in,
        open_doors,
        nav: Some(Nav {
            form_token: &form_token,
            who: None,
            here: "/",
        }),
        content: &content,
    });
    let status = match tried {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    Ok(frame::answer(
        status,
        sheet,
        &Policy::Own,
        &[visit.cookie()],
    ))
}

fn by_password(language: Language, form_token: &str, tried: Option<&str>) -> Markup {
    let words = &language.words().door;
    html! {
        section.narrow {
            h1 { (words.title) }
            p { (words.invitation) }
            @if tried.is_some() { (frame::notice(words.not_known)) }
            form.stack method="post" action="/sign-in" {
                (frame::token(form_token))
                label for="name" { (words.name) }
                input #name name="name" value=[tried] autocomplete="username" required autofocus;
                label for="password" { (words.password) }
                input #password name="password" type="password"
                    autocomplete="current-password" required;
                button.primary { (words.sign_in) }
            }
        }
    }
}

fn choose(language: Language, form_token: &str, search: &str, people: &[Person]) -> Markup {
    let words = &language.words().door;
    html! {
        h1 { (words.title) }
        p { (words.who) }
        form.row.search role="search" {
            label.hidden for="search" { (words.search) }
            input #search type="search" name="q" value=(search) placeholder=(words.search);
            button { (words.find) }
        }
        @if people.is_empty() { p.quiet { ((words.nobody)(search)) } }
        form.people method="post" action="/sign-in" {
            (frame::token(form_token))
            @for person in people {
                @let face = person.avatar.as_ref().map(|_| format!("/faces/{}", person.id.as_str()));
                button.person name="name" value=(person.id.as_str()) {
                    (frame::face(&person.name, face.as_deref())) span { (person.name) }
                }
            }
        }
    }
}
