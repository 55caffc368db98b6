//! Money and times, as a page shows them.

use chrono::DateTime;
use maud::{Markup, html};
use rapport_protocol::Money;

/// An amount with its currency: €129.60.
pub(crate) fn money(money: &Money) -> String {
    let digits = decimals(&money.currency);
    let unit = 10_u64.pow(digits);
    let minor = money.minor.unsigned_abs();
    let sign = if money.minor < 0 { "−" } else { "" };
    let whole = minor / unit;
    let amount = match digits {
        0 => whole.to_string(),
        digits => format!("{whole}.{:0width$}", minor % unit, width = digits as usize),
    };
    match money.currency.as_str() {
        "EUR" => format!("{sign}€{amount}"),
        "USD" => format!("{sign}${amount}"),
        "GBP" => format!("{sign}£{amount}"),
        "CNY" => format!("{sign}¥{amount}"),
        other => format!("{sign}{amount} {other}"),
    }
}

/// An amount that somebody wrote, in minor units; `None` when it is not one above zero.
pub(crate) fn read_amount(text: &str, currency: &str) -> Option<i64> {
    let digits = decimals(currency) as usize;
    let text = text
        .trim()
        .trim_start_matches(['€', '$', '£', '¥', '￥'])
        .trim();
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > digits || !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let minor: i64 = format!("{whole}{part:0<digits$}").parse().ok()?;
    (minor > 0).then_some(minor)
}

/// A moment. The script shows it in the reader's own time zone; without it, UTC is said.
pub(crate) fn time(at: i64) -> Markup {
    let Some(moment) = DateTime::from_timestamp_millis(at) else {
        return html! {};
    };
    html! {
        time datetime=(moment.to_rfc3339()) { (moment.format("%Y-%m-%d %H:%M UTC")) }
    }
}

/// How many digits the minor unit has.
fn decimals(currency: &str) -> u32 {
    match currency {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" => 0,
        "KWD" | "BHD" | "OMR" | "TND" | "JOD" => 3,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(minor: i64, currency: &str) -> Money {
        Money {
            minor,
            currency: currency.to_owned(),
        }
    }

    #[test]
    fn amounts_are_shown_with_their_currency() {
        assert_eq!(money(&of(12_960, "EUR")), "€129.60");
        assert_eq!(money(&of(5, "CNY")), "¥0.05");
        assert_eq!(money(&of(500, "JPY")), "500 JPY");
        assert_eq!(money(&of(-1, "USD")), "−$0.01");
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, minor) in [
            ("129.60", Some(12_960)),
            (" 129,6 ", Some(12_960)),
            ("€40", Some(4000)),
            ("0", None),
            ("", None),
            (".50", None),
            ("1.234", None),
            ("-3", None),
            ("1e9", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(read_amount(text, "EUR"), minor, "{text}");
        }
        assert_eq!(read_amount("500", "JPY"), Some(500));
        assert_eq!(read_amount("1.5", "JPY"), None);
    }
}
