//! Each check of the program's own: broken, with exactly the rows that break it, and repaired.

use rapport_protocol::OrderState;

use super::*;
use crate::commitments::addresses::{ForgetAddresses, forget};
use crate::commitments::breaks;
use crate::inbox::composer::{AddNote, note};
use crate::journal;
use crate::key::KeyPlaceKind;
use crate::people::clients::{SetClient, set_client};
use crate::people::notes::{AddPersonNote, RemovePersonNote, add, remove};
use crate::permissions::PermissionPurpose;
use crate::testing::trade::order;

const NOBODY: [String; 0] = [];

#[tokio::test]
async fn writing_to_somebody_who_did_not_ask_breaks_asked() {
    let trade = Trade::new().await;
    for who in ["wu", "mo", "ty", "al"] {
        trade.absorbs(vec![person(who)]).await;
    }
    logs(&trade, "ty", 5_000, true, "spoken").await;
    logs(&trade, "al", 4_500, true, "spoken").await;
    logs(&trade, "al", 4_000, false, "spoken").await;
    let mut bought = order("o", OrderState::Placed);
    bought.person_id = "mo".into();
    bought.conversation_id = None;
    let ours = Author::Seller;
    trade
        .absorbs(vec![
            Record::Order(bought),
            // Lin wrote in another conversation before.
            opened("again", "lin", 0),
            wrote("1", "again", ours.clone(), MORNING + 1_000),
            opened("w", "wu", 0),
            wrote("2", "w", ours.clone(), MORNING + 2_000),
            wrote("3", "w", Author::Buyer, MORNING + 3_000),
            opened("m", "mo", 0),
            wrote("4", "m", ours.clone(), MORNING + 4_000),
            opened("t", "ty", 0),
            wrote("5", "t", ours.clone(), MORNING + 5_000),
            opened("a", "al", 0),
            wrote("6", "a", ours, MORNING + 6_000),
        ])
        .await;
    let kind = CommitmentKind::Asked;
    assert_eq!(
        breakers(&trade, kind).await,
        NOBODY,
        "history is not here yet"
    );
    run(&trade, "UPDATE accounts SET history_done = 1").await;
    assert_eq!(breakers(&trade, kind).await, [name("wu"), name("al")]);
    let first = breaking(&trade, kind).await.remove(0);
    assert_eq!(first.subject, CommitmentSubject::Message);
    assert_eq!(first.words, "These are the words of 2.");
    assert_eq!(
        first.conversation_id,
        Some(named(RecordKind::Conversation, "w"))
    );
    // History brings that Wu wrote first, and Al elsewhere.
    trade
        .absorbs(vec![
            wrote("0", "w", Author::Buyer, MORNING - 1_000),
            opened("a2", "al", 0),
            wrote("00", "a2", Author::Buyer, MORNING - 1_000),
        ])
        .await;
    assert_eq!(breakers(&trade, kind).await, NOBODY);
    run(&trade, "DELETE FROM messages WHERE remote_id = '00'").await;
    assert_eq!(breakers(&trade, kind).await, [name("al")]);
    run(
        &trade,
        "UPDATE conversations SET deleted = 1 WHERE remote_id = 'a'",
    )
    .await;
    assert_eq!(breakers(&trade, kind).await, NOBODY);
}

#[tokio::test]
async fn an_order_that_comes_later_tells_that_somebody_had_asked() {
    let trade = Trade::new().await;
    run(&trade, "UPDATE accounts SET history_done = 1").await;
    trade
        .absorbs(vec![
            person("wu"),
            opened("w", "wu", 0),
            wrote("1", "w", Author::Seller, MORNING + 1_000),
        ])
        .await;
    let kind = CommitmentKind::Asked;
    assert_eq!(breakers(&trade, kind).await, [name("wu")]);
    let mut bought = order("o", OrderState::Placed);
    bought.person_id = "wu".into();
    bought.conversation_id = None;
    bought.placed_at = MORNING + 2_000;
    trade.absorbs(vec![Record::Order(bought.clone())]).await;
    assert_eq!(breakers(&trade, kind).await, [name("wu")], "that was after");
    bought.placed_at = MORNING;
    trade.absorbs(vec![Record::Order(bought)]).await;
    assert_eq!(breakers(&trade, kind).await, NOBODY);
}

