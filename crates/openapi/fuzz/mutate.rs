//! Random numbers and random changes.

use std::hash::{BuildHasher, RandomState};

/// xorshift64*, <https://doi.org/10.18637/jss.v008.i14>; any sequence will do here.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new() -> Self {
        Self(RandomState::new().hash_one(1) | 1)
    }

    pub(crate) fn of(seed: u64) -> Self {
        Self(seed | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Below a number; 0 for 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// Below two to the power of `bits`, small numbers as often as large ones.
    fn spread(&mut self, bits: usize) -> usize {
        let end = 1 << self.below(bits);
        self.below(end)
    }

    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }
}

pub(crate) struct Mutator {
    words: &'static [&'static str],
}

/// Longer inputs find nothing that shorter ones do not.
const LONGEST: usize = 60_000;

impl Mutator {
    pub(crate) fn new(words: &'static [&'static str]) -> Self {
        Self { words }
    }

    /// A changed copy of one that is known.
    pub(crate) fn another(&self, corpus: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
        let mut input = random.one_of(corpus).cloned().unwrap_or_default();
        for _ in 0..=random.below(6) {
            self.change(&mut input, corpus, random);
        }
        input.truncate(LONGEST);
        input
    }

    fn change(&self, input: &mut Vec<u8>, corpus: &[Vec<u8>], random: &mut Random) {
        let at = random.below(input.len() + 1);
        let length = random.spread(8).min(input.len() - at);
        match random.below(9) {
            0 => {
                if let Some(byte) = input.get_mut(at) {
                    *byte = random.next().to_le_bytes()[0];
                }
            }
            1 => {
                input.drain(at..at + length);
            }
            2 => {
                // Once more, or a thousand times: depth comes from repeating.
                let piece = input[at..at + length].to_vec();
                let times = 1 + random.spread(11);
                let times = times.min(LONGEST / piece.len().max(1));
                let many: Vec<u8> = piece.repeat(times);
                input.splice(at..at, many);
            }
            3 | 4 => {
                if let Some(word) = random.one_of(self.words) {
                    input.splice(at..at, word.bytes());
                }
            }
            5 => {
                if let Some(word) = random.one_of(self.words) {
                    input.splice(at..at + length, word.bytes());
                }
            }
            6 => {
                if let Some(other) = random.one_of(corpus).filter(|other| !other.is_empty()) {
                    let from = random.below(other.len());
                    let to = from + random.below(other.len() - from);
                    input.splice(at..at + length, other[from..to].iter().copied());
                }
            }
            7 => input.truncate(at),
            _ => {
                let bytes = random.next().to_le_bytes();
                input.splice(at..at, bytes.into_iter().take(1 + length % 8));
            }
        }
    }
}

/// Mixes what happened into one number.
#[derive(Default)]
pub(crate) struct Outcome(u64);

impl Outcome {
    pub(crate) fn note(&mut self, text: &str) {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// How many, roughly.
    pub(crate) fn count(&mut self, number: usize) {
        self.note(
            &usize::BITS
                .saturating_sub(number.leading_zeros())
                .to_string(),
        );
    }

    pub(crate) fn done(self) -> u64 {
        self.0
    }
}
