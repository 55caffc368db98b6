//! How the figures grow with the archive, as a picture.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, anyhow};
use plotters::prelude::*;

use crate::figure::{Figure, Unit};

const SIZE: (u32, u32) = (1_200, 620);
/// Colours that are told apart on light and dark ground.
const COLOURS: [RGBColor; 8] = [
    RGBColor(31, 119, 180),
    RGBColor(214, 97, 28),
    RGBColor(44, 140, 60),
    RGBColor(190, 50, 60),
    RGBColor(128, 92, 170),
    RGBColor(120, 84, 72),
    RGBColor(200, 100, 170),
    RGBColor(110, 110, 110),
];

/// Draws every figure in milliseconds that was measured on more than one archive: its value over
/// the number of messages, both on logarithmic scales.
///
/// # Errors
/// What the file system says.
pub(crate) fn growth(path: &Path, figures: &[Figure]) -> Result<()> {
    let mut lines: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    for figure in figures
        .iter()
        .filter(|it| it.ours.unit == Unit::Milliseconds)
    {
        let point = (figure.messages as f64, figure.ours.value.max(0.01));
        lines.entry(&figure.name).or_default().push(point);
    }
    let drawn = draw(path, &lines);
    drawn.map_err(|fault| anyhow!("the plot cannot be drawn: {fault}"))
}

fn draw(
    path: &Path,
    lines: &BTreeMap<&str, Vec<(f64, f64)>>,
) -> std::result::Result<(), Box<dyn std::error::Error>> {
    let points = || lines.values().flatten().filter(|point| point.0 > 0.0);
    let most = points().map(|point| point.0).fold(10_000.0, f64::max);
    let slowest = points().map(|point| point.1).fold(10.0, f64::max);
    let root = SVGBackend::new(path, SIZE).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .margin(12)
        .x_label_area_size(42)
        .y_label_area_size(56)
        .right_y_label_area_size(0)
        .build_cartesian_2d(
            (900.0..most * 60.0).log_scale(),
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
    root.present()?;
    Ok(())
}