#[tokio::test]
async fn granting_again_without_their_own_words_breaks_leaving() {
    let trade = Trade::new().await;
    trade.absorbs(vec![person("wu"), person("mo")]).await;
    // Lin left, and somebody in the shop put her back; Wu came back in his own words; Mo was noted
    // twice and never left.
    logs(&trade, "lin", 9_000, true, "message").await;
    logs(&trade, "lin", 8_000, false, "message").await;
    logs(&trade, "wu", 7_000, false, "message").await;
    logs(&trade, "wu", 6_000, true, "message").await;
    logs(&trade, "wu", 5_000, true, "paper").await;
    logs(&trade, "mo", 4_000, true, "paper").await;
    logs(&trade, "mo", 3_000, true, "spoken").await;
    let kind = CommitmentKind::Leaving;
    assert_eq!(breakers(&trade, kind).await, NOBODY);
    logs(&trade, "lin", 2_000, true, "spoken").await;
    assert_eq!(breakers(&trade, kind).await, [name("lin")]);
    let row = breaking(&trade, kind).await.remove(0);
    assert_eq!(row.purpose, Some(PermissionPurpose::Offers));
    assert_eq!(row.happened_at, Some(MORNING - 2_000));
    logs(&trade, "lin", 1_000, false, "other").await;
    assert_eq!(breakers(&trade, kind).await, NOBODY);
}

#[tokio::test]
async fn an_old_permission_breaks_asked_again() {
    let trade = Trade::new().await;
    trade.absorbs(vec![person("wu"), person("mo")]).await;
    logs(&trade, "lin", 731 * DAY_MS, true, "message").await;
    logs(&trade, "wu", 729 * DAY_MS, true, "message").await;
    logs(&trade, "mo", 800 * DAY_MS, true, "message").await;
    logs(&trade, "mo", 790 * DAY_MS, false, "message").await;
    let kind = CommitmentKind::AskedAgain;
    assert_eq!(breakers(&trade, kind).await, [name("lin")]);
    logs(&trade, "lin", 0, true, "message").await;
    assert_eq!(breakers(&trade, kind).await, NOBODY);
}

#[tokio::test]
async fn an_address_that_stays_breaks_addresses() {
    let trade = Trade::new().await;
    let mut orders = Vec::new();
    for (id, state, days) in [
        ("old", OrderState::Received, 91),
        ("young", OrderState::Received, 89),
        ("away", OrderState::Shipped, 200),
    ] {
        let mut one = order(id, state);
        (one.placed_at, one.state_at) = (MORNING - days * DAY_MS, MORNING - days * DAY_MS);
        orders.push(one);
    }
    let records = || orders.iter().cloned().map(Record::Order).collect();
    trade.absorbs(records()).await;
    let kind = CommitmentKind::Addresses;
    assert_eq!(breakers(&trade, kind).await, [name("lin")]);
    assert_eq!(breaking(&trade, kind).await[0].words, "old");

    let forgotten = forget(trade.shop.app.clone(), ForgetAddresses {}).await;
    assert_eq!(forgotten.unwrap().orders, 1);
    assert_eq!(breakers(&trade, kind).await, NOBODY);
    // The marketplace sends them all again, as they are and anew.
    trade.absorbs(records()).await;
    assert_eq!(breakers(&trade, kind).await, NOBODY);
    assert_eq!(
        trade
            .ask::<String>("SELECT group_concat(deliver_to, '|') FROM orders ORDER BY row")
            .await,
        "|12 Mill Lane|12 Mill Lane"
    );
    run(&trade, "DELETE FROM order_lines").await;
    run(&trade, "DELETE FROM orders WHERE remote_id = 'old'").await;
    trade.absorbs(records()).await;
    assert_eq!(breakers(&trade, kind).await, NOBODY);
    let journal: String = trade.ask("SELECT group_concat(intent) FROM journal").await;
    assert!(journal.contains("forgetAddresses"), "{journal}");
    assert!(!journal.contains("Mill Lane"), "{journal}");
    let undone = journal::undo(trade.shop.app.clone(), ()).await.unwrap();
    assert_eq!(undone.act, None, "what is forgotten is gone");
}

#[tokio::test]
async fn many_addresses_are_forgotten_slice_by_slice() {
    let trade = Trade::new().await;
    let many = (0..230).map(|n| {
        let mut one = order(&format!("{n}"), OrderState::Received);
        one.state_at = MORNING - 100 * DAY_MS;
        Record::Order(one)
    });
    trade.absorbs(many.collect()).await;
    let kind = CommitmentKind::Addresses;
    assert_eq!(
        stands(&trade, kind).await,
        CommitmentStanding::Broken { rows: 100 }
    );
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let id = line(&trade, kind).await.id;
        let args = ShowCommitmentRows { id, after };
        let page = rows(trade.shop.app.clone(), args).await.unwrap();
        seen.extend(page.rows.iter().map(|row| row.words.clone()));
        after = page.rows.last().map(|row| row.at);
        if !page.has_after {
            break;
        }
    }
    assert_eq!(seen, (0..230).map(|n| n.to_string()).collect::<Vec<_>>());
    let forgotten = forget(trade.shop.app.clone(), ForgetAddresses {}).await;
    assert_eq!(forgotten.unwrap().orders, 230);
    assert_eq!(breakers(&trade, kind).await, NOBODY);
}

