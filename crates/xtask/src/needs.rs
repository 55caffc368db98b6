//! What must be on the machine, how to notice that it is not, and how to get it.
//!
//! Everything is looked for by what it can do and not by the name of a package, so that a machine
//! which has it from elsewhere is left alone. Debian and Ubuntu get what is missing through apt;
//! any other system is told exactly what to install.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::run::{output, say, step, succeeds};

const DRIVER_VERSION: &str = "2.1.0";
const DENY_VERSION: &str = "0.20.2";

/// Something that must be on the machine.
struct Need {
    /// What it is, for a person.
    what: &'static str,
    /// The packages that bring it on Debian and Ubuntu.
    apt: &'static [&'static str],
    present: fn() -> bool,
}

/// Which needs: each command asks for its own and no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// Compiling the window and the servers.
    Build,
    /// Showing and driving a window where there is no screen.
    Screen,
    /// Writing Chinese in that window, and pasting into it.
    Input,
    /// A browser for the journeys.
    Browser,
    /// Python for the test of the open API.
    Python,
}

const BUILD: &[Need] = &[
    Need {
        what: "a C compiler and make",
        apt: &["build-essential"],
        present: || succeeds("cc", &["--version"]) && succeeds("make", &["--version"]),
    },
    Need {
        what: "perl with its core modules (the vendored OpenSSL is configured with it)",
        apt: &["perl"],
        present: || succeeds("perl", &["-MIPC::Cmd", "-MFindBin", "-e", "1"]),
    },
    Need {
        what: "pkg-config",
        apt: &["pkg-config"],
        present: || succeeds("pkg-config", &["--version"]),
    },
    Need {
        what: "WebKitGTK 4.1 with its headers",
        apt: &["libwebkit2gtk-4.1-dev"],
        present: || succeeds("pkg-config", &["--exists", "webkit2gtk-4.1"]),
    },
];

const SCREEN: &[Need] = &[
    Need {
        what: "Xvfb, a screen in memory",
        apt: &["xvfb", "xauth"],
        present: || on_path("xvfb-run") && on_path("Xvfb") && on_path("xauth"),
    },
    Need {
        what: "a D-Bus session",
        apt: &["dbus", "dbus-x11"],
        present: || on_path("dbus-run-session"),
    },
    Need {
        what: "WebKitWebDriver",
        apt: &["webkit2gtk-driver"],
        present: || on_path("WebKitWebDriver"),
    },
    Need {
        what: "fonts for Latin and Chinese text",
        apt: &["fontconfig", "fonts-dejavu-core", "fonts-noto-cjk"],
        present: || output("fc-list", &[":lang=zh"]).is_some_and(|fonts| !fonts.is_empty()),
    },
];

const INPUT: &[Need] = &[
    Need {
        what: "fcitx5 with pinyin, for programs of GTK 3",
        apt: &["fcitx5", "fcitx5-pinyin", "fcitx5-frontend-gtk3"],
        present: || {
            let modules = output("gtk-query-immodules-3.0", &[]);
            let modules = modules.or_else(|| {
                // Debian keeps it beside the library that it asks.
                let folder = output("pkg-config", &["--variable=libdir", "gtk+-3.0"])?;
                let query = format!("{}/libgtk-3-0/gtk-query-immodules-3.0", folder.trim());
                output(&query, &[])
            });
            on_path("fcitx5")
                && Path::new("/usr/share/fcitx5/inputmethod/pinyin.conf").exists()
                && modules.is_some_and(|modules| modules.contains("fcitx"))
        },
    },
    Need {
        what: "xclip, which copies in another program's place",
        apt: &["xclip"],
        present: || on_path("xclip"),
    },
];

const BROWSER: &[Need] = &[Need {
    what: "Chromium",
    apt: &["chromium"],
    present: || {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .any(on_path)
    },
}];

const PYTHON: &[Need] = &[Need {
    what: "Python 3 with venv",
    apt: &["python3", "python3-venv"],
    present: || succeeds("python3", &["-c", "import venv, ensurepip"]),
}];

/// Installs everything that any command needs.
pub(crate) fn everything() -> Result<()> {
    install(&[
        For::Build,
        For::Screen,
        For::Input,
        For::Browser,
        For::Python,
    ])?;
    driver()?;
    deny()?;
    crate::build::page_packages()?;
    say("Everything is there.");
    Ok(())
}

