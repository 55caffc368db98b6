//! A person's own page: the figures, the rows behind them, the notes.

use super::*;
use crate::people::notes::{AddPersonNote, RemovePersonNote, add, remove};
use crate::people::page::{OpenPerson, page};
use crate::people::rows::{PersonNotes, ShowPersonRows, conversations, notes, orders};
use crate::people::said::PersonRating;

fn newest(person: &str, after: u32) -> ShowPersonRows {
    ShowPersonRows {
        person_id: named(RecordKind::Person, person),
        at: None,
        before: 0,
        after,
    }
}

async fn notes_of(trade: &Trade) -> PersonNotes {
    notes(trade.shop.app.clone(), newest("lin", 50))
        .await
        .unwrap()
}

#[tokio::test]
async fn the_figures_have_their_rows_behind_them() {
    let trade = Trade::new().await;
    let mut records = vec![conversation("k2", "lin")];
    for n in 0..7 {
        let mut it = order(&n.to_string(), OrderState::Received);
        it.placed_at = MORNING + n / 2;
        records.push(Record::Order(it));
    }
    records.push(Record::Order(order("gone", OrderState::Cancelled)));
    trade.absorbs(records).await;
    let app = || trade.shop.app.clone();
    let person_id = named(RecordKind::Person, "lin");
    let lin = page(app(), OpenPerson { person_id }).await.unwrap();
    assert_eq!(lin.identities.len(), 1);
    assert_eq!(lin.identities[0].account, "Jade & Clay");
    assert_eq!((lin.order_count, lin.repeat_orders), (7, 6));
    assert_eq!(lin.spent[0].total_minor, 7 * 4800);
    let all = orders(app(), newest("lin", 50)).await.unwrap();
    assert_eq!(
        all.rows.len(),
        8,
        "what was cancelled is shown and not counted"
    );
    let counted = all
        .rows
        .iter()
        .filter(|row| row.order.state != orders::OrderState::Cancelled);
    assert_eq!(
        counted.map(|row| row.order.total_minor).sum::<i64>(),
        7 * 4800
    );
    assert!(all.rows.iter().all(|row| row.conversation_id.is_some()));
    let around = ShowPersonRows {
        at: Some(all.rows[3].at),
        before: 2,
        after: 2,
        ..newest("lin", 2)
    };
    let around = orders(app(), around).await.unwrap();
    assert_eq!(around.rows, all.rows[1..5]);
    assert!(around.has_before && around.has_after);
    let talks = conversations(app(), newest("lin", 50)).await.unwrap();
    assert_eq!(talks.rows.len(), 2);
    let said: Vec<_> = talks
        .rows
        .iter()
        .map(|row| (row.preview.as_str(), row.waiting))
        .collect();
    assert!(
        said.contains(&("Is it still there?", true)) && said.contains(&("", false)),
        "{said:?}"
    );
    let person_id = Uuid::nil();
    let nobody = page(app(), OpenPerson { person_id }).await;
    assert!(matches!(nobody, Err(Error::NotFound(_))));
}

#[tokio::test]
async fn what_was_said_leads_to_its_order_and_conversation() {
    let trade = Trade::new().await;
    let mut records = Vec::new();
    for n in 0..3 {
        let mut it = order(&n.to_string(), OrderState::Received);
        it.placed_at = MORNING + n;
        records.push(Record::Order(it));
        for by in [Author::Buyer, Author::Seller] {
            let mut it = feedback(&format!("{by:?}{n}"), by, &n.to_string());
            it.at = MORNING + n;
            records.push(Record::Feedback(it));
        }
    }
    records.push(Record::Feedback(feedback("old", Author::Buyer, "lost")));
    trade.absorbs(records).await;
    let app = || trade.shop.app.clone();
    let person_id = named(RecordKind::Person, "lin");
    let lin = page(app(), OpenPerson { person_id }).await.unwrap();
    let numbers = |said: &[PersonRating]| -> Vec<Option<String>> {
        let order = |it: &PersonRating| it.order.as_ref().map(|order| order.number.clone());
        said.iter().map(order).collect()
    };
    let known = ["2", "1", "0"].map(|number| Some(number.to_owned()));
    assert_eq!(numbers(&lin.feedback_from_us), known);
    let said = &lin.feedback_from_buyer;
    assert_eq!(said.len(), 4);
    let lost = said.iter().find(|it| it.order.is_none()).unwrap();
    assert_eq!(lost.feedback.id, named(RecordKind::Feedback, "old"));
    for it in said.iter().filter(|it| it.order.is_some()) {
        let about = it.order.as_ref().unwrap();
        let there = ShowPersonRows {
            at: Some(about.at),
            ..newest("lin", 1)
        };
        let there = orders(app(), there).await.unwrap();
        assert_eq!(there.rows[0].order.number, about.number);
        assert_eq!(it.conversation_id, there.rows[0].conversation_id);
    }
}

#[tokio::test]
async fn a_note_is_written_and_taken_away_and_both_can_be_undone() {
    let trade = Trade::new().await;
    let app = || trade.shop.app.clone();
    let person_id = named(RecordKind::Person, "lin");
    let write = async |text: &str| {
        let text = text.to_owned();
        add(app(), AddPersonNote { person_id, text }).await
    };
    assert!(matches!(write("  ").await, Err(Error::EmptyText)));
    let note_id = write(" Prefers plain paper ").await.unwrap();
    let written = notes_of(&trade).await;
    assert_eq!(written.rows.len(), 1);
    let note = &written.rows[0];
    assert_eq!(
        (note.text.as_str(), note.at.at, note.by_us_here),
        ("Prefers plain paper", MORNING, true)
    );
    let undone = journal::undo(app(), ()).await.unwrap();
    assert_eq!(undone.act, Some(UndoneAct::PersonNoteAdded));
    assert!(notes_of(&trade).await.rows.is_empty());
    let gone = remove(app(), RemovePersonNote { note_id }).await;
    assert!(matches!(gone, Err(Error::NotFound(_))));

    let note_id = write("Calls on Mondays").await.unwrap();
    let before = notes_of(&trade).await.rows.remove(0);
    trade.shop.hand.advance(60_000);
    remove(app(), RemovePersonNote { note_id }).await.unwrap();
    assert!(notes_of(&trade).await.rows.is_empty());
    let undone = journal::undo(app(), ()).await.unwrap();
    assert_eq!(undone.act, Some(UndoneAct::PersonNoteRemoved));
    let back = notes_of(&trade).await.rows.remove(0);
    assert_eq!(
        (back.id, back.text, back.at.at),
        (before.id, before.text, before.at.at)
    );
    let entries: i64 = trade.ask("SELECT count(*) FROM outbox").await;
    assert_eq!(entries, 0, "a note is not sent");
}