#[tokio::test]
async fn notes_about_somebody_long_gone_break_notes() {
    let trade = Trade::new().await;
    for (who, days) in [("wu", 731), ("mo", 735), ("ty", 729), ("al", 900)] {
        let conversation = format!("with-{who}");
        trade
            .absorbs(vec![person(who), opened(&conversation, who, days)])
            .await;
    }
    let app = || trade.shop.app.clone();
    let noted = async |who: &str| {
        let args = AddPersonNote {
            person_id: named(RecordKind::Person, who),
            text: "Prefers plain paper".to_owned(),
        };
        add(app(), args).await.unwrap()
    };
    // Nothing is noted about Al, and of Ty something was heard in time.
    let about_wu = noted("wu").await;
    noted("ty").await;
    let args = AddNote {
        conversation_id: named(RecordKind::Conversation, "with-mo"),
        text: "Mild tea".to_owned(),
    };
    note(app(), args).await.unwrap();
    let kind = CommitmentKind::Notes;
    assert_eq!(breakers(&trade, kind).await, [name("mo"), name("wu")]);
    journal::undo(app(), ()).await.unwrap();
    assert_eq!(breakers(&trade, kind).await, [name("wu")]);
    let changed = SetClient {
        person_id: named(RecordKind::Person, "wu"),
        client: true,
    };
    set_client(app(), changed).await.unwrap();
    assert_eq!(
        breakers(&trade, kind).await,
        [name("wu")],
        "in a new row of the roster"
    );
    let args = RemovePersonNote { note_id: about_wu };
    remove(app(), args).await.unwrap();
    assert_eq!(breakers(&trade, kind).await, NOBODY);
}

#[tokio::test]
async fn a_key_in_a_plain_file_breaks_encrypted() {
    let mut trade = Trade::new().await;
    let kind = CommitmentKind::Encrypted;
    trade.shop.app.key_place = KeyPlaceKind::File;
    let rows = breaking(&trade, kind).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].subject, CommitmentSubject::PlainKey);
    assert_eq!(
        stands(&trade, kind).await,
        CommitmentStanding::Broken { rows: 1 }
    );
    trade.shop.app.key_place = KeyPlaceKind::Passphrase;
    assert_eq!(breakers(&trade, kind).await, NOBODY);
}

#[test]
fn a_store_without_a_key_is_told_from_an_encrypted_one() {
    let shop = crate::testing::shop();
    let encrypted = shop.folder.path().join("store.db");
    assert!(!breaks::is_plain(&encrypted).unwrap());
    let plain = shop.folder.path().join("plain.db");
    rusqlite::Connection::open(&plain)
        .unwrap()
        .execute_batch("CREATE TABLE a (b)")
        .unwrap();
    assert!(breaks::is_plain(&plain).unwrap());
}

#[tokio::test]
async fn a_key_to_a_shop_that_was_left_breaks_doors() {
    let trade = Trade::new().await;
    let kind = CommitmentKind::Doors;
    assert_eq!(breakers(&trade, kind).await, NOBODY, "it is served");
    run(&trade, "UPDATE accounts SET state = 'disconnected'").await;
    let rows = breaking(&trade, kind).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].account_id, Some(Uuid::from_u128(1)));
    assert_eq!(rows[0].words, "Jade & Clay");
    run(
        &trade,
        "UPDATE accounts SET token = '', refresh_token = 'r'",
    )
    .await;
    assert_eq!(breakers(&trade, kind).await.len(), 1);
    run(&trade, "UPDATE accounts SET refresh_token = NULL").await;
    assert_eq!(breakers(&trade, kind).await, NOBODY);
}

#[tokio::test]
async fn a_client_for_whom_nobody_answers_breaks_keeper() {
    let trade = Trade::new().await;
    trade.absorbs(vec![person("wu"), person("mo")]).await;
    for who in ["lin", "wu"] {
        let args = SetClient {
            person_id: named(RecordKind::Person, who),
            client: true,
        };
        set_client(trade.shop.app.clone(), args).await.unwrap();
    }
    run(
        &trade,
        "UPDATE clients SET keeper = 'Mei'
         WHERE person = (SELECT row FROM persons WHERE remote_id = 'wu')",
    )
    .await;
    let kind = CommitmentKind::Keeper;
    assert_eq!(breakers(&trade, kind).await, [name("lin")]);
    assert_eq!(
        breaking(&trade, kind).await[0].person_id,
        Some(named(RecordKind::Person, "lin"))
    );
    run(&trade, "UPDATE clients SET keeper = 'Mei'").await;
    assert_eq!(breakers(&trade, kind).await, NOBODY);
}
