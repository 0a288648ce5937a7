//! What came of a row, in as many words as a cell of a sheet has room for.

use crate::wire::{AppError, TaskProof, TaskState};
use bulk::Outcome;

/// Whether an error is about one row alone; others would meet every row.
pub(super) fn one_row(error: &AppError) -> bool {
    matches!(
        error,
        AppError::VendorFailed { .. } | AppError::NotFound | AppError::Invalid { .. }
    )
}

/// What came of a row's task.
pub(super) fn outcome(state: TaskState) -> Outcome {
    match state {
        TaskState::Done { words, proof, .. } => match proof {
            TaskProof::NotSeen => Outcome::Unknown { words },
            TaskProof::NotNeeded | TaskProof::Seen | TaskProof::NotPossible => {
                Outcome::Done { words }
            }
        },
        TaskState::Stopped { words, changed: 0 } => Outcome::Skipped { words },
        TaskState::Stopped { words, .. } => Outcome::Unknown { words },
        TaskState::Failed {
            says,
            changed,
            unknown,
            error,
        } => {
            let why = error.as_ref().map(words).unwrap_or_default();
            let words = format!("{says}: {why}");
            let words = words.trim_end_matches([':', ' ']).to_owned();
            if unknown || changed > 0 {
                Outcome::Unknown { words }
            } else {
                Outcome::Failed { words }
            }
        }
        TaskState::Proposed { words, .. } => Outcome::Unknown { words },
    }
}

/// Why, as short as a cell of a sheet has room for: what is known in plain words, or what the vendor
/// says.
pub(super) fn words(error: &AppError) -> String {
    match error {
        AppError::MissingPermission {
            explained, needs, ..
        } => {
            let happened = explained
                .as_ref()
                .map(|explained| explained.happened.as_str());
            let happened = happened.unwrap_or("The account may not do this.");
            match needs.is_empty() {
                true => happened.to_owned(),
                false => format!("{happened} It needs {}.", needs.join(", and ")),
            }
        }
        AppError::VendorFailed {
            explained: Some(explained),
            ..
        } => explained.happened.clone(),
        AppError::VendorFailed {
            status,
            code,
            message,
            ..
        } => {
            let said = message.clone().or_else(|| code.clone());
            said.unwrap_or_else(|| format!("The tenant answered {status}."))
        }
        AppError::NotFound => "It is not there any more.".to_owned(),
        AppError::Unreachable { host, .. } => format!("{host} did not answer."),
        _ => String::new(),
    }
}
