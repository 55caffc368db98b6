//! # A marketplace's rules for words
//!
//! What an account's capabilities forbid in a reply, found while it is typed: a marketplace that
//! takes no links or contact details may refuse the reply, or count it against the seller. What is
//! found is a guess, so it warns and does not forbid: a number of an order can look like one to call.

use std::sync::LazyLock;

use linkify::{LinkFinder, LinkKind};
use rapport_protocol::MessageCapabilities;
use regex::Regex;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::place::Place;
use crate::app::App;
use crate::error::Result;

/// The shortest and the longest number that can be called, in digits; E.164 allows 15.
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// Asks what a reply would break.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckReply {
    /// The conversation.
    pub conversation_id: Uuid,
    /// The words.
    pub text: String,
}

/// What the marketplace does not want to see in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename_all = "camelCase")]
pub enum Forbidden {
    /// An address on the web.
    Link,
    /// A way to reach the seller past the marketplace.
    Contact,
}

/// Words that break a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RuleBreak {
    /// Which rule.
    pub rule: Forbidden,
    /// The words.
    pub words: String,
}

/// What a reply would break, in the order of its words.
///
/// # Errors
/// [`Error::NotFound`](crate::error::Error::NotFound).
pub async fn check_reply(app: App, args: CheckReply) -> Result<Vec<RuleBreak>> {
    app.db
        .read(move |db| {
            let place = Place::named(db, args.conversation_id)?;
            Ok(breaks(&place.capabilities.messages, &args.text))
        })
        .await
}

/// What the words break under these rules, in their order.
fn breaks(rules: &MessageCapabilities, text: &str) -> Vec<RuleBreak> {
    let mut found: Vec<(usize, RuleBreak)> = Vec::new();
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    for link in finder.links(text) {
        let (allowed, rule) = match link.kind() {
            LinkKind::Email => (rules.contact_details, Forbidden::Contact),
            _ => (rules.links, Forbidden::Link),
        };
        let words = until_sentence_ends(link.as_str());
        if !allowed && plausible(words, link.kind()) {
            found.push((link.start(), says(rule, words)));
        }
    }
    if !rules.contact_details {
        // A name on a messenger may be a number: the longer words come first and count once.
        for (at, words) in names(text).chain(numbers(text)) {
            let taken =
                |(start, it): &(usize, RuleBreak)| (*start..*start + it.words.len()).contains(&at);
            if !found.iter().any(taken) {
                found.push((at, says(Forbidden::Contact, words)));
            }
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, it)| it).collect()
}

fn says(rule: Forbidden, words: &str) -> RuleBreak {
    RuleBreak {
        rule,
        words: words.to_owned(),
    }
}

/// Chinese writes on after an address without a space; its marks are no part of one.
fn until_sentence_ends(link: &str) -> &str {
    let marks = [
        '。', '，', '！', '？', '；', '：', '、', '）', '】', '》', '”', '’', '…',
    ];
    link.split(marks).next().unwrap_or(link)
}

/// Whether it leads anywhere: without a scheme `it.Then` looks like an address too.
fn plausible(words: &str, kind: &LinkKind) -> bool {
    if *kind == LinkKind::Email || words.contains("://") {
        return true;
    }
    let host = words.split(['/', '?', '#']).next().unwrap_or_default();
    let end = host.rsplit('.').next().unwrap_or_default();
    let known = host.starts_with("www.")
        || matches!(
            end.to_ascii_lowercase().as_str(),
            "com"
                | "net"
                | "org"
                | "info"
                | "shop"
                | "store"
                | "biz"
                | "io"
                | "app"
                | "me"
                | "cn"
                | "de"
                | "uk"
                | "fr"
                | "it"
                | "es"
                | "pl"
                | "nl"
                | "eu"
                | "us"
                | "co"
        );
    // A sentence that begins without a space after its full stop has a capital letter there.
    known && !end.starts_with(|letter: char| letter.is_uppercase())
}

/// Numbers that can be called, with where they stand.
fn numbers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    // Chinese signs are letters, and no boundary where digits follow: the boundaries are of ASCII.
    static RUN: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?:\+|\(|(?-u:\b))\(?\d[\d \-./()]{5,22}\d(?-u:\b)").ok());
    let runs = RUN.as_ref().map(|run| run.find_iter(text));
    runs.into_iter()
        .flatten()
        .filter(|run| callable(run.as_str()))
        .map(|run| (run.start(), run.as_str()))
}

