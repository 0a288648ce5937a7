//! What a person typed into the search.

use crate::OperationLine;
use crate::vocabulary::runs;

/// Words and filters beyond this are not looked at.
const MOST: usize = 16;

/// What was asked for.
#[derive(Debug, Default)]
pub(crate) struct Query {
    pub(crate) words: Vec<String>,
    /// What must not be there.
    pub(crate) unwanted: Vec<String>,
    filters: Vec<Filter>,
}

#[derive(Debug)]
struct Filter {
    on: On,
    not: bool,
    /// In lower case.
    value: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum On {
    Method,
    Tag,
    Path,
}

impl Query {
    /// `method:get`, `tag:"user accounts"` and `path:/jump` narrow, a minus leaves out;
    /// everything else is searched for.
    pub(crate) fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for token in tokens(&text.to_lowercase()).into_iter().take(MOST) {
            let (not, rest) = match token.strip_prefix('-') {
                Some(rest) => (true, rest),
                None => (false, token.as_str()),
            };
            let filter = rest.split_once(':').and_then(|(name, value)| {
                let on = match name {
                    "method" => On::Method,
                    "tag" => On::Tag,
                    "path" => On::Path,
                    _ => return None,
                };
                let value = value.to_owned();
                Some(Filter { on, not, value })
            });
            if let Some(filter) = filter {
                query.filters.push(filter);
                continue;
            }
            let words = if not {
                &mut query.unwanted
            } else {
                &mut query.words
            };
            for run in runs(rest).take(MOST) {
                let word = rest[run].to_owned();
                if !words.contains(&word) {
                    words.push(word);
                }
            }
        }
        query
    }

    /// Of several methods one must fit, of everything else all.
    pub(crate) fn admits(&self, line: &OperationLine) -> bool {
        let mut methods = self
            .filters
            .iter()
            .filter(|filter| filter.on == On::Method && !filter.not)
            .peekable();
        let method = methods.peek().is_none() || methods.any(|filter| filter.fits(line));
        let others = self
            .filters
            .iter()
            .filter(|filter| filter.on != On::Method || filter.not);
        method && { others }.all(|filter| filter.fits(line) != filter.not)
    }
}

impl Filter {
    fn fits(&self, line: &OperationLine) -> bool {
        // Nearly every text is ASCII, and a filter looks at every operation there is.
        let wanted = self.value.as_bytes();
        let holds = |text: &str| {
            if text.is_ascii() {
                holds_ascii(text.as_bytes(), wanted)
            } else {
                text.to_lowercase().contains(&self.value)
            }
        };
        match self.on {
            On::Method => {
                let method = line.key.method.as_bytes().get(..wanted.len());
                method.is_some_and(|method| method.eq_ignore_ascii_case(wanted))
            }
            On::Tag => holds(line.group()) || line.tags.iter().any(|tag| holds(tag)),
            On::Path => holds(&line.key.path),
        }
    }
}

/// Whether `wanted` stands in `text` somewhere, in whatever case.
fn holds_ascii(text: &[u8], wanted: &[u8]) -> bool {
    let Some((first, rest)) = wanted.split_first() else {
        return true;
    };
    memchr::memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), text)
        .filter_map(|at| text.get(at + 1..at + 1 + rest.len()))
        .any(|here| here.eq_ignore_ascii_case(rest))
}

/// What stands between spaces; spaces within quotes do not count, and the quotes go.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        if c == '"' {
            quoted = !quoted;
        } else if c.is_whitespace() && !quoted {
            tokens.push(String::new());
        } else if let Some(token) = tokens.last_mut() {
            token.push(c);
        }
    }
    tokens.retain(|token| !token.is_empty());
    tokens
}

#[cfg(test)]
mod tests {
    use super::Query;
    use crate::OperationLine;
    use domain::OperationKey;

    #[test]
    fn filters_narrow_and_a_minus_leaves_out() {
        let line = OperationLine {
            key: OperationKey::new("get", "/jump/Group"),
            id: None,
            summary: None,
            tags: vec!["User Accounts".into()],
            deprecated: false,
        };
        for (text, admitted) in [
            ("method:get", true),
            ("method:post", false),
            ("method:post method:GET", true),
            ("-method:get", false),
            ("-method:post", true),
            ("tag:\"user accounts\"", true),
            ("tag:\"user  accounts\"", false),
            ("tag:user tag:other", false),
            ("-tag:\"user accounts\"", false),
            ("path:/jump", true),
            ("path:group -path:/jump/x", true),
            ("\"path:/jump\" -path:jump", false),
            ("tag:", true),
        ] {
            assert_eq!(Query::parse(text).admits(&line), admitted, "{text}");
        }
        let query = Query::parse("one-time \"two words\" -not:this two");
        assert_eq!(query.words, ["one", "time", "two", "words"]);
        assert_eq!(query.unwanted, ["not", "this"]);
    }
}
