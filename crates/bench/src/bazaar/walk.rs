//! Walking through everything that a marketplace tells, to know what to ask for and what is answered.

use std::time::Instant;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::load::Ask;
use super::server::Server;
use super::yardstick::Answers;
use crate::fill::bazaar::SellerAccess;
use crate::progress;

/// About how many of the pages are kept to be asked for again: those that lie evenly in between.
const KEPT: u32 = 300;
/// How many changes, or messages of history, a page holds; what they refer to comes on top.
pub(super) const PAGE: u32 = 200;

/// A way through everything.
#[derive(Debug)]
pub(super) struct Walk {
    path: &'static str,
    /// The name of the place in the query.
    from: &'static str,
    /// Where it begins.
    place: Option<String>,
    /// Every so manieth page is kept.
    stride: usize,
}

/// What a walk brought.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Every page, in order.
    pub(super) pages: Vec<Page>,
    /// How to ask for those that were kept.
    pub(super) asks: Vec<Ask>,
    /// What was answered to them.
    pub(super) answers: Answers,
}

/// A page that was walked over.
#[derive(Debug)]
pub(super) struct Page {
    /// How long the answer took.
    pub(super) milliseconds: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    changes: Vec<IgnoredAny>,
    #[serde(default)]
    cursor: Option<String>,
    #[serde(default)]
    has_more: bool,
    #[serde(default)]
    before: Option<String>,
}

impl Walk {
    /// Through all changes, from the seller's first.
    pub(super) fn changes(access: &SellerAccess) -> Self {
        let place = Some(access.beginning.0.clone());
        Self::new("/v1/changes", "cursor", place, access)
    }

    /// Through the history, newest first.
    pub(super) fn history(access: &SellerAccess) -> Self {
        Self::new("/v1/history", "before", None, access)
    }

    fn new(
        path: &'static str,
        from: &'static str,
        place: Option<String>,
        access: &SellerAccess,
    ) -> Self {
        Self {
            path,
            from,
            place,
            stride: (access.messages / PAGE / KEPT).max(1) as usize,
        }
    }

    /// Walks to the end.
    pub(super) async fn walk(mut self, server: &Server) -> Result<Walked> {
        let client = server.client()?;
        let mut walked = Walked::default();
        loop {
            let mut ask = self.ask();
            let since = Instant::now();
            let answer = client.ask(&ask).await?;
            let milliseconds = since.elapsed().as_secs_f64() * 1_000.0;
            let told: Told = serde_json::from_slice(&answer)
                .with_context(|| format!("{} is not understood", ask.path))?;
            if walked.pages.len().is_multiple_of(self.stride) {
                ask.things = told.changes.len();
                walked
                    .answers
                    .insert(ask.path.clone(), String::from_utf8(answer.into())?);
                walked.asks.push(ask);
            }
            walked.pages.push(Page { milliseconds });
            progress(&format!("{} pages of {}", walked.pages.len(), self.path));
            self.place = match told.cursor {
                Some(cursor) => told.has_more.then_some(cursor),
                None => told.before,
            };
            if self.place.is_none() {
                return Ok(walked);
            }
        }
    }

    fn ask(&self) -> Ask {
        let place = self.place.as_ref();
        let from = place.map_or_else(String::new, |place| format!("&{}={place}", self.from));
        Ask {
            path: format!("{}?limit={PAGE}{from}", self.path),
            operation: None,
            things: 0,
        }
    }
}
