//! Simple pictures of the products: a turned form or a cut hide on a table, lit from the left.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

use crate::error::Result;
use crate::seed::shop::{Look, Product, Shape};

const WIDTH: u32 = 480;
const HEIGHT: u32 = 360;

/// A colour in parts of one.
type Colour = [f32; 3];

const WALL: Colour = [0.93, 0.88, 0.80];
const TABLE: Colour = [0.62, 0.47, 0.34];
const BRASS: Colour = [0.85, 0.68, 0.32];

/// Draws a product, as JPEG.
pub(crate) fn draw(product: &Product, look: Look) -> Result<Vec<u8>> {
    let picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        // From -1.33 to 1.33 across, from -1 (top) to 1 (bottom).
        let (x, y) = (unit(x, WIDTH), unit(y, HEIGHT));
        let colour = thing(product, look, x, y).unwrap_or_else(|| room(x, y));
        Rgb(colour.map(|part| (part.clamp(0.0, 1.0) * 255.0) as u8))
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 85))?;
    Ok(bytes.into_inner())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a picture has a few hundred pixels a side"
)]
fn unit(position: u32, size: u32) -> f32 {
    (position as f32 * 2.0 - size as f32) / HEIGHT as f32
}

/// The wall, the table, and the shadow on it.
fn room(x: f32, y: f32) -> Colour {
    let light = 1.0 - 0.12 * (x + 0.6).hypot(y + 0.5);
    if y < 0.45 {
        return scaled(WALL, light);
    }
    let shadow = 1.0 - ((x - 0.12) / 0.85).hypot((y - 0.72) / 0.14);
    scaled(TABLE, light * (1.0 - 0.45 * (shadow * 2.0).clamp(0.0, 1.0)))
}

fn thing(product: &Product, look: Look, x: f32, y: f32) -> Option<Colour> {
    let colour = product.colour.map(|part| f32::from(part) / 255.0);
    let drawn = match product.shape {
        Shape::Cup | Shape::Bowl | Shape::Jar | Shape::Pot => turned(product.shape, colour, x, y)?,
        Shape::Bag | Shape::Wallet | Shape::Belt => cut(product.shape, colour, x, y)?,
    };
    let torn = look == Look::Damaged && (x - 0.14 - crack(y)).abs() < 0.012 && y < 0.62;
    Some(if torn { scaled(drawn, 0.25) } else { drawn })
}

/// The way of a crack, in zigzag.
fn crack(y: f32) -> f32 {
    let tooth = (y * 9.0).rem_euclid(1.0);
    0.05 * if tooth < 0.5 { tooth } else { 1.0 - tooth } + 0.08 * y
}

/// A form from the wheel: its half width at each height, shaded as a round body.
fn turned(shape: Shape, colour: Colour, x: f32, y: f32) -> Option<Colour> {
    if shape == Shape::Pot
        && let Some(part) = spout_or_handle(colour, x, y)
    {
        return Some(part);
    }
    let half = half_width(shape, y)?;
    let across = x / half;
    if across.abs() > 1.0 {
        return None;
    }
    let round = (1.0 - across * across).sqrt();
    let lit = 0.38 + 0.62 * (round * 0.75 - across * 0.4).max(0.0);
    // The glaze ends in drips above the foot, where the clay is bare.
    let drips = 0.50 + 0.03 * (across * 9.0).sin() + 0.02 * (across * 23.0).cos();
    let clay = if y > drips {
        [0.55, 0.38, 0.27]
    } else {
        colour
    };
    let gloss = (1.0 - ((across + 0.42) / 0.14).hypot((y - 0.02) / 0.30)).max(0.0);
    let shade = scaled(clay, lit + 0.15);
    Some(if y > drips {
        shade
    } else {
        shade.map(|part| part + 0.45 * gloss)
    })
}

