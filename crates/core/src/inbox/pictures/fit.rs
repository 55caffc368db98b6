//! Making a picture fit to be sent.
//!
//! Whatever comes is decoded and encoded anew, so that nothing but what can be seen leaves the shop:
//! no EXIF, no place where it was taken, no XMP, no comments, nothing behind the picture's end. The
//! camera's orientation is applied first, and its colours are turned into sRGB, because a colour
//! profile can name a device. Of what moves the first picture is kept.
//!
//! What comes is bounded by its bytes and its pixels before it is decoded: a few bytes can claim to be
//! a picture of gigabytes.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngDecoder, PngEncoder};
use image::codecs::webp::{WebPDecoder, WebPEncoder};
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{
    AnimationDecoder, DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError,
    ImageFormat, ImageReader, Limits, Rgb, RgbImage, RgbaImage,
};
use moxcms::{ColorProfile, Layout, TransformOptions};
use rapport_protocol::{Attachments, MAX_BODY_BYTES};

use crate::error::{Error, Result};

/// The largest file that is taken in, in bytes.
pub const MOST_BYTES: u64 = 20 * 1024 * 1024;
/// The most pixels that are taken in: more than the cameras of telephones make.
const MOST_PIXELS: u64 = 64_000_000;
/// The most memory that decoding may take.
const MOST_MEMORY: u64 = 384 * 1024 * 1024;
/// The longest side of what is sent, in pixels; enough to look at a hairline crack.
const LONGEST_SIDE: u32 = 2048;
/// No picture gets smaller than that on the search for one that fits.
const SHORTEST_SIDE: u32 = 64;
/// From good to just good enough.
const QUALITIES: [u8; 4] = [88, 80, 70, 60];

/// A picture that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fitted {
    /// What it is.
    pub media_type: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Whether what came moved.
    pub stilled: bool,
}

/// What a picture is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Png,
    Jpeg,
    WebP,
}

impl Kind {
    fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::WebP => "image/webp",
        }
    }
}

/// Makes of a file what an account takes. It takes its time: never on a thread that answers.
///
/// # Errors
/// [`Error::PictureTooLarge`], [`Error::PictureUnknown`], [`Error::PictureBroken`];
/// [`Error::NotAllowed`] when the account takes nothing that can be made here.
pub(super) fn fit(content: &[u8], takes: &Attachments) -> Result<Fitted> {
    if content.len() as u64 > MOST_BYTES {
        return Err(Error::PictureTooLarge);
    }
    let (image, format) = decode(content)?;
    let stilled = moves(content, format);
    let most = match takes.max_bytes {
        0 => MAX_BODY_BYTES as u64,
        most => most.min(MAX_BODY_BYTES as u64),
    };
    let kinds = kinds(&image, format, takes);
    if kinds.is_empty() {
        return Err(Error::NotAllowed);
    }
    let mut image = image;
    loop {
        for kind in &kinds {
            if let Some(bytes) = encode(&image, *kind, most)? {
                return Ok(Fitted {
                    media_type: kind.media_type().to_owned(),
                    width: image.width(),
                    height: image.height(),
                    bytes,
                    stilled,
                });
            }
        }
        let longest = image.width().max(image.height());
        if longest <= SHORTEST_SIDE {
            return Err(Error::PictureTooLarge);
        }
        image = at_most(&image, longest * 7 / 10);
    }
}

/// The picture, upright, in sRGB, no larger than is sent.
fn decode(content: &[u8]) -> Result<(DynamicImage, ImageFormat)> {
    let mut reader = ImageReader::new(Cursor::new(content)).with_guessed_format()?;
    let format = reader.format().ok_or(Error::PictureUnknown)?;
    let known = [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ];
    if !known.contains(&format) {
        return Err(Error::PictureUnknown);
    }
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(fault)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(Error::PictureTooLarge);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or_default();
    let image = DynamicImage::from_decoder(decoder).map_err(fault)?;
    let mut image = at_most(&image, LONGEST_SIDE);
    image.apply_orientation(orientation);
    Ok((in_srgb(&image, profile.as_deref()), format))
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

fn fault(fault: ImageError) -> Error {
    match fault {
        ImageError::Limits(_) => Error::PictureTooLarge,
        _ => Error::PictureBroken,
    }
}

/// The same with no side longer than that.
fn at_most(image: &DynamicImage, side: u32) -> DynamicImage {
    let longest = image.width().max(image.height());
    if longest <= side {
        return image.clone();
    }
    // What is much too large is brought near by a quick mean of many pixels first.
    if longest > side * 3 {
        let near = image.thumbnail(side * 2, side * 2);
        return near.resize(side, side, FilterType::CatmullRom);
    }
    image.resize(side, side, FilterType::CatmullRom)
}

/// Eight bits per colour, as every screen reads them. A profile that is not understood changes nothing.
fn in_srgb(image: &DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let plain = if shows_through(image) {
        DynamicImage::ImageRgba8(image.to_rgba8())
    } else {
        DynamicImage::ImageRgb8(image.to_rgb8())
    };
    profile
        .and_then(|profile| converted(&plain, profile))
        .unwrap_or(plain)
}

fn converted(image: &DynamicImage, profile: &[u8]) -> Option<DynamicImage> {
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    let srgb = ColorProfile::new_srgb();
    let (width, height) = (image.width(), image.height());
    let layout = match image {
        DynamicImage::ImageRgba8(_) => Layout::Rgba,
        _ => Layout::Rgb,
    };
    let transform = profile
        .create_transform_8bit(layout, &srgb, layout, TransformOptions::default())
        .ok()?;
    let mut out = vec![0; image.as_bytes().len()];
    transform.transform(image.as_bytes(), &mut out).ok()?;
    match layout {
        Layout::Rgba => RgbaImage::from_raw(width, height, out).map(DynamicImage::ImageRgba8),
        _ => RgbImage::from_raw(width, height, out).map(DynamicImage::ImageRgb8),
    }
}

/// Whether what lies behind it can be seen anywhere.
fn shows_through(image: &DynamicImage) -> bool {
    image.color().has_alpha() && image.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX)
}

