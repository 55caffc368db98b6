//! The picture that lies on the clipboard. `WebKitGTK` pastes words and files, and of a picture that was
//! copied in another program nothing; the other web views give it to the page themselves.

use tauri::AppHandle;
use tauri::ipc::Response;

/// The picture on the clipboard as PNG; empty where there is none, or where the web view pastes it.
#[tauri::command]
pub(crate) async fn copied_picture(app: AppHandle) -> Response {
    Response::new(copied(&app).await.unwrap_or_default())
}

#[cfg(target_os = "linux")]
async fn copied(app: &AppHandle) -> Option<Vec<u8>> {
    let (said, answer) = tokio::sync::oneshot::channel();
    let asked = app.run_on_main_thread(move || {
        let clipboard = gtk::Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD);
        clipboard.request_image(move |_, picture| {
            let png = picture.and_then(|picture| picture.save_to_bufferv("png", &[]).ok());
            // Nobody listens any more when the page has gone on.
            let _ = said.send(png);
        });
    });
    asked.ok()?;
    answer.await.ok().flatten()
}

#[cfg(not(target_os = "linux"))]
async fn copied(_app: &AppHandle) -> Option<Vec<u8>> {
    None
}
