//! What may be sent, of files as cameras and drawing programs make them.

use image::codecs::gif::GifEncoder;
use image::{Delay, Frame, Luma, Rgba};

use super::*;

const RED: Rgb<u8> = Rgb([220, 20, 20]);
const BLUE: Rgb<u8> = Rgb([20, 20, 220]);

/// What may never leave, as the files below carry it.
const SECRETS: [&str; 7] = [
    "SecretCam",
    "Exif",
    "GPS",
    "xmpmeta",
    "Kiln Lane",
    "adobe",
    "a comment",
];

fn takes(types: &[&str], max_bytes: u64) -> Attachments {
    Attachments {
        max: 3,
        types: types.iter().map(|it| (*it).to_owned()).collect(),
        max_bytes,
    }
}

fn anything() -> Attachments {
    takes(&["image/png", "image/jpeg", "image/webp"], 2 * 1024 * 1024)
}

/// Red on the left, blue on the right.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { RED } else { BLUE })
}

/// Nothing that could be made small.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 7_u32;
    RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgb([(state >> 8) as u8, (state >> 16) as u8, (state >> 24) as u8])
    })
}

fn written(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// An EXIF block: the camera's name, how it was held, and where.
fn exif(orientation: u8) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut entry = tag.to_le_bytes().to_vec();
        entry.extend(kind.to_le_bytes());
        entry.extend(count.to_le_bytes());
        entry.extend(value);
        entry
    };
    let (names_at, places_at): (u32, u32) = (50, 60);
    let numbers_at: u32 = places_at + 2 + 4 * 12 + 4;
    let mut block = b"II*\0\x08\0\0\0\x03\0".to_vec();
    block.extend(entry(0x010f, 2, 10, names_at.to_le_bytes()));
    block.extend(entry(0x0112, 3, 1, [orientation, 0, 0, 0]));
    block.extend(entry(0x8825, 4, 1, places_at.to_le_bytes()));
    block.extend([0; 4]);
    block.extend(b"SecretCam\0");
    block.extend(b"\x04\0");
    block.extend(entry(1, 2, 2, *b"N\0\0\0"));
    block.extend(entry(2, 5, 3, numbers_at.to_le_bytes()));
    block.extend(entry(3, 2, 2, *b"E\0\0\0"));
    block.extend(entry(4, 5, 3, (numbers_at + 24).to_le_bytes()));
    block.extend([0; 4]);
    for degrees in [53_u32, 33, 7, 9, 59, 40] {
        block.extend(degrees.to_le_bytes());
        block.extend(1_u32.to_le_bytes());
    }
    block
}

/// A JPEG as a telephone makes it: EXIF with a place, XMP, and a comment.
fn photograph(image: RgbImage, orientation: u8) -> Vec<u8> {
    let jpeg = written(image, ImageFormat::Jpeg);
    let segment = |marker: u8, content: &[u8]| {
        let mut segment = vec![0xff, marker];
        segment.extend((content.len() as u16 + 2).to_be_bytes());
        segment.extend(content);
        segment
    };
    let mut bytes = jpeg[..2].to_vec();
    let mut app1 = b"Exif\0\0".to_vec();
    app1.extend(exif(orientation));
    bytes.extend(segment(0xe1, &app1));
    let xmp = "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><GPS>Kiln Lane 4</GPS></x:xmpmeta>";
    bytes.extend(segment(0xe1, xmp.as_bytes()));
    bytes.extend(segment(0xfe, b"a comment"));
    bytes.extend(&jpeg[2..]);
    bytes.extend(b"SecretCam behind the end");
    bytes
}

fn holds(bytes: &[u8], secret: &str) -> bool {
    bytes
        .windows(secret.len())
        .any(|it| it.eq_ignore_ascii_case(secret.as_bytes()))
}

fn read(fitted: &Fitted) -> DynamicImage {
    image::load_from_memory(&fitted.bytes).unwrap()
}

#[test]
fn nothing_of_where_and_with_what_it_was_taken_is_left() {
    let taken = photograph(halves(40, 20), 1);
    for secret in SECRETS {
        assert!(holds(&taken, secret), "the file has {secret}");
    }
    let fitted = fit(&taken, &anything()).unwrap();
    assert_eq!(fitted.media_type, "image/jpeg");
    for secret in SECRETS {
        assert!(!holds(&fitted.bytes, secret), "{secret} is gone");
    }
    let mut decoder = ImageReader::new(Cursor::new(&fitted.bytes))
        .with_guessed_format()
        .unwrap()
        .into_decoder()
        .unwrap();
    assert_eq!(decoder.exif_metadata().unwrap(), None);
    assert_eq!(decoder.icc_profile().unwrap(), None);
}

#[test]
fn it_stands_as_the_camera_was_held() {
    // 6: turned to the right to be looked at.
    let fitted = fit(&photograph(halves(40, 20), 6), &anything()).unwrap();
    assert_eq!((fitted.width, fitted.height), (20, 40));
    let image = read(&fitted).to_rgb8();
    let (top, bottom) = (image.get_pixel(10, 5), image.get_pixel(10, 35));
    assert!(top.0[0] > 150 && top.0[2] < 100, "red above: {top:?}");
    assert!(
        bottom.0[2] > 150 && bottom.0[0] < 100,
        "blue below: {bottom:?}"
    );
}

