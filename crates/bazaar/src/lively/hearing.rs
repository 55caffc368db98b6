//! What a seller's words mean to a buyer, by simple rules in one table.
//!
//! Rows are tried in order, and what a row has matched is taken out, so that "no problem" is not
//! heard as a no and 不可以 not as 可以. A sentence can mean several things at once.

use super::price;

/// Something that words can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// There is none left.
    SoldOut,
    /// It is on its way.
    Sent,
    /// The seller makes good what went wrong.
    Amends,
    /// The seller wants a moment.
    Wait,
    No,
    Yes,
    /// The seller asks something.
    Question,
    /// Hello, or thanks: nothing to act on.
    Polite,
}

/// Meaning, English words, Chinese words. English is matched by whole words, Chinese by its
/// characters.
const RULES: &[(Meaning, &[&str], &[&str])] = &[
    (
        Meaning::Yes,
        &[
            "no problem",
            "no worries",
            "why not",
            "not a problem",
            "no trouble",
        ],
        &["没问题", "不客气"],
    ),
    (
        Meaning::SoldOut,
        &[
            "sold out",
            "out of stock",
            "none left",
            "no longer available",
            "just sold",
            "is gone",
        ],
        &["卖完", "没货", "缺货", "售罄", "卖光", "断货"],
    ),
    (
        Meaning::Sent,
        &[
            "shipped",
            "posted it",
            "has been posted",
            "on its way",
            "on the way",
            "sent it",
            "sent off",
            "dispatched",
            "in the post",
            "tracking number",
        ],
        &[
            "发货了",
            "已发",
            "寄出",
            "寄了",
            "在路上",
            "快递单号",
            "发出",
        ],
    ),
    (
        Meaning::Amends,
        &[
            "sorry",
            "apologise",
            "apologize",
            "apologies",
            "my fault",
            "my mistake",
            "replacement",
            "replace it",
            "refund",
            "money back",
            "send you a new one",
            "send a new one",
            "make it good",
            "make it right",
            "send it back",
        ],
        &[
            "抱歉",
            "对不起",
            "不好意思",
            "补发",
            "重新发",
            "换一个",
            "换新",
            "退款",
            "退钱",
            "赔",
            "重寄",
        ],
    ),
    (
        Meaning::Wait,
        &[
            "one moment",
            "a moment",
            "one minute",
            "let me check",
            "let me look",
            "let me see",
            "i will check",
            "i'll check",
            "i'll look",
            "i will look",
            "hold on",
            "just a second",
            "get back to you",
            "bear with me",
        ],
        &[
            "稍等",
            "等一下",
            "等会",
            "我看看",
            "我查",
            "马上看",
            "帮您看",
            "帮你看",
        ],
    ),
    (
        Meaning::No,
        &[
            "no",
            "not possible",
            "can't",
            "cannot",
            "can not",
            "unfortunately",
            "i'm afraid",
            "impossible",
            "won't",
            "not really",
            "too low",
            "don't think so",
            "lowest",
        ],
        &[
            "不行",
            "不可以",
            "不能",
            "不了",
            "没有",
            "没法",
            "不好意思",
            "做不到",
            "太低",
            "最低",
            "亏本",
        ],
    ),
    (
        Meaning::Yes,
        &[
            "yes",
            "yep",
            "yeah",
            "sure",
            "of course",
            "ok",
            "okay",
            "gladly",
            "deal",
            "agreed",
            "works for me",
            "fine",
            "certainly",
            "absolutely",
            "with pleasure",
            "all right",
            "happy to",
            "you can",
        ],
        &[
            "可以", "好的", "成交", "当然", "有的", "能的", "行的", "好呀", "好啊", "行吧", "没事",
            "有货",
        ],
    ),
    (
        Meaning::Polite,
        &[
            "hello",
            "hi",
            "good morning",
            "good evening",
            "good afternoon",
            "thanks",
            "thank you",
            "welcome",
            "hey",
        ],
        &[
            "你好",
            "您好",
            "在的",
            "谢谢",
            "感谢",
            "欢迎",
            "早上好",
            "亲",
        ],
    ),
];

