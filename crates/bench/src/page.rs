//! # The page
//!
//! What was measured, as a page that a person reads: one table with every figure on the largest
//! archive, and a plot of how the figures grow. What a person wrote around it stays.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};

use crate::figure::{Aim, Figure, Measure};
use crate::plot;

/// The table stands between these two lines.
const BEGIN: &str = "<!-- figures: written by `cargo xtask bench` -->";
const END: &str = "<!-- end of figures -->";
/// The parts, in the order of the table.
const PARTS: [&str; 5] = ["store", "window", "bazaar", "package", SYNC];
/// The part that has a table of its own.
const SYNC: &str = "sync";

/// Keeps the figures of one part.
///
/// # Errors
/// What the file system says.
pub fn keep(dir: &Path, part: &str, figures: &[Figure]) -> Result<()> {
    let path = dir.join(format!("{part}.json"));
    std::fs::write(path, serde_json::to_string_pretty(figures)?)?;
    Ok(())
}

/// Every figure that was kept, and all of them as one file.
///
/// # Errors
/// What the file system says.
pub fn all(dir: &Path) -> Result<Vec<Figure>> {
    let mut figures: Vec<Figure> = Vec::new();
    for part in PARTS {
        let Ok(kept) = std::fs::read(dir.join(format!("{part}.json"))) else {
            continue;
        };
        figures.extend(serde_json::from_slice::<Vec<Figure>>(&kept)?);
    }
    std::fs::write(
        dir.join("figures.json"),
        serde_json::to_string_pretty(&figures)?,
    )?;
    Ok(figures)
}

/// Writes the table into the page, and the plot beside it.
///
/// # Errors
/// When the page is not there, or has no place for the table.
pub fn write(page: &Path, figures: &[Figure]) -> Result<()> {
    let text = std::fs::read_to_string(page).context("the page is not there")?;
    let (before, rest) = text.split_once(BEGIN).context("the page has no table")?;
    let (_, after) = rest.split_once(END).context("the table has no end")?;
    let table = table(figures);
    std::fs::write(page, format!("{before}{BEGIN}\n\n{table}\n{END}{after}"))?;
    plot::growth(&page.with_file_name("growth.svg"), figures)
}

/// The figures of each part on its largest archive, as a Markdown table, and those of the sync as
/// another, with a sentence for each of them that misses its aim.
pub fn table(figures: &[Figure]) -> String {
    let (sync, others): (Vec<&Figure>, Vec<&Figure>) =
        figures.iter().partition(|it| it.part == SYNC);
    let mut tables = rows(&others);
    if !sync.is_empty() {
        let _ = write!(tables, "\n**Sync**\n\n{}", rows(&sync));
        let missed = sync.iter().filter(|it| it.met() == Some(false));
        let missed: Vec<String> = missed.map(|it| sentence(it)).collect();
        if !missed.is_empty() {
            let _ = writeln!(tables, "\n{}", missed.join("\n"));
        }
    }
    tables
}

/// A table; the ratio comes first.
fn rows(figures: &[&Figure]) -> String {
    let largest = |part: &str| {
        let of = figures.iter().filter(|it| it.part == part);
        of.map(|it| it.messages).max().unwrap_or(0)
    };
    let mut table =
        "| figure | ratio | ours | yardstick | aim | |\n|---|--:|--:|--:|---|---|\n".to_owned();
    let shown = figures
        .iter()
        .filter(|it| it.messages == largest(&it.part) || it.messages == 0);
    for figure in shown {
        let ratio = figure
            .ratio()
            .map_or(String::new(), |it| format!("{it:.2}"));
        let beside = figure.yardstick.as_ref();
        let beside = beside.map_or(String::new(), |it| {
            format!("{} {}", it.what, say(&it.measure))
        });
        let aims = aims(figure);
        let met = match figure.met() {
            Some(true) => "met",
            Some(false) => "**missed**",
            None => "",
        };
        let name = &figure.name;
        let ours = say(&figure.ours);
        let _ = writeln!(
            table,
            "| {name} | {ratio} | {ours} | {beside} | {aims} | {met} |"
        );
    }
    table
}

