//! # Simulated buyers
//!
//! They come online, type, ask, haggle, order, wait, thank, complain, leave carts and rate, each in
//! their own time and by their own character, and they react to what the seller really says where a
//! simple rule can tell. Nothing is ever done in a seller's name, but that new goods arrive.
//!
//! The heart is pure: [`errand`] is what one buyer goes through, [`hearing`] and [`price`] what the
//! seller's words mean, [`bargain`] how one haggles, [`phrases`] what is said. [`crowd`] brings it
//! to a real marketplace, and here a task runs it until the server ends.

mod bargain;
mod character;
mod crowd;
mod errand;
mod hearing;
mod matter;
mod moves;
mod pace;
mod phrases;
mod pictures;
mod price;
mod wares;

use std::time::Duration;

use crate::bazaar::Bazaar;
use crate::error::Result;
use crowd::Crowd;
use pace::Pace;

/// The shortest rest between two looks, so that a fast pace does not keep a processor busy.
const SHORTEST_REST: Duration = Duration::from_millis(5);

/// How long to wait when the store failed.
const AFTER_FAULT: Duration = Duration::from_secs(5);

/// How lively it is to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lively {
    /// How many times faster than pleasant to watch: 1 lets something happen every ten or twenty
    /// seconds, 60 is for load.
    pub pace: f64,
    /// The same number brings the same buyers for the same things.
    pub seed: u64,
}

/// Lets simulated buyers live in a marketplace for as long as this is awaited.
pub async fn live(bazaar: Bazaar, lively: Lively) -> Result<()> {
    let pace = Pace::new(lively.pace);
    let mut bell = bazaar.bell().listen();
    let mut crowd = bazaar
        .apart(move |bazaar| Crowd::gather(bazaar.clone(), pace, lively.seed))
        .await?;
    loop {
        bell.borrow_and_update();
        let looked = bazaar.apart(move |bazaar| {
            let now = bazaar.now();
            let acted = crowd.act(now);
            Ok((crowd, acted, now))
        });
        let (back, acted, now) = looked.await?;
        crowd = back;
        let rest = match acted {
            Ok(acted) => Duration::from_millis((acted.next - now).max(0).unsigned_abs()),
            Err(fault) => {
                tracing::warn!(%fault, "the simulated buyers rest a moment");
                AFTER_FAULT
            }
        };
        tokio::time::sleep(SHORTEST_REST).await;
        tokio::select! {
            () = tokio::time::sleep(rest.saturating_sub(SHORTEST_REST)) => {}
            rung = bell.changed() => if rung.is_err() {
                return Ok(());
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use rapport_protocol::Money;

    use super::*;
    use crate::bazaar::NewProduct;
    use crate::clock::wall_clock;

    /// The whole of it on the real clock: somebody must have come by and asked or bought.
    #[tokio::test]
    async fn buyers_come_by_themselves() {
        let folder = tempfile::tempdir().unwrap();
        let bazaar = Bazaar::open(folder.path().join("bazaar.db"), wall_clock()).unwrap();
        let seller = bazaar.add_seller("Yunnan Leaf").unwrap();
        let product = NewProduct {
            title: "Celadon tea cup".to_owned(),
            price: Money {
                minor: 2800,
                currency: "EUR".to_owned(),
            },
            stock: None,
            picture: None,
        };
        bazaar.add_product(&seller, &product).unwrap();
        let (start, _) = bazaar.done_since(&seller, None, 1).unwrap();
        let full = Lively {
            pace: 2000.0,
            seed: 1,
        };
        let living = tokio::spawn(live(bazaar.clone(), full));
        let mut bell = bazaar.bell().listen();
        let written = async {
            while bazaar.done_since(&seller, None, 1).unwrap().0 < start + 20 {
                bell.changed().await.unwrap();
            }
        };
        tokio::time::timeout(Duration::from_mins(1), written)
            .await
            .expect("nobody came");
        assert!(!bazaar.first_buyers(10).unwrap().is_empty());
        living.abort();
    }
}
