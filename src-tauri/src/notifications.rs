//! Notifications of the desktop. Core decides what stands there and what it says; here it is shown,
//! replaced and taken back, and a click leads to its conversation.
//!
//! What each system can do:
//! - **Linux**: all of it. A notification is shown by a connection of its own, which hears what
//!   becomes of it, so one task keeps each.
//! - **Windows** and **macOS**: a click leads to the conversation. What stands there cannot be
//!   replaced or taken back by the library that shows it, so what would only put a count right is
//!   not shown, and what was read elsewhere stays until the system or the seller clears it.

use std::collections::HashMap;

use notify_rust::{CloseReason, Notification, NotificationResponse};
use rapport_core::attention::notice::{Notice, OnDesktop, Slot};
use rapport_core::settings::{Appearance, Language};
use rapport_core::{Desk, ipc};
use serde_json::Value;
use tauri::{AppHandle, Emitter, Manager};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc::{self, UnboundedSender};
use uuid::Uuid;

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

/// What the desktop is to do with one slot.
enum Order {
    Show(Box<Shown>),
    TakeBack,
}

/// One notification in words, and where it leads.
struct Shown {
    slot: Slot,
    leads_to: Uuid,
    notification: Notification,
}

/// Does on the desktop what core decides, until the program ends.
pub(crate) async fn carry(app: AppHandle, desk: Desk) {
    introduce(&app);
    let mut decided = desk.desktop();
    let mut kept: HashMap<Slot, UnboundedSender<Order>> = HashMap::new();
    loop {
        match decided.recv().await {
            Ok(OnDesktop::Show(notice)) if notice.silent && !desktop::REPLACES => {}
            Ok(OnDesktop::Show(notice)) => {
                let (slot, shown) = (notice.slot, in_words(&app, &desk, &notice).await);
                let order = Order::Show(Box::new(shown));
                let unheard = match kept.get(&slot) {
                    Some(keeper) => keeper.send(order).err().map(|unheard| unheard.0),
                    None => Some(order),
                };
                if let Some(order) = unheard {
                    let (keeper, orders) = mpsc::unbounded_channel();
                    // It was just made, so it takes the order.
                    let _ = keeper.send(order);
                    kept.insert(slot, keeper);
                    tauri::async_runtime::spawn(desktop::keep(app.clone(), desk.clone(), orders));
                }
            }
            Ok(OnDesktop::TakeBack(slot)) => {
                if let Some(keeper) = kept.remove(&slot) {
                    // Whoever keeps it may have ended: then nothing stands there.
                    let _ = keeper.send(Order::TakeBack);
                }
            }
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return,
        }
    }
}

async fn in_words(app: &AppHandle, desk: &Desk, notice: &Notice) -> Shown {
    let language = language(desk).await;
    let mut notification = Notification::new();
    notification
        .appname("Rapport")
        .summary(&notice.title(language))
        .body(&plain(&notice.body(language)));
    desktop::dress(app, &mut notification, notice, language);
    Shown {
        slot: notice.slot,
        leads_to: notice.leads_to,
        notification,
    }
}

