//! Cutting a text into the lines it is shown in, and finding a line again.

/// A longer line goes on in the next: nobody reads it, and one message stays small. In bytes.
const LONGEST: usize = 4_000;

/// The place of every so-manieth line is remembered.
const EVERY: u64 = 64;

/// Cuts a text that comes in pieces into lines. A line ends with its line feed, or before the
/// first character beyond [`LONGEST`] bytes.
#[derive(Debug, Clone)]
pub(crate) struct Breaker {
    /// How many bytes the open line has.
    length: usize,
    at: u64,
}

impl Breaker {
    /// Starts at the beginning of a line.
    pub(crate) fn at(offset: u64) -> Self {
        Self {
            length: 0,
            at: offset,
        }
    }

    /// Takes a piece, and reports where each further line starts.
    pub(crate) fn piece(&mut self, mut bytes: &[u8], mut starts: impl FnMut(u64)) {
        while let Some(next) = bytes.first() {
            let sure = LONGEST.saturating_sub(self.length).min(bytes.len());
            let feed = match sure {
                0 => (*next == b'\n').then_some(0),
                _ => memchr::memchr(b'\n', &bytes[..sure]),
            };
            // A character is not cut, unless it is none.
            let within = next & 0xC0 == 0x80 && self.length < LONGEST + 4;
            let used = match feed {
                Some(feed) => feed + 1,
                None if sure == 0 => usize::from(within),
                None => sure,
            };
            self.length += used;
            self.at += used as u64;
            bytes = &bytes[used..];
            if feed.is_some() || used == 0 {
                self.length = 0;
                starts(self.at);
            }
        }
    }
}

/// Where the lines of a text are, roughly: enough to find any of them by reading a little.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Lines {
    count: u64,
    /// Where every [`EVERY`]th line starts.
    marks: Vec<u64>,
}

impl Lines {
    /// The first line, which every text has.
    pub(crate) fn begin() -> Self {
        let mut lines = Self::default();
        lines.push(0);
        lines
    }

    /// Adds a line.
    pub(crate) fn push(&mut self, start: u64) {
        if self.count.is_multiple_of(EVERY) {
            self.marks.push(start);
        }
        self.count += 1;
    }

    /// How many lines there are.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// A line at or before the wanted one whose place is known, and its place.
    pub(crate) fn before(&self, line: u64) -> (u64, u64) {
        let mark = (line / EVERY).min((self.marks.len() as u64).saturating_sub(1));
        let start = usize::try_from(mark)
            .ok()
            .and_then(|mark| self.marks.get(mark));
        (mark * EVERY, start.copied().unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::{Breaker, LONGEST, Lines};
    use proptest::prelude::{any, prop, proptest};

    fn starts(text: &[u8], cuts: &[usize]) -> Vec<u64> {
        let mut breaker = Breaker::at(0);
        let mut found = vec![0];
        let mut rest = text;
        let mut cuts = cuts.iter().cycle();
        while !rest.is_empty() {
            let cut = (*cuts.next().unwrap()).clamp(1, rest.len());
            breaker.piece(&rest[..cut], |start| found.push(start));
            rest = &rest[cut..];
        }
        found
    }

    proptest! {
        #[test]
        fn lines_do_not_depend_on_where_the_text_was_cut(
            parts in prop::collection::vec((any::<char>(), 0_usize..6_000), 0..8),
            cuts in prop::collection::vec(1_usize..5_000, 1..8),
        ) {
            let text: String = parts.iter().flat_map(|(c, times)| std::iter::repeat_n(*c, *times).chain(['\n'])).collect();
            let whole = starts(text.as_bytes(), &[usize::MAX]);
            proptest::prop_assert_eq!(&starts(text.as_bytes(), &cuts), &whole);
            proptest::prop_assert!(whole.iter().all(|start| text.is_char_boundary(usize::try_from(*start).unwrap())));
            let ends = whole.iter().skip(1).chain([text.len() as u64].as_slice()).copied().collect::<Vec<_>>();
            proptest::prop_assert!(whole.iter().zip(&ends).all(|(start, end)| end - start <= LONGEST as u64 + 5));
        }
    }

    #[test]
    fn a_line_of_exactly_the_limit_is_one_line() {
        let text = format!("{}\nb", "x".repeat(LONGEST));
        assert_eq!(starts(text.as_bytes(), &[7]), [0, LONGEST as u64 + 1]);
        let text = format!("{}é\nb", "x".repeat(LONGEST - 1));
        assert_eq!(starts(text.as_bytes(), &[7]), [0, LONGEST as u64 + 2]);
        let text = format!("{}\nb", "x".repeat(LONGEST + 1));
        let expected = [0, LONGEST as u64, LONGEST as u64 + 2];
        assert_eq!(starts(text.as_bytes(), &[7]), expected);
    }

    #[test]
    fn any_line_is_found_from_one_close_before_it() {
        let mut lines = Lines::begin();
        (1..1_000).for_each(|line| lines.push(line * 10));
        assert_eq!(lines.before(0), (0, 0));
        assert_eq!(lines.before(200), (192, 1_920));
        assert_eq!(lines.before(5_000).0, 960);
    }
}
