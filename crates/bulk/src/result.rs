//! What came of a run, as a sheet.

use crate::run::{Outcome, RowState, Run};
use domain::spreadsheet::harmless;
use std::io;

/// Writes a run's rows with what came of each as CSV (RFC 4180) in UTF-8 with a mark, as spreadsheets
/// want it. `columns` are the fields of the task and what they are called. No cell runs as a formula.
///
/// # Errors
/// When `to` takes no more.
pub fn result(run: &Run, columns: &[(String, String)], to: &mut dyn io::Write) -> io::Result<()> {
    to.write_all("\u{feff}".as_bytes())?;
    let mut out = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(to);
    let head = columns.iter().map(|(_, label)| label.as_str());
    let head = head.chain(["Result", "What happened"]);
    out.write_record(head.map(|name| harmless(name.to_owned())))?;
    for row in run.rows() {
        let cells = columns.iter().map(|(field, _)| {
            let mut inputs = row.inputs.iter();
            let found = inputs.find(|(id, _)| id == field);
            found.map_or("", |(_, text)| text)
        });
        let (word, words) = match &row.state {
            RowState::Waiting => ("not begun", ""),
            RowState::Begun => ("not known", ""),
            RowState::Over(Outcome::Done { words }) => ("done", words.as_str()),
            RowState::Over(Outcome::Skipped { words }) => ("nothing to do", words.as_str()),
            RowState::Over(Outcome::Failed { words }) => ("failed", words.as_str()),
            RowState::Over(Outcome::Unknown { words }) => ("not known", words.as_str()),
        };
        let cells = cells.chain([word, words]);
        out.write_record(cells.map(|cell| harmless(cell.to_owned())))?;
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::result;
    use crate::Sheet;
    use crate::run::{Outcome, Rules, Run};

    #[test]
    fn a_result_can_be_read_again_as_a_sheet() {
        let row = |host: &str| vec![("host".to_owned(), host.to_owned())];
        let rules = Rules {
            pilot: 0,
            failures: 0,
        };
        let mut run = Run::new(vec![row("=cmd()"), row("a, \"b\""), row("c")], rules);
        run.end(
            0,
            Outcome::Failed {
                words: "@no".into(),
            },
        );
        run.begin(1);
        let mut bytes = Vec::new();
        let columns = [("host".to_owned(), "Host".to_owned())];
        result(&run, &columns, &mut bytes).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.contains("'=cmd()") && text.contains("'@no"), "{text}");
        let sheet = Sheet::read(&bytes).unwrap();
        assert_eq!(sheet.head, ["Host", "Result", "What happened"]);
        assert_eq!(sheet.rows[0], ["=cmd()", "failed", "@no"]);
        assert_eq!(sheet.rows[1], ["a, \"b\"", "not known", ""]);
        assert_eq!(sheet.rows[2], ["c", "not begun", ""]);
    }
}
