//! Each row, held to what its task asks for.

use std::collections::HashMap;

/// A field of a task, as far as a sheet can be held to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its id in the task.
    pub id: String,
    /// What it is called on the screen.
    pub label: String,
    /// Whether it must be given.
    pub required: bool,
    /// What it takes.
    pub kind: Kind,
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A whole number.
    Number,
    /// Yes or no, in a few spellings.
    Toggle,
    /// One of these, by value or by label.
    Choice(Vec<(String, String)>),
    /// Something that exists at the tenant; whether it does, only the tenant knows.
    Pick,
}

/// One thing that is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// The row, from 0.
    pub row: usize,
    /// The field's id; nothing when it is about the whole row.
    pub field: Option<String>,
    /// What.
    pub fault: RowFault,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowFault {
    /// Needed and empty.
    Missing,
    /// Not a whole number.
    NotANumber,
    /// Neither yes nor no.
    NotYesOrNo,
    /// None of what may be chosen.
    NotAChoice,
    /// The same as an earlier row, from 0.
    Twice(usize),
}

/// Holds every row to what its task asks for. Values are put into the form the task takes: yes and no
/// as `true` and `false`, a choice by its value.
pub fn check(rows: &mut [Vec<(String, String)>], wanted: &[Wanted]) -> Vec<RowProblem> {
    let mut problems = Vec::new();
    let mut seen: HashMap<Vec<(String, String)>, usize> = HashMap::new();
    for (at, row) in rows.iter_mut().enumerate() {
        for field in wanted {
            let value = row.iter_mut().find(|(id, _)| *id == field.id);
            let fault = match value {
                None => field.required.then_some(RowFault::Missing),
                Some((_, text)) if text.is_empty() => field.required.then_some(RowFault::Missing),
                Some((_, text)) => put_right(&field.kind, text).err(),
            };
            problems.extend(fault.map(|fault| RowProblem {
                row: at,
                field: Some(field.id.clone()),
                fault,
            }));
        }
        row.retain(|(_, text)| !text.is_empty());
        match seen.get(row.as_slice()) {
            Some(first) => problems.push(RowProblem {
                row: at,
                field: None,
                fault: RowFault::Twice(*first),
            }),
            None => {
                seen.insert(row.clone(), at);
            }
        }
    }
    problems
}

fn put_right(kind: &Kind, text: &mut String) -> Result<(), RowFault> {
    match kind {
        Kind::Text | Kind::Pick => Ok(()),
        Kind::Number => match text.trim().parse::<i64>() {
            Ok(number) => {
                *text = number.to_string();
                Ok(())
            }
            Err(_) => Err(RowFault::NotANumber),
        },
        Kind::Toggle => {
            let yes = ["true", "yes", "y", "1", "x", "on"];
            let no = ["false", "no", "n", "0", "off", "-"];
            let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
            let said = match (is(&yes), is(&no)) {
                (true, _) => "true",
                (_, true) => "false",
                _ => return Err(RowFault::NotYesOrNo),
            };
            said.clone_into(text);
            Ok(())
        }
        Kind::Choice(choices) => {
            let same = |one: &String| one.eq_ignore_ascii_case(text);
            let chosen = choices
                .iter()
                .find(|(value, label)| same(value) || same(label));
            *text = chosen.ok_or(RowFault::NotAChoice)?.0.clone();
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, RowFault, Wanted, check};

    fn wanted(id: &str, kind: Kind) -> Wanted {
        Wanted {
            id: id.into(),
            label: id.to_uppercase(),
            required: id != "note",
            kind,
        }
    }

    fn row(cells: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |(id, text): &(&str, &str)| ((*id).to_owned(), (*text).to_owned());
        cells.iter().map(own).collect()
    }

    #[test]
    fn every_problem_of_every_row_is_told_at_once() {
        let fields = [
            wanted("host", Kind::Pick),
            wanted("minutes", Kind::Number),
            wanted("on", Kind::Toggle),
            wanted("how", Kind::Choice(vec![("ro".into(), "Read only".into())])),
            wanted("note", Kind::Text),
        ];
        let good = [
            ("host", "A"),
            ("minutes", "30"),
            ("on", "Yes"),
            ("how", "read ONLY"),
            ("note", ""),
        ];
        let bad = [
            ("host", ""),
            ("minutes", "x"),
            ("on", "perhaps"),
            ("how", "rw"),
        ];
        let mut rows = vec![row(&good), row(&bad), row(&good)];
        let problems = check(&mut rows, &fields);
        assert_eq!(
            rows[0],
            row(&[
                ("host", "A"),
                ("minutes", "30"),
                ("on", "true"),
                ("how", "ro")
            ])
        );
        let faults: Vec<(usize, RowFault)> =
            problems.into_iter().map(|p| (p.row, p.fault)).collect();
        assert_eq!(
            faults,
            [
                (1, RowFault::Missing),
                (1, RowFault::NotANumber),
                (1, RowFault::NotYesOrNo),
                (1, RowFault::NotAChoice),
                (2, RowFault::Twice(0)),
            ]
        );
    }
}
