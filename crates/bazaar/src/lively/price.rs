//! A price in a sentence, in figures or in Chinese numerals.

/// What says that a number is money: before it, or after it.
const MONEY: &[&str] = &["€", "$", "£", "¥", "￥", "eur", "欧", "元", "块", "刀"];
/// What says that a bare number is something else.
const MEASURES: &[&str] = &[
    "ml", "cm", "mm", "g", "kg", "l", "%", "days", "day", "hours", "hour", "minutes", "weeks",
    "cards", "pieces", "am", "pm", "o'clock", "years", "cups", ":", "毫", "厘", "克", "天", "个",
    "只", "小时", "分", "年", "月", "号", "日", "点", "张", "件", "周", "度", "层", "升", "寸",
    "尺", "次", "把",
];

/// The price that a sentence names for something that is listed at so much, in minor units.
///
/// A number beside a sign of money is believed when it could be meant for this product at all; a
/// bare number only when it is near the list price and no measure follows it.
pub(crate) fn named(words: &str, list: i64) -> Option<i64> {
    let lower = words.to_lowercase();
    numbers(&lower).into_iter().find_map(|number| {
        let after = lower.get(number.end..)?.trim_start();
        let before = lower.get(..number.start)?.trim_end();
        let money = MONEY
            .iter()
            .any(|sign| after.starts_with(sign) || before.ends_with(sign));
        let measure = MEASURES.iter().any(|sign| follows(after, sign));
        let (low, high) = if money { (30, 300) } else { (55, 130) };
        let near = (list * low / 100..=list * high / 100).contains(&number.minor);
        (near && (money || !measure)).then_some(number.minor)
    })
}

/// Whether a measure comes next, as a word of its own where it is made of letters.
fn follows(after: &str, sign: &str) -> bool {
    after.strip_prefix(sign).is_some_and(|rest| {
        !sign.is_ascii() || !rest.starts_with(|letter: char| letter.is_ascii_alphabetic())
    })
}

/// A number in a text, and where.
#[derive(Debug)]
struct Number {
    start: usize,
    end: usize,
    /// A hundred times its value.
    minor: i64,
}

fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        let kind: fn(char) -> bool = match first {
            digit if digit.is_ascii_digit() => |c| c.is_ascii_digit() || c == '.' || c == ',',
            numeral if numeral_value(numeral).is_some() => |c| numeral_value(c).is_some(),
            _ => continue,
        };
        let mut end = start + first.len_utf8();
        while let Some((at, letter)) = rest.next_if(|(_, letter)| kind(*letter)) {
            end = at + letter.len_utf8();
        }
        let Some(written) = text.get(start..end) else {
            continue;
        };
        // A comma or full stop at the end belongs to the sentence.
        let written = written.trim_end_matches(['.', ',']);
        let minor = if first.is_ascii_digit() {
            figures(written)
        } else {
            numerals(written)
        };
        let end = start + written.len();
        found.extend(minor.map(|minor| Number { start, end, minor }));
    }
    found
}

/// "45", "45.5", "45,50", "1,200".
fn figures(written: &str) -> Option<i64> {
    let (whole, cents) = match written.rsplit_once(['.', ',']) {
        Some((whole, cents)) if cents.len() <= 2 => (whole, cents),
        _ => (written, ""),
    };
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    whole
        .parse::<i64>()
        .ok()?
        .checked_mul(100)?
        .checked_add(cents)
}

/// "四十五", "一百二", "两百零五": below ten thousand, and more than one character, since a single one
/// is seldom a price.
fn numerals(written: &str) -> Option<i64> {
    let (mut sum, mut digit, mut unit) = (0, 0, 1);
    if written.chars().count() < 2 {
        return None;
    }
    for letter in written.chars() {
        match numeral_value(letter)? {
            value if value >= 10 => {
                sum += digit.max(i64::from(digit == 0)) * value;
                (digit, unit) = (0, value);
            }
            0 => unit = 1,
            value => digit = value,
        }
    }
    // 一百二 is a hundred and twenty.
    let last = if unit >= 100 {
        digit * unit / 10
    } else {
        digit
    };
    Some((sum + last) * 100)
}

fn numeral_value(letter: char) -> Option<i64> {
    Some(match letter {
        '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_heard_and_other_numbers_are_not() {
        for (words, list, price) in [
            ("I could do 45 €", 5000, Some(4500)),
            ("€45.50 and it's yours", 5000, Some(4550)),
            ("45,50 EUR would be fine.", 5000, Some(4550)),
            ("let's say 45", 5000, Some(4500)),
            ("45.", 5000, Some(4500)),
            ("$1,200", 110_000, Some(120_000)),
            ("It holds 45 ml", 5000, None),
            ("It takes 45 days, sorry", 5000, None),
            ("give 45 g a try", 5000, None),
            ("about 3 weeks", 5000, None),
            ("250 €", 5000, None),
            ("I have sold 2000 of them", 5000, None),
            ("四十五行吗", 5000, Some(4500)),
            ("最低四十五欧", 5000, Some(4500)),
            ("一百二", 12_800, Some(12_000)),
            ("两百零五块", 21_000, Some(20_500)),
            ("九十五元", 9900, Some(9500)),
            ("45欧可以", 5000, Some(4500)),
            ("四十五天到", 5000, None),
            ("一个", 100, None),
            ("", 5000, None),
        ] {
            assert_eq!(named(words, list), price, "{words}");
        }
    }
}
