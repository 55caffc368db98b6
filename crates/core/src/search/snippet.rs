//! # The lines around a hit
//!
//! Shows why a message was found: about 120 characters around the first hit, all hits marked. The hits
//! are looked for with the same cutter that made the index, so that what is marked is what was found.

use std::ops::Range;

use super::SnippetPart;
use super::cut::{Cutter, LONGEST_WORD, Token, characters, is_cjk};
use super::query::{End, Phrase};

/// How many characters are shown,
const LENGTH: usize = 120;
/// how many of them before the first hit,
const BEFORE: usize = 40;
/// and how many may be given up so that no word is cut in half.
const SLACK: usize = 20;

/// Cuts out the lines around the first hit and marks the hits in them.
pub(crate) fn around(text: &str, phrases: &[Phrase]) -> Vec<SnippetPart> {
    let read = Reading::of(text, phrases);
    let window = read.window(text);
    let mut parts = Vec::new();
    if window.start > 0 {
        push(&mut parts, "…", false);
    }
    let mut at = window.start;
    for hit in &read.hits {
        let (start, end) = (hit.start.max(at), hit.end.min(window.end));
        if start < end {
            push(&mut parts, text.get(at..start).unwrap_or_default(), false);
            push(&mut parts, text.get(start..end).unwrap_or_default(), true);
            at = end;
        }
    }
    push(
        &mut parts,
        text.get(at..window.end).unwrap_or_default(),
        false,
    );
    if window.end < text.len() {
        push(&mut parts, "…", false);
    }
    parts
}

/// Where the phrases stand in all of a text: ascending, and overlapping ones merged.
pub(super) fn hits(text: &str, phrases: &[Phrase]) -> Vec<Range<usize>> {
    let mut cutter = Cutter::default();
    let mut seeker = Seeker::new(phrases);
    for (at, character) in characters(text) {
        cutter.read(at, character, &mut |token| seeker.see(&token));
    }
    cutter.end(&mut |token| seeker.see(&token));
    merged(seeker.hits)
}

/// Appends to the parts; neighbours of the same kind become one.
fn push(parts: &mut Vec<SnippetPart>, text: &str, hit: bool) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.hit == hit => last.text.push_str(text),
        _ => parts.push(SnippetPart {
            text: text.to_owned(),
            hit,
        }),
    }
}

/// A text as far as it had to be read.
struct Reading {
    /// Where each character begins, and where the last one ends.
    edges: Vec<usize>,
    /// Where the phrases stand: ascending, and overlapping ones merged.
    hits: Vec<Range<usize>>,
}

impl Reading {
    /// Reads until the first hit and all that is shown around it are known: a letter of a thousand
    /// words mostly has its hit at the beginning.
    fn of(text: &str, phrases: &[Phrase]) -> Self {
        let mut cutter = Cutter::default();
        let mut seeker = Seeker::new(phrases);
        let mut edges = Vec::with_capacity(2 * LENGTH);
        // A hit that begins in what is shown may end behind it, by a word or by the rest of a phrase.
        let mut enough = if phrases.is_empty() {
            LENGTH + 1
        } else {
            usize::MAX
        };
        let mut end = 0;
        for (at, character) in characters(text) {
            if edges.len() >= enough && !seeker.is_inside() {
                break;
            }
            edges.push(at);
            end = at + character.len();
            let hits = seeker.hits.len();
            cutter.read(at, character, &mut |token| seeker.see(&token));
            if hits == 0 && !seeker.hits.is_empty() {
                enough = edges.len() + LENGTH + LONGEST_WORD;
            }
        }
        cutter.end(&mut |token| seeker.see(&token));
        edges.push(end);
        Self {
            edges,
            hits: merged(seeker.hits),
        }
    }

