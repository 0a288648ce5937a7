//! Cells that a spreadsheet shows and does not run.

/// A text no spreadsheet runs as a formula: what starts as one gets an apostrophe before it, and so
/// does what starts with one, so that [`original`] restores any text. Spreadsheets of some languages
/// take the wide signs as well, and all of them what stands behind a tab or a line break
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
pub fn harmless(text: String) -> String {
    let first = text.trim_start_matches(' ').chars().next();
    let runs = matches!(
        first,
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\'' | '＝' | '＋' | '－' | '＠')
    );
    if runs { format!("'{text}") } else { text }
}

/// The text that was made [`harmless`].
pub fn original(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::{harmless, original};

    /// What a spreadsheet takes for a formula, whatever of it comes first.
    fn runs(cell: &str) -> bool {
        let first = cell.trim_start_matches(' ').chars().next();
        first.is_some_and(|first| "=+-@\t\r\n＝＋－＠".contains(first))
    }

    /// Ten thousand cells by a generator of their own (a linear congruence, as in Numerical Recipes),
    /// of characters that formulas, quotes and lines are made of.
    fn cells() -> impl Iterator<Item = String> {
        let letters: Vec<char> = "=+-@\t\r\n＝＋－＠'\" ;,|!aZ0(){}\u{feff}é"
            .chars()
            .collect();
        let mut state: u32 = 20_261_122;
        let mut next = move |below: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as usize % below
        };
        (0..10_000).map(move |_| {
            let length = next(12);
            (0..length).map(|_| letters[next(letters.len())]).collect()
        })
    }

    #[test]
    fn no_cell_is_live_and_each_can_be_restored() {
        let mut changed = 0;
        for cell in cells() {
            let written = harmless(cell.clone());
            assert!(!runs(&written), "{cell:?} becomes {written:?}");
            assert_eq!(original(&written), cell);
            changed += usize::from(written != cell);
        }
        assert!(changed > 1_000, "{changed}");
        assert_eq!(harmless("=1+1".to_owned()), "'=1+1");
        assert_eq!(harmless("  @SUM(A1)".to_owned()), "'  @SUM(A1)");
        assert_eq!(harmless("plain".to_owned()), "plain");
        assert_eq!(original(&harmless("'quoted".to_owned())), "'quoted");
    }
}