/// Whether a run of digits is written as one calls: abroad, at home with its leading zero, or as a
/// Chinese mobile number.
fn callable(run: &str) -> bool {
    let digits: String = run.chars().filter(char::is_ascii_digit).collect();
    let mobile = digits.len() == 11
        && digits.starts_with('1')
        && !matches!(digits.as_bytes().get(1), Some(b'0'..=b'2'));
    let trunk = run.starts_with(['+', '0']) || run.starts_with("(0");
    let date = run.matches(['.', '/']).count() == 2 && digits.len() == 8;
    DIGITS.contains(&digits.len()) && !date && (trunk || mobile)
}

/// Names on other messengers, with where they stand.
fn names(text: &str) -> impl Iterator<Item = (usize, &str)> {
    static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(?:wechat|weixin|whatsapp|telegram|viber|skype|line id|qq|微信号?|vx|加v)\s*[:：]?\s*@?[a-z0-9][a-z0-9_\-.]{3,}",
        )
        .ok()
    });
    let found = NAME.as_ref().map(|name| name.find_iter(text));
    // “WhatsApp please” names nobody; a name has a digit or a sign in it.
    found
        .into_iter()
        .flatten()
        .filter(|it| {
            it.as_str()
                .contains(|sign: char| sign.is_ascii_digit() || sign == '_')
        })
        .map(|it| (it.start(), it.as_str()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STRICT: MessageCapabilities = MessageCapabilities {
        send: true,
        start: false,
        attachments: rapport_protocol::Attachments {
            max: 0,
            types: Vec::new(),
            max_bytes: 0,
        },
        max_chars: 0,
        visible_after_seconds: 0,
        links: false,
        contact_details: false,
        reply_window_hours: 0,
        reply_to: false,
    };

    fn found(text: &str) -> Vec<(Forbidden, String)> {
        let found = breaks(&STRICT, text);
        found.into_iter().map(|it| (it.rule, it.words)).collect()
    }

    #[test]
    fn links_and_contacts_are_found_where_they_stand() {
        use Forbidden::{Contact, Link};
        for (text, rule, words) in [
            (
                "See https://tea.example/a?b=1.",
                Link,
                "https://tea.example/a?b=1",
            ),
            ("It is on www.tea.example now", Link, "www.tea.example"),
            (
                "or jadeandclay.com/sale, today",
                Link,
                "jadeandclay.com/sale",
            ),
            (
                "请看 https://tea.example/壶。",
                Link,
                "https://tea.example/壶",
            ),
            (
                "见https://tea.example/a，谢谢！",
                Link,
                "https://tea.example/a",
            ),
            (
                "Write to mei@tea.example please",
                Contact,
                "mei@tea.example",
            ),
            ("Call +49 171 555 0123.", Contact, "+49 171 555 0123"),
            ("Call (0171) 555-0123", Contact, "(0171) 555-0123"),
            ("我的电话是13812345678，谢谢", Contact, "13812345678"),
            ("加微信：jade_2024 聊", Contact, "微信：jade_2024"),
            ("WhatsApp 0171-5550123", Contact, "WhatsApp 0171-5550123"),
        ] {
            assert_eq!(found(text), [(rule, words.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_one_is_let_be() {
        for text in [
            "Your order 4471-2290 left on 2026-11-23 at 14:00.",
            "The parcel is 00340434161094042557.",
            "It costs 1.299,00 or 12 345 678 in all.",
            "I packed it.Then I sent it.",
            "WhatsApp please? No, here is best.",
            "On 03.04.2026 I am away.",
            "三个一起买 129.60 元",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn what_is_allowed_is_not_looked_for() {
        let text = "https://tea.example and mei@tea.example";
        let links = MessageCapabilities {
            links: true,
            ..STRICT
        };
        assert_eq!(breaks(&links, text).len(), 1);
        let both = MessageCapabilities {
            contact_details: true,
            ..links
        };
        assert_eq!(breaks(&both, text), []);
    }

    proptest! {
        #[test]
        fn what_is_found_stands_in_the_words_and_nothing_twice(text in "\\PC{0,80}") {
            let found = breaks(&STRICT, &text);
            let mut from = 0;
            for it in found {
                let at = text.get(from..).and_then(|rest| rest.find(&it.words));
                prop_assert!(at.is_some(), "{it:?}");
                from += at.unwrap_or_default();
            }
        }
    }
}