    /// The part of the text to show. It begins and ends between visible characters, and between words
    /// where one ends near enough.
    fn window(&self, text: &str) -> Range<usize> {
        let Self { edges, hits } = self;
        let count = edges.len() - 1;
        let edge = |at: usize| edges.get(at).copied().unwrap_or(text.len());
        let place = |byte: usize| edges.partition_point(|edge| *edge < byte);

        let (hit_start, hit_end) = hits
            .first()
            .map_or((0, 0), |hit| (place(hit.start), place(hit.end)));
        let start = hit_start
            .saturating_sub(BEFORE)
            .min(count.saturating_sub(LENGTH));
        let end = (start + LENGTH).min(count);
        let calm = |at: &usize| !is_inside_word(text, edge(*at));
        let start = (start..hit_start.min(start + SLACK))
            .find(calm)
            .unwrap_or(start);
        let end = (hit_end.max(end.saturating_sub(SLACK))..=end)
            .rev()
            .find(calm)
            .unwrap_or(end);
        edge(start)..edge(end)
    }
}

/// Looks for phrases among the tokens of a text while they come.
struct Seeker<'p> {
    phrases: &'p [Phrase],
    /// Phrases of which the first words stood there: which one, how many words, and where it began.
    begun: Vec<(usize, usize, usize)>,
    hits: Vec<Range<usize>>,
}

impl<'p> Seeker<'p> {
    fn new(phrases: &'p [Phrase]) -> Self {
        let (begun, hits) = (Vec::new(), Vec::new());
        Self {
            phrases,
            begun,
            hits,
        }
    }

    /// Whether a phrase has begun and may still go on.
    fn is_inside(&self) -> bool {
        !self.begun.is_empty()
    }

    fn see(&mut self, token: &Token<&str>) {
        let Self {
            phrases,
            begun,
            hits,
        } = self;
        let mut see = |number: usize, phrase: &Phrase, known: usize, start: usize| match phrase
            .step(known, token)
        {
            Step::Over => None,
            Step::On => Some((number, known + 1, start)),
            Step::Hit(end) => {
                hits.push(start..end);
                None
            }
        };
        begun.retain_mut(|one| {
            let (number, known, start) = *one;
            let next = phrases
                .get(number)
                .and_then(|phrase| see(number, phrase, known, start));
            next.map(|next| *one = next).is_some()
        });
        for (number, phrase) in phrases.iter().enumerate() {
            begun.extend(see(number, phrase, 0, token.span.start));
        }
    }
}

/// What a token is to a phrase of which so many words stood before it.
enum Step {
    /// The phrase does not stand here.
    Over,
    /// It goes on.
    On,
    /// It ends here, at that byte.
    Hit(usize),
}

impl Phrase {
    fn step(&self, known: usize, token: &Token<&str>) -> Step {
        let Some(word) = self.words.get(known) else {
            return Step::Over;
        };
        if known + 1 < self.words.len() {
            return if token.text == word {
                Step::On
            } else {
                Step::Over
            };
        }
        match self.end {
            End::Whole if token.text == word => Step::Hit(token.span.end),
            End::Open if token.text.starts_with(word.as_str()) => Step::Hit(token.span.end),
            // Of a pair found by its first character, the second was not asked for.
            End::Character if token.text.starts_with(word.as_str()) => Step::Hit(token.head_end),
            _ => Step::Over,
        }
    }
}

