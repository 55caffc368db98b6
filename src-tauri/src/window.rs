//! The one window.

use std::path::Path;

use tauri::{AppHandle, Url, WebviewUrl, WebviewWindowBuilder};

/// Opens the window on the page.
pub(crate) fn open(app: &AppHandle, profile: &Path) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Rapport")
        .inner_size(1440.0, 900.0)
        .min_inner_size(900.0, 600.0)
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
    Ok(())
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
