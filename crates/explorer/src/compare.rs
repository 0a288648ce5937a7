//! Two bodies side by side: what changed, line by line.

use crate::body::BodyText;
use crate::scan::ViewError;
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline, group_diff_ops};
use std::time::Instant;

/// Larger bodies are not compared, in bytes as they are laid out.
const LARGEST: u64 = 2 * 1024 * 1024;
/// As many lines stay around a change.
const AROUND: usize = 3;
/// As many lines are given at a time.
const MOST_LINES: usize = 2_000;

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In both.
    Both,
    /// In the first only.
    First,
    /// In the second only.
    Second,
}

/// A line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedLine {
    /// Where it stands.
    pub side: Side,
    /// The line as it is shown.
    pub text: String,
}

/// A change with the lines around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// Its first line in the first body, from 0.
    pub first: usize,
    /// Its first line in the second body, from 0.
    pub second: usize,
    /// Its lines.
    pub lines: Vec<ComparedLine>,
    /// How many more it has than are given here.
    pub left_out: usize,
}

/// What differs between two bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// How many lines only the first has.
    pub removed: usize,
    /// How many lines only the second has.
    pub added: usize,
    /// How many changes there are.
    pub hunks: usize,
    /// Those of the window.
    pub shown: Vec<Hunk>,
}

/// What differs between two bodies as they are laid out; `from` and `at_most` choose a window of
/// the changes. After `deadline` the changes are still right, and larger than they had to be.
///
/// # Errors
/// When one is no text, has more than 2 MB, or cannot be read.
pub fn compare(
    first: &BodyText,
    second: &BodyText,
    deadline: Option<Instant>,
    from: usize,
    at_most: usize,
) -> Result<Comparison, ViewError> {
    let (old, new) = (lines(first)?, lines(second)?);
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, deadline);
    let count = |side: fn(&DiffOp) -> usize| {
        ops.iter()
            .filter(|op| !matches!(op, DiffOp::Equal { .. }))
            .map(side)
            .sum()
    };
    let (removed, added) = (
        count(|op| op.old_range().len()),
        count(|op| op.new_range().len()),
    );
    let groups = group_diff_ops(ops, AROUND);
    let mut room = MOST_LINES;
    let shown = groups.iter().skip(from).take(at_most).map(|group| {
        let mut hunk = Hunk {
            first: group.first().map_or(0, |op| op.old_range().start),
            second: group.first().map_or(0, |op| op.new_range().start),
            lines: Vec::new(),
            left_out: 0,
        };
        let mut put = |side, text: &String| {
            if room == 0 {
                hunk.left_out += 1;
            } else {
                room -= 1;
                let text = text.clone();
                hunk.lines.push(ComparedLine { side, text });
            }
        };
        for op in group {
            if let DiffOp::Equal { .. } = op {
                old[op.old_range()]
                    .iter()
                    .for_each(|line| put(Side::Both, line));
            } else {
                old[op.old_range()]
                    .iter()
                    .for_each(|line| put(Side::First, line));
                new[op.new_range()]
                    .iter()
                    .for_each(|line| put(Side::Second, line));
            }
        }
        hunk
    });
    let shown = shown.collect();
    Ok(Comparison {
        removed,
        added,
        hunks: groups.len(),
        shown,
    })
}

fn lines(body: &BodyText) -> Result<Vec<String>, ViewError> {
    if body.size() > 0 && !body.kind().is_text() {
        return Err(ViewError::OtherKind);
    }
    if body.store().length() > LARGEST {
        return Err(ViewError::TooLarge { limit: LARGEST });
    }
    Ok(body.slice(0, usize::MAX)?)
}

#[cfg(test)]
mod tests {
    use super::{Side, compare};
    use crate::testing::text_body;
    use crate::{BodyKind, BodyText, ViewError};

    #[test]
    fn changes_come_with_the_lines_around_them_in_windows() {
        let numbers = |changed: &[usize]| {
            let line = |n: usize| match changed.contains(&n) {
                true => format!("{n} changed\n"),
                false => format!("{n}\n"),
            };
            text_body(BodyKind::Text, &(0..100).map(line).collect::<String>())
        };
        let (old, new) = (numbers(&[]), numbers(&[10, 60]));
        let all = compare(&old, &new, None, 0, 10).unwrap();
        assert_eq!((all.removed, all.added, all.hunks), (2, 2, 2));
        let second = compare(&old, &new, None, 1, 10).unwrap().shown;
        assert_eq!(second, all.shown[1..]);
        assert_eq!((second[0].first, second[0].second), (57, 57));
        let sides: Vec<Side> = second[0].lines.iter().map(|line| line.side).collect();
        use Side::{Both, First, Second};
        assert_eq!(sides, [Both, Both, Both, First, Second, Both, Both, Both]);
        assert_eq!(second[0].lines[4].text, "60 changed");
        assert_eq!(compare(&old, &old, None, 0, 10).unwrap().hunks, 0);
    }

    #[test]
    fn what_cannot_be_compared_says_so() {
        let text = text_body(BodyKind::Text, "a");
        let picture = BodyText::new(BodyKind::Image, 1, vec![1]);
        assert_eq!(
            compare(&text, &picture, None, 0, 1),
            Err(ViewError::OtherKind)
        );
        let large = text_body(BodyKind::Text, &"x".repeat(3 * 1024 * 1024));
        assert!(matches!(
            compare(&large, &text, None, 0, 1),
            Err(ViewError::TooLarge { .. })
        ));
        let lines: String = (0..20_000).map(|n| format!("{n}\n")).collect();
        let rewritten = compare(&text_body(BodyKind::Text, &lines), &text, None, 0, 1).unwrap();
        assert_eq!(rewritten.shown[0].lines.len(), 2_000);
        assert_eq!(rewritten.shown[0].left_out, 18_002);
    }
}
