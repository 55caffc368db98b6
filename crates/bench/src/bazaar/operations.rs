//! Operations, each another one: a marketplace answers what it has seen before from memory.

use anyhow::{Context, Result};
use rapport_protocol::{
    Act, Body, ConversationId, HistoryPage, Open, Operation, OperationId, Record, SendMessage,
    TextBody,
};
use uuid::Uuid;

use super::load::{Ask, Sent};

/// Where operations go.
pub(super) const PATH: &str = "/v1/operations";

/// Messages that a seller sends, in turn to all conversations that are known.
#[derive(Debug)]
pub(super) struct Operations {
    conversations: Vec<ConversationId>,
    made: usize,
}

impl Operations {
    /// Messages to the conversations that pages of history tell of.
    pub(super) fn in_the_conversations_of<'a>(
        pages: impl Iterator<Item = &'a String>,
    ) -> Result<Self> {
        let mut conversations = Vec::new();
        for page in pages {
            let page: HistoryPage = serde_json::from_str(page)?;
            for change in page.changes {
                if let Open::Known(Record::Conversation(conversation)) = change.record {
                    conversations.push(conversation.id);
                }
            }
        }
        conversations.sort();
        conversations.dedup();
        Ok(Self {
            conversations,
            made: 0,
        })
    }

    /// The next so many.
    pub(super) fn next(&mut self, count: usize) -> Result<Vec<Ask>> {
        (0..count).map(|_| self.one()).collect()
    }

    fn one(&mut self) -> Result<Ask> {
        // A stride that is a large prime, so that neighbours in time are none in the file.
        let place = self.made.wrapping_mul(7_919) % self.conversations.len().max(1);
        let conversation = self.conversations.get(place);
        self.made += 1;
        let text = format!("Thank you, it is on its way: parcel {}.", self.made);
        let operation = Operation {
            id: OperationId(Uuid::new_v4().to_string()),
            revision: 1,
            expects: None,
            act: Open::Known(Act::Message(SendMessage {
                conversation_id: conversation
                    .context("no history tells of a conversation")?
                    .clone(),
                body: Open::Known(Body::Text(TextBody { text })),
                reply_to: None,
            })),
        };
        Ok(Ask {
            path: PATH.to_owned(),
            operation: Some(Sent {
                key: operation.idempotency_key(),
                body: serde_json::to_vec(&operation)?.into(),
            }),
            things: 1,
        })
    }
}
