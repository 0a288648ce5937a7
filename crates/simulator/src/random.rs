use std::fmt::Write;

/// Numbers that look random and repeat when asked to: for ids, tokens and made-up data.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// A source that always gives the same numbers for the same `seed`.
    pub fn repeating(seed: u64) -> Self {
        Self(seed)
    }

    /// A source seeded by a text, so that each vendor and recipe has its own.
    pub fn named(name: &str) -> Self {
        // FNV-1a: spreads short names well enough for a seed.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(hash)
    }

    /// A source that nobody can guess.
    pub fn fresh() -> Self {
        let mut seed = [0; 8];
        getrandom::fill(&mut seed).expect("the system has a source of randomness");
        Self(u64::from_ne_bytes(seed))
    }

    /// The next number (SplitMix64).
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 {
            return 0;
        }
        let end = u64::try_from(end).unwrap_or(u64::MAX);
        usize::try_from(self.number() % end).unwrap_or(0)
    }

    /// One of `choices`.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        let index = self.below(choices.len());
        choices.get(index)
    }

    /// Hexadecimal digits, in lower case.
    pub fn hex(&mut self, digits: usize) -> String {
        let mut text = String::with_capacity(digits + 16);
        while text.len() < digits {
            write!(text, "{:016x}", self.number()).expect("writing to a text cannot fail");
        }
        text.truncate(digits);
        text
    }

    /// A UUID of version 4.
    pub fn uuid(&mut self) -> String {
        let hex = self.hex(32);
        let variant = ["8", "9", "a", "b"][self.below(4)];
        format!(
            "{}-{}-4{}-{variant}{}-{}",
            &hex[..8],
            &hex[8..12],
            &hex[13..16],
            &hex[17..20],
            &hex[20..]
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        assert_eq!(Random::named("a").uuid(), Random::named("a").uuid());
        assert_ne!(Random::named("a").uuid(), Random::named("b").uuid());
        assert_ne!(Random::fresh().hex(32), Random::fresh().hex(32));
        assert_eq!(Random::repeating(1).uuid().len(), 36);
    }
}
