//! Notifications of the desktop; core decides whether there is one and what it says.

use notify_rust::Notification;
use rapport_core::alerts::Alert;
use rapport_core::settings::{Appearance, Language};
use rapport_core::{Desk, ipc};
use serde_json::Value;
use tauri::{AppHandle, Emitter, Manager};

/// The language in which the seller reads: the one they chose, or the system's.
pub(crate) async fn language(desk: &Desk) -> Language {
    let chosen = ipc::dispatch(desk, "settings.appearance", Value::Null).await;
    let chosen = chosen.ok().and_then(|it| it.read().ok());
    match chosen.map(|it: Appearance| it.language) {
        Some(Language::System) | None if sys_locale::get_locale().is_some_and(is_chinese) => {
            Language::SimplifiedChinese
        }
        Some(Language::System) | None => Language::English,
        Some(language) => language,
    }
}

fn is_chinese(locale: String) -> bool {
    locale.to_ascii_lowercase().starts_with("zh")
}

/// Shows an alert; a click on it leads to its conversation.
pub(crate) fn show(app: &AppHandle, alert: Alert, language: Language) {
    let app = app.clone();
    // Waiting for the click blocks until the notification is gone, so each has its own thread.
    std::thread::spawn(move || {
        let mut notification = Notification::new();
        notification
            .appname("Rapport")
            .summary(&alert.title)
            .body(&plain(&alert.words(language)));
        notification.action("default", "Open");
        match notification.show() {
            Ok(shown) => wait(shown, &app, &alert),
            // A desktop without notifications is a desktop: the inbox shows the message anyway.
            Err(error) => tracing::info!(%error, "the desktop shows no notifications"),
        }
    });
}

#[cfg(all(unix, not(target_os = "macos")))]
fn wait(shown: notify_rust::NotificationHandle, app: &AppHandle, alert: &Alert) {
    shown.wait_for_action(|action| {
        if action == "default" {
            open(app, alert);
        }
    });
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn wait<T>(_shown: T, _app: &AppHandle, _alert: &Alert) {
    // A click brings the program to the front by itself there.
}

fn open(app: &AppHandle, alert: &Alert) {
    focus(app);
    let payload = serde_json::json!({ "conversationId": alert.conversation_id });
    if let Err(error) = app.emit("open", payload) {
        tracing::warn!(%error, "the page could not be told which conversation to open");
    }
}

/// Brings the window to the front.
pub(crate) fn focus(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        let shown = window.unminimize().and_then(|()| window.show());
        if let Err(error) = shown.and_then(|()| window.set_focus()) {
            tracing::warn!(%error, "the window could not be brought to the front");
        }
    }
}

/// Desktops read the body as a little markup; a buyer's words are words.
fn plain(text: &str) -> String {
    if cfg!(all(unix, not(target_os = "macos"))) {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn a_buyers_words_are_not_markup() {
        assert_eq!(plain("<b>1 & 2</b>"), "&lt;b&gt;1 &amp; 2&lt;/b&gt;");
    }
}
