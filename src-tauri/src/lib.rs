//! # The window, and nothing else
//!
//! Opens one window on the page, leads its one command to the core, tells the page what commits
//! touched and the desktop what deserves attention. Whatever else Rapport does, it does in
//! `rapport-core`; a new feature changes nothing here.

mod bridge;
mod clipboard;
mod desk;
mod keyring;
mod log;
mod notifications;
mod pictures;
mod sign_in;
mod start;
mod window;

use anyhow::Context;
use rapport_core::Desk;
use tauri::{Manager, RunEvent};

pub use start::Start;
pub use window::paint_plainly;

/// Runs the program until its window is closed.
pub fn run(start: Start) -> anyhow::Result<()> {
    let context = tauri::generate_context!();
    let instance = start.instance(&context.config().identifier);
    let app = tauri::Builder::default()
        .plugin(
            tauri_plugin_single_instance::Builder::new()
                .dbus_id(instance)
                .callback(|app, _args, _dir| notifications::focus(app))
                .build(),
        )
        .plugin(
            tauri_plugin_window_state::Builder::default()
                .with_filename(start.window_state())
                .build(),
        )
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .register_asynchronous_uri_scheme_protocol(pictures::SCHEME, pictures::answer)
        .invoke_handler(tauri::generate_handler![
            bridge::bridge,
            bridge::carry,
            clipboard::copied_picture
        ])
        .setup(move |app| {
            let profile = match &start.profile {
                Some(dir) => std::path::absolute(dir)?,
                None => app.path().app_local_data_dir()?,
            };
            start::make_private(&profile)?;
            log::start(&profile)?;
            app.manage(desk::begin(app.handle(), &profile, start)?);
            window::open(app.handle(), &profile)?;
            Ok(())
        })
        .build(context)
        .context("the window could not be opened")?;

    app.run(|app, event| {
        if let RunEvent::Exit = event {
            // What is half written is finished, what is half sent is known as such.
            tauri::async_runtime::block_on(app.state::<Desk>().close());
            tracing::info!("closed");
        }
    });
    Ok(())
}
