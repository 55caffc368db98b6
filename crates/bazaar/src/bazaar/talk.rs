//! Conversations, as either side has them.

use rapport_protocol::{Author, Body, Conversation, Message, Person, ProductId};

use super::{Bazaar, NewMessage};
use crate::error::{Error, Result};
use crate::live::Typed;
use crate::store::party::Party;
use crate::store::{Role, conversations, messages, people, pictures};
use crate::talk;

/// How long a picture that nothing shows is kept, in milliseconds.
const KEPT_UNSHOWN_MS: i64 = 24 * 3_600_000;

impl Bazaar {
    /// Forgets the pictures that were brought more than a day ago and that nothing shows; says how
    /// many.
    pub fn sweep_pictures(&self) -> Result<usize> {
        let before = self.now() - KEPT_UNSHOWN_MS;
        // Looked at first: the bell must not ring when nothing happens.
        if self
            .0
            .store
            .read(|tx| pictures::unshown(tx, before))?
            .is_empty()
        {
            return Ok(0);
        }
        self.commit(|tx| pictures::sweep(tx, before))
    }

    /// Lets a buyer ask about a product: opens their conversation when there is none.
    pub fn open_conversation(&self, buyer: &str, product: &ProductId) -> Result<String> {
        self.open_conversation_at(buyer, product, None)
    }

    /// The same, at some time; now when absent.
    pub fn open_conversation_at(
        &self,
        buyer: &str,
        product: &ProductId,
        at: Option<i64>,
    ) -> Result<String> {
        let at = at.unwrap_or_else(|| self.now());
        let opened = self.commit(|tx| conversations::open(tx, buyer, product.as_str(), at))?;
        Ok(opened.id.0)
    }

    /// The buyer's conversations, oldest first.
    pub fn conversations(&self, buyer: &str) -> Result<Vec<Conversation>> {
        self.0
            .store
            .read(|tx| conversations::all_of_buyer(tx, buyer))
    }

    /// One of the buyer's conversations, and the id of its seller.
    pub fn conversation(&self, buyer: &str, id: &str) -> Result<(String, Conversation)> {
        self.0
            .store
            .read(|tx| conversations::of_buyer(tx, buyer, id))
    }

    /// A buyer, as sellers see them.
    pub fn person(&self, buyer: &str) -> Result<Person> {
        self.0.store.read(|tx| people::get(tx, buyer))
    }

    /// Writes a message into a buyer's conversation, on anyone's behalf and beyond the rules.
    pub fn say(&self, buyer: &str, conversation: &str, new: &NewMessage) -> Result<Message> {
        let at = new.at.unwrap_or_else(|| self.now());
        self.commit(|tx| {
            let (seller, _) = conversations::of_buyer(tx, buyer, conversation)?;
            let draft = messages::Draft {
                seller: &seller,
                conversation,
                author: new.author.clone(),
                body: &new.body,
                reply_to: None,
                operation: None,
                at,
            };
            let id = messages::add(tx, &draft)?;
            messages::get(tx, &seller, id.as_str())
        })
    }

    /// Lets a buyer say something, within the rules.
    pub fn buyer_says(
        &self,
        buyer: &str,
        conversation: &str,
        body: &Body,
        at: Option<i64>,
    ) -> Result<Message> {
        self.deal(Party::Buyer(buyer), at, |tx, deed| {
            let id = talk::say(tx, deed, conversation, body)?;
            let (seller, _) = conversations::of_buyer(tx, buyer, conversation)?;
            messages::get(tx, &seller, id.as_str())
        })
    }

    /// Notes how far a buyer has read: up to a message, or all there is. Backward it stays.
    pub fn read_thread(
        &self,
        buyer: &str,
        conversation: &str,
        up_to: Option<&str>,
        at: Option<i64>,
    ) -> Result<Conversation> {
        let party = Party::Buyer(buyer);
        self.deal(party, at, |tx, deed| {
            talk::get(tx, party, conversation)?;
            let newest = match up_to {
                Some(up_to) => Some(up_to.to_owned()),
                None => messages::newest(tx, conversation)?.map(|id| id.0),
            };
            if let Some(up_to) = newest {
                talk::read(tx, deed, conversation, &up_to)?;
            }
            Ok(talk::get(tx, party, conversation)?.1)
        })
    }

    /// Every message of a buyer's conversation, oldest first.
    pub fn thread(&self, buyer: &str, conversation: &str) -> Result<Vec<Message>> {
        self.0.store.read(|tx| {
            conversations::of_buyer(tx, buyer, conversation)?;
            messages::of_conversation(tx, conversation)
        })
    }

    /// Takes back a message that the buyer wrote.
    pub fn take_back(&self, buyer: &str, id: &str) -> Result<()> {
        self.commit(|tx| {
            if !messages::is_buyers(tx, buyer, id)? {
                return Err(Error::not_found("message"));
            }
            messages::delete(tx, id)
        })
    }

    /// Removes a message, whoever wrote it.
    pub fn delete_message(&self, id: &str) -> Result<()> {
        self.commit(|tx| messages::delete(tx, id))
    }

    /// Closes a conversation: it takes no more messages.
    pub fn close_conversation(&self, id: &str) -> Result<()> {
        self.commit(|tx| conversations::close(tx, id))
    }

    /// Says whether a buyer is there, beside the event streams that they have open.
    pub fn set_online(&self, buyer: &str, online: bool) {
        self.0.live.say(Role::Buyer, buyer, online);
    }

    /// Whether a seller's workstation listens and says that they are there.
    pub fn is_seller_online(&self, seller: &str) -> bool {
        self.0.live.sellers().iter().any(|there| there == seller)
    }

    /// Tells the seller that the buyer is typing; it is over when it was not told again for
    /// [`rapport_protocol::TYPING_LASTS_MS`].
    pub fn type_in(&self, buyer: &str, conversation: &str) -> Result<()> {
        self.typed(Party::Buyer(buyer), conversation)
    }

    /// Tells the buyer that the seller is typing.
    pub(crate) fn typed(&self, party: Party<'_>, conversation: &str) -> Result<()> {
        let (seller, conversation) = self.0.store.read(|tx| talk::get(tx, party, conversation))?;
        self.0.live.typed(Typed {
            by: party.role(),
            seller,
            buyer: conversation.person_id.0,
            conversation: conversation.id.0,
        });
        Ok(())
    }

    /// How often something that the buyer may see was written: another number says that there is
    /// news.
    pub fn news_of(&self, buyer: &str) -> Result<i64> {
        self.0.store.read(|tx| people::revision(tx, buyer))
    }

    /// Who had the last word in a conversation; `None` when nobody said anything.
    pub fn last_word(&self, buyer: &str, conversation: &str) -> Result<Option<Author>> {
        self.0.store.read(|tx| {
            let (seller, _) = conversations::of_buyer(tx, buyer, conversation)?;
            let Some(newest) = messages::newest(tx, conversation)? else {
                return Ok(None);
            };
            Ok(Some(messages::get(tx, &seller, newest.as_str())?.author))
        })
    }
}
