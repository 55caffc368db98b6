//! # The cutter
//!
//! Turns text into the words that search knows. The index and the query go through this one function,
//! so that both agree on what a word is; highlighting uses it a third time, which is why every token
//! remembers where in the original text it came from.
//!
//! * Letters are compatibility-normalised (full width, ligatures), lower-cased and freed of accents:
//!   `Café`, `CAFE` and `ｃａｆé` are one word.
//! * Chinese, Japanese and Korean are written without dependable spaces. A run of them becomes its
//!   overlapping pairs and then its last character: 绿茶杯 gives 绿茶, 茶杯, 杯. So two characters are
//!   found as a pair, more as adjacent pairs, and one as the beginning of a pair.
//! * Everything else (punctuation, emoji, spaces) only separates.
//!
//! The unit of work is what a reader sees as one character, because normalising may merge what was
//! several code points and split what was one; a token's span therefore never ends inside one.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// No word of a language is longer; what is longer (a link, a key) is kept in pieces of this length.
pub(super) const LONGEST_WORD: usize = 64;

/// What a token was cut from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word of an alphabet, or a number.
    Word,
    /// Two neighbours in a run of CJK characters.
    Pair,
    /// The last character of a run of CJK characters.
    Last,
}

/// One searchable word and where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token<T = String> {
    /// The folded word: letters, digits and marks only, never a space or an ASCII sign.
    pub(crate) text: T,
    /// The bytes of the original text that it stands for.
    pub(crate) span: Range<usize>,
    /// Where the first character of a pair ends in the original text; otherwise the end of the span.
    pub(crate) head_end: usize,
    /// What it was cut from.
    pub(crate) kind: Kind,
}

/// Cuts a text into its tokens, in order.
pub(crate) fn cut(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    each_token(text, |token| {
        tokens.push(Token {
            text: token.text.to_owned(),
            span: token.span,
            head_end: token.head_end,
            kind: token.kind,
        });
    });
    tokens
}

/// Calls back with each token of a text, in order.
pub(super) fn each_token(text: &str, mut each: impl FnMut(Token<&str>)) {
    let mut cutter = Cutter::default();
    for (start, character) in characters(text) {
        cutter.read(start, character, &mut each);
    }
    cutter.end(&mut each);
}

/// What a reader sees as one character, each with where it begins.
///
/// Most letters never join their neighbours; the much slower search for the borders of characters is
/// left to the places where one might.
pub(super) fn characters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let mut letters = rest.chars();
        let first = letters.next()?;
        let is_alone = stands_alone(first) && letters.next().is_none_or(stands_alone);
        let character = if is_alone {
            rest.get(..first.len_utf8())?
        } else {
            rest.graphemes(true).next()?
        };
        let start = at;
        at += character.len();
        Some((start, character))
    })
}

/// Whether a code point is a character of its own wherever it stands; the common ones of which that
/// is true, by the rules of Unicode's annex 29.
fn stands_alone(letter: char) -> bool {
    // A carriage return joins the line feed after it.
    (letter.is_ascii() && letter != '\r')
        || is_han(letter)
        || matches!(letter, '\u{c0}'..='\u{24f}' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3020}'
            | '\u{ff01}'..='\u{ff60}')
}

/// The common Chinese characters, which are also used in Japanese.
fn is_han(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}')
}

/// Whether a character belongs to a script whose words are not divided by spaces.
pub(crate) fn is_cjk(letter: char) -> bool {
    matches!(letter,
        '\u{1100}'..='\u{11ff}'     // Hangul letters
        | '\u{2e80}'..='\u{2fdf}'   // radicals
        | '\u{3005}' | '\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303b}'
        | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}' // Hiragana
        | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' // Katakana
        | '\u{3131}'..='\u{318e}'   // Hangul letters, compatibility
        | '\u{31f0}'..='\u{31ff}'   // Katakana, small
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' // Han
        | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}' // Hangul
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9d}' | '\u{ffa0}'..='\u{ffdc}' // half width
        | '\u{1b000}'..='\u{1b16f}' // Kana, historic
        | '\u{20000}'..='\u{3ffff}' // Han, rare
    )
}

