//! A person's own page: the figures, the rows behind them, the notes.

use super::*;
use crate::people::notes::{AddPersonNote, RemovePersonNote, add, remove};
use crate::people::page::{OpenPerson, page};
use crate::people::rows::{PersonNotes, ShowPersonRows, conversations, notes, orders};

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
