//! Words of a closed list that may grow: a word this version does not know is kept as it came.

/// Declares enums that are one word on the wire, with room for the words of later versions.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum $name {
            $($(#[$word_doc])* $word,)*
            /// A word this version does not know, kept as it came.
            #[serde(untagged)]
            Other(String),
        }
    )*};
}

pub(crate) use words;