/// Cuts a text while it is being read, one character after the other.
#[derive(Debug, Default)]
pub(super) struct Cutter {
    word: String,
    word_length: usize,
    word_span: Range<usize>,
    /// The newest character of a run.
    last: Option<(char, Range<usize>)>,
    pair: String,
}

impl Cutter {
    /// Reads what a reader sees as one character; calls back with each token that ends before it.
    pub(super) fn read(
        &mut self,
        start: usize,
        character: &str,
        each: &mut impl FnMut(Token<&str>),
    ) {
        let span = start..start + character.len();
        let mut letters = character.chars();
        match (letters.next(), letters.next()) {
            // Folding changes none of these, and what they are need not be looked up.
            (Some(letter), None) if is_han(letter) => {
                self.end_word(each);
                self.go_on(letter, &span, each);
            }
            (Some(letter), None) if letter.is_ascii_alphanumeric() => {
                self.end_run(each);
                self.spell(letter.to_ascii_lowercase(), &span, each);
            }
            (Some(letter), None) if letter.is_ascii() => self.end(each),
            _ => fold(character, |letter| self.take(letter, &span, each)),
        }
    }

    /// Says that nothing follows.
    pub(super) fn end(&mut self, each: &mut impl FnMut(Token<&str>)) {
        self.end_word(each);
        self.end_run(each);
    }

    fn take(&mut self, letter: char, span: &Range<usize>, each: &mut impl FnMut(Token<&str>)) {
        if is_cjk(letter) {
            self.end_word(each);
            self.go_on(letter, span, each);
        } else if is_combining_mark(letter) {
            // A mark continues what it stands on and never begins a word: emoji carry marks too.
            if !self.word.is_empty() {
                self.spell(letter, span, each);
            }
        } else if letter.is_alphanumeric() {
            self.end_run(each);
            self.spell(letter, span, each);
        } else if !is_invisible(letter) {
            self.end(each);
        }
    }

    fn spell(&mut self, letter: char, span: &Range<usize>, each: &mut impl FnMut(Token<&str>)) {
        if self.word_length == LONGEST_WORD {
            self.end_word(each);
        }
        if self.word.is_empty() {
            self.word_span.start = span.start;
        }
        self.word_span.end = span.end;
        self.word.push(letter);
        self.word_length += 1;
    }

    fn end_word(&mut self, each: &mut impl FnMut(Token<&str>)) {
        if self.word.is_empty() {
            return;
        }
        each(Token {
            text: &self.word,
            span: self.word_span.clone(),
            head_end: self.word_span.end,
            kind: Kind::Word,
        });
        self.word.clear();
        self.word_length = 0;
    }

    /// Goes on with a run: its newest two characters are a pair.
    fn go_on(&mut self, letter: char, span: &Range<usize>, each: &mut impl FnMut(Token<&str>)) {
        let Some((before, head)) = self.last.replace((letter, span.clone())) else {
            return;
        };
        self.pair.clear();
        self.pair.extend([before, letter]);
        each(Token {
            text: &self.pair,
            span: head.start..span.end,
            head_end: head.end,
            kind: Kind::Pair,
        });
    }

    fn end_run(&mut self, each: &mut impl FnMut(Token<&str>)) {
        let Some((letter, span)) = self.last.take() else {
            return;
        };
        each(Token {
            text: letter.encode_utf8(&mut [0; 4]),
            head_end: span.end,
            span,
            kind: Kind::Last,
        });
    }
}

/// Gives the letters that one visible character is searched by.
fn fold(cluster: &str, mut each: impl FnMut(char)) {
    let bare = cluster
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|letter| !is_accent(*letter));
    // Composed again, because Hangul syllables and voiced Kana fall apart above and are no accents.
    for letter in bare.nfc() {
        match unaccented(letter) {
            "" => each(letter),
            spelled => spelled.chars().for_each(&mut each),
        }
    }
}