/// Whether there is more than one picture in it.
fn moves(content: &[u8], format: ImageFormat) -> bool {
    let content = Cursor::new(content);
    match format {
        ImageFormat::Gif => GifDecoder::new(content).is_ok_and(|mut decoder| {
            decoder.set_limits(limits()).is_ok()
                && matches!(decoder.into_frames().nth(1), Some(Ok(_)))
        }),
        ImageFormat::Png => PngDecoder::new(content).is_ok_and(|it| it.is_apng().unwrap_or(false)),
        ImageFormat::WebP => WebPDecoder::new(content).is_ok_and(|it| it.has_animation()),
        _ => false,
    }
}

/// What it may be written as, the best first. What is drawn, or shows through, is kept as it is as
/// long as it fits; a photograph is a JPEG.
fn kinds(image: &DynamicImage, format: ImageFormat, takes: &Attachments) -> Vec<Kind> {
    let drawn = matches!(format, ImageFormat::Png | ImageFormat::Gif) || image.color().has_alpha();
    let order = if drawn {
        [Kind::Png, Kind::Jpeg, Kind::WebP]
    } else {
        [Kind::Jpeg, Kind::Png, Kind::WebP]
    };
    let taken = |kind: &Kind| {
        // Who names none takes what everybody takes.
        takes.types.is_empty() && *kind != Kind::WebP
            || takes
                .types
                .iter()
                .any(|it| it.eq_ignore_ascii_case(kind.media_type()))
    };
    order.into_iter().filter(taken).collect()
}

/// The picture written as that, where it fits.
fn encode(image: &DynamicImage, kind: Kind, most: u64) -> Result<Option<Vec<u8>>> {
    let fits = |bytes: Vec<u8>| (bytes.len() as u64 <= most).then_some(bytes);
    match kind {
        Kind::Png => {
            let mut bytes = Vec::new();
            let encoder = PngEncoder::new_with_quality(
                &mut bytes,
                CompressionType::Default,
                PngFilter::Adaptive,
            );
            write(encoder, image)?;
            Ok(fits(bytes))
        }
        Kind::WebP => {
            let mut bytes = Vec::new();
            write(WebPEncoder::new_lossless(&mut bytes), image)?;
            Ok(fits(bytes))
        }
        Kind::Jpeg => {
            let flat = DynamicImage::ImageRgb8(on_white(image));
            for quality in QUALITIES {
                let mut bytes = Vec::new();
                write(JpegEncoder::new_with_quality(&mut bytes, quality), &flat)?;
                if let Some(bytes) = fits(bytes) {
                    return Ok(Some(bytes));
                }
            }
            Ok(None)
        }
    }
}

fn write(encoder: impl ImageEncoder, image: &DynamicImage) -> Result<()> {
    let colours = match image {
        DynamicImage::ImageRgba8(_) => ExtendedColorType::Rgba8,
        _ => ExtendedColorType::Rgb8,
    };
    encoder
        .write_image(image.as_bytes(), image.width(), image.height(), colours)
        .map_err(|fault| Error::Internal(fault.to_string()))
}

/// What shows through becomes white, as paper is.
fn on_white(image: &DynamicImage) -> RgbImage {
    let DynamicImage::ImageRgba8(through) = image else {
        return image.to_rgb8();
    };
    let mut flat = RgbImage::new(through.width(), through.height());
    for (below, above) in flat.pixels_mut().zip(through.pixels()) {
        let [red, green, blue, alpha] = above.0.map(u16::from);
        let over = |colour: u16| ((colour * alpha + 255 * (255 - alpha)) / 255) as u8;
        *below = Rgb([over(red), over(green), over(blue)]);
    }
    flat
}

#[cfg(test)]
mod tests;