/// Leads to the conversation when the seller clicked, and tells core when nothing stands there any
/// more because they wanted it so.
fn answered(app: &AppHandle, desk: &Desk, shown: &Shown, response: &NotificationResponse) {
    match response {
        NotificationResponse::Default | NotificationResponse::Action(_) => {
            desk.put_away(shown.slot);
            open(app, shown.leads_to);
        }
        NotificationResponse::Closed(CloseReason::Dismissed) => desk.put_away(shown.slot),
        // The desktop made room: it was not seen for that.
        NotificationResponse::Closed(_) | NotificationResponse::Reply(_) => {}
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
mod desktop {
    use notify_rust::{Hint, NotificationHandle, Urgency};
    use tokio::sync::mpsc::UnboundedReceiver;

    use super::{
        AppHandle, Desk, Language, Notice, Notification, NotificationResponse, Order, Shown,
        answered, unshown,
    };

    /// Whether what stands there can be replaced.
    pub(super) const REPLACES: bool = true;

    /// Says what a click does, which program it is, and whether it calls for attention.
    pub(super) fn dress(
        app: &AppHandle,
        notification: &mut Notification,
        notice: &Notice,
        language: Language,
    ) {
        let open = match language {
            Language::SimplifiedChinese => "打开",
            Language::System | Language::English => "Open",
        };
        notification
            .action("default", open)
            .hint(Hint::Category("im.received".to_owned()));
        if let Some(name) = &app.config().product_name {
            notification.hint(Hint::DesktopEntry(name.clone()));
        }
        if notice.silent {
            notification
                .hint(Hint::SuppressSound(true))
                .urgency(Urgency::Low);
        }
    }

    /// Keeps one slot: shows, replaces and takes back, and hears what becomes of it.
    pub(super) async fn keep(app: AppHandle, desk: Desk, mut orders: UnboundedReceiver<Order>) {
        while let Some(Order::Show(shown)) = orders.recv().await {
            let handle = match shown.notification.show_async().await {
                Ok(handle) => handle,
                Err(error) => return unshown(&error),
            };
            match stand(*shown, handle, &mut orders).await {
                Some((shown, response)) => answered(&app, &desk, &shown, &response),
                None => return,
            }
            // Whatever came while it closed is shown anew; the next finds nobody and starts again.
            orders.close();
        }
    }

    /// Until it is answered; none when it was taken back.
    async fn stand(
        mut shown: Shown,
        mut handle: NotificationHandle,
        orders: &mut UnboundedReceiver<Order>,
    ) -> Option<(Shown, NotificationResponse)> {
        loop {
            let mut response = None;
            let hears = handle.wait_for_action_async(|it| response = Some(it.clone()));
            let order = tokio::select! {
                () = hears => None,
                order = orders.recv() => Some(order),
            };
            match order {
                None => return response.map(|response| (shown, response)),
                Some(Some(Order::Show(next))) => {
                    *handle = next.notification.clone();
                    shown = *next;
                    handle = replaced(handle).await?;
                }
                Some(Some(Order::TakeBack) | None) => {
                    handle.close_async().await;
                    return None;
                }
            }
        }
    }

    /// The library waits for the desktop's answer here, so it does so on a thread that may.
    async fn replaced(mut handle: NotificationHandle) -> Option<NotificationHandle> {
        let replace = move || {
            let replaced = handle.update();
            (handle, replaced)
        };
        let (handle, replaced) = tauri::async_runtime::spawn_blocking(replace).await.ok()?;
        if let Err(error) = replaced {
            unshown(&error);
            return None;
        }
        Some(handle)
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
mod desktop {
    use tokio::sync::mpsc::UnboundedReceiver;

    use super::{
        AppHandle, Desk, Language, Notice, Notification, NotificationResponse, Order, Shown,
        answered, unshown,
    };

    /// Whether what stands there can be replaced.
    pub(super) const REPLACES: bool = false;

    /// Says which program it is, where the system knows it.
    #[cfg_attr(not(windows), expect(unused_variables))]
    pub(super) fn dress(
        app: &AppHandle,
        notification: &mut Notification,
        _notice: &Notice,
        _language: Language,
    ) {
        // Windows shows nothing under a name that no installer has told it.
        #[cfg(windows)]
        if is_installed() {
            notification.app_id(&app.config().identifier);
        }
    }

    #[cfg(windows)]
    fn is_installed() -> bool {
        use std::path::Path;

        let exe = std::env::current_exe().unwrap_or_default();
        let built = |kind| {
            exe.parent()
                .is_some_and(|dir| dir.ends_with(Path::new("target").join(kind)))
        };
        !built("debug") && !built("release")
    }

    /// Shows what comes; each waits for its click on a thread of its own, which it blocks.
    pub(super) async fn keep(app: AppHandle, desk: Desk, mut orders: UnboundedReceiver<Order>) {
        while let Some(order) = orders.recv().await {
            if let Order::Show(shown) = order {
                let (app, desk) = (app.clone(), desk.clone());
                std::thread::spawn(move || wait(&app, &desk, &shown));
            }
        }
    }

    fn wait(app: &AppHandle, desk: &Desk, shown: &Shown) {
        let answer = |response: &NotificationResponse| answered(app, desk, shown, response);
        let waited = shown.notification.show();
        let waited = waited.and_then(|it| it.wait_for_response(answer));
        if let Err(error) = waited {
            unshown(&error);
        }
    }
}

/// Says to the system which program speaks, where it has to be known before the first word.
#[cfg_attr(
    not(target_os = "macos"),
    expect(unused_variables, reason = "other systems know it by themselves")
)]
fn introduce(app: &AppHandle) {
    #[cfg(target_os = "macos")]
    {
        // A program that is not in a bundle borrows a name, or nothing is shown.
        let name = if tauri::is_dev() {
            "com.apple.Terminal"
        } else {
            &app.config().identifier
        };
        if let Err(error) = notify_rust::set_application(name) {
            tracing::info!(%error, "the system does not know the program's name");
        }
    }
}

/// A desktop without notifications is a desktop: the inbox shows what came anyway.
fn unshown(error: &notify_rust::error::Error) {
    tracing::info!(%error, "the desktop shows no notifications");
}

fn open(app: &AppHandle, conversation_id: Uuid) {
    focus(app);
    let payload = serde_json::json!({ "conversationId": conversation_id });
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