/// Letters whose stroke, dot or joint is no separate mark in Unicode, so that normalising keeps it.
fn unaccented(letter: char) -> &'static str {
    match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'þ' => "th",
        'ς' => "σ",
        _ => "",
    }
}

/// Marks that change how a letter is read but are left out when typing in a hurry.
fn is_accent(letter: char) -> bool {
    matches!(letter,
        '\u{0300}'..='\u{036f}'     // Latin, Greek, Cyrillic
        | '\u{0483}'..='\u{0489}'
        | '\u{0591}'..='\u{05bd}' | '\u{05bf}' | '\u{05c1}' | '\u{05c2}' | '\u{05c4}' | '\u{05c5}'
        | '\u{05c7}'                // Hebrew points
        | '\u{0610}'..='\u{061a}' | '\u{0640}' | '\u{064b}'..='\u{065f}' | '\u{0670}'
        | '\u{06d6}'..='\u{06dc}' | '\u{06df}'..='\u{06e4}' // Arabic vowels and stretching
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'   // enclosing marks: the key in 1️⃣
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' // choice of a glyph
        | '\u{fe20}'..='\u{fe2f}'
    )
}

/// Signs that are not seen and stand inside words: joiners, soft hyphens, direction marks.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{00ad}' | '\u{061c}' | '\u{180b}'..='\u{180e}' | '\u{200c}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_runs_are_paired() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("   \n\t", &[]),
            ("?!… —", &[]),
            ("Hello, World", &["hello", "world"]),
            ("Café CAFÉ cafe\u{301}", &["cafe", "cafe", "cafe"]),
            ("ＡＢＣ１２", &["abc12"]),
            ("ﬁne ½ ①②", &["fine", "1", "2", "12"]),
            ("Straße STRASSE ẞ", &["strasse", "strasse", "ss"]),
            (
                "İstanbul ISPARTA ısparta",
                &["istanbul", "isparta", "isparta"],
            ),
            ("ΟΔΥΣΣΕΥΣ Ὀδυσσεύς", &["οδυσσευσ", "οδυσσευσ"]),
            ("złoty ŁÓDŹ Ærø", &["zloty", "lodz", "aero"]),
            ("Việt đồng", &["viet", "dong"]),
            ("ёлка Елка", &["елка", "елка"]),
            ("don't 4471-AB", &["don", "t", "4471", "ab"]),
            ("绿", &["绿"]),
            ("绿茶", &["绿茶", "茶"]),
            ("绿茶杯", &["绿茶", "茶杯", "杯"]),
            ("绿茶，杯子", &["绿茶", "茶", "杯子", "子"]),
            ("你好iPhone手机", &["你好", "好", "iphone", "手机", "机"]),
            ("订单１２号", &["订单", "单", "12", "号"]),
            ("㍿", &["株式", "式会", "会社", "社"]),
            ("안녕하세요", &["안녕", "녕하", "하세", "세요", "요"]),
            (
                "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}",
                &["한글", "글"],
            ),
            ("ガム", &["ガム", "ム"]),
            ("ｶﾞﾑ", &["ガム", "ム"]),
            ("か\u{3099}", &["が"]),
            ("人々・物", &["人々", "々", "物"]),
            ("葛\u{e0100}城", &["葛城", "城"]),
            ("👍🏽 ok 👩‍👩‍👧 ❤️ 🇩🇪", &["ok"]),
            ("1️⃣", &["1"]),
            ("tea\u{0}cup", &["tea", "cup"]),
            ("co\u{ad}operate", &["cooperate"]),
            ("हिन्दी भाषा", &["हिन्दी", "भाषा"]),
            ("שָׁלוֹם", &["שלום"]),
            ("مَرْحَبًا", &["مرحبا"]),
            ("\u{301}", &[]),
            ("\u{301}a", &["a"]),
        ];
        for (text, expected) in cases {
            let tokens = cut(text);
            let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
            assert_eq!(words, *expected, "{text:?}");
        }
    }

    #[test]
    fn spans_point_into_the_original() {
        let cases: &[(&str, &[(&str, &str)])] = &[
            ("so İstanbul!", &[("so", "so"), ("istanbul", "İstanbul")]),
            ("cafe\u{301} ok", &[("cafe", "cafe\u{301}"), ("ok", "ok")]),
            (
                "买绿茶",
                &[("买绿", "买绿"), ("绿茶", "绿茶"), ("茶", "茶")],
            ),
            ("ｶﾞﾑ", &[("ガム", "ｶﾞﾑ"), ("ム", "ﾑ")]),
            ("ＡＢ Straße", &[("ab", "ＡＢ"), ("strasse", "Straße")]),
            ("1️⃣ x", &[("1", "1️⃣"), ("x", "x")]),
        ];
        for (text, expected) in cases {
            let tokens = cut(text);
            let found: Vec<(&str, &str)> = tokens
                .iter()
                .map(|token| (token.text.as_str(), text.get(token.span.clone()).unwrap()))
                .collect();
            assert_eq!(found, *expected, "{text:?}");
        }
    }

    #[test]
    fn the_head_of_a_pair_is_its_first_character() {
        let tokens = cut("绿茶");
        assert_eq!((tokens[0].span.clone(), tokens[0].head_end), (0..6, 3));
        assert_eq!((tokens[1].span.clone(), tokens[1].head_end), (3..6, 6));
    }

    #[test]
    fn a_word_without_end_is_kept_in_pieces() {
        let tokens = cut(&"ä".repeat(150));
        let lengths: Vec<usize> = tokens
            .iter()
            .map(|token| token.text.chars().count())
            .collect();
        assert_eq!(lengths, [64, 64, 22]);
        assert_eq!(tokens[1].span, 128..256, "spans count the original's bytes");
    }

    /// Anything at all may arrive from a marketplace; highlighting slices by these spans.
    #[test]
    fn characters_are_those_that_a_reader_sees() {
        use proptest::prelude::*;
        let pieces = prop::sample::select(vec![
            "a",
            "Z",
            " ",
            "\r",
            "\n",
            "é",
            "e\u{301}",
            "茶",
            "，",
            "ｶﾞ",
            "안",
            "👍🏽",
            "👩‍👩‍👧",
            "ก็",
            "\u{200d}",
            "！",
        ]);
        proptest!(|(text in prop::collection::vec(pieces, 0..12))| {
            let text = text.concat();
            let seen: Vec<_> = characters(&text).collect();
            prop_assert_eq!(seen, text.grapheme_indices(true).collect::<Vec<_>>());
        });
    }

    #[test]
    fn whatever_comes_spans_lie_on_character_boundaries_and_in_order() {
        let alphabet: Vec<char> =
            "aZ é\u{301}İß绿茶カ\u{3099}ｶﾞ한\u{1112}\u{1161}👍🏽\u{200d}\u{fe0f}\
            🇩🇪1½㍿\u{0}\n\"*'-_\u{202e}\u{ad}ﬁΣς\u{e0100}葛ไทยहि\u{94d}\u{10ffff}"
                .chars()
                .collect();
        let mut seed = 0x5eed_u64;
        for _ in 0..2_000 {
            let mut text = String::new();
            for _ in 0..24 {
                seed = seed
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                text.push(alphabet[(seed >> 33) as usize % alphabet.len()]);
            }
            let mut before = 0;
            for token in cut(&text) {
                assert!(text.get(token.span.clone()).is_some(), "{text:?} {token:?}");
                assert!(text.is_char_boundary(token.head_end), "{text:?} {token:?}");
                assert!(
                    token.span.contains(&(token.head_end - 1)),
                    "{text:?} {token:?}"
                );
                assert!(token.span.start >= before, "{text:?} {token:?}");
                assert!(
                    token
                        .text
                        .chars()
                        .all(|c| !c.is_ascii() || c.is_ascii_alphanumeric()),
                    "the index splits at ASCII signs: {text:?} {token:?}"
                );
                assert!(!token.text.is_empty());
                before = token.span.start;
            }
        }
    }
}
