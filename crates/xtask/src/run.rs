//! Running other programs so that nobody wonders whether anything is happening.
//!
//! The output of a step goes to a log file; the terminal shows the step, how long it has taken and
//! the last line it said, at least every few seconds. When the step fails, the end of its output
//! follows and the place of the whole of it.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How often the terminal hears from a running step; ten seconds would be too long.
const HEARTBEAT: Duration = Duration::from_secs(7);
/// How many lines of a failed step are repeated on the terminal.
const LAST_LINES: usize = 60;
/// How long a program may take to end by itself once it was asked to.
const GRACE: Duration = Duration::from_secs(8);

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// From here on Ctrl-C (or a polite kill) ends the running children first.
pub(crate) fn listen_for_interrupt() -> Result<()> {
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::SeqCst))
        .context("Ctrl-C cannot be listened to")
}

/// Whether somebody pressed Ctrl-C.
pub(crate) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Says something on the terminal at once, even where it is a pipe.
pub(crate) fn say(text: &str) {
    println!("{text}");
    let _ = std::io::stdout().flush();
}

/// Whether a program runs and ends well; its output is thrown away.
pub(crate) fn succeeds(program: &str, args: &[&str]) -> bool {
    Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// What a program prints, or nothing when it fails or is not there.
pub(crate) fn output(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs one step to its end, with its progress visible.
pub(crate) fn step(label: &str, command: &mut Command) -> Result<()> {
    step_with_output(label, command).map(|_| ())
}

/// Runs one step to its end, with its progress visible, and returns its last lines.
pub(crate) fn step_with_output(label: &str, command: &mut Command) -> Result<Vec<String>> {
    if interrupted() {
        bail!("{label}: interrupted");
    }
    let log_path = log_path(label)?;
    let mut log = File::create(&log_path)?;
    say(&format!("▸ {label}"));
    let started = Instant::now();
    let mut child = own_group(command)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{label}: {} cannot be started", program(command)))?;
    let (sender, lines) = mpsc::channel();
    read_lines(child.stdout.take(), sender.clone());
    read_lines(child.stderr.take(), sender);

    let mut last = VecDeque::with_capacity(LAST_LINES);
    let mut progress = Progress::start(label);
    loop {
        match lines.recv_timeout(Duration::from_millis(250)) {
            Ok(line) => {
                writeln!(log, "{line}")?;
                if last.len() == LAST_LINES {
                    last.pop_front();
                }
                last.push_back(line);
            }
            Err(RecvTimeoutError::Timeout) => {}
            // Both pipes are closed: the step has ended.
            Err(RecvTimeoutError::Disconnected) => break,
        }
        progress.show(last.back().map_or("", String::as_str));
        if interrupted() {
            end(&mut child);
            bail!("{label}: interrupted");
        }
    }
    let status = child.wait()?;
    progress.clear();
    if status.success() {
        say(&format!("  done in {}", seconds(started.elapsed())));
        return Ok(last.into());
    }
    for line in &last {
        say(&format!("  | {line}"));
    }
    bail!(
        "{label} failed ({status}); all it said is in {}",
        log_path.display()
    )
}

/// Runs a program that speaks for itself on the terminal.
pub(crate) fn shown(label: &str, command: &mut Command) -> Result<()> {
    say(&format!("▸ {label}"));
    let mut child = own_group(command)
        .stdin(Stdio::null())
        .spawn()
        .with_context(|| format!("{label}: {} cannot be started", program(command)))?;
    loop {
        if let Some(status) = child.try_wait()? {
            if !status.success() {
                bail!("{label} failed ({status})");
            }
            return Ok(());
        }
        if interrupted() {
            end(&mut child);
            bail!("{label}: interrupted");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Starts a program that goes on beside us; its output goes to a log file.
pub(crate) fn start(label: &str, command: &mut Command) -> Result<Child> {
    let log = File::create(log_path(label)?)?;
    own_group(command)
        .stdin(Stdio::null())
        .stderr(log.try_clone()?)
        .stdout(log)
        .spawn()
        .with_context(|| format!("{label}: {} cannot be started", program(command)))
}

/// Ends a program and all it started: politely at first, and for certain after a while.
pub(crate) fn end(child: &mut Child) {
    if !matches!(child.try_wait(), Ok(None)) {
        return;
    }
    signal(child, false);
    if wait_at_most(child, GRACE).is_none() {
        signal(child, true);
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn wait_at_most(child: &mut Child, limit: Duration) -> Option<ExitStatus> {
    let started = Instant::now();
    while started.elapsed() < limit {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    None
}

#[cfg(unix)]
fn signal(child: &Child, hard: bool) {
    use nix::sys::signal::{Signal, killpg};
    use nix::unistd::Pid;
    let signal = if hard {
        Signal::SIGKILL
    } else {
        Signal::SIGTERM
    };
    // The group has the child's id because `own_group` made the child its leader.
    let _ = killpg(Pid::from_raw(child.id().cast_signed()), signal);
}

#[cfg(not(unix))]
fn signal(child: &Child, _hard: bool) {
    // Windows has no polite signal; taskkill takes the children along.
    succeeds("taskkill", &["/T", "/F", "/PID", &child.id().to_string()]);
}

/// A group of its own, so that the child and whatever it starts can be ended together.
fn own_group(command: &mut Command) -> &mut Command {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// Where the output of a step goes.
fn log_path(label: &str) -> Result<PathBuf> {
    let name: String = label
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let dir = crate::target().join("xtask");
    std::fs::create_dir_all(&dir)?;
    Ok(dir.join(format!("{}.log", name.trim_matches('-').to_lowercase())))
}

fn read_lines(from: Option<impl Read + Send + 'static>, to: Sender<String>) {
    let Some(from) = from else { return };
    std::thread::spawn(move || {
        for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            if to.send(line).is_err() {
                return;
            }
        }
    });
}

/// A duration as a person would say it.
pub(crate) fn seconds(time: Duration) -> String {
    match time.as_secs() {
        0..10 => format!("{:.1} s", time.as_secs_f32()),
        whole @ 10..100 => format!("{whole} s"),
        whole => format!("{} min {:02} s", whole / 60, whole % 60),
    }
}

/// The line that shows a step is alive: rewritten on a terminal, repeated in a log.
struct Progress {
    label: String,
    started: Instant,
    shown: Instant,
    live: bool,
}

impl Progress {
    fn start(label: &str) -> Self {
        let now = Instant::now();
        let live = std::io::stdout().is_terminal();
        Self {
            label: label.to_owned(),
            started: now,
            shown: now,
            live,
        }
    }

    fn show(&mut self, last_line: &str) {
        let pause = if self.live {
            Duration::from_millis(500)
        } else {
            HEARTBEAT
        };
        if self.shown.elapsed() < pause {
            return;
        }
        self.shown = Instant::now();
        let last_line: String = last_line
            .chars()
            .filter(|c| !c.is_control())
            .take(84)
            .collect();
        let line = format!("  … {} {last_line}", seconds(self.started.elapsed()));
        if self.live {
            print!("\r\x1b[K{line}");
            let _ = std::io::stdout().flush();
        } else {
            say(&format!("{line}  ({})", self.label));
        }
    }

    fn clear(&self) {
        if self.live {
            print!("\r\x1b[K");
        }
    }
}
