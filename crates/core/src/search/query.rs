//! # What the seller typed
//!
//! Words are all wanted; the last one may be unfinished. `"Quoted words"` stand side by side, and so
//! does what was typed without a space: an order number `4471-AB`, or 绿茶杯. A `-` before a word or a
//! phrase wants neither. What is typed as `from:mara`, `product:"blue cup"` or `is:waiting` narrows the
//! search ([`super::wishes`] has all of them); what begins like that and is none of them is a word.
//!
//! Nothing typed reaches the index as syntax: a query is made only from tokens of the cutter, which
//! hold letters, digits and marks, and every one of them stands between quotation marks.

use std::fmt::Write as _;

use super::cut::{Kind, Token, cut};
use super::wishes::{Narrowing, Wish};

/// What is typed beyond this is not read; it is far more than anybody types.
const LONGEST_QUERY: usize = 500;
/// The index limits how deep an expression may be; more words than this add nothing.
const MOST_PHRASES: usize = 24;
/// So many things can be asked of a message beside its words.
const MOST_WISHES: usize = 12;

/// What was typed, in its parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    /// All of them must be found.
    pub(crate) phrases: Vec<Phrase>,
    /// None of them may be found.
    pub(super) without: Vec<Phrase>,
    /// What else is asked of a message.
    pub(super) wishes: Vec<Wish>,
}

/// Tokens that stand side by side.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// The words in order; never empty.
    pub(crate) words: Vec<String>,
    /// How much of the last word was given.
    pub(crate) end: End,
    /// As it was typed, without quotation marks.
    pub(super) typed: String,
}

/// How much of a phrase's last word was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// All of it.
    Whole,
    /// Its beginning: the seller is still typing.
    Open,
    /// One CJK character, which the index knows as the beginning of a pair.
    Character,
}

impl Query {
    /// Reads what was typed.
    pub(crate) fn parse(typed: &str) -> Self {
        let typed = match typed.char_indices().nth(LONGEST_QUERY) {
            Some((end, _)) => typed.get(..end).unwrap_or_default(),
            None => typed,
        };
        let mut query = Self::default();
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            rest = query.take(rest).trim_start();
        }
        query
    }

    /// Whether more is asked than that words are found.
    pub(super) fn narrows(&self) -> bool {
        !(self.wishes.is_empty() && self.without.is_empty())
    }

    /// Reads the next part; gives back what is behind it.
    fn take<'t>(&mut self, text: &'t str) -> &'t str {
        let positive = text
            .strip_prefix(['-', '－', '−'])
            .filter(|behind| behind.starts_with(|letter| is_quote(letter) || goes_on(letter)));
        let (without, text) = (positive.is_some(), positive.unwrap_or(text));
        let (head, tail) = split_where(text, |letter| is_quote(letter) || letter.is_whitespace());
        let named = Narrowing::named(head);
        if let Some((narrowing, value)) = named {
            let (value, rest) = match quoted(tail) {
                Some((words, _, rest)) if value.is_empty() => (words, rest),
                _ => (value, tail),
            };
            if let Some(wish) = Wish::read(narrowing, value, without) {
                self.wish(wish);
                return rest;
            }
        }
        if head.is_empty() {
            let Some((words, open, rest)) = quoted(tail) else {
                return "";
            };
            self.want(words, open && !ends_in_space(words), without);
            return rest;
        }
        self.want(head, tail.is_empty(), without);
        tail
    }

    fn wish(&mut self, wish: Wish) {
        if wish.is_whole() && self.wishes.len() < MOST_WISHES && !self.wishes.contains(&wish) {
            self.wishes.push(wish);
        }
    }

    fn want(&mut self, text: &str, typing: bool, without: bool) {
        let mut tokens = cut(text);
        // The last character of a run closes it in the index; here more may follow it in the text.
        if let [
            ..,
            Token {
                kind: Kind::Pair, ..
            },
            Token {
                kind: Kind::Last, ..
            },
        ] = tokens[..]
        {
            tokens.pop();
        }
        let end = match tokens.last().map(|token| token.kind) {
            Some(Kind::Last) => End::Character,
            // Half a word that is not wanted would take away all that begins like it.
            Some(Kind::Word) if typing && !without => End::Open,
            Some(_) => End::Whole,
            None => return,
        };
        let phrases = if without {
            &mut self.without
        } else {
            &mut self.phrases
        };
        if phrases.len() < MOST_PHRASES {
            let words = tokens.into_iter().map(|token| token.text).collect();
            let typed = text.trim().to_owned();
            phrases.push(Phrase { words, end, typed });
        }
    }
}

impl Phrase {
    /// The question for it in the index's own language.
    pub(super) fn ask(&self, expression: &mut String) {
        let star = if self.end == End::Whole { "" } else { " *" };
        // Writing into a string cannot fail.
        let _: std::fmt::Result = write!(expression, "text : \"{}\"{star}", self.words.join(" "));
    }
}

