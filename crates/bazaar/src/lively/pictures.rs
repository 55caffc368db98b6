//! The pictures that buyers send when something is wrong.

use super::wares::{Topic, Wares};

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Harm {
    Lid,
    Crack,
    Parcel,
    Leather,
    Colour,
}

/// Which words, about which things, go with which picture; the first that fits.
const SHOWN: &[(Harm, Topic, &[&str])] = &[
    (Harm::Lid, Topic::Pot, &["lid", "盖子"]),
    (Harm::Crack, Topic::Cup, &["chip", "crack", "口沿", "细纹"]),
    (
        Harm::Leather,
        Topic::Leather,
        &["scratch", "mark", "划痕", "印子"],
    ),
    (Harm::Colour, Topic::Leather, &["colour", "颜色"]),
    (Harm::Parcel, Topic::Any, &["corner", "一个角"]),
];

impl Harm {
    /// The picture that goes with a complaint about a product, where there is one.
    pub(crate) fn told_by(words: &str, wares: &Wares) -> Option<Self> {
        SHOWN.iter().find_map(|(harm, topic, signs)| {
            let fits =
                wares.topics.contains(topic) && signs.iter().any(|sign| words.contains(sign));
            fits.then_some(*harm)
        })
    }

    /// The picture, as PNG.
    pub(crate) fn content(self) -> &'static [u8] {
        match self {
            Self::Lid => include_bytes!("../../../../assets/demo/pictures/chipped-lid.png"),
            Self::Crack => include_bytes!("../../../../assets/demo/pictures/cracked-cup.png"),
            Self::Parcel => include_bytes!("../../../../assets/demo/pictures/crushed-parcel.png"),
            Self::Leather => include_bytes!("../../../../assets/demo/pictures/marked-leather.png"),
            Self::Colour => include_bytes!("../../../../assets/demo/pictures/wrong-colour.png"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_shows_what_the_words_say() {
        let pot = Wares::of("Red clay pot", 100, "EUR");
        let belt = Wares::of("Leather belt 皮带", 100, "EUR");
        for (words, wares, harm) in [
            ("The lid has a chip", &pot, Some(Harm::Lid)),
            ("The lid has a chip", &belt, None),
            ("正面一道挺深的划痕", &belt, Some(Harm::Leather)),
            ("颜色比页面浅好多", &belt, Some(Harm::Colour)),
            ("one corner pushed in", &pot, Some(Harm::Parcel)),
            ("It drips.", &pot, None),
        ] {
            assert_eq!(Harm::told_by(words, wares), harm, "{words}");
        }
        for (harm, ..) in SHOWN {
            assert!(crate::pictures::inspect(harm.content()).is_ok(), "{harm:?}");
        }
    }
}
