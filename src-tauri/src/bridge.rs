//! The one command through which the page reaches the core.

use rapport_core::Desk;
use rapport_core::ipc::{self, Answer, Tag, Warning};
use rapport_core::{CommandError, ErrorCode};
use serde_json::Value;
use tauri::{AppHandle, State, WebviewWindow};
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};
use tokio::sync::oneshot;

use crate::notifications::language;

/// Runs a command of the core's table.
#[tauri::command]
pub(crate) async fn bridge(
    app: AppHandle,
    window: WebviewWindow,
    desk: State<'_, Desk>,
    command: String,
    args: Value,
) -> Result<Answer, CommandError> {
    match ipc::tag(&command) {
        Some(Tag::View | Tag::Act) => ipc::dispatch(&desk, &command, args).await,
        Some(Tag::Destructive) => {
            let Some(warning) = ipc::warning(&command, language(&desk).await) else {
                return Err(refused(ErrorCode::Invalid));
            };
            if agreed(&app, &window, warning).await {
                ipc::dispatch(&desk, &command, args).await
            } else {
                Err(refused(ErrorCode::Declined))
            }
        }
        None => {
            tracing::warn!(command, "the page asked for a command that it may not have");
            Err(refused(ErrorCode::Invalid))
        }
    }
}

/// Asks the seller in a dialog of the system's own, which a page cannot press.
async fn agreed(app: &AppHandle, window: &WebviewWindow, warning: Warning) -> bool {
    let (said, answer) = oneshot::channel();
    app.dialog()
        .message(warning.text)
        .title(warning.title)
        .kind(MessageDialogKind::Warning)
        .buttons(MessageDialogButtons::OkCancelCustom(
            warning.yes.to_owned(),
            warning.no.to_owned(),
        ))
        .parent(window)
        .show(move |agreed| {
            // Nobody listens any more when the program is being closed.
            let _ = said.send(agreed);
        });
    answer.await.unwrap_or(false)
}

fn refused(code: ErrorCode) -> CommandError {
    CommandError {
        code,
        detail: String::new(),
    }
}
