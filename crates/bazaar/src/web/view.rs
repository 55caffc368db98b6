//! A signed-in buyer who looks at a page.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use rapport_protocol::Person;
use rusqlite::Transaction;

use super::frame::{self, Nav, Policy, Sheet, Who};
use crate::bazaar::Bazaar;
use crate::deed::Deed;
use crate::error::{Error, Result};
use crate::store::party::Party;
use crate::store::{glimpses, people};
use crate::visit::{BuyerVisit, Visit};
use crate::words::{Language, Words};

/// Who looks, and how. A browser that is not signed in is sent to the door.
#[derive(Debug)]
pub(crate) struct View {
    pub(crate) bazaar: Bazaar,
    pub(crate) visit: Visit,
    /// The buyer's id.
    pub(crate) buyer: String,
    pub(crate) language: Language,
    pub(crate) form_token: String,
    person: Person,
}

impl<S> FromRequestParts<S> for View
where
    S: Send + Sync,
    Bazaar: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let bazaar = Bazaar::from_ref(state);
        let BuyerVisit(visit) = BuyerVisit::from_request_parts(parts, state)
            .await
            .map_err(Error::into_response)?;
        let signed_in = Self::of(bazaar, visit).await;
        signed_in
            .map_err(Error::into_response)?
            .ok_or_else(|| frame::redirect("/", &[]))
    }
}

impl View {
    /// The view of whoever is signed in.
    pub(crate) async fn of(bazaar: Bazaar, visit: Visit) -> Result<Option<Self>> {
        let Some(buyer) = visit.owner.clone() else {
            return Ok(None);
        };
        let id = buyer.clone();
        let person = bazaar.read(move |tx| people::get(tx, &id)).await?;
        Ok(Some(Self {
            language: visit.language(person.language.as_deref()),
            form_token: visit.form_token(),
            bazaar,
            visit,
            buyer,
            person,
        }))
    }

    pub(crate) fn words(&self) -> &'static Words {
        self.language.words()
    }

    /// Reads something of this buyer's.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        body: impl FnOnce(&Transaction<'_>, &str) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let buyer = self.buyer.clone();
        self.bazaar.read(move |tx| body(tx, &buyer)).await
    }

    /// Does something in this buyer's name, by the rules of the marketplace.
    pub(crate) async fn act<T: Send + 'static>(
        &self,
        body: impl FnOnce(&Transaction<'_>, &Deed<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (buyer, at, rules) = (self.buyer.clone(), self.bazaar.now(), self.bazaar.rules());
        self.bazaar
            .write(move |tx| {
                let deed = Deed {
                    by: Party::Buyer(&buyer),
                    at,
                    rules: &rules,
                    operation: None,
                };
                body(tx, &deed)
            })
            .await
    }

    /// The longest text that a conversation takes, in Unicode scalar values.
    pub(crate) fn longest(&self) -> usize {
        self.bazaar.rules().max_chars as usize
    }

    /// Shows a page.
    pub(crate) async fn page(&self, here: &str, title: &str, content: &Markup) -> Result<Response> {
        self.page_as(StatusCode::OK, here, title, content).await
    }

    /// Shows a page that also says that something was not done.
    pub(crate) async fn page_as(
        &self,
        status: StatusCode,
        here: &str,
        title: &str,
        content: &Markup,
    ) -> Result<Response> {
        let waits = self.read(glimpses::waits).await?;
        let face = self.person.avatar.as_ref();
        let face = face.map(|_| format!("/faces/{}", self.buyer));
        let who = Who {
            name: &self.person.name,
            face: face.as_deref(),
            unread: waits.unread,
            in_cart: waits.in_cart,
        };
        let nav = Nav {
            form_token: &self.form_token,
            who: Some(who),
            here,
        };
        let sheet = frame::sheet(&Sheet {
            language: self.language,
            title,
            open_doors: self.bazaar.rules().open_doors,
            nav: Some(nav),
            content,
        });
        Ok(frame::answer(status, sheet, &Policy::Own, &[]))
    }
}
