//! How names are searched for: by the beginnings of their words, and of a name without spaces by
//! any of its characters. The trigger that fills the index sets these characters apart in the same
//! way.

/// What is typed beyond this is not read.
const LONGEST: usize = 100;

/// The question to the index of names; none when nothing was typed that a name could hold.
pub(crate) fn question(typed: &str) -> Option<String> {
    let typed: String = typed.chars().take(LONGEST).collect();
    let phrases: Vec<String> = typed
        .split_whitespace()
        .filter_map(|chunk| {
            let mut apart = String::new();
            for letter in chunk.chars() {
                if stands_alone(letter) {
                    apart.extend([' ', letter, ' ']);
                } else if letter.is_alphanumeric() || is_mark(letter) {
                    apart.push(letter);
                } else {
                    // Nothing typed reaches the index as syntax.
                    apart.push(' ');
                }
            }
            let words: Vec<_> = apart.split_whitespace().collect();
            (!words.is_empty()).then(|| format!("name : \"{}\" *", words.join(" ")))
        })
        .collect();
    (!phrases.is_empty()).then(|| phrases.join(" AND "))
}

/// Characters of scripts that are written without spaces, and syllables of Korean.
fn stands_alone(letter: char) -> bool {
    matches!(u32::from(letter), 11_904..=55_215 | 63_744..=64_255 | 65_382..=65_439 | 131_072..)
}

/// Accents that were typed as characters of their own.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::question;

    #[test]
    fn only_words_reach_the_index() {
        let cases = [
            ("", None),
            (" \"*:() ", None),
            ("Li", Some("name : \"Li\" *")),
            ("O'Hara", Some("name : \"O Hara\" *")),
            (
                "anna OR b",
                Some("name : \"anna\" * AND name : \"OR\" * AND name : \"b\" *"),
            ),
            ("小明", Some("name : \"小 明\" *")),
            ("陈Amy", Some("name : \"陈 Amy\" *")),
            (
                "x\" OR name:\"y",
                Some("name : \"x\" * AND name : \"OR\" * AND name : \"name y\" *"),
            ),
        ];
        for (typed, asked) in cases {
            assert_eq!(question(typed).as_deref(), asked, "{typed}");
        }
    }
}
