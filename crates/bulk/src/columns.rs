//! Which column is which field: guessed, for a person to look at.

use crate::check::Wanted;

/// For each field the column that is likely meant, by its place in the head: the one that is called
/// like the field, or the only one whose name holds the field's or is held by it. No column is
/// meant twice.
pub fn columns(head: &[String], wanted: &[Wanted]) -> Vec<Option<usize>> {
    let names: Vec<String> = head.iter().map(|name| folded(name)).collect();
    let mut taken = vec![false; head.len()];
    let mut found: Vec<Option<usize>> = vec![None; wanted.len()];
    // Exact names first, so that a looser one takes no column from them.
    for exactly in [true, false] {
        for (field, found) in wanted.iter().zip(&mut found) {
            if found.is_some() {
                continue;
            }
            let called = [folded(&field.id), folded(&field.label)];
            let fits = |name: &String| {
                called.iter().any(|called| {
                    let loose = || name.len() > 2 && called.len() > 2;
                    name == called
                        || !exactly && loose() && (name.contains(called) || called.contains(name))
                })
            };
            let mut fitting = (0..names.len()).filter(|at| !taken[*at] && fits(&names[*at]));
            if let (Some(at), None) = (fitting.next(), fitting.next()) {
                taken[at] = true;
                *found = Some(at);
            }
        }
    }
    found
}

/// Letters and digits only, in lower case: `Host name` and `host_name` are the same.
fn folded(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::columns;
    use crate::check::{Kind, Wanted};

    fn field(id: &str, label: &str) -> Wanted {
        Wanted {
            id: id.into(),
            label: label.into(),
            required: true,
            kind: Kind::Text,
        }
    }

    #[test]
    fn columns_are_found_by_name_whatever_their_spelling() {
        let head = ["Group Name", "Owner", "HOST_NAME", "Group"].map(String::from);
        let wanted = [
            field("group", "Group"),
            field("host", "Host name"),
            field("reason", "Reason"),
        ];
        assert_eq!(columns(&head, &wanted), [Some(3), Some(2), None]);
    }

    #[test]
    fn a_name_that_fits_two_columns_is_left_to_the_person() {
        let head = ["Old group", "New group"].map(String::from);
        assert_eq!(columns(&head, &[field("group", "Group")]), [None]);
        let head = ["Computer name"].map(String::from);
        assert_eq!(columns(&head, &[field("computer", "Computer")]), [Some(0)]);
    }
}