fn half_width(shape: Shape, y: f32) -> Option<f32> {
    // From 0 at the rim to 1 at the foot.
    let down = |top: f32| ((y - top) / (0.68 - top), y >= top && y <= 0.68);
    let (half, inside) = match shape {
        Shape::Cup => {
            let (t, inside) = down(-0.12);
            (0.40 - 0.16 * t * t, inside)
        }
        Shape::Bowl => {
            let (t, inside) = down(0.02);
            (
                if t > 0.88 {
                    0.24
                } else {
                    0.66 * (1.0 - t * t * 0.72).sqrt()
                },
                inside,
            )
        }
        Shape::Pot => {
            let (t, inside) = down(-0.38);
            let knob = 0.08 * (1.0 - ((t - 0.06) / 0.07).powi(2)).max(0.0).sqrt();
            let body = 0.52 * (1.0 - ((t - 0.60) / 0.46).powi(2)).max(0.0).sqrt();
            (knob.max(body), inside)
        }
        _ => {
            let (t, inside) = down(-0.55);
            let lid = if t < 0.16 { 0.24 } else { 0.0 };
            let shoulder = 0.44 * (1.0 - ((t - 0.52) / 0.60).powi(4)).max(0.0);
            (if t < 0.16 { lid } else { shoulder }, inside)
        }
    };
    (inside && half > 0.01).then_some(half)
}

/// What makes a pot a pot.
fn spout_or_handle(colour: Colour, x: f32, y: f32) -> Option<Colour> {
    let ring = ((x - 0.58) / 0.22).hypot((y - 0.22) / 0.26);
    let handle = x > 0.42 && (0.74..1.0).contains(&ring);
    let along = (-0.42 - x) / 0.38;
    let middle = 0.30 - 0.36 * along;
    let spout = (0.0..1.0).contains(&along) && (y - middle).abs() < 0.13 - 0.07 * along;
    let lit = if spout {
        0.95 - 0.8 * (y - middle + 0.06).abs()
    } else {
        0.72
    };
    (handle || spout).then(|| scaled(colour, lit))
}

/// A form cut from a hide: rounded corners, a stitched edge, a flap or a buckle.
fn cut(shape: Shape, colour: Colour, x: f32, y: f32) -> Option<Colour> {
    let (wide, high, middle) = match shape {
        Shape::Bag => (0.62, 0.42, 0.27),
        Shape::Wallet => (0.50, 0.30, 0.39),
        _ => (1.05, 0.09, 0.58),
    };
    let edge = rounded(x, y - middle, wide, high, 0.09);
    if edge > 0.0 {
        let ring = x.hypot((y + 0.07) / 0.9);
        let strap = shape == Shape::Bag && y < -0.05 && (0.40..0.46).contains(&ring);
        return strap.then(|| scaled(colour, 0.7));
    }
    if shape == Shape::Belt
        && (rounded(x + 0.72, y - middle, 0.13, 0.12, 0.04) + 0.02).abs() < 0.025
    {
        return Some(BRASS);
    }
    let stitched = (edge + 0.045).abs() < 0.008 && ((x + y) * 26.0).rem_euclid(1.0) < 0.6;
    let flap = middle - high * 0.15 + 0.10 * (1.0 - (x / wide).powi(2));
    let lip = shape != Shape::Belt && (y - flap).abs() < 0.012;
    let buckle = shape == Shape::Bag && rounded(x, y - flap, 0.06, 0.07, 0.02) < 0.0;
    let grain = 0.03 * ((x * 61.0).sin() * (y * 47.0).cos());
    let lit = 1.02 - 0.22 * x - 0.18 * (y - middle) + grain;
    Some(match (buckle, stitched, lip) {
        (true, ..) => BRASS,
        (_, true, _) => [0.93, 0.86, 0.72],
        (.., true) => scaled(colour, 0.6),
        _ => scaled(
            colour,
            if y < flap && shape != Shape::Belt {
                lit * 1.06
            } else {
                lit
            },
        ),
    })
}

/// The distance to a rectangle with round corners; negative inside.
fn rounded(x: f32, y: f32, wide: f32, high: f32, corner: f32) -> f32 {
    let (over_x, over_y) = (x.abs() - wide + corner, y.abs() - high + corner);
    over_x.max(0.0).hypot(over_y.max(0.0)) + over_x.max(over_y).min(0.0) - corner
}

fn scaled(colour: Colour, by: f32) -> Colour {
    colour.map(|part| part * by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::shop::Shop;

    #[test]
    fn every_product_can_be_drawn_and_damage_can_be_seen() {
        for product in Shop::read().unwrap().products {
            let whole = draw(&product, Look::Product).unwrap();
            let drawn = image::load_from_memory(&whole).unwrap();
            assert_eq!((drawn.width(), drawn.height()), (WIDTH, HEIGHT));
            assert_ne!(
                whole,
                draw(&product, Look::Damaged).unwrap(),
                "{}",
                product.title
            );
        }
    }
}
