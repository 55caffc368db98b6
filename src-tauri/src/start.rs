//! How the program was started: which profile, and whether for the demo.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Your buyers, your answers, your promises: kept on your own machine.
#[derive(Debug, Clone, clap::Parser)]
#[command(version, about)]
pub struct Start {
    /// Keeps everything in this folder instead of the system's place for it.
    #[arg(long, value_name = "DIR")]
    pub(crate) profile: Option<PathBuf>,
    /// Keeps the store key in a file of the profile; for invented content alone.
    #[arg(long, requires = "profile")]
    pub(crate) demo: bool,
    /// Signs in at this marketplace when the store has no account yet.
    #[arg(long, value_name = "URL", requires = "demo")]
    pub(crate) connect: Option<String>,
    /// The program in which the demo's seller agrees, instead of the system's browser; its own
    /// arguments follow, each as another `--browser`.
    #[arg(long, value_name = "PROGRAM", requires = "connect")]
    browser: Vec<String>,
}

/// Names the demo's browser as well, where an argument would be in the way.
const BROWSER: &str = "RAPPORT_BROWSER";

impl Start {
    /// One program may run per profile, so the profile is part of what an instance is known by.
    pub(crate) fn instance(&self, identifier: &str) -> String {
        let Some(profile) = &self.profile else {
            return identifier.to_owned();
        };
        let mut hasher = DefaultHasher::new();
        std::path::absolute(profile)
            .unwrap_or_else(|_| profile.clone())
            .hash(&mut hasher);
        format!("{identifier}.p{:016x}", hasher.finish())
    }

    /// The program and its arguments in which the demo's seller agrees; none for the system's
    /// browser, which it always is for a seller's own profile.
    pub(crate) fn browser(&self) -> Vec<String> {
        if !self.demo {
            return Vec::new();
        }
        if self.browser.is_empty() {
            return std::env::var(BROWSER).into_iter().collect();
        }
        self.browser.clone()
    }

    /// Where the window's place on the screen is remembered.
    pub(crate) fn window_state(&self) -> String {
        let name = Path::new("window.json");
        // An absolute path replaces the system's folder, a bare name lies in it.
        let path = self
            .profile
            .as_ref()
            .and_then(|dir| std::path::absolute(dir).ok());
        path.map_or(name.to_path_buf(), |dir| dir.join(name))
            .to_string_lossy()
            .into_owned()
    }
}

/// Makes the folder of a profile, into which nobody else on the machine may look.
pub(crate) fn make_private(dir: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(dir)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[test]
    fn two_profiles_are_two_instances() {
        let start = |args: &[&str]| Start::try_parse_from(args).unwrap();
        let plain = start(&["rapport"]).instance("app.rapport");
        let one = start(&["rapport", "--profile", "one"]).instance("app.rapport");
        let two = start(&["rapport", "--profile", "two"]).instance("app.rapport");
        assert_eq!(plain, "app.rapport");
        assert_ne!(one, two);
        assert_ne!(one, plain);
        assert_eq!(
            one,
            start(&["rapport", "--profile", "one"]).instance("app.rapport")
        );
    }

    #[test]
    fn only_the_demo_chooses_its_browser() {
        let demo = [
            "rapport",
            "--demo",
            "--profile",
            "x",
            "--connect",
            "http://127.0.0.1:1",
        ];
        let start = |words: &[&str]| Start::try_parse_from([&demo[..], words].concat()).unwrap();
        let words = ["--browser", "bazaar", "--browser=agree", "--browser=--as"];
        assert_eq!(start(&words).browser(), ["bazaar", "agree", "--as"]);
        assert!(Start::try_parse_from(["rapport", "--connect", "http://127.0.0.1:1"]).is_err());
        assert!(Start::try_parse_from(["rapport", "--browser", "bazaar"]).is_err());
        let own = Start::try_parse_from(["rapport", "--profile", "x"]).unwrap();
        assert!(own.browser().is_empty());
    }

    #[test]
    fn a_key_file_is_refused_for_the_sellers_own_profile() {
        assert!(Start::try_parse_from(["rapport", "--demo"]).is_err());
        assert!(Start::try_parse_from(["rapport", "--demo", "--profile", "x"]).is_ok());
    }
}
