//! Runs the server until it is told to stop.

use std::future::Future;
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::MissedTickBehavior;

use crate::bazaar::Bazaar;
use crate::router::{Shared, router};
use crate::stream::Closing;

/// How often the server looks whether another process wrote into its file.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// How often the server looks whether an offer's time is over.
const LAPSE_EVERY: Duration = Duration::from_secs(1);

/// How often the server looks for pictures that nothing shows.
const SWEEP_EVERY: Duration = Duration::from_mins(10);

/// How long open requests may take to end once the server is told to stop.
const PATIENCE: Duration = Duration::from_secs(2);

/// Serves a marketplace until `shutdown` is done; open streams end then.
pub async fn serve(
    listener: TcpListener,
    bazaar: Bazaar,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (close, closing) = watch::channel(false);
    let watching = tokio::spawn(watch_file(bazaar.clone(), closing.clone()));
    let lapsing = tokio::spawn(lapse(bazaar.clone()));
    let sweeping = tokio::spawn(sweep(bazaar.clone()));
    let shared = Shared {
        bazaar,
        closing: Closing(closing.clone()),
    };
    let stop = async move {
        shutdown.await;
        close.send_replace(true);
    };
    let serving = axum::serve(listener, router(shared)).with_graceful_shutdown(stop);
    // A caller that never finishes its request must not keep the server from stopping.
    let mut closing = closing;
    let outcome = tokio::select! {
        outcome = serving => outcome,
        () = async {
            let _ = closing.wait_for(|closing| *closing).await;
            tokio::time::sleep(PATIENCE).await;
        } => Ok(()),
    };
    watching.abort();
    lapsing.abort();
    sweeping.abort();
    outcome
}

/// Lets offers lapse when their time is over.
async fn lapse(bazaar: Bazaar) {
    let mut tick = tokio::time::interval(LAPSE_EVERY);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        if let Err(fault) = bazaar.apart(|bazaar| bazaar.lapse_offers(None)).await {
            let cause: &dyn std::error::Error = &fault;
            tracing::error!(error = cause, "offers that are over could not lapse");
        }
    }
}

/// Forgets pictures that were brought and that nothing shows.
async fn sweep(bazaar: Bazaar) {
    let mut tick = tokio::time::interval(SWEEP_EVERY);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        if let Err(fault) = bazaar.apart(Bazaar::sweep_pictures).await {
            let cause: &dyn std::error::Error = &fault;
            tracing::error!(
                error = cause,
                "pictures that nothing shows could not be forgotten"
            );
        }
    }
}

/// Rings when another process committed: the command line writes into the file of a running server.
async fn watch_file(bazaar: Bazaar, mut closing: watch::Receiver<bool>) {
    let mut seen = None;
    let path = bazaar.path().to_owned();
    let Ok(Ok(mut connection)) = tokio::task::spawn_blocking(move || open(&path)).await else {
        tracing::warn!("changes made on the command line will not be hinted");
        return;
    };
    while tokio::time::timeout(LOOK_EVERY, closing.wait_for(|closing| *closing))
        .await
        .is_err()
    {
        let looked = tokio::task::spawn_blocking(move || (data_version(&connection), connection));
        let Ok((version, back)) = looked.await else {
            return;
        };
        connection = back;
        if version.is_some() && version != seen {
            seen = version;
            bazaar.bell().ring();
        }
    }
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// A number that changes whenever somebody else committed.
fn data_version(connection: &Connection) -> Option<i64> {
    connection
        .pragma_query_value(None, "data_version", |row| row.get(0))
        .ok()
}
