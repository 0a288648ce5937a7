//! What a person typed into the search.

use crate::OperationLine;
use crate::vocabulary::runs;

/// What was asked for.
#[derive(Default)]
pub(crate) struct Query {
    pub(crate) words: Vec<String>,
    method: Option<String>,
    tag: Option<String>,
    path: Option<String>,
}

impl Query {
    /// `method:get`, `tag:vault` and `path:/jump` narrow; everything else is searched for.
    pub(crate) fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for word in text.split_whitespace().take(16) {
            let lower = word.to_lowercase();
            match lower.split_once(':') {
                Some(("method", rest)) => query.method = Some(rest.to_uppercase()),
                Some(("tag", rest)) => query.tag = Some(rest.to_owned()),
                Some(("path", rest)) => query.path = Some(rest.to_owned()),
                _ => {
                    for run in runs(&lower).take(16) {
                        let word = lower[run].to_owned();
                        if !query.words.contains(&word) {
                            query.words.push(word);
                        }
                    }
                }
            }
        }
        query
    }

    pub(crate) fn admits(&self, line: &OperationLine) -> bool {
        let path = |wanted: &String| line.key.path.to_lowercase().contains(wanted);
        let tag = |wanted: &String| {
            let holds = |tag: &str| tag.to_lowercase().contains(wanted);
            holds(line.group()) || line.tags.iter().any(|tag| holds(tag))
        };
        self.method
            .as_ref()
            .is_none_or(|method| line.key.method.starts_with(method.as_str()))
            && self.tag.as_ref().is_none_or(tag)
            && self.path.as_ref().is_none_or(path)
    }
}
