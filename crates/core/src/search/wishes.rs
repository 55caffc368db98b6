//! # What is asked of a message beside its words
//!
//! Who wrote it, what it is about, what it shows, and when it was: typed as a name, a colon and mostly
//! a value. The names can be typed in English and in Chinese, whatever language the page is in.

/// One thing that is asked of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) narrowing: Narrowing,
    /// What was typed behind the colon; empty where the narrowing says it all.
    pub(super) value: String,
    /// Whether it must not be so.
    pub(super) without: bool,
}

/// How a search is narrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Narrowing {
    /// Written by the person of that name.
    From,
    /// About the product of that title.
    Product,
    /// In the conversation of the order of that number.
    Order,
    /// In a conversation in which somebody waits.
    Waiting,
    /// Written by a buyer.
    Buyer,
    /// Written by the shop.
    Seller,
    /// A private note.
    Note,
    /// Shows a picture.
    Picture,
    /// Older than the beginning of that day, month or year.
    Before,
    /// Not older than the beginning of that day, month or year.
    After,
    /// One of those that are chosen by their value, which is still to be read.
    Is,
    /// The same, for what a message shows.
    Has,
}

/// What stands before the colon.
const NAMES: &[(&str, Narrowing)] = &[
    ("from", Narrowing::From),
    ("product", Narrowing::Product),
    ("order", Narrowing::Order),
    ("is", Narrowing::Is),
    ("has", Narrowing::Has),
    ("before", Narrowing::Before),
    ("after", Narrowing::After),
    ("来自", Narrowing::From),
    ("商品", Narrowing::Product),
    ("订单", Narrowing::Order),
    ("是", Narrowing::Is),
    ("有", Narrowing::Has),
    ("之前", Narrowing::Before),
    ("之后", Narrowing::After),
];

/// What stands behind it, where that is one of a few.
const VALUES: &[(Narrowing, &str, Narrowing)] = &[
    (Narrowing::Is, "waiting", Narrowing::Waiting),
    (Narrowing::Is, "buyer", Narrowing::Buyer),
    (Narrowing::Is, "seller", Narrowing::Seller),
    (Narrowing::Is, "note", Narrowing::Note),
    (Narrowing::Has, "picture", Narrowing::Picture),
    (Narrowing::From, "me", Narrowing::Seller),
    (Narrowing::From, "us", Narrowing::Seller),
    (Narrowing::Is, "等待", Narrowing::Waiting),
    (Narrowing::Is, "买家", Narrowing::Buyer),
    (Narrowing::Is, "卖家", Narrowing::Seller),
    (Narrowing::Is, "备注", Narrowing::Note),
    (Narrowing::Has, "图片", Narrowing::Picture),
    (Narrowing::From, "我", Narrowing::Seller),
    (Narrowing::From, "我们", Narrowing::Seller),
];

impl Narrowing {
    /// What a chunk's name before the colon means, and what stands behind it.
    pub(super) fn named(chunk: &str) -> Option<(Self, &str)> {
        let (name, value) = chunk.split_once([':', '：'])?;
        let (_, narrowing) = NAMES
            .iter()
            .find(|(known, _)| name.eq_ignore_ascii_case(known))?;
        Some((*narrowing, value))
    }
}

impl Wish {
    /// The wish for that value; one without a value wants nothing yet. None where the value is none of
    /// those that there are: then it was a word.
    pub(super) fn read(narrowing: Narrowing, value: &str, without: bool) -> Option<Self> {
        let value = value.trim();
        let of = |narrowing, value: &str| {
            let value = value.to_owned();
            Some(Self {
                narrowing,
                value,
                without,
            })
        };
        let known = VALUES
            .iter()
            .find(|(of, known, _)| *of == narrowing && value.eq_ignore_ascii_case(known));
        match (known, narrowing) {
            (Some((_, _, meant)), _) => of(*meant, ""),
            (None, Narrowing::Is | Narrowing::Has) if !value.is_empty() => None,
            (None, _) => of(narrowing, value),
        }
    }

    /// Whether it asks for something: a name whose value is still to be typed does not.
    pub(super) fn is_whole(&self) -> bool {
        let says_all = matches!(
            self.narrowing,
            Narrowing::Waiting
                | Narrowing::Buyer
                | Narrowing::Seller
                | Narrowing::Note
                | Narrowing::Picture
        );
        says_all || !self.value.is_empty()
    }
}
