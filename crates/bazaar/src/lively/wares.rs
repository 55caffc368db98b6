//! What a buyer knows of a product: what it is called, what it costs, and what one asks about it.

use serde::Deserialize;

use super::character::Language;

/// What sentences may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Topic {
    /// Anything that can be sold.
    Any,
    /// Tea ware.
    Tea,
    /// What has a lid or a spout.
    Pot,
    /// What one drinks from.
    Cup,
    /// Leather goods.
    Leather,
    /// What goes into a pocket.
    Carry,
    /// What goes around a waist or a wrist.
    Strap,
}

/// The words in a title that tell the topics, in both languages.
const SIGNS: &[(Topic, &[&str])] = &[
    (Topic::Pot, &["pot", "gaiwan", "kettle", "壶", "盖碗"]),
    (Topic::Cup, &["cup", "bowl", "杯", "碗", "盏"]),
    (
        Topic::Carry,
        &[
            "wallet", "card", "pouch", "purse", "passport", "卡包", "钱包", "零钱", "卡夹",
        ],
    ),
    (Topic::Strap, &["belt", "watch", "腰带", "皮带", "表带"]),
    (
        Topic::Leather,
        &[
            "leather",
            "satchel",
            "tote",
            "hide",
            "strap",
            "key ring",
            "key fob",
            "notebook",
            "glasses case",
            "journal",
            "皮",
            "钥匙",
            "本子",
            "手账",
        ],
    ),
];

/// A product, as a buyer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wares {
    title: String,
    /// For one, in minor units.
    pub(crate) price: i64,
    currency: String,
    /// What can be said about it.
    pub(crate) topics: Vec<Topic>,
}

impl Wares {
    /// Looks at a product.
    pub(crate) fn of(title: &str, price: i64, currency: &str) -> Self {
        let lower = title.to_lowercase();
        let says = |topic: Topic| {
            SIGNS.iter().any(|(sign, words)| {
                *sign == topic && words.iter().any(|word| lower.contains(word))
            })
        };
        let in_hand = says(Topic::Carry) || says(Topic::Strap) || says(Topic::Leather);
        let mut topics = vec![Topic::Any];
        if in_hand {
            topics.push(Topic::Leather);
            topics.extend(
                [Topic::Carry, Topic::Strap]
                    .into_iter()
                    .filter(|t| says(*t)),
            );
        } else {
            topics.push(Topic::Tea);
            topics.extend(
                [Topic::Pot, Topic::Cup]
                    .into_iter()
                    .filter(|t| says(*t))
                    .take(1),
            );
        }
        Self {
            title: title.to_owned(),
            price,
            currency: currency.to_owned(),
            topics,
        }
    }

    /// What people call it: the beginning of its title, in their language where the title has both.
    pub(crate) fn called(&self, language: Language) -> String {
        let han = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
        let ends = |letter: char| han(letter) || ",，(（“\"·|/–—".contains(letter);
        let latin = self
            .title
            .split(ends)
            .flat_map(|part| part.split(" with "))
            .flat_map(|part| part.split(" for "))
            .map(str::trim)
            .find(|part| !part.is_empty());
        let chinese: String = self
            .title
            .chars()
            .skip_while(|letter| !han(*letter))
            .take_while(|letter| han(*letter))
            .collect();
        match (language, latin) {
            (Language::English, Some(latin)) => match latin.strip_prefix("Two ") {
                Some(pair) => format!("pair of {pair}"),
                None => lowered(latin),
            },
            (Language::Chinese, _) if !chinese.is_empty() => chinese,
            _ => self.title.clone(),
        }
    }

    /// A sum as people write it: without cents when there are none.
    pub(crate) fn money(&self, minor: i64, language: Language) -> String {
        let (whole, cents) = (minor / 100, minor % 100);
        let number = if cents == 0 {
            whole.to_string()
        } else {
            format!("{whole}.{cents:02}")
        };
        match (self.currency.as_str(), language) {
            ("EUR", Language::English) => format!("€{number}"),
            ("EUR", Language::Chinese) => format!("{number}欧"),
            ("USD", Language::English) => format!("${number}"),
            ("GBP", Language::English) => format!("£{number}"),
            ("CNY", Language::English) => format!("¥{number}"),
            ("CNY", Language::Chinese) => format!("{number}块"),
            (currency, _) => format!("{number} {currency}"),
        }
    }
}

/// In the middle of a sentence, unless it begins with capitals or a name of several.
fn lowered(title: &str) -> String {
    let mut letters = title.chars();
    match letters.next() {
        Some(first) if !letters.as_str().contains(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_tells_what_one_asks_about() {
        use Topic::{Any, Carry, Cup, Leather, Pot, Strap, Tea};
        for (title, topics) in [
            ("Celadon tea cup 青瓷茶杯", vec![Any, Tea, Cup]),
            ("Small teapot, red clay 紫砂小壶", vec![Any, Tea, Pot]),
            ("柿釉盖碗", vec![Any, Tea, Pot]),
            ("Bamboo whisk", vec![Any, Tea]),
            (
                "Card wallet, saddle leather 马鞍革卡包",
                vec![Any, Leather, Carry],
            ),
            (
                "Belt, 3.5 cm, brass buckle 黄铜扣腰带",
                vec![Any, Leather, Strap],
            ),
            ("Leather key ring", vec![Any, Leather]),
        ] {
            assert_eq!(Wares::of(title, 100, "EUR").topics, topics, "{title}");
        }
    }

    #[test]
    fn people_call_it_by_its_short_name_in_their_language() {
        for (title, english, chinese) in [
            ("Celadon tea cup 青瓷茶杯", "celadon tea cup", "青瓷茶杯"),
            (
                "Belt, 3.5 cm, brass buckle 黄铜扣腰带",
                "belt",
                "黄铜扣腰带",
            ),
            (
                "Glazed teapot “Autumn” 秋釉茶壶",
                "glazed teapot",
                "秋釉茶壶",
            ),
            (
                "Two cups, crackle glaze 冰裂品茗杯一对",
                "pair of cups",
                "冰裂品茗杯一对",
            ),
            ("Gaiwan with a painted twig 青花盖碗", "gaiwan", "青花盖碗"),
            ("Yixing Pot", "Yixing Pot", "Yixing Pot"),
            ("青瓷茶杯", "青瓷茶杯", "青瓷茶杯"),
        ] {
            let wares = Wares::of(title, 100, "EUR");
            assert_eq!(wares.called(Language::English), english, "{title}");
            assert_eq!(wares.called(Language::Chinese), chinese, "{title}");
        }
    }

    #[test]
    fn a_sum_is_written_as_people_write_it() {
        let wares = Wares::of("Cup", 100, "EUR");
        assert_eq!(wares.money(4500, Language::English), "€45");
        assert_eq!(wares.money(4550, Language::Chinese), "45.50欧");
        assert_eq!(
            Wares::of("Cup", 1, "SEK").money(900, Language::English),
            "9 SEK"
        );
    }
}
