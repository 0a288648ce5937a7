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
