//! Pictures in answers: known by their content, measured before anything decodes them.

use crate::body::{BodyKind, BodyText};
use crate::scan::ViewError;
use std::io::Read as _;

/// Larger pictures are not shown (`docs/security.md`, limits).
const MOST_PIXELS: u64 = 20_000_000;
/// A head longer than this hides something.
const HEAD: u64 = 256 * 1024;
/// Larger files are not shown, in bytes.
const LARGEST: u64 = 32 * 1024 * 1024;

/// The formats that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "formats")]
pub enum PictureFormat {
    Png,
    Jpeg,
    Webp,
}

/// A picture, as its head describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// Its format.
    pub format: PictureFormat,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl BodyText {
    /// What picture this is.
    ///
    /// # Errors
    /// When it is none, its head cannot be read, or it has more than 20 megapixels or 32 MB.
    pub fn picture(&self) -> Result<Picture, ViewError> {
        if self.kind() != BodyKind::Image {
            return Err(ViewError::OtherKind);
        }
        let mut head = Vec::new();
        self.store().open()?.take(HEAD).read_to_end(&mut head)?;
        let picture = png(&head).or_else(|| jpeg(&head)).or_else(|| webp(&head));
        let picture = picture.ok_or(ViewError::NotThere)?;
        let pixels = u64::from(picture.width) * u64::from(picture.height);
        if pixels > MOST_PIXELS || self.store().length() > LARGEST {
            return Err(ViewError::TooLarge { limit: LARGEST });
        }
        Ok(picture)
    }

    /// The bytes of the picture.
    ///
    /// # Errors
    /// As [`BodyText::picture`].
    pub fn picture_bytes(&self) -> Result<Vec<u8>, ViewError> {
        self.picture()?;
        let mut bytes = Vec::new();
        self.store().open()?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

fn picture(format: PictureFormat, width: u32, height: u32) -> Option<Picture> {
    (width > 0 && height > 0).then_some(Picture {
        format,
        width,
        height,
    })
}

/// W3C PNG, 11.2.2: the size stands in the first chunk.
fn png(head: &[u8]) -> Option<Picture> {
    if !head.starts_with(b"\x89PNG\r\n\x1a\n") || head.get(12..16)? != b"IHDR" {
        return None;
    }
    let number = |at| Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?));
    picture(PictureFormat::Png, number(16)?, number(20)?)
}

/// ITU T.81, B.2.2: the size stands in the frame header, behind any number of other segments.
fn jpeg(head: &[u8]) -> Option<Picture> {
    if !head.starts_with(b"\xFF\xD8") {
        return None;
    }
    let number = |at| Some(u16::from_be_bytes(head.get(at..at + 2)?.try_into().ok()?));
    let mut at = 2;
    loop {
        if *head.get(at)? != 0xFF {
            return None;
        }
        match *head.get(at + 1)? {
            // Any number of bytes may fill up before a marker.
            0xFF => at += 1,
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                let (height, width) = (number(at + 5)?, number(at + 7)?);
                return picture(PictureFormat::Jpeg, width.into(), height.into());
            }
            0x01 | 0xD0..=0xD9 => at += 2,
            _ => at += 2 + usize::from(number(at + 2)?.max(2)),
        }
    }
}

/// RFC 9649, 2.5 to 2.7: three kinds of first chunk.
fn webp(head: &[u8]) -> Option<Picture> {
    if !head.starts_with(b"RIFF") || head.get(8..12)? != b"WEBP" {
        return None;
    }
    let byte = |at: usize| head.get(at).copied().map(u32::from);
    let (width, height) = match head.get(12..16)? {
        b"VP8X" => (
            1 + byte(24)? + (byte(25)? << 8) + (byte(26)? << 16),
            1 + byte(27)? + (byte(28)? << 8) + (byte(29)? << 16),
        ),
        b"VP8 " if head.get(23..26)? == b"\x9D\x01\x2A" => (
            (byte(26)? + (byte(27)? << 8)) & 0x3FFF,
            (byte(28)? + (byte(29)? << 8)) & 0x3FFF,
        ),
        b"VP8L" if byte(20)? == 0x2F => {
            let bits = byte(21)? + (byte(22)? << 8) + (byte(23)? << 16) + (byte(24)? << 24);
            (1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
        }
        _ => return None,
    };
    picture(PictureFormat::Webp, width, height)
}

#[cfg(test)]
mod tests {
    use super::{Picture, PictureFormat};
    use crate::{BodyKind, BodyText, ViewError};

    fn of(bytes: &[u8]) -> Result<Picture, ViewError> {
        BodyText::new(BodyKind::of(None, bytes), 0, bytes.to_vec()).picture()
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        [
            b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR".as_slice(),
            &width.to_be_bytes(),
            &height.to_be_bytes(),
            &[8, 6, 0, 0, 0],
        ]
        .concat()
    }

    #[test]
    fn pictures_are_measured_by_their_heads() {
        let jpeg = b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xFF\xC2\0\x0B\x08\0\x07\0\x09rest";
        let lossless = 8_u32 | (6 << 14);
        let webp_l = [
            b"RIFF....WEBPVP8L....\x2F".as_slice(),
            &lossless.to_le_bytes(),
        ]
        .concat();
        let webp_x = b"RIFF....WEBPVP8X........\x08\0\0\x06\0\0".to_vec();
        let webp = b"RIFF....WEBPVP8 .......\x9D\x01\x2A\x09\x40\x07\x80".to_vec();
        for (bytes, format) in [
            (png(9, 7), PictureFormat::Png),
            (jpeg.to_vec(), PictureFormat::Jpeg),
            (webp_l, PictureFormat::Webp),
            (webp_x, PictureFormat::Webp),
            (webp, PictureFormat::Webp),
        ] {
            let expected = Picture {
                format,
                width: 9,
                height: 7,
            };
            assert_eq!(of(&bytes), Ok(expected));
            for end in 12..bytes.len() - 5 {
                assert!(of(&bytes[..end]).is_err(), "{format:?} cut at {end}");
            }
        }
        assert!(matches!(
            of(&png(20_000, 20_000)),
            Err(ViewError::TooLarge { .. })
        ));
        assert!(of(&png(0, 7)).is_err());
        assert_eq!(of(b"<svg/>"), Err(ViewError::OtherKind));
    }
}
