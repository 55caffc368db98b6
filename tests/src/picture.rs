//! A picture that carries bytes of a test's choice.

use std::io::Cursor;

use image::{ImageFormat, RgbImage};

/// A small valid PNG that carries those bytes as they are.
pub fn png_with(bytes: &[u8]) -> Vec<u8> {
    let mut png = Vec::new();
    RgbImage::new(24, 16)
        .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
        .unwrap();
    let text = [b"Comment\0", bytes].concat();
    // Behind the signature and the header.
    png.splice(33..33, chunk(*b"tEXt", &text));
    png
}

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let checked = [&kind, data].concat();
    let length = (data.len() as u32).to_be_bytes();
    [&length, checked.as_slice(), &crc(&checked).to_be_bytes()].concat()
}

/// CRC-32 as PNG has it.
fn crc(bytes: &[u8]) -> u32 {
    let fold = |crc: u32, _| {
        if crc & 1 == 1 {
            0xedb8_8320 ^ (crc >> 1)
        } else {
            crc >> 1
        }
    };
    !bytes
        .iter()
        .fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), fold))
}
