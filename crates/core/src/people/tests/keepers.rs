//! Who looks after a client.

use super::*;
use crate::people::keepers::{SetKeeper, keepers, set_keeper};
use crate::people::page::{OpenPerson, page};

struct Care {
    trade: Trade,
}

impl Care {
    async fn new() -> Self {
        let trade = Trade::new().await;
        trade.absorbs(vec![person("wu"), person("ana")]).await;
        Self { trade }
    }

    async fn sets(&self, who: &str, keeper: &str) -> Result<()> {
        let args = SetKeeper {
            person_id: named(RecordKind::Person, who),
            keeper: keeper.to_owned(),
        };
        set_keeper(self.trade.shop.app.clone(), args).await
    }

    async fn turns(&self, who: &str, client: bool) {
        let person_id = named(RecordKind::Person, who);
        let args = SetClient { person_id, client };
        set_client(self.trade.shop.app.clone(), args).await.unwrap();
    }

    /// As the page and the panel show it, which must agree.
    async fn of_lin(&self) -> Option<String> {
        let person_id = named(RecordKind::Person, "lin");
        let shown = page(self.trade.shop.app.clone(), OpenPerson { person_id }).await;
        let keeper = shown.unwrap().keeper;
        assert_eq!(keeper, panel_of(&self.trade, "k").await.keeper);
        keeper
    }

    async fn names(&self) -> Vec<String> {
        keepers(self.trade.shop.app.clone(), ()).await.unwrap()
    }

    async fn undo(&self) -> Option<UndoneAct> {
        let undone = journal::undo(self.trade.shop.app.clone(), ()).await;
        undone.unwrap().act
    }

    async fn entries(&self) -> i64 {
        self.trade.ask("SELECT count(*) FROM journal").await
    }
}

#[tokio::test]
async fn a_keeper_is_named_changed_and_undone() {
    let care = Care::new().await;
    care.turns("lin", true).await;
    assert_eq!(care.of_lin().await, None);
    care.sets("lin", "  Mei \u{3000} Lin ").await.unwrap();
    assert_eq!(care.of_lin().await.as_deref(), Some("Mei Lin"));
    let before = care.entries().await;
    care.sets("lin", "Mei Lin").await.unwrap();
    assert_eq!(care.entries().await, before, "what is so already");
    care.sets("lin", "Jo").await.unwrap();
    care.sets("lin", " ").await.unwrap();
    assert_eq!(care.of_lin().await, None);
    for back in [Some("Jo"), Some("Mei Lin"), None] {
        assert_eq!(care.undo().await, Some(UndoneAct::KeeperSet));
        assert_eq!(care.of_lin().await.as_deref(), back);
    }
    assert_eq!(care.undo().await, Some(UndoneAct::ClientMade));
}

#[tokio::test]
async fn the_keeper_goes_and_comes_back_with_the_client() {
    let care = Care::new().await;
    care.turns("lin", true).await;
    care.sets("lin", "Mei").await.unwrap();
    care.turns("lin", false).await;
    assert_eq!(care.of_lin().await, None);
    assert_eq!(care.undo().await, Some(UndoneAct::ClientEnded));
    assert_eq!(care.of_lin().await.as_deref(), Some("Mei"));
    care.turns("lin", false).await;
    care.turns("lin", true).await;
    assert_eq!(care.of_lin().await, None, "a new beginning");
}

#[tokio::test]
async fn only_clients_have_a_keeper() {
    let care = Care::new().await;
    for who in ["lin", "nobody"] {
        let refused = care.sets(who, "Mei").await;
        assert!(matches!(refused, Err(Error::NotFound(_))), "{refused:?}");
    }
    care.turns("lin", true).await;
    let before = care.entries().await;
    let refused = care.sets("lin", &"梅".repeat(81)).await;
    let limit = Error::TooLong {
        max: 80,
        length: 81,
    };
    assert_eq!(refused.unwrap_err().to_string(), limit.to_string());
    assert_eq!(care.entries().await, before);
    care.sets("lin", &"梅".repeat(80)).await.unwrap();
}

#[tokio::test]
async fn names_in_use_are_given_once_each() {
    let care = Care::new().await;
    assert!(care.names().await.is_empty());
    for (who, keeper) in [("lin", "Mei"), ("wu", "Jo"), ("ana", "Mei")] {
        care.turns(who, true).await;
        care.sets(who, keeper).await.unwrap();
    }
    assert_eq!(care.names().await, ["Jo", "Mei"]);
    care.sets("wu", "").await.unwrap();
    assert_eq!(care.names().await, ["Mei"]);
    let crowd = (0..25).map(|n| person(&format!("p{n}"))).collect();
    care.trade.absorbs(crowd).await;
    for n in 0..25 {
        let who = format!("p{n}");
        care.turns(&who, true).await;
        care.sets(&who, &format!("Keeper {n:02}")).await.unwrap();
    }
    let names = care.names().await;
    assert_eq!(names.len(), 20);
    assert_eq!(names.last().map(String::as_str), Some("Keeper 19"));
}
