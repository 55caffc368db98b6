//! The way through which the page reaches the core: one command, and one for what comes with bytes.

use rapport_core::Desk;
use rapport_core::ipc::{self, Answer, Tag, Warning};
use rapport_core::{CommandError, ErrorCode};
use serde_json::Value;
use tauri::ipc::{InvokeBody, Request};
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

/// Runs a command of the core's table that comes with bytes beside its arguments: they are the body,
/// as they are, and the rest stands in the headers.
#[tauri::command]
pub(crate) async fn carry(
    desk: State<'_, Desk>,
    request: Request<'_>,
) -> Result<Answer, CommandError> {
    let header = |name: &str| request.headers().get(name)?.to_str().ok();
    let command = header("rapport-command").unwrap_or_default();
    let args = header("rapport-args").and_then(|args| serde_json::from_str(args).ok());
    let (Some(Tag::Act), Some(args)) = (ipc::tag(command), args) else {
        tracing::warn!(command, "the page asked for a command that it may not have");
        return Err(refused(ErrorCode::Invalid));
    };
    let cargo = match request.body() {
        InvokeBody::Raw(bytes) => bytes.clone(),
        // Where the web view cannot send bytes they come as a list of numbers.
        InvokeBody::Json(list) => serde_json::from_value(list.clone()).unwrap_or_default(),
    };
    ipc::dispatch_carrying(&desk, command, args, cargo).await
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
