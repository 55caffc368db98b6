//! A window that shows one line and does nothing else: what the web view costs by itself.
//!
//! The bench starts it beside Rapport's window. It is opened as that one is: the same size, the same
//! settings of the web view, a page inside the program, and a folder of its own for what the web view
//! writes. It has no store, no plugin and no command.

use std::path::PathBuf;

use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() -> anyhow::Result<()> {
    let dir = std::env::args_os().nth(1).map(PathBuf::from);
    let dir = dir.ok_or_else(|| anyhow::anyhow!("a folder for what the web view writes"))?;
    tauri::Builder::default()
        .setup(move |app| {
            let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("Bare window")
                .inner_size(1440.0, 900.0)
                .min_inner_size(900.0, 600.0)
                .data_directory(dir.join("webview"))
                .build()?;
            Ok(rapport_shell::paint_plainly(&window)?)
        })
        .run(tauri::generate_context!(
            "examples/bare_window/tauri.conf.json"
        ))?;
    Ok(())
}