/// In ascending order, and overlapping ones as one.
fn merged(mut hits: Vec<Range<usize>>) -> Vec<Range<usize>> {
    hits.sort_by_key(|hit| (hit.start, hit.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(hits.len());
    for hit in hits {
        match merged.last_mut() {
            Some(last) if hit.start <= last.end => last.end = last.end.max(hit.end),
            _ => merged.push(hit),
        }
    }
    merged
}

fn is_inside_word(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let spelled = |letter: char| letter.is_alphanumeric() && !is_cjk(letter);
    before.chars().next_back().is_some_and(spelled) && after.chars().next().is_some_and(spelled)
}

#[cfg(test)]
mod tests {
    use super::super::query::Query;
    use super::*;

    /// The snippet with the hits in brackets.
    fn marked(text: &str, typed: &str) -> String {
        around(text, &Query::parse(typed).phrases)
            .into_iter()
            .map(|part| {
                if part.hit {
                    format!("[{}]", part.text)
                } else {
                    part.text
                }
            })
            .collect()
    }

    #[test]
    fn hits_are_marked() {
        let cases = [
            ("Green tea, green cup", "green ", "[Green] tea, [green] cup"),
            ("Green teapot", "tea", "Green [teapot]"),
            ("Green teapot", "tea ", "Green teapot"),
            ("One Café please", "cafe", "One [Café] please"),
            ("One cafe\u{301} please", "CAFÉ", "One [cafe\u{301}] please"),
            (
                "Order 4471-AB, not 4471 or AB",
                "4471-ab ",
                "Order [4471-AB], not 4471 or AB",
            ),
            (
                "green tea, tea green",
                "\"green tea\"",
                "[green tea], tea green",
            ),
            ("我要绿茶杯", "绿茶", "我要[绿茶]杯"),
            ("我要绿茶杯", "茶", "我要绿[茶]杯"),
            ("我要绿茶杯", "杯", "我要绿茶[杯]"),
            ("我要绿茶杯", "绿茶杯", "我要[绿茶杯]"),
            ("你好iPhone手机", "iphone", "你好[iPhone]手机"),
            ("你好iPhone手机", "好iphone手", "你[好iPhone手]机"),
            ("ｶﾞﾑをください", "ガム", "[ｶﾞﾑ]をください"),
            ("안녕하세요", "하세", "안녕[하세]요"),
            ("Straße 5", "strasse 5", "[Straße] [5]"),
            ("👍🏽tea👍🏽", "tea", "👍🏽[tea]👍🏽"),
            ("绿茶茶杯", "绿茶 茶杯", "[绿茶茶杯]"),
            ("no facet is marked", "has:picture", "no facet is marked"),
            ("", "tea", ""),
        ];
        for (text, typed, expected) in cases {
            assert_eq!(marked(text, typed), expected, "{typed:?} in {text:?}");
        }
    }

    #[test]
    fn a_long_message_is_cut_around_the_hit_between_words() {
        let text = format!("{}needle {}", "seven77 ".repeat(50), "eight888 ".repeat(50));
        let shown = marked(&text, "needle");
        assert!(
            shown.starts_with("… seven77 ") || shown.starts_with("…seven77 "),
            "{shown}"
        );
        assert!(shown.contains("[needle]"), "{shown}");
        assert!(
            shown.ends_with("eight888…") || shown.ends_with("eight888 …"),
            "{shown}"
        );
        let length = shown.chars().count();
        assert!((90..=125).contains(&length), "{length}: {shown}");
    }

    #[test]
    fn wherever_the_hit_lies_in_a_long_letter_it_is_shown_with_what_is_around_it() {
        for before in [0, 10, 300, 390, 400, 800, 2_000, 8_000] {
            let text = format!("{}needle {}", "word ".repeat(before), "pin ".repeat(3_000));
            let shown = marked(&text, "needle");
            let (head, tail) = shown.split_once("[needle]").unwrap();
            assert!(head.ends_with("word ") || before == 0, "{before}: {shown}");
            assert!(
                tail.starts_with(" pin pin pin pin") && tail.ends_with('…'),
                "{before}: {shown}"
            );
        }
    }

    #[test]
    fn a_hit_near_the_end_brings_what_stands_before_it() {
        let text = format!("{}needle", "word ".repeat(100));
        let shown = marked(&text, "needle");
        assert!(shown.ends_with("[needle]"), "{shown}");
        assert!(shown.chars().count() > 100, "{shown}");
    }

    #[test]
    fn no_visible_character_is_cut_apart() {
        let family = "👩‍👩‍👧";
        let text = format!("{}tea{}", family.repeat(200), "e\u{301}".repeat(200));
        let parts = around(&text, &Query::parse("tea").phrases);
        let before = parts.first().unwrap().text.trim_start_matches('…');
        assert!(before.replace(family, "").is_empty(), "{before:?}");
        let long = format!("{} 茶", "好".repeat(500));
        assert!(marked(&long, "茶").ends_with(" [茶]"));
    }

    #[test]
    fn a_hit_longer_than_the_snippet_is_cut_too() {
        let text = "x".repeat(1_000);
        let parts = around(&text, &Query::parse(&text).phrases);
        assert!(parts.iter().any(|part| part.hit));
        let length: usize = parts.iter().map(|part| part.text.chars().count()).sum();
        assert!(length <= LENGTH + 2, "{length}");
    }
}