/// What stands between quotation marks at the beginning, whether they were left open, and the rest.
fn quoted(text: &str) -> Option<(&str, bool, &str)> {
    let inside = text.strip_prefix(is_quote)?;
    let (words, rest) = split_where(inside, is_quote);
    Some(match rest.strip_prefix(is_quote) {
        Some(rest) => (words, false, rest),
        None => (words, true, rest),
    })
}

/// Cuts a text before the first letter of that kind.
fn split_where(text: &str, is_border: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(is_border).unwrap_or(text.len()))
}

/// Whether a word goes on with this letter.
fn goes_on(letter: char) -> bool {
    letter.is_alphanumeric()
}

fn ends_in_space(text: &str) -> bool {
    text.ends_with(char::is_whitespace)
}

/// Input methods for Chinese type other quotation marks than the keyboard's.
fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '＂')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was read, in one line.
    fn read(typed: &str) -> String {
        let query = Query::parse(typed);
        let mut parts = Vec::new();
        for (sign, phrases) in [("", &query.phrases), ("-", &query.without)] {
            for phrase in phrases {
                let end = ["", "*", "+"][phrase.end as usize];
                parts.push(format!("{sign}[{}]{end}", phrase.words.join(" ")));
            }
        }
        for wish in &query.wishes {
            let sign = if wish.without { "-" } else { "" };
            parts.push(format!("{sign}{:?}={}", wish.narrowing, wish.value));
        }
        parts.join(" ")
    }

    #[test]
    fn what_is_typed_is_read_in_its_parts() {
        let cases = [
            ("", ""),
            ("  ", ""),
            ("?! … 👍", ""),
            ("\"\"", ""),
            ("tea", "[tea]*"),
            ("tea ", "[tea]"),
            ("Green TEA", "[green] [tea]*"),
            (r#""green tea""#, "[green tea]"),
            (r#""green te"#, "[green te]*"),
            (r#""green te "#, "[green te]"),
            (r#"big"green tea"cup"#, "[big] [green tea] [cup]*"),
            ("“green tea” cup", "[green tea] [cup]*"),
            ("4471-AB", "[4471 ab]*"),
            ("4471-AB ", "[4471 ab]"),
            ("茶", "[茶]+"),
            ("茶 ", "[茶]+"),
            ("绿茶", "[绿茶]"),
            ("绿茶杯", "[绿茶 茶杯]"),
            ("绿茶 杯", "[绿茶] [杯]+"),
            ("你好iPhone", "[你好 好 iphone]*"),
            ("iPhone手", "[iphone 手]+"),
            ("iPhone手机", "[iphone 手机]"),
            // What is not wanted.
            ("-refund", "-[refund]"),
            ("tea -refund ", "[tea] -[refund]"),
            ("-\"no refund\" tea", "[tea]* -[no refund]"),
            ("－退款", "-[退款]"),
            ("-茶", "-[茶]+"),
            ("- refund", "[refund]*"),
            ("--refund", "[refund]*"),
            ("-", ""),
            // What narrows the search.
            ("has:picture", "Picture="),
            ("HAS：picture tea", "[tea]* Picture="),
            ("-has:picture", "-Picture="),
            ("tea is:buyer ", "[tea] Buyer="),
            ("is:seller is:waiting", "Seller= Waiting="),
            ("-is:note", "-Note="),
            ("from:Mara tea", "[tea]* From=Mara"),
            ("from:me", "Seller="),
            ("-from:me", "-Seller="),
            ("product:\"blue cup\" tea", "[tea]* Product=blue cup"),
            ("product:\"blue cu", "Product=blue cu"),
            ("product：“blue cup”tea", "[tea]* Product=blue cup"),
            ("order:4471-AB", "Order=4471-AB"),
            ("before:2026-03 after:today", "Before=2026-03 After=today"),
            ("来自：王芳 有:图片", "From=王芳 Picture="),
            ("来自:我 是：等待", "Seller= Waiting="),
            ("商品:绿茶 订单:12", "Product=绿茶 Order=12"),
            ("是:买家 是:卖家", "Buyer= Seller="),
            ("之前:昨天 之后:7天", "Before=昨天 After=7天"),
            // Half typed, and what only looks like it.
            ("from:", ""),
            ("from:\"", ""),
            ("from: mara", "[mara]*"),
            ("-from:", ""),
            ("is:", ""),
            ("is:nobody", "[is nobody]*"),
            ("is:wait", "[is wait]*"),
            ("re:tea", "[re tea]*"),
            (r#""is:buyer""#, "[is buyer]"),
            (":tea", "[tea]*"),
        ];
        for (typed, expected) in cases {
            assert_eq!(read(typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn an_endless_query_is_cut_off() {
        let typed = "a -b from:x ".repeat(5_000);
        let query = Query::parse(&typed);
        assert!(query.phrases.len() <= MOST_PHRASES && query.without.len() <= MOST_PHRASES);
        assert_eq!(query.wishes.len(), 1, "said twice is said once");
        let word = "x".repeat(5_000);
        let query = Query::parse(&word);
        let length: usize = query.phrases[0].words.iter().map(String::len).sum();
        assert_eq!(length, LONGEST_QUERY);
    }
}