fn aims(figure: &Figure) -> String {
    let aims: Vec<String> = figure.aims.iter().map(|aim| words(*aim, figure)).collect();
    aims.join(", ")
}

/// Says what was missed, and by how much.
fn sentence(figure: &Figure) -> String {
    let Figure { name, messages, .. } = figure;
    let (ours, aims) = (say(&figure.ours), aims(figure));
    let beside = match (figure.ratio(), &figure.yardstick) {
        (Some(ratio), Some(beside)) => format!(", {ratio:.2} × {}", beside.what),
        _ => String::new(),
    };
    format!("- *{name}*, {messages} messages, misses its aim of {aims}: {ours}{beside}.")
}

fn say(measure: &Measure) -> String {
    let value = measure.unit.say(measure.value);
    match measure.quantile {
        Some(quantile) if quantile > 0.5 => {
            let median = measure.unit.say(measure.median);
            format!("p{:.0} {value}, median {median}", quantile * 100.0)
        }
        _ => value,
    }
}

fn words(aim: Aim, figure: &Figure) -> String {
    match aim {
        Aim::Below(most) => format!("< {}", figure.ours.unit.say(most)),
        Aim::RatioAtMost(most) => format!("≤ {most} ×"),
        Aim::RatioAtLeast(least) => format!("≥ {least} ×"),
        Aim::AboveByAtMost(most) => format!("≤ {} above", figure.ours.unit.say(most)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Unit;

    fn figures() -> Vec<Figure> {
        let ms = |value| Measure::once(Unit::Milliseconds, value);
        vec![
            Figure::new("store", "search", 10, ms(1.0)),
            Figure::new("store", "search", 1_000, ms(3.0))
                .beside("by hand", ms(2.0))
                .aiming(Aim::RatioAtMost(1.3)),
            Figure::new("package", "binary", 0, Measure::once(Unit::Bytes, 2e7)),
        ]
    }

    #[test]
    fn the_table_shows_the_largest_archive_and_what_was_missed() {
        let table = table(&figures());
        let rows: Vec<&str> = table.lines().skip(2).collect();
        assert_eq!(
            rows,
            [
                "| search | 1.50 | 3.00 ms | by hand 2.00 ms | ≤ 1.3 × | **missed** |",
                "| binary |  | 20.0 MB |  |  |  |",
            ]
        );
    }

    #[test]
    fn the_sync_has_a_table_of_its_own_and_says_what_it_missed() {
        let mut figures = figures();
        let pace = |value| Measure::once(Unit::PerSecond, value);
        let first = Figure::new("sync", "first sync", 200, pace(40.0))
            .beside("by hand", pace(100.0))
            .aiming(Aim::RatioAtLeast(0.5));
        figures.push(first);
        let table = table(&figures);
        let (others, sync) = table.split_once("\n**Sync**\n\n").unwrap();
        assert!(others.contains("| search |") && !others.contains("first sync"));
        let lines: Vec<&str> = sync.lines().skip(2).collect();
        assert_eq!(
            lines,
            [
                "| first sync | 0.40 | 40/s | by hand 100/s | ≥ 0.5 × | **missed** |",
                "",
                "- *first sync*, 200 messages, misses its aim of ≥ 0.5 ×: 40/s, 0.40 × by hand.",
            ]
        );
    }

    #[test]
    fn what_a_person_wrote_around_the_table_stays() {
        let dir = tempfile::tempdir().unwrap();
        let page = dir.path().join("speed.md");
        std::fs::write(
            &page,
            format!("# Speed\n\n{BEGIN}\nold\n{END}\n\nWhat was tried.\n"),
        )
        .unwrap();
        for _ in 0..2 {
            write(&page, &figures()).unwrap();
        }
        let text = std::fs::read_to_string(&page).unwrap();
        assert!(text.starts_with("# Speed\n\n<!--") && text.ends_with("\n\nWhat was tried.\n"));
        assert!(!text.contains("old") && text.matches("| search |").count() == 1);
        let plot = std::fs::read_to_string(dir.path().join("growth.svg")).unwrap();
        assert!(plot.contains("search"), "the plot names its lines");
    }
}
