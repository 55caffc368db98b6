//! A rating, as it is read.

use maud::{Markup, html};
use rapport_protocol::{Author, Feedback};

use super::show;
use crate::words::Words;

/// What one side said about the other.
pub(super) fn given(feedback: &Feedback, shop: &str, words: &Words) -> Markup {
    let title = if feedback.by == Author::Seller {
        (words.feedback.of_you)(shop)
    } else {
        words.feedback.yours.to_owned()
    };
    html! {
        article.card aria-label=(title) {
            h2 { (title) }
            p.rated {
                span aria-hidden="true" { (row(feedback.rating)) }
                span.hidden { ((words.feedback.star)(feedback.rating)) }
            }
            @if !feedback.text.is_empty() { p.words { (feedback.text) } }
            p.when {
                (show::time(feedback.changed_at.unwrap_or(feedback.at)))
                @if feedback.changed_at.is_some() { " · " (words.feedback.changed) }
            }
            @if let Some(answer) = &feedback.answer {
                p.quiet { ((words.feedback.answered)(shop)) ":" }
                p.words { (answer.text) }
            }
        }
    }
}

fn row(rating: u8) -> String {
    let full = usize::from(rating.min(5));
    "★".repeat(full) + &"☆".repeat(5 - full)
}
