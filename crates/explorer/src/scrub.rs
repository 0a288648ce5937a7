//! Taking secrets we know out of anything that is to be shown.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use domain::Secret;
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};

/// What stands where a secret stood.
pub(crate) const MARK: &str = "•••";

/// Shorter secrets would be found in every other word; they are masked by their names alone.
const SHORTEST: usize = 4;

/// Knows the secrets of a tenant in every spelling they travel in, and takes them out.
#[derive(Debug, Default)]
pub struct Scrubber {
    /// Longest first, so that no spelling hides within another.
    spellings: Vec<Secret<Vec<u8>>>,
    starts: Starts,
}

/// Which four bytes a spelling may start with: one bit for each of their 65,536 sums, so that
/// the bytes that start none, which are nearly all, cost one look.
#[derive(Default)]
struct Starts(Vec<u64>);

impl Starts {
    fn sum(first: &[u8]) -> usize {
        let word = first
            .iter()
            .take(SHORTEST)
            .fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
        (word.wrapping_mul(0x9E37_79B1) >> 16) as usize
    }

    fn put(&mut self, first: &[u8]) {
        self.0.resize(1024, 0);
        let sum = Self::sum(first);
        self.0[sum / 64] |= 1 << (sum % 64);
    }

    fn has(&self, first: &[u8]) -> bool {
        let sum = Self::sum(first);
        self.0
            .get(sum / 64)
            .is_some_and(|bits| bits & (1 << (sum % 64)) != 0)
    }
}

impl std::fmt::Debug for Starts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Starts(…)")
    }
}

/// Takes secrets out of a text that comes in pieces, wherever it is cut.
#[derive(Debug, Default)]
pub(crate) struct ScrubFlow {
    /// What may be the start of a secret.
    held: Vec<u8>,
}

impl ScrubFlow {
    /// Cleans a piece; what cannot be decided yet is held back.
    pub(crate) fn piece(&mut self, scrubber: &Scrubber, piece: &[u8], out: &mut Vec<u8>) {
        if scrubber.spellings.is_empty() {
            out.extend_from_slice(piece);
            return;
        }
        self.held.extend_from_slice(piece);
        let done = scrubber.clean(&self.held, scrubber.longest() - 1, out);
        self.held.drain(..done);
    }

    /// Cleans what was held back.
    pub(crate) fn end(&mut self, scrubber: &Scrubber, out: &mut Vec<u8>) {
        out.extend(scrubber.bytes(&self.held));
        self.held.clear();
    }
}

impl Scrubber {
    /// A scrubber that knows nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Learns a secret: as it is, and in base64 (alone or within a longer text), percent
    /// signs, hexadecimal digits, JSON escapes and UTF-16.
    pub fn learn(&mut self, secret: &[u8]) {
        if secret.len() < SHORTEST {
            return;
        }
        let mut spellings: Vec<Vec<u8>> = vec![secret.to_vec()];
        for shift in 0..3 {
            spellings.extend(inside_base64(secret, shift));
        }
        let percent = percent_encode(secret, NON_ALPHANUMERIC).to_string();
        let strict = unreserved_kept(secret);
        for text in [percent, strict] {
            for text in [lower_escapes(&text), text] {
                spellings.push(text.replace("%20", "+").into_bytes());
                spellings.push(text.into_bytes());
            }
        }
        let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        spellings.push(hex.to_ascii_uppercase().into_bytes());
        spellings.push(hex.into_bytes());
        if let Ok(text) = std::str::from_utf8(secret) {
            spellings.extend(escaped(text).map(String::into_bytes));
            spellings.extend(utf16(text));
        }
        spellings.retain(|spelling| spelling.len() >= SHORTEST);
        for spelling in &spellings {
            self.starts.put(spelling);
        }
        self.spellings
            .extend(spellings.into_iter().map(Secret::new));
        self.spellings.sort_by(|a, b| {
            let (a, b) = (a.lend(Clone::clone), b.lend(Clone::clone));
            b.len().cmp(&a.len()).then_with(|| a.cmp(&b))
        });
        self.spellings
            .dedup_by(|a, b| a.lend(|a| b.lend(|b| a == b)));
    }