/// What was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heard {
    meanings: Vec<Meaning>,
    /// A price that was named, in minor units.
    pub(crate) price: Option<i64>,
    /// Whether there was more than the rules know.
    more: bool,
}

impl Heard {
    /// Listens to words about something of that price.
    pub(crate) fn listen(words: &str, price: i64) -> Self {
        // Whole words: letters and digits apart, single spaces between and around.
        let mut rest = format!(" {} ", spaced(words));
        let mut meanings = Vec::new();
        for (meaning, english, chinese) in RULES {
            for phrase in *english {
                let whole = format!(" {phrase} ");
                if rest.contains(&whole) {
                    rest = rest.replace(&whole, " ");
                    meanings.push(*meaning);
                }
            }
            for phrase in *chinese {
                if rest.contains(phrase) {
                    rest = rest.replace(phrase, "");
                    meanings.push(*meaning);
                }
            }
        }
        if words.contains(['?', '？']) || words.contains('吗') {
            meanings.push(Meaning::Question);
        }
        Self {
            price: price::named(words, price),
            more: rest
                .chars()
                .filter(|letter| letter.is_alphanumeric())
                .count()
                > 6,
            meanings,
        }
    }

    /// Whether this was among what was meant.
    pub(crate) fn means(&self, meaning: Meaning) -> bool {
        self.meanings.contains(&meaning)
    }

    /// Whether there was nothing in it to act on.
    pub(crate) fn is_only_polite(&self) -> bool {
        !self.more && self.price.is_none() && self.meanings.iter().all(|m| *m == Meaning::Polite)
    }
}

/// In small letters, with spaces where anything but words was; apostrophes are part of words.
fn spaced(words: &str) -> String {
    let lower = words.to_lowercase().replace('’', "'");
    let parts: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric() && letter != '\'')
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_means_what_it_says() {
        use Meaning::{Amends, No, Polite, Question, Sent, SoldOut, Wait, Yes};
        let cases: &[(&str, &[Meaning])] = &[
            ("Yes, it fits.", &[Yes]),
            ("Of course, no problem!", &[Yes, Yes]),
            ("No worries at all", &[Yes]),
            ("No, that is too low for me.", &[No, No]),
            ("I’m afraid I can't.", &[No, No]),
            ("Nothing to note here about knobs", &[]),
            ("I have shipped it this morning", &[Sent]),
            ("It's on its way 📦", &[Sent]),
            ("So sorry! I'll send you a new one.", &[Amends, Amends]),
            ("One moment, let me check", &[Wait, Wait]),
            ("Sorry, it is sold out.", &[SoldOut, Amends]),
            ("Which colour would you like?", &[Question]),
            ("Hello!", &[Polite]),
            ("可以的", &[Yes]),
            ("这个不可以", &[No]),
            ("没问题", &[Yes]),
            ("没有了，卖完了", &[SoldOut, No]),
            ("已发货，快递单号稍后给您", &[Sent, Sent]),
            ("非常抱歉，给您补发一个", &[Amends, Amends]),
            ("稍等，我看看", &[Wait, Wait]),
            ("您要哪个颜色？", &[Question]),
            ("您好，在的", &[Polite, Polite]),
            ("不行，最低了", &[No, No]),
        ];
        for (words, meanings) in cases {
            let mut heard = Heard::listen(words, 5000).meanings;
            let mut expected = meanings.to_vec();
            heard.sort_by_key(|meaning| *meaning as u8);
            expected.sort_by_key(|meaning| *meaning as u8);
            assert_eq!(heard, expected, "{words}");
        }
    }

    #[test]
    fn a_greeting_alone_is_no_answer() {
        for words in ["Hello!", "Hi, thank you", "您好，在的", "…"] {
            assert!(Heard::listen(words, 5000).is_only_polite(), "{words}");
        }
        for words in [
            "Hello! It holds 120 ml.",
            "您好，容量是一百二十毫升",
            "Hi, 45 €",
        ] {
            assert!(!Heard::listen(words, 5000).is_only_polite(), "{words}");
        }
    }
}
