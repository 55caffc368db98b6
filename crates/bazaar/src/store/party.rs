//! The two sides of a trade, and what is held between them.

use rapport_protocol::Author;

use super::Role;

/// Who asks for something that a buyer and a seller share; each sees only their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Party<'a> {
    /// The buyer with this id.
    Buyer(&'a str),
    /// The seller with this id.
    Seller(&'a str),
}

impl<'a> Party<'a> {
    /// The id.
    pub(crate) fn id(self) -> &'a str {
        match self {
            Self::Buyer(id) | Self::Seller(id) => id,
        }
    }

    /// As what they come.
    pub(crate) fn role(self) -> Role {
        match self {
            Self::Buyer(_) => Role::Buyer,
            Self::Seller(_) => Role::Seller,
        }
    }

    /// The column that names them, so that every query can.
    pub(crate) fn column(self) -> &'static str {
        match self {
            Self::Buyer(_) => "buyer_id",
            Self::Seller(_) => "seller_id",
        }
    }

    /// As whom they write.
    pub(crate) fn author(self) -> Author {
        match self {
            Self::Buyer(_) => Author::Buyer,
            Self::Seller(_) => Author::Seller,
        }
    }
}

/// Something between a seller and a buyer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Held<T> {
    /// The seller.
    pub(crate) seller: String,
    /// The buyer.
    pub(crate) buyer: String,
    /// What it is.
    pub(crate) it: T,
}
