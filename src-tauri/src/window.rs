//! The one window.

use std::path::Path;

use tauri::{AppHandle, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// Opens the window on the page.
pub(crate) fn open(app: &AppHandle, profile: &Path) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Rapport")
        .inner_size(1440.0, 900.0)
        .min_inner_size(900.0, 600.0)
        // Files are dropped on the page, which hands on their bytes; no path ever gets here.
        .disable_drag_drop_handler()
        // Whatever the web view writes lies with everything else and goes with everything else.
        .data_directory(profile.join("webview"))
        .on_navigation(|url| {
            let own = is_the_page(url);
            if !own {
                tracing::warn!(scheme = url.scheme(), "the page tried to leave itself");
            }
            own
        })
        .build()?;
    paint_plainly(&window)
}

/// On Linux without a graphics card, has the web view paint without layers: there the processor would
/// paint them and then paint them together, and what stands in for the card takes a tenth of a second
/// to start.
///
/// # Errors
/// When the web view is gone.
#[cfg_attr(not(target_os = "linux"), expect(unused_variables))]
pub fn paint_plainly(window: &WebviewWindow) -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    if !has_graphics_card(Path::new("/dev/dri")) {
        use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

        return window.with_webview(|view| {
            if let Some(settings) = view.inner().settings() {
                settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            }
        });
    }
    Ok(())
}

/// Whether something there can draw: the kernel's direct rendering has a node for each card.
#[cfg(target_os = "linux")]
fn has_graphics_card(nodes: &Path) -> bool {
    let entries = std::fs::read_dir(nodes).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.file_name())
        .any(|name| name.to_string_lossy().starts_with("renderD"))
}

/// Nothing but the page itself is ever shown in the window; links open in the system's browser.
fn is_the_page(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => true,
        "http" | "https" => {
            let host = url.host_str();
            host == Some("tauri.localhost") || (cfg!(debug_assertions) && host == Some("localhost"))
        }
        // What an empty web view shows before its first page.
        "about" => url.as_str() == "about:blank",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn a_graphics_card_has_a_node_that_draws() {
        let nodes = std::env::temp_dir().join(format!("rapport-nodes-{}", std::process::id()));
        assert!(!has_graphics_card(&nodes), "there is no such folder");
        std::fs::create_dir(&nodes).unwrap();
        std::fs::write(nodes.join("card0"), "").unwrap();
        assert!(!has_graphics_card(&nodes), "a screen alone does not draw");
        std::fs::write(nodes.join("renderD128"), "").unwrap();
        assert!(has_graphics_card(&nodes));
        std::fs::remove_dir_all(&nodes).unwrap();
    }

    #[test]
    fn the_window_shows_the_page_and_nothing_else() {
        for (url, allowed) in [
            ("tauri://localhost/", true),
            ("http://tauri.localhost/index.html", true),
            ("about:blank", true),
            ("https://example.org/", false),
            ("https://tauri.localhost.example.org/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,x", false),
        ] {
            assert_eq!(is_the_page(&Url::parse(url).unwrap()), allowed, "{url}");
        }
    }
}