#[test]
fn a_photograph_is_made_as_small_as_the_account_wants_it() {
    let taken = written(noise(3000, 2000), ImageFormat::Jpeg);
    let fitted = fit(&taken, &anything()).unwrap();
    assert_eq!(fitted.width, LONGEST_SIDE);
    assert_eq!(fitted.height, 1365);
    assert!(fitted.bytes.len() <= 2 * 1024 * 1024);
    let little = fit(&taken, &takes(&["image/jpeg"], 30_000)).unwrap();
    assert!(little.bytes.len() <= 30_000);
    assert!(little.width < fitted.width);
    let none = fit(&taken, &takes(&["image/jpeg"], 50));
    assert!(matches!(none, Err(Error::PictureTooLarge)), "{none:?}");
}

#[test]
fn what_shows_through_is_kept_as_long_as_it_fits() {
    let mut through = RgbaImage::from_pixel(64, 64, Rgba([10, 120, 60, 255]));
    through.put_pixel(0, 0, Rgba([0, 0, 0, 0]));
    let drawn = written(through, ImageFormat::Png);
    let fitted = fit(&drawn, &anything()).unwrap();
    assert_eq!(fitted.media_type, "image/png");
    assert_eq!(read(&fitted).to_rgba8().get_pixel(0, 0).0[3], 0);
    // Where there is no PNG it stands on white.
    let flat = fit(&drawn, &takes(&["image/jpeg"], 1_000_000)).unwrap();
    assert_eq!(flat.media_type, "image/jpeg");
    let corner = *read(&flat).to_rgb8().get_pixel(0, 0);
    assert!(corner.0.iter().all(|colour| *colour > 150), "{corner:?}");
}

#[test]
fn a_drawing_that_does_not_fit_becomes_a_photograph() {
    let drawn = written(noise(400, 400), ImageFormat::Png);
    let fitted = fit(&drawn, &takes(&["image/png", "image/jpeg"], 200_000)).unwrap();
    assert_eq!(fitted.media_type, "image/jpeg");
    assert_eq!(fitted.width, 400);
    let small = fit(&drawn, &takes(&["image/png"], 200_000)).unwrap();
    assert_eq!(small.media_type, "image/png");
    assert!(small.width < 400, "smaller, where nothing else is taken");
}

#[test]
fn of_what_moves_the_first_picture_is_kept() {
    let mut moving = Vec::new();
    let mut encoder = GifEncoder::new(&mut moving);
    for colour in [[220, 20, 20, 255], [20, 20, 220, 255]] {
        let picture = RgbaImage::from_pixel(16, 16, Rgba(colour));
        let delay = Delay::from_numer_denom_ms(100, 1);
        encoder
            .encode_frame(Frame::from_parts(picture, 0, 0, delay))
            .unwrap();
    }
    drop(encoder);
    let fitted = fit(&moving, &anything()).unwrap();
    assert!(fitted.stilled);
    assert_eq!(fitted.media_type, "image/png");
    assert!(
        read(&fitted).to_rgb8().get_pixel(8, 8).0[0] > 150,
        "the red one"
    );
    let still = fit(&written(halves(16, 16), ImageFormat::Gif), &anything()).unwrap();
    assert!(!still.stilled);
}

#[test]
fn what_cannot_be_sent_is_told_apart() {
    let whole = written(halves(64, 64), ImageFormat::Png);
    let mut large = whole.clone();
    large.resize(MOST_BYTES as usize + 1, 0);
    let jpeg = written(halves(64, 64), ImageFormat::Jpeg);
    let broken: [&[u8]; 3] = [&whole[..whole.len() / 2], b"\x89PNG\r\n\x1a\n", &jpeg[..40]];
    for bytes in broken {
        let told = fit(bytes, &anything());
        assert!(matches!(told, Err(Error::PictureBroken)), "{told:?}");
    }
    for bytes in [
        b"".as_slice(),
        b"%PDF-1.7",
        b"<svg onload='x'/>",
        b"BM......",
    ] {
        let told = fit(bytes, &anything());
        assert!(matches!(told, Err(Error::PictureUnknown)), "{told:?}");
    }
    let told = fit(&large, &anything());
    assert!(matches!(told, Err(Error::PictureTooLarge)), "{told:?}");
    let told = fit(&whole, &takes(&["image/tiff"], 0));
    assert!(matches!(told, Err(Error::NotAllowed)), "{told:?}");
}

#[test]
fn a_few_bytes_that_claim_to_be_gigabytes_are_not_read() {
    // The size that the header claims, over a picture of one pixel.
    let mut bomb = written(
        image::GrayImage::from_pixel(1, 1, Luma([0])),
        ImageFormat::Png,
    );
    bomb[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    bomb[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let sum = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.to_be_bytes());
    let told = fit(&bomb, &anything());
    assert!(matches!(told, Err(Error::PictureTooLarge)), "{told:?}");
}

/// The checksum of a PNG's chunk.
fn crc(chunk: &[u8]) -> u32 {
    !chunk.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    })
}

#[test]
fn colours_of_another_space_are_turned_into_the_usual_one() {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    let wide = ColorProfile::new_display_p3().encode().unwrap();
    encoder.set_icc_profile(wide).unwrap();
    let green = RgbImage::from_pixel(8, 8, Rgb([60, 200, 60]));
    write(encoder, &DynamicImage::ImageRgb8(green)).unwrap();
    let fitted = fit(&bytes, &anything()).unwrap();
    let seen = *read(&fitted).to_rgb8().get_pixel(4, 4);
    assert!(
        seen.0[0] < 45 && seen.0[1] > 195,
        "stronger in sRGB: {seen:?}"
    );
    let decoder = PngDecoder::new(Cursor::new(&fitted.bytes)).unwrap();
    assert_eq!({ decoder }.icc_profile().unwrap(), None);
}
