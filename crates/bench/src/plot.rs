//! How the figures grow with the archive, as a picture.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, anyhow};
use plotters::coord::Shift;
use plotters::prelude::*;

use crate::figure::{Figure, Unit};

/// One panel lies above the other; each so large, in pixels.
const PANEL: (u32, u32) = (1_000, 330);
/// Colours that are told apart on light and dark ground.
const COLOURS: [RGBColor; 13] = [
    RGBColor(31, 119, 180),
    RGBColor(214, 97, 28),
    RGBColor(44, 140, 60),
    RGBColor(190, 50, 60),
    RGBColor(128, 92, 170),
    RGBColor(120, 84, 72),
    RGBColor(200, 100, 170),
    RGBColor(110, 110, 110),
    RGBColor(150, 140, 20),
    RGBColor(20, 150, 170),
    RGBColor(70, 80, 200),
    RGBColor(150, 190, 60),
    RGBColor(0, 0, 0),
];

/// The lines of a panel, by name: points of messages and milliseconds.
type Lines<'a> = BTreeMap<&'a str, Vec<(f64, f64)>>;

/// The panel that a figure belongs to.
fn panel(figure: &Figure) -> &'static str {
    match figure.name.split_once(": ") {
        Some(("search", _)) => "Search",
        Some(("act" | "absorb", _)) => "Acts and starts",
        _ if matches!(figure.part.as_str(), "window" | "sync") => "Acts and starts",
        _ => "Views",
    }
}

/// Draws every figure in milliseconds that was measured on more than one archive: its value over
/// the number of messages, both on logarithmic scales.
///
/// # Errors
/// What the file system says.
pub(crate) fn growth(path: &Path, figures: &[Figure]) -> Result<()> {
    let mut panels: BTreeMap<&str, Lines<'_>> = BTreeMap::new();
    for figure in figures
        .iter()
        .filter(|it| it.ours.unit == Unit::Milliseconds)
    {
        let point = (figure.messages as f64, figure.ours.value.max(0.01));
        let lines = panels.entry(panel(figure)).or_default();
        lines.entry(&figure.name).or_default().push(point);
    }
    for lines in panels.values_mut() {
        lines.retain(|_, line| line.len() > 1);
    }
    panels.retain(|_, lines| !lines.is_empty());
    let drawn = draw(path, &panels);
    drawn.map_err(|fault| anyhow!("the plot cannot be drawn: {fault}"))
}

fn draw(
    path: &Path,
    panels: &BTreeMap<&str, Lines<'_>>,
) -> std::result::Result<(), Box<dyn std::error::Error>> {
    let count = panels.len().max(1);
    let root = SVGBackend::new(path, (PANEL.0, PANEL.1 * count as u32)).into_drawing_area();
    root.fill(&WHITE)?;
    let areas = root.split_evenly((count, 1));
    for ((title, lines), area) in panels.iter().zip(&areas) {
        draw_panel(title, lines, area)?;
    }
    // Dropped without it, the picture would be written all the same, and a fault kept quiet.
    root.present()?;
    Ok(())
}

fn draw_panel(
    title: &str,
    lines: &Lines<'_>,
    area: &DrawingArea<SVGBackend<'_>, Shift>,
) -> std::result::Result<(), Box<dyn std::error::Error>> {
    let points = || lines.values().flatten().filter(|point| point.0 > 0.0);
    let most = points().map(|point| point.0).fold(10_000.0, f64::max);
    let slowest = points().map(|point| point.1).fold(10.0, f64::max);
    let mut chart = ChartBuilder::on(area)
        .margin(12)
        .caption(title, ("sans-serif", 16))
        .x_label_area_size(42)
        .y_label_area_size(56)
        .build_cartesian_2d(
            (900.0..most * 200.0).log_scale(),
            (0.01..slowest * 1.5).log_scale(),
        )?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .x_desc("messages in the archive")
        .y_desc("milliseconds")
        .x_label_formatter(&|it| format!("{it:.0}"))
        .draw()?;
    for (n, (name, line)) in lines.iter().enumerate() {
        let colour = COLOURS.iter().cycle().nth(n).copied().unwrap_or(BLACK);
        chart
            .draw_series(
                LineSeries::new(line.iter().copied(), colour.stroke_width(2)).point_size(2),
            )?
            .label(*name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 14, y)], colour.stroke_width(2)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .label_font(("sans-serif", 11))
        .background_style(WHITE.mix(0.8))
        .draw()?;
    Ok(())
}
