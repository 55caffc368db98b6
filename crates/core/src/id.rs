//! # Names of rows
//!
//! Rows made here are named by a `UUIDv7`; rows that a marketplace made are named by a `UUIDv5` of
//! marketplace, seller and remote id, so that every seat of a shop names the same row alike.

use rapport_protocol::RecordKind;
use uuid::Uuid;

use crate::chance;

/// The root of all derived names; drawn once, never changed.
const ROOT: Uuid = Uuid::from_u128(0x6d0f_5b0e_41c7_4b61_9a57_2f0d_93c8_e1aa);

/// A new name for a row made on this device.
pub fn fresh() -> Uuid {
    chance::name()
}

/// The name of an account: the same on every device that connects the same shop.
pub fn account(marketplace: &str, base_url: &str, name: &str) -> Uuid {
    Uuid::new_v5(
        &ROOT,
        format!("{marketplace}\n{base_url}\n{name}").as_bytes(),
    )
}

/// The name of a row that a marketplace made.
pub fn derived(account: Uuid, kind: RecordKind, remote: &str) -> Uuid {
    let kind = match kind {
        RecordKind::Person => "person",
        RecordKind::Product => "product",
        RecordKind::Conversation => "conversation",
        RecordKind::Message => "message",
        RecordKind::Order => "order",
        RecordKind::Offer => "offer",
        RecordKind::Cart => "cart",
        RecordKind::Feedback => "feedback",
    };
    Uuid::new_v5(&account, format!("{kind}\n{remote}").as_bytes())
}

/// The name of a picture on a marketplace.
pub fn picture(account: Uuid, remote: &str) -> Uuid {
    Uuid::new_v5(&account, format!("picture\n{remote}").as_bytes())
}
