//! What stands beside the marketplace: the same HTTP, the same bytes, and nothing to think about.
//!
//! It runs in a process of its own, like the marketplace, and is started by the bench with the
//! answers that the marketplace gave.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use clap::Parser;
use parking_lot::Mutex;
use rapport_protocol::MAX_BODY_BYTES;
use rusqlite::Connection;
use tokio::net::TcpListener;
use tokio::process::Command;

use super::operations::PATH;

/// What is answered, by path and query.
pub type Answers = BTreeMap<String, String>;

/// What the program is told.
#[derive(Debug, Parser)]
pub struct Line {
    /// The answers, as JSON.
    #[arg(long)]
    answers: PathBuf,
    /// The file that takes a row for every operation.
    #[arg(long)]
    db: PathBuf,
    /// The file that gets the address.
    #[arg(long)]
    ready_file: PathBuf,
}

/// The command that answers so; its files lie in a folder.
pub(super) fn command(
    program: &Path,
    dir: &Path,
    answers: &Answers,
    url_file: &Path,
) -> Result<Command> {
    let file = dir.join("answers.json");
    fs::write(&file, serde_json::to_vec(answers)?)?;
    let mut command = Command::new(program);
    command.arg("--answers").arg(file);
    command.arg("--db").arg(dir.join("yardstick.db"));
    command.arg("--ready-file").arg(url_file);
    Ok(command)
}

struct Kept {
    answers: HashMap<String, Bytes>,
    rows: Mutex<Connection>,
}

/// Answers until the process ends.
///
/// # Errors
/// When a file cannot be read or made, or nothing can be listened on.
pub async fn serve(line: Line) -> Result<()> {
    let answers = fs::read(&line.answers).context("the answers cannot be read")?;
    let answers: Answers = serde_json::from_slice(&answers)?;
    let kept = Arc::new(Kept {
        answers: answers
            .into_iter()
            .map(|(path, answer)| (path, Bytes::from(answer)))
            .collect(),
        rows: Mutex::new(open(&line.db)?),
    });
    let router = Router::new()
        .route("/v1/changes", get(read))
        .route("/v1/history", get(read))
        .route(PATH, post(write))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(kept);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let partial = line.ready_file.with_extension("partial");
    fs::write(&partial, format!("http://{}", listener.local_addr()?))?;
    fs::rename(&partial, &line.ready_file)?;
    Ok(axum::serve(listener, router).await?)
}

/// A file that syncs as the marketplace's does.
fn open(db: &Path) -> Result<Connection> {
    let connection = Connection::open(db)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection
        .execute_batch("CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT")?;
    Ok(connection)
}

async fn read(State(kept): State<Arc<Kept>>, uri: Uri) -> Response {
    let asked = uri.path_and_query().map_or("", |asked| asked.as_str());
    answer(&kept, asked)
}

async fn write(State(kept): State<Arc<Kept>>, body: Bytes) -> Response {
    let into = Arc::clone(&kept);
    let written = tokio::task::spawn_blocking(move || {
        let rows = into.rows.lock();
        let mut insert = rows.prepare_cached("INSERT INTO rows (body) VALUES (?1)")?;
        insert.execute([&body[..]])
    });
    match written.await {
        Ok(Ok(1)) => answer(&kept, PATH),
        _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn answer(kept: &Kept, asked: &str) -> Response {
    match kept.answers.get(asked) {
        Some(answer) => {
            let json = [(header::CONTENT_TYPE, "application/json")];
            (json, answer.clone()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
