//! Starts the window of Rapport.

// A console beside the window would frighten a seller; Windows opens one otherwise.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

fn main() -> anyhow::Result<()> {
    rapport_shell::run(clap::Parser::parse())
}
