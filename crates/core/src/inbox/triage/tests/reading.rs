//! Reading, which answers nobody.

use rapport_protocol::{Author, Record, RecordKind};

use super::*;
use crate::inbox::reading::{ReadConversation, read};
use crate::testing::trade::{Trade, about_gaiwan, named, text};

async fn looks(shop: &Shop, conversation_id: Uuid, up_to: i64) {
    let args = ReadConversation {
        conversation_id,
        up_to,
    };
    read(shop.app.clone(), args).await.unwrap();
}

async fn unread(shop: &Shop) -> Vec<Uuid> {
    let rows = page(shop, InboxTab::Open).await.rows;
    rows.iter()
        .filter(|row| row.unread)
        .map(|row| row.id)
        .collect()
}

#[tokio::test]
async fn looking_reads_and_answers_nobody() {
    let (shop, all) = Shop::with_conversations(2).await;
    assert_eq!(unread(&shop).await, [all[1], all[0]]);
    looks(&shop, all[0], i64::MAX).await;
    assert_eq!(unread(&shop).await, [all[1]]);
    assert_eq!(
        ids(&shop, InboxTab::Waiting).await,
        all,
        "they wait all the same"
    );
    assert_eq!(ask(&shop, "SELECT count(*) FROM journal").await, 0);

    let shown = ask(&shop, "SELECT max(key) FROM messages").await;
    shop.says(all[0], "buyer", MORNING + HOUR).await;
    looks(&shop, all[0], shown).await;
    assert_eq!(
        unread(&shop).await,
        [all[0], all[1]],
        "it came after what was shown"
    );
    shop.says(all[0], "system", MORNING + 2 * HOUR).await;
    shop.says(all[0], "seller", MORNING + 2 * HOUR).await;
    shop.says(all[0], "system", MORNING + 3 * HOUR).await;
    assert_eq!(unread(&shop).await, [all[1]], "who answers has read");
    does(&shop, &all[1..], TriageAct::Done { done: true })
        .await
        .unwrap();
    assert!(unread(&shop).await.is_empty());
    undo(shop.app.clone(), ()).await.unwrap();
    assert_eq!(unread(&shop).await, [all[1]], "nobody has looked at it");
}

#[tokio::test]
async fn what_is_marked_unread_stays_so_until_it_is_looked_at_again() {
    let (shop, all) = Shop::with_conversations(2).await;
    let mark = |read| TriageAct::Read { read };
    assert_eq!(does(&shop, &all, mark(true)).await.unwrap(), 2);
    assert_eq!(does(&shop, &all, mark(true)).await.unwrap(), 0);
    assert!(unread(&shop).await.is_empty());
    assert_eq!(undo(shop.app.clone(), ()).await.unwrap().conversations, 2);
    assert_eq!(unread(&shop).await.len(), 2);
    looks(&shop, all[0], i64::MAX).await;
    looks(&shop, all[1], i64::MAX).await;
    shop.says(all[0], "seller", MORNING + HOUR).await;
    does(&shop, &all[..1], mark(false)).await.unwrap();
    assert_eq!(unread(&shop).await, [all[0]]);
    looks(&shop, all[0], i64::MAX).await;
    assert!(unread(&shop).await.is_empty());
    does(&shop, &all[..1], mark(false)).await.unwrap();
    shop.says(all[0], "seller", MORNING + 2 * HOUR).await;
    assert!(unread(&shop).await.is_empty(), "somebody was there since");
}

#[tokio::test]
async fn what_was_read_elsewhere_is_read_here() {
    let trade = Trade::new().await;
    let (shop, k) = (&trade.shop, named(RecordKind::Conversation, "k"));
    assert_eq!(unread(shop).await, [k]);
    let mut seen = about_gaiwan("k", "lin");
    seen.seller_read = Some("hello".into());
    trade
        .absorbs(vec![Record::Conversation(seen.clone())])
        .await;
    assert!(unread(shop).await.is_empty());
    trade
        .absorbs(vec![text("more", Author::Buyer, "Are you there?")])
        .await;
    assert_eq!(unread(shop).await, [k]);
    // What it refers to may come later.
    seen.seller_read = Some("third".into());
    trade.absorbs(vec![Record::Conversation(seen)]).await;
    assert_eq!(unread(shop).await, [k]);
    trade
        .absorbs(vec![text("third", Author::Buyer, "Hello?")])
        .await;
    assert!(unread(shop).await.is_empty());
    assert_eq!(ids(shop, InboxTab::Waiting).await, [k]);
}
