//! The one command through which the page reaches the core.

use rapport_core::Desk;
use rapport_core::ipc::{self, Tag};
use rapport_core::{CommandError, ErrorCode};
use serde_json::Value;
use tauri::State;

/// Runs a command of the core's table.
#[tauri::command]
pub(crate) async fn bridge(
    desk: State<'_, Desk>,
    command: String,
    args: Value,
) -> Result<Value, CommandError> {
    match ipc::tag(&command) {
        Some(Tag::View | Tag::Act) => ipc::dispatch(&desk, &command, args).await,
        // What destroys something needs the seller's word in a dialog of the system's own, which a
        // page cannot press. No command of the table does yet, so there is no dialog yet either.
        Some(Tag::Destructive) | None => {
            tracing::warn!(command, "the page asked for a command that it may not have");
            Err(CommandError {
                code: ErrorCode::Invalid,
                detail: String::new(),
            })
        }
    }
}
