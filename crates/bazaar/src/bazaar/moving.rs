//! A shop that moves in from elsewhere: its records, in the order in which they happened, under the
//! ids and times that they have.
//!
//! What moves in is not measured against the rules of today, since it happened elsewhere. It passes
//! the same tables, the same constraints and the same counters as what is written here, and a
//! workstation is told of it like of anything else.

use rapport_protocol::{Change, Cursor, Picture, PictureId, Record};
use rusqlite::Transaction;

use super::Bazaar;
use crate::changes::referred;
use crate::cursor::Place;
use crate::error::{Error, Result};
use crate::extract::understood;
use crate::pictures::inspect;
use crate::store::messages::Draft;
use crate::store::party::Held;
use crate::store::{
    carts, conversations, epoch, feedback, messages, offers, orders, people, pictures, products,
    records, sellers,
};

impl Bazaar {
    /// Takes in records of a seller's: all of them or, when one cannot be, none. Each comes once,
    /// after everything that it refers to, under an id that nothing here has. The revisions that they
    /// came with count another stream; here each gets the seller's next. Fields that this version does
    /// not know are not kept.
    ///
    /// # Errors
    /// A record that is not understood, is gone, lacks what it must refer to, or is there already.
    pub fn take_in(&self, seller: &str, changes: &[Change]) -> Result<()> {
        self.commit(|tx| {
            sellers::name(tx, seller)?;
            for change in changes {
                check_references(tx, seller, change)?;
                take(tx, seller, understood(&change.record)?, self.now())?;
            }
            Ok(())
        })
    }

    /// Takes in a picture that records of a seller's speak of, under the id that it has there.
    ///
    /// # Errors
    /// Bytes that are no picture, and an id that is there already.
    pub fn take_in_picture(&self, seller: &str, id: &PictureId, content: &[u8]) -> Result<Picture> {
        let looks = inspect(content)?;
        self.commit(|tx| {
            sellers::name(tx, seller)?;
            pictures::insert(tx, id, seller, looks.described(), content, self.now())
        })
    }

    /// Where a workstation goes on that was told everything up to now.
    ///
    /// # Errors
    /// When there is no such seller.
    pub fn cursor(&self, seller: &str) -> Result<Cursor> {
        self.0.store.read(|tx| {
            sellers::name(tx, seller)?;
            let place = Place {
                epoch: epoch(tx)?,
                revision: sellers::reach(tx, seller)?.head,
            };
            Ok(place.cursor())
        })
    }
}

/// A page of changes tells what a record refers to, so that must be there, and the same seller's.
fn check_references(tx: &Transaction<'_>, seller: &str, change: &Change) -> Result<()> {
    for (kind, id) in referred(change) {
        if !records::is_told(tx, seller, kind, &id)? {
            let detail =
                format!("What is taken in refers to the {kind:?} {id}, which is not there.");
            return Err(Error::against(detail));
        }
    }
    Ok(())
}

fn take(tx: &Transaction<'_>, seller: &str, record: &Record, now: i64) -> Result<()> {
    match record {
        Record::Person(person) => {
            people::insert(tx, person, now)?;
            people::introduce(tx, seller, person.id.as_str())
        }
        Record::Product(product) => products::insert(tx, seller, product),
        Record::Conversation(conversation) => conversations::insert(tx, seller, conversation),
        Record::Message(message) => {
            let draft = Draft {
                seller,
                conversation: message.conversation_id.as_str(),
                author: message.author.clone(),
                body: understood(&message.body)?,
                reply_to: message.reply_to.as_ref(),
                operation: message.operation_id.as_ref(),
                at: message.at,
            };
            messages::insert(tx, message.id.as_str(), &draft)
        }
        Record::Order(order) => {
            let conversation = order.conversation_id.as_ref().ok_or_else(|| {
                Error::against("An order without a conversation cannot be kept here.")
            })?;
            orders::keep_clear_of(tx, &order.id)?;
            orders::add(
                tx,
                &held(seller, &order.person_id.0, order),
                conversation,
                None,
            )
        }
        Record::Offer(offer) => {
            let talk = conversations::get(tx, seller, offer.conversation_id.as_str())?;
            offers::add(tx, &held(seller, &talk.person_id.0, offer))
        }
        Record::Cart(cart) => carts::insert(tx, &held(seller, &cart.person_id.0, cart)),
        Record::Feedback(given) => feedback::add(tx, &held(seller, &given.person_id.0, given)),
        Record::Deleted(_) => Err(Error::against("What is gone cannot be taken in.")),
    }
}

fn held<T: Clone>(seller: &str, buyer: &str, it: &T) -> Held<T> {
    Held {
        seller: seller.to_owned(),
        buyer: buyer.to_owned(),
        it: it.clone(),
    }
}
