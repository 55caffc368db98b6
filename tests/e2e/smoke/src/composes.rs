//! Chinese typed in the real window, through the desktop's input method: pinyin becomes signs, and the
//! Enter that confirms them sends nothing. The keys are pressed on the X server, so they take the
//! same way as a seller's: server, input method, web view, page.
#![expect(
    clippy::print_stdout,
    reason = "a command line program speaks through its terminal"
)]

use std::process::ExitCode;

#[cfg(target_os = "linux")]
#[path = "composes/linux.rs"]
mod linux;

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() -> ExitCode {
    use clap::Parser as _;
    match linux::Composes::parse().run().await {
        Ok(()) => {
            println!("composing passed");
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    println!("the input method of this system cannot be driven from here");
    ExitCode::FAILURE
}
