//! What people write: words that are as unevenly common as in a language (Zipf's law: the n-th most
//! common word is about 1/n as common as the first), numbers of orders and products, and now and then
//! a very long letter.

use std::fmt::Write as _;

use rapport_bazaar::Dice;

/// A word that stands in many English messages.
pub const COMMON: &str = "order";
/// A word that stands in many Chinese messages.
pub const COMMON_PAIR: &str = "茶杯";
/// Words that stand side by side in some messages.
pub const PHRASE: &str = "on its way";
/// Two words that are common enough and never stand in the same message.
pub const NEVER_MEET: [&str; 2] = ["celadon", "walnut"];

/// How many different words each language has.
const WORDS: usize = 20_000;

/// The most common words of each language; the rest is made of syllables or characters.
const ENGLISH: &str = "the i you it to is a and order of for in my have can do please this that \
    thank with when be hello still not ship would on like me your but cup if so bowl arrive will \
    we tea from at package price was send are what one there any time how has just size colour \
    they two as good see know could pot or box little glaze very tracking which week day gift sorry \
    much name address wait great love same lid photo small today tomorrow already broken leather bag";
const CHINESE: &str = "请问 你好 这个 谢谢 可以 茶杯 什么 时候 发货 收到 现在 老板 有没有 多少 我们 一个 \
    快递 还有 喜欢 没有 杯子 颜色 订单 东西 麻烦 今天 明天 已经 茶壶 这样 送人 价格 便宜 包装 大小 \
    还是 但是 因为 知道 觉得 漂亮 图片 质量 地址 不错 一下 帮我 需要 如果 礼物 手工 釉色 青瓷 皮包 \
    问题 退货 物流 几天 店里 朋友 妈妈 生日 特别 真的 非常 好看 先生 下次";
const ONSETS: [&str; 14] = [
    "b", "br", "d", "f", "gl", "k", "l", "m", "n", "p", "s", "st", "t", "v",
];
const VOWELS: [&str; 6] = ["a", "e", "i", "o", "u", "ea"];
const CODAS: [&str; 8] = ["", "l", "n", "r", "s", "th", "nd", "ck"];
/// The first of the characters that rare Chinese words are made of, and how many there are.
const CHARACTERS: (u32, usize) = (0x4e8c, 900);

/// How a person speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    Chinese,
}

/// The words of both languages, and how common each is.
#[derive(Debug)]
pub(super) struct Speech {
    english: Vec<String>,
    chinese: Vec<String>,
    /// The share of the first so many words, times 2^32.
    shares: Vec<u64>,
}

impl Speech {
    pub(super) fn new() -> Self {
        let weights = (1..=WORDS).map(|rank| 1.0 / rank as f64);
        let whole: f64 = weights.clone().sum();
        let mut sum = 0.0;
        let shares = weights
            .map(|weight| {
                sum += weight / whole;
                (sum * f64::from(u32::MAX)) as u64
            })
            .collect();
        Self {
            english: words(ENGLISH, english),
            chinese: words(CHINESE, chinese),
            shares,
        }
    }

    /// What is written in the message of that number.
    pub(super) fn text(&self, tongue: Tongue, n: u64, dice: &mut Dice) -> String {
        let length = match dice.below(200) {
            0 => 250 + dice.below(1_200),
            1..40 => 1 + dice.below(3),
            _ => 4 + dice.below(16),
        };
        let mut text = String::new();
        for _ in 0..length {
            if tongue == Tongue::English && !text.is_empty() {
                text.push(' ');
            }
            text.push_str(self.word(tongue, dice));
            if tongue == Tongue::Chinese && dice.chance(15) {
                text.push('，');
            }
        }
        match dice.below(100) {
            0..4 => {
                let _ = write!(text, " {}", order_number(dice.below(200_000) as u32));
            }
            4..7 => {
                let _ = write!(text, " JC-TB-{:04}", dice.below(2_000));
            }
            7..10 => {
                let word = NEVER_MEET.get((n % 2) as usize);
                let _ = write!(text, " {}", word.copied().unwrap_or_default());
            }
            10..12 => {
                let _ = write!(text, " {PHRASE}");
            }
            _ => {}
        }
        text
    }

    /// What a person is called.
    pub(super) fn name(&self, tongue: Tongue, n: u32, dice: &mut Dice) -> String {
        let mut word = || {
            let words = self.of(tongue);
            // The rare words: a name is not "the".
            let place = 200 + dice.below(words.len() - 200);
            words.get(place).map_or("", String::as_str)
        };
        match tongue {
            Tongue::English => {
                let (first, last) = (capital(word()), capital(word()));
                format!(
                    "{first} {last}{}",
                    if n.is_multiple_of(50) { "-Söder" } else { "" }
                )
            }
            Tongue::Chinese => word().to_owned(),
        }
    }

    fn of(&self, tongue: Tongue) -> &[String] {
        match tongue {
            Tongue::English => &self.english,
            Tongue::Chinese => &self.chinese,
        }
    }

    fn word(&self, tongue: Tongue, dice: &mut Dice) -> &str {
        let draw = dice.below(u32::MAX as usize) as u64;
        let rank = self.shares.partition_point(|&share| share < draw);
        let words = self.of(tongue);
        words
            .get(rank.min(words.len() - 1))
            .map_or("", String::as_str)
    }
}

/// The number of an order, as the marketplace and the buyers write it.
pub(super) fn order_number(n: u32) -> String {
    format!("{:02}-{:05}", n % 90 + 10, n)
}

fn words(common: &str, rare: impl Fn(usize) -> String) -> Vec<String> {
    let common = common.split_whitespace().map(str::to_owned);
    let mut words: Vec<String> = common.collect();
    words.extend((0..WORDS - words.len()).map(rare));
    words
}

/// Two or three syllables, another word for each number.
fn english(n: usize) -> String {
    let mut dice = Dice::new(n as u64).part(1);
    let mut word = String::new();
    for _ in 0..2 + dice.below(2) {
        for part in [&ONSETS[..], &VOWELS[..], &CODAS[..]] {
            word.push_str(dice.pick(part).copied().unwrap_or_default());
        }
    }
    word
}

/// Two or three characters.
fn chinese(n: usize) -> String {
    let mut dice = Dice::new(n as u64).part(2);
    let mut character = || char::from_u32(CHARACTERS.0 + dice.below(CHARACTERS.1) as u32);
    let mut word: String = [character(), character()].into_iter().flatten().collect();
    if n.is_multiple_of(5) {
        word.extend(character());
    }
    word
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
