//! ZIP archives of a few small texts, stored without compression: what the command
//! line download and two of the reports answer with.

/// An archive with these files.
pub(super) fn archive(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut index = Vec::new();
    for (name, content) in files {
        let offset = size(out.len());
        let mut about = Vec::new();
        for word in [20_u16, 0, 0, 0, 0x5821] {
            about.extend(word.to_le_bytes());
        }
        about.extend(crc32(content).to_le_bytes());
        about.extend(size(content.len()).to_le_bytes());
        about.extend(size(content.len()).to_le_bytes());
        about.extend(short(name.len()).to_le_bytes());
        about.extend(0_u16.to_le_bytes());

        out.extend(b"PK\x03\x04");
        out.extend(&about);
        out.extend(name.as_bytes());
        out.extend(content);

        index.extend(b"PK\x01\x02");
        index.extend(20_u16.to_le_bytes());
        index.extend(&about);
        index.extend([0; 10]);
        index.extend(offset.to_le_bytes());
        index.extend(name.as_bytes());
    }
    let start = size(out.len());
    let count = short(files.len());
    out.extend(&index);
    out.extend(b"PK\x05\x06");
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size(index.len()).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    out
}

fn size(length: usize) -> u32 {
    u32::try_from(length).expect("simulated archives are a few kilobytes")
}

fn short(length: usize) -> u16 {
    u16::try_from(length).expect("simulated archives hold a few files with short names")
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xEDB8_8320
            } else {
                sum >> 1
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{archive, crc32};

    #[test]
    fn the_checksum_is_the_one_every_unpacker_expects() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn an_archive_starts_and_ends_with_the_marks_of_one() {
        let bytes = archive(&[("a.txt", b"one".to_vec()), ("b.txt", b"two".to_vec())]);
        assert!(bytes.starts_with(b"PK\x03\x04"));
        assert_eq!(&bytes[bytes.len() - 22..bytes.len() - 18], b"PK\x05\x06");
        assert_eq!(bytes[bytes.len() - 12], 2, "two files are listed");
    }
}
