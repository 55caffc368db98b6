//! # What the seller typed
//!
//! Words are all wanted; the last one may be unfinished. `"Quoted words"` stand side by side, and so
//! does what was typed without a space: an order number `4471-AB`, or 绿茶杯. `has:picture`, `is:buyer`
//! and `is:seller` narrow the search.
//!
//! Nothing typed reaches the index as syntax: a query is made only from tokens of the cutter, which
//! hold letters, digits and marks, and every one of them stands between quotation marks.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::cut::{Kind, Token, cut};

/// What is typed beyond this is not read; it is far more than anybody types.
const LONGEST_QUERY: usize = 500;
/// The index limits how deep an expression may be; more words than this add nothing.
const MOST_PHRASES: usize = 24;

/// A question to the index.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    /// All of them must be found.
    pub(crate) phrases: Vec<Phrase>,
    facets: Vec<Cow<'static, str>>,
}

/// Tokens that stand side by side.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// The words in order; never empty.
    pub(crate) words: Vec<String>,
    /// How much of the last word was given.
    pub(crate) end: End,
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
        let mut sections = typed.split(is_quote).enumerate().peekable();
        while let Some((number, section)) = sections.next() {
            let last = sections.peek().is_none();
            if number % 2 == 1 {
                query.want(section, last && !ends_in_space(section));
                continue;
            }
            let mut chunks = section.split_whitespace().peekable();
            while let Some(chunk) = chunks.next() {
                let typing = last && chunks.peek().is_none() && !ends_in_space(section);
                match facet(chunk) {
                    Some(facet) => query.facets.push(facet.into()),
                    None => query.want(chunk, typing),
                }
            }
        }
        query
    }

    /// Narrows the search to what has that word of the index's own. Nothing that was typed may
    /// come here.
    pub(super) fn narrow(&mut self, facet: String) {
        self.facets.push(facet.into());
    }

    /// The question in the index's own language; none when nothing was asked.
    pub(crate) fn expression(&self) -> Option<String> {
        let mut expression = String::new();
        for phrase in &self.phrases {
            join(&mut expression);
            let star = if phrase.end == End::Whole { "" } else { " *" };
            write!(expression, "text : \"{}\"{star}", phrase.words.join(" ")).ok()?;
        }
        for facet in &self.facets {
            join(&mut expression);
            write!(expression, "facets : \"{facet}\"").ok()?;
        }
        (!expression.is_empty()).then_some(expression)
    }

    fn want(&mut self, text: &str, typing: bool) {
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
            Some(Kind::Word) if typing => End::Open,
            Some(_) => End::Whole,
            None => return,
        };
        if self.phrases.len() < MOST_PHRASES {
            let words = tokens.into_iter().map(|token| token.text).collect();
            self.phrases.push(Phrase { words, end });
        }
    }
}

fn join(expression: &mut String) {
    if !expression.is_empty() {
        expression.push_str(" AND ");
    }
}

fn ends_in_space(text: &str) -> bool {
    text.ends_with(char::is_whitespace)
}

/// Input methods for Chinese type other quotation marks than the keyboard's.
fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '＂')
}

fn facet(chunk: &str) -> Option<&'static str> {
    let chunk = chunk.replace('：', ":").to_ascii_lowercase();
    match chunk.as_str() {
        "has:picture" => Some("haspicture"),
        "is:buyer" => Some("isbuyer"),
        "is:seller" => Some("isseller"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(typed: &str) -> String {
        Query::parse(typed).expression().unwrap_or_default()
    }

    #[test]
    fn what_is_typed_becomes_a_question() {
        let cases = [
            ("", ""),
            ("  ", ""),
            ("?! … 👍", ""),
            ("\"\"", ""),
            ("tea", r#"text : "tea" *"#),
            ("tea ", r#"text : "tea""#),
            ("Green TEA", r#"text : "green" AND text : "tea" *"#),
            (r#""green tea""#, r#"text : "green tea""#),
            (r#""green te"#, r#"text : "green te" *"#),
            (
                "“green tea” cup",
                r#"text : "green tea" AND text : "cup" *"#,
            ),
            ("4471-AB", r#"text : "4471 ab" *"#),
            ("4471-AB ", r#"text : "4471 ab""#),
            ("茶", r#"text : "茶" *"#),
            ("茶 ", r#"text : "茶" *"#),
            ("绿茶", r#"text : "绿茶""#),
            ("绿茶杯", r#"text : "绿茶 茶杯""#),
            ("绿茶 杯", r#"text : "绿茶" AND text : "杯" *"#),
            ("你好iPhone", r#"text : "你好 好 iphone" *"#),
            ("iPhone手", r#"text : "iphone 手" *"#),
            ("iPhone手机", r#"text : "iphone 手机""#),
            ("has:picture", r#"facets : "haspicture""#),
            (
                "HAS：picture tea",
                r#"text : "tea" * AND facets : "haspicture""#,
            ),
            ("tea is:buyer ", r#"text : "tea" AND facets : "isbuyer""#),
            ("is:nobody", r#"text : "is nobody" *"#),
            (r#""is:buyer""#, r#"text : "is buyer""#),
        ];
        for (typed, expected) in cases {
            assert_eq!(expression(typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn an_endless_query_is_cut_off() {
        let typed = "a ".repeat(5_000);
        assert_eq!(Query::parse(&typed).phrases.len(), MOST_PHRASES);
        let word = "x".repeat(5_000);
        let query = Query::parse(&word);
        assert_eq!(
            query.phrases[0]
                .words
                .iter()
                .map(String::len)
                .sum::<usize>(),
            LONGEST_QUERY
        );
    }
}
