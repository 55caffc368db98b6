//! What the kernel says of a process: its memory, its time and who it started.

use std::fs;

use anyhow::{Context, Result};

/// In what the kernel counts a process's time: hundredths of a second, wherever Linux runs a desktop.
const TICKS_PER_SECOND: f64 = 100.0;
/// Where the time in the program and the time in the kernel stand behind the name of a process.
const TIMES: [usize; 2] = [11, 12];

/// What is said of a process in one of the kernel's files about it.
fn said(process: u32, file: &str) -> Result<String> {
    let path = format!("/proc/{process}/{file}");
    fs::read_to_string(&path).with_context(|| path)
}

/// The line of that name, which is in kilobytes, in bytes.
fn bytes(text: &str, name: &str) -> Result<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|rest| rest.split_whitespace().next());
    let kilobytes = kilobytes.with_context(|| format!("no line {name}"))?;
    Ok(kilobytes.parse::<f64>()? * 1024.0)
}

/// The proportional set size of a process, in bytes.
pub(crate) fn proportional(process: u32) -> Result<f64> {
    bytes(&said(process, "smaps_rollup")?, "Pss:")
}

/// What of a process lies in memory, in bytes, shared or not.
pub(crate) fn resident(process: u32) -> Result<f64> {
    bytes(&said(process, "status")?, "VmRSS:")
}

/// How long a process has worked since it began, in seconds of one core.
pub(crate) fn worked(process: u32) -> Result<f64> {
    let stat = said(process, "stat")?;
    let fields: Vec<&str> = behind_the_name(&stat).split(' ').collect();
    let mut ticks = 0.0;
    for place in TIMES {
        let field = fields.get(place).context("no times of the process")?;
        ticks += field.parse::<f64>()?;
    }
    Ok(ticks / TICKS_PER_SECOND)
}

/// The name stands in brackets and may hold anything; after it come the state and the parent.
fn behind_the_name(stat: &str) -> &str {
    stat.rsplit_once(") ").map_or("", |(_, rest)| rest)
}

/// All that a process started, and what those started.
pub(crate) fn descendants(process: u32) -> Result<Vec<u32>> {
    let mut family = vec![process];
    let mut parents = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let Ok(id) = entry?.file_name().to_string_lossy().parse::<u32>() else {
            continue;
        };
        // A process may end while the list is read.
        let Ok(stat) = said(id, "stat") else {
            continue;
        };
        let parent = behind_the_name(&stat).split(' ').nth(1);
        if let Some(parent) = parent.and_then(|it| it.parse::<u32>().ok()) {
            parents.push((id, parent));
        }
    }
    let mut next = 0;
    while let Some(&one) = family.get(next) {
        family.extend(parents.iter().filter(|it| it.1 == one).map(|it| it.0));
        next += 1;
    }
    Ok(family.split_off(1))
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn this_process_lies_in_memory_and_has_worked() {
        let own = std::process::id();
        assert!(resident(own).unwrap() > 100_000.0);
        let (began, before) = (Instant::now(), worked(own).unwrap());
        while began.elapsed().as_millis() < 200 {
            std::hint::spin_loop();
        }
        let took = worked(own).unwrap() - before;
        assert!(took > 0.0, "{took} s of 0.2 s");
    }
}