    /// The text without any secret we know.
    pub fn text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.bytes(text.as_bytes())).into_owned()
    }

    /// The bytes without any secret we know.
    pub fn bytes(&self, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes.len());
        let rest = self.clean(bytes, 0, &mut out);
        out.extend_from_slice(&bytes[rest..]);
        out
    }

    /// Cleans as much as can be decided when `spare` bytes at the end may be the start of
    /// something longer. Says how far it came; what is before that is in `out`.
    fn clean(&self, bytes: &[u8], spare: usize, out: &mut Vec<u8>) -> usize {
        let end = bytes.len().saturating_sub(spare);
        let mut at = 0;
        let mut kept = 0;
        while at < end {
            let Some(first) = bytes.get(at..at + SHORTEST) else {
                break;
            };
            let found = if self.starts.has(first) {
                self.spellings.iter().find_map(|spelling| {
                    spelling.lend(|spelling| {
                        bytes[at..].starts_with(spelling).then_some(spelling.len())
                    })
                })
            } else {
                None
            };
            match found {
                Some(length) => {
                    out.extend_from_slice(&bytes[kept..at]);
                    out.extend_from_slice(MARK.as_bytes());
                    at += length;
                    kept = at;
                }
                None => at += 1,
            }
        }
        let at = at.max(kept).min(bytes.len());
        out.extend_from_slice(&bytes[kept..at]);
        at
    }

    /// How many bytes the longest spelling has.
    fn longest(&self) -> usize {
        self.spellings
            .first()
            .map_or(0, |spelling| spelling.lend(Vec::len))
    }

    /// Whether any secret we know stands in the bytes.
    pub fn finds_in(&self, bytes: &[u8]) -> bool {
        self.bytes(bytes) != bytes
    }
}

/// The letters of base64 that stand for the secret alone, when `shift` bytes come before it
/// and any come after.
fn inside_base64(secret: &[u8], shift: usize) -> [Vec<u8>; 2] {
    let mut bytes = vec![0; shift];
    bytes.extend_from_slice(secret);
    // A letter holds six bits; the first and last may hold bits of a neighbour.
    let first = (shift * 8).div_ceil(6);
    let last = bytes.len() * 8 / 6;
    let cut = |text: String| text.as_bytes()[first..last.max(first)].to_vec();
    [
        cut(STANDARD_NO_PAD.encode(&bytes)),
        cut(URL_SAFE_NO_PAD.encode(&bytes)),
    ]
}

fn unreserved_kept(secret: &[u8]) -> String {
    percent_encode(secret, crate::styles::STRICT).to_string()
}

/// `%2F` as `%2f`, everything else as it is.
fn lower_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = 0;
    for c in text.chars() {
        if rest > 0 {
            rest -= 1;
            out.push(c.to_ascii_lowercase());
        } else {
            rest = if c == '%' { 2 } else { 0 };
            out.push(c);
        }
    }
    out
}

/// In both orders of bytes.
fn utf16(text: &str) -> [Vec<u8>; 2] {
    let units = || text.encode_utf16();
    [
        units().flat_map(u16::to_le_bytes).collect(),
        units().flat_map(u16::to_be_bytes).collect(),
    ]
}

/// As JSON may write it: with or without slashes escaped, and with or without everything that
/// is not ASCII escaped.
fn escaped(text: &str) -> [String; 4] {
    let quoted = serde_json::to_string(text).expect("text always becomes JSON");
    let plain = quoted[1..quoted.len() - 1].to_owned();
    let slashes = plain.replace('/', "\\/");
    [in_ascii(&plain), in_ascii(&slashes), plain, slashes]
}

fn in_ascii(text: &str) -> String {
    let mut ascii = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            ascii.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                ascii.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    ascii
}

#[cfg(test)]
mod tests {
    use super::Scrubber;
    use base64::Engine;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

    #[test]
    fn a_secret_is_found_however_it_is_written() {
        let secret = "canary/\"sécret\" +9f3c?";
        let mut scrubber = Scrubber::new();
        scrubber.learn(secret.as_bytes());
        let hex: String = secret.bytes().map(|byte| format!("{byte:02X}")).collect();
        let json = serde_json::to_string(secret).unwrap();
        for written in [
            secret.to_owned(),
            STANDARD.encode(secret),
            STANDARD.encode(format!("user:{secret}")),
            STANDARD.encode(format!("us:{secret}x")),
            URL_SAFE_NO_PAD.encode(format!("a{secret}bc")),
            "canary%2F%22s%C3%A9cret%22%20%2B9f3c%3F".to_owned(),
            "canary%2f%22s%c3%a9cret%22+%2b9f3c%3f".to_owned(),
            hex,
            json,
            "canary\\/\\\"s\\u00e9cret\\\" +9f3c?".to_owned(),
        ] {
            let text = format!("before {written} after");
            let clean = scrubber.text(&text);
            assert!(
                clean.starts_with("before ") && clean.ends_with(" after"),
                "{clean}"
            );
            assert!(clean.contains('•'), "{text}");
            assert!(!clean.contains("canary"), "{clean}");
        }
        assert_eq!(scrubber.text("nothing here"), "nothing here");
    }

    #[test]
    fn bytes_that_are_no_text_survive() {
        let mut scrubber = Scrubber::new();
        scrubber.learn(b"canary-1");
        scrubber.learn(b"");
        let bytes = [&[0xFF, 0x00][..], b"canary-1", &[0xFE]].concat();
        assert_eq!(
            scrubber.bytes(&bytes),
            [&[0xFF, 0x00][..], "•••".as_bytes(), &[0xFE]].concat()
        );
        assert!(scrubber.finds_in(&bytes));
    }
}