/// Sees to it that what these purposes need is on the machine.
pub(crate) fn install(purposes: &[For]) -> Result<()> {
    node()?;
    if !cfg!(target_os = "linux") {
        // WebView2 and WKWebView come with their systems; the rest is for Linux alone.
        return Ok(());
    }
    let missing: Vec<&Need> = purposes
        .iter()
        .flat_map(|purpose| match purpose {
            For::Build => BUILD,
            For::Screen => SCREEN,
            For::Input => INPUT,
            For::Browser => BROWSER,
            For::Python => PYTHON,
        })
        .filter(|need| !(need.present)())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing
        .iter()
        .map(|need| format!("  - {}", need.what))
        .collect::<Vec<_>>();
    say(&format!("Missing on this machine:\n{}", list.join("\n")));
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.apt).copied().collect();
    apt(&packages)?;
    match missing.iter().find(|need| !(need.present)()) {
        None => Ok(()),
        Some(need) => bail!(
            "{} is still missing after installing {}",
            need.what,
            packages.join(" ")
        ),
    }
}

fn apt(packages: &[&str]) -> Result<()> {
    if !on_path("apt-get") {
        bail!(
            "this is not Debian or Ubuntu, so please install the above with your own package \
             manager (Debian calls it: {}) and try again",
            packages.join(" ")
        );
    }
    let root = output("id", &["-u"]).as_deref() == Some("0");
    if !root {
        let line = format!(
            "sudo apt-get install --no-install-recommends {}",
            packages.join(" ")
        );
        if !on_path("sudo") {
            bail!("there is no sudo here; please have the administrator run: {line}");
        }
        say(&format!("Installing needs your password: {line}"));
        // Asked with the terminal in hand, because the step itself has none.
        let asked = Command::new("sudo")
            .arg("-v")
            .stdin(Stdio::inherit())
            .status()?;
        if !asked.success() {
            bail!("sudo refused; please run: {line}");
        }
    }
    let apt_get = || {
        let mut command = Command::new(if root { "apt-get" } else { "sudo" });
        if !root {
            command.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    step("apt-get update", apt_get().arg("update"))?;
    step(
        "apt-get install",
        apt_get()
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages),
    )
}

/// Node is not taken from apt unless apt's is new enough: Debian 12 has 18, and Vite wants 20.19.
fn node() -> Result<()> {
    if node_is_new_enough(output("node", &["--version"])) && on_path("npm") {
        return Ok(());
    }
    if on_path("apt-cache") {
        let policy = output("apt-cache", &["policy", "nodejs"]).unwrap_or_default();
        let candidate = policy
            .lines()
            .find_map(|line| line.trim().strip_prefix("Candidate: "));
        if node_is_new_enough(candidate.map(str::to_owned)) {
            apt(&["nodejs", "npm"])?;
        }
    }
    if node_is_new_enough(output("node", &["--version"])) && on_path("npm") {
        return Ok(());
    }
    bail!("Node.js 20.19 or newer with npm is needed; please install it from nodejs.org")
}

fn node_is_new_enough(version: Option<String>) -> bool {
    let Some(version) = version else { return false };
    let mut parts = version.trim_start_matches('v').split(['.', '~', '-', '+']);
    let mut number = || {
        parts
            .next()
            .and_then(|part| part.parse::<u32>().ok())
            .unwrap_or(0)
    };
    (number(), number()) >= (20, 19)
}

/// Whether a program can be started by its name.
pub(crate) fn on_path(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join(program).is_file()))
}

/// tauri-driver, which stands between the tests and the web view's own driver.
pub(crate) fn driver() -> Result<PathBuf> {
    cargo_tool("tauri-driver", DRIVER_VERSION)
}

/// cargo-deny, which knows every licence that we take in.
pub(crate) fn deny() -> Result<PathBuf> {
    cargo_tool("cargo-deny", DENY_VERSION)
}

/// A program from the registry, in the target folder and nowhere else, at one version.
fn cargo_tool(name: &str, version: &str) -> Result<PathBuf> {
    let tools = crate::target().join("tools");
    let program = tools
        .join("bin")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let current = tools.join(format!("{name}-{version}"));
    if program.is_file() && current.is_file() {
        return Ok(program);
    }
    step(
        &format!("cargo install {name}"),
        Command::new("cargo")
            .args(["install", name, "--locked", "--force", "--version", version, "--root"])
            .arg(&tools)
            // Debug information and optimisation only cost time here.
            .args(["--profile", "dev"])
            .env("CARGO_TARGET_DIR", tools.join("build"))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .current_dir(std::env::temp_dir()),
    )?;
    std::fs::write(&current, "").context("the installed version cannot be written down")?;
    // The build folder is larger than all that it made.
    let _ = std::fs::remove_dir_all(tools.join("build"));
    Ok(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_are_compared_as_numbers() {
        for (version, enough) in [
            ("v20.19.0", true),
            ("v20.9.0", false),
            ("v22.1.0", true),
            ("v18.20.4", false),
            ("18.20.4+dfsg-1~deb12u1", false),
            ("22.14.0+dfsg-2", true),
            ("nonsense", false),
        ] {
            assert_eq!(
                node_is_new_enough(Some(version.to_owned())),
                enough,
                "{version}"
            );
        }
        assert!(!node_is_new_enough(None), "no node at all");
    }
}
