//! Operations by path, one level at a time.

use crate::Document;
use crate::tree::small;
use serde::Serialize;

/// What stands directly below a path.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Below {
    /// The operations of the path itself, by their place in [`Document::operations`].
    pub operations: Vec<usize>,
    /// The paths one segment longer, by name.
    pub steps: Vec<Step>,
}

/// A path one segment longer than another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// The last segment, `users` or `{id}`.
    pub name: String,
    /// The whole path, for [`Document::below`].
    pub path: String,
    /// How many operations it and everything below it have.
    pub operations: usize,
}

/// Sorts before everything a segment can hold, so that what is below a path follows it at once.
const BETWEEN: char = '\0';

/// The operations of a document in the order of their paths.
#[derive(Debug)]
pub(crate) struct ByPath {
    /// The segments with [`BETWEEN`] before each, and the operation.
    places: Vec<(String, u32)>,
}

impl ByPath {
    pub(crate) fn of(document: &Document) -> Self {
        let place = |(at, line): (usize, &crate::OperationLine)| (key(&line.key.path), small(at));
        let mut places: Vec<_> = document
            .operations()
            .iter()
            .enumerate()
            .map(place)
            .collect();
        places.sort_unstable();
        Self { places }
    }

    fn below(&self, path: &str) -> Below {
        let key = key(path);
        let mut below = Below::default();
        let mut at = self.places.partition_point(|(place, _)| *place < key);
        while let Some((place, operation)) = self.places.get(at) {
            let Some(rest) = place.strip_prefix(&key) else {
                break;
            };
            if rest.is_empty() {
                below.operations.push(*operation as usize);
                at += 1;
                continue;
            }
            // What only starts alike, `users2` after `users`, comes after all that is below.
            let Some(rest) = rest.strip_prefix(BETWEEN) else {
                break;
            };
            let name = rest.split(BETWEEN).next().unwrap_or_default();
            let step = &place[..key.len() + BETWEEN.len_utf8() + name.len()];
            let is_in = |(place, _): &(String, u32)| {
                place
                    .strip_prefix(step)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(BETWEEN))
            };
            let count = self.places[at..].partition_point(is_in);
            below.steps.push(Step {
                name: name.to_owned(),
                path: step.replace(BETWEEN, "/"),
                operations: count,
            });
            at += count;
        }
        below
    }
}

fn key(path: &str) -> String {
    let mut key = String::with_capacity(path.len());
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        key.push(BETWEEN);
        key.push_str(segment);
    }
    key
}

impl Document {
    /// What stands directly below a path, for a tree that opens level by level. `""` is the top.
    /// Slashes at the end and doubled ones count as none.
    pub fn below(&self, path: &str) -> Below {
        self.by_path().below(path)
    }
}
