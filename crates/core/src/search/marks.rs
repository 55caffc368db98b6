//! # Where the words stand
//!
//! When a hit is opened, the words that were searched for are marked in all of the message: with the
//! cutter that found them, so that what is marked is what was found.

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::query::Query;
use super::snippet;
use crate::app::App;
use crate::error::Result;

/// More places than these are not marked in one message.
const MOST_MARKS: usize = 500;

/// Asks where the words of a search stand in a message or a note.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MarkHit {
    /// The key of the message or the note.
    pub key: i64,
    /// What the seller typed.
    pub text: String,
}

/// A place in a text, counted in UTF-16 units, as the page counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextRange {
    /// Where it begins.
    pub start: u32,
    /// Where it has ended.
    pub end: u32,
}

/// The places in a message where the words of a search stand, in their order and apart from each other.
/// A message that is no longer there has none.
///
/// # Errors
/// What the store says.
pub async fn marks(app: App, args: MarkHit) -> Result<Vec<TextRange>> {
    app.db
        .read(move |db| {
            let text: Option<String> = db
                .prepare_cached(
                    "SELECT text FROM messages WHERE key = ?1
                     UNION ALL SELECT text FROM notes WHERE key = ?1",
                )?
                .query_row([args.key], |row| row.get(0))
                .optional()?;
            let query = Query::parse(&args.text);
            Ok(text.map_or_else(Vec::new, |text| places(&text, &query)))
        })
        .await
}

fn places(text: &str, query: &Query) -> Vec<TextRange> {
    let mut units = 0;
    let mut byte = 0;
    let mut unit_of = |at: usize| {
        let passed = text.get(byte..at).unwrap_or_default();
        units += passed.encode_utf16().count() as u32;
        byte = at;
        units
    };
    let hits = snippet::hits(text, &query.phrases);
    hits.into_iter()
        .take(MOST_MARKS)
        .map(|hit| TextRange {
            start: unit_of(hit.start),
            end: unit_of(hit.end),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_the_page_counts() {
        type Places = &'static [(u32, u32)];
        let cases: &[(&str, &str, Places)] = &[
            ("Green tea, green cup", "green ", &[(0, 5), (11, 16)]),
            ("👍 tea", "tea", &[(3, 6)]),
            ("我要绿茶杯", "绿茶", &[(2, 4)]),
            ("cafe\u{301} tea", "café", &[(0, 5)]),
            ("tea", "-tea from:me", &[]),
            ("tea", "", &[]),
        ];
        for (text, typed, expected) in cases {
            let found: Vec<_> = places(text, &Query::parse(typed))
                .into_iter()
                .map(|range| (range.start, range.end))
                .collect();
            assert_eq!(found, *expected, "{typed:?} in {text:?}");
        }
    }

    #[test]
    fn a_hit_far_down_in_a_letter_is_marked_too() {
        let text = format!("tea {}tea", "word ".repeat(2_000));
        let found = places(&text, &Query::parse("tea"));
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].end as usize, text.len());
        let many = "tea ".repeat(3_000);
        assert_eq!(places(&many, &Query::parse("tea")).len(), MOST_MARKS);
    }
}
