//! Forms as they are sent, and what in them cannot be meant.

use axum::Form;
use axum::RequestExt;
use axum::extract::{FromRequest, Request};
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use rapport_protocol::{Money, ProblemKind};
use serde::de::DeserializeOwned;

use super::show::read_amount;
use super::view::View;
use crate::error::Error;
use crate::router::Shared;
use crate::words::Refusal;

/// A form, read into a type.
#[derive(Debug)]
pub(crate) struct Filled<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Filled<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        match Form::from_request(request, state).await {
            Ok(Form(value)) => Ok(Self(value)),
            Err(rejection) => Err(Error::refused(ProblemKind::Invalid, rejection.body_text())),
        }
    }
}

/// A form that a signed-in buyer sent from a page of ours.
#[derive(Debug)]
pub(crate) struct Post {
    pub(crate) view: View,
    action: Uri,
    fields: Vec<(String, String)>,
}

impl FromRequest<Shared> for Post {
    type Rejection = Response;

    async fn from_request(mut request: Request, state: &Shared) -> Result<Self, Response> {
        let view = request
            .extract_parts_with_state::<View, Shared>(state)
            .await?;
        let action = request.uri().clone();
        let Filled(fields) = Filled::<Vec<(String, String)>>::from_request(request, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let post = Self {
            view,
            action,
            fields,
        };
        let checked = post.view.visit.check(post.get("form_token"));
        checked.map_err(IntoResponse::into_response)?;
        Ok(post)
    }
}

impl Post {
    /// What was typed into a field; nothing when the form has none of this name.
    pub(crate) fn get(&self, name: &str) -> &str {
        value(&self.fields, name)
    }

    /// The form as it is to be shown again, with what is wrong with it.
    pub(crate) fn again(self, wrong: Wrong) -> (View, Typed) {
        let typed = Typed {
            wrong: Some(wrong),
            action: self.action.path().to_owned(),
            fields: self.fields,
        };
        (self.view, typed)
    }
}

/// What was typed into a form that could not be taken: it is shown again, as it was.
#[derive(Debug, Default)]
pub(crate) struct Typed {
    /// What is wrong.
    pub(crate) wrong: Option<Wrong>,
    action: String,
    fields: Vec<(String, String)>,
}

impl Typed {
    /// What was typed into this field of the form that leads there.
    pub(crate) fn get(&self, action: &str, name: &str) -> Option<&str> {
        self.is_in(action).then(|| value(&self.fields, name))
    }

    /// Whether it is the form that leads there.
    pub(crate) fn is_in(&self, action: &str) -> bool {
        self.action == action
    }
}

fn value<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    let found = fields.iter().find(|(field, _)| field == name);
    found.map_or("", |(_, value)| value)
}

/// What is wrong with a field, in the reader's words.
pub(crate) type Wrong = String;

/// Words that must be there and may be so long, in Unicode scalar values.
pub(crate) fn said(text: &str, longest: usize, words: &Refusal) -> Result<String, Wrong> {
    let text = optional(text, longest, words)?;
    if text.is_empty() {
        return Err(words.say_something.to_owned());
    }
    Ok(text)
}

/// Words that may be so long, or missing.
pub(crate) fn optional(text: &str, longest: usize, words: &Refusal) -> Result<String, Wrong> {
    // Browsers send lines as two characters each, and count them as one.
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.chars().count() > longest {
        return Err((words.too_long)(longest));
    }
    Ok(text)
}

/// How many.
pub(crate) fn quantity(text: &str, words: &Refusal) -> Result<u32, Wrong> {
    match text.trim().parse() {
        Ok(count) if (1..=999).contains(&count) => Ok(count),
        _ => Err(words.quantity.to_owned()),
    }
}

/// How much, in a currency.
pub(crate) fn price(text: &str, currency: &str, words: &Refusal) -> Result<Money, Wrong> {
    let minor = read_amount(text, currency).ok_or_else(|| words.price.to_owned())?;
    Ok(Money {
        minor,
        currency: currency.to_owned(),
    })
}
