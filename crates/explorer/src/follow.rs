//! Following a list to its end: which request comes after an answer, or why none does.
//!
//! Pure: it looks at an answer and says the next address. Where the vendor's manifest says how
//! pages turn, that decides; a link in the answer itself goes before it, as the server knows best.
//! A link is only ever an address below the tenant's own place.

use domain::{At, Paging, Place};
use http::{HeaderMap, header};
use serde_json::Value;
use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher as _, RandomState};
use url::{Url, form_urlencoded};

/// How a list turns its pages.
#[derive(Debug, Clone)]
pub enum Turning {
    /// As the vendor's manifest says.
    Manifest(Paging),
    /// The answer has a token, which the next request sends in a query parameter.
    Token {
        /// Where the rows are.
        items: At,
        /// Where the token is.
        next: At,
        /// The query parameter.
        parameter: String,
    },
}

/// What comes after an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Another page.
    Page {
        /// Its address; method, headers and body stay as they were.
        url: Url,
        /// Query parameters the server's link had lost, and that were put back.
        put_back: Vec<String>,
    },
    /// No other.
    End(End),
}

/// Why a list is not followed further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// All of it is here.
    Whole,
    /// As many pages were read as are allowed; there are more.
    Cap,
    /// The server gave the same page again, or a page that was read already.
    Repeated,
    /// The link leads away from the tenant. Nothing is sent there.
    LeavesHome {
        /// The address, without its query.
        to: String,
    },
    /// The answer has no rows where they should be.
    NoRows,
}

/// Follows one list. Give it each answer in turn.
#[derive(Debug, Clone)]
pub struct Follow {
    turning: Turning,
    home: Place,
    first: Url,
    at_most: usize,
    pages: usize,
    rows: u64,
    /// How many rows a full page has.
    size: Option<u64>,
    seen: HashSet<String>,
    digests: HashSet<u64>,
    random: RandomState,
}

/// Where answers of many vendors name their next page, when the manifest does not say.
const LINKS: [&str; 5] = [
    "/nextLink",
    "/@odata.nextLink",
    "/links/next",
    "/_links/next/href",
    "/paging/next",
];

/// Query parameters that say where in a list one is. A link that has lost one of these has lost
/// it on purpose.
const PLACES: [&str; 16] = [
    "offset",
    "skip",
    "$skip",
    "$skiptoken",
    "start",
    "startindex",
    "page",
    "pagenumber",
    "current_page",
    "pagetoken",
    "cursor",
    "after",
    "marker",
    "continuationtoken",
    "next",
    "nexttoken",
];

impl Follow {
    /// Follows the list of a request to `first`, below `home`, over so many pages in all.
    pub fn new(turning: Turning, home: Place, first: Url, at_most: usize) -> Self {
        let seen = HashSet::from([first.to_string()]);
        Self {
            turning,
            home,
            first,
            at_most,
            pages: 0,
            rows: 0,
            size: None,
            seen,
            digests: HashSet::new(),
            random: RandomState::new(),
        }
    }

    /// Where the rows of a page are.
    pub fn items(&self) -> &At {
        match &self.turning {
            Turning::Token { items, .. } => items,
            Turning::Manifest(
                Paging::Offset { items, .. }
                | Paging::Page { items, .. }
                | Paging::Link { items, .. },
            ) => items,
        }
    }

    /// How many pages were read.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// How many rows were read.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// What comes after an answer from `answered`. A page that was read already ends the list, and
    /// its rows are not to be taken: ask this before taking them.
    pub fn next(&mut self, answered: &Url, headers: &HeaderMap, body: &Value) -> Next {
        let Some(rows) = self.items().find(body).and_then(Value::as_array) else {
            return Next::End(End::NoRows);
        };
        let count = rows.len() as u64;
        let digest = self.random.hash_one(Value::from(rows.clone()).to_string());
        if count > 0 && !self.digests.insert(digest) {
            return Next::End(End::Repeated);
        }
        self.pages += 1;
        self.rows += count;
        let next = match self.link(answered, headers, body) {
            Some(Ok(next)) => next,
            Some(Err(end)) => return Next::End(end),
            None => match self.turned(count, body) {
                Some(url) => (url, Vec::new()),
                None => return Next::End(End::Whole),
            },
        };
        self.size.get_or_insert(count);
        let (url, put_back) = next;
        if !self.seen.insert(url.to_string()) {
            return Next::End(End::Repeated);
        }
        if self.pages >= self.at_most {
            return Next::End(End::Cap);
        }
        Next::Page { url, put_back }
    }

    /// The next page by a link of the answer's own, when it has one.
    fn link(
        &self,
        answered: &Url,
        headers: &HeaderMap,
        body: &Value,
    ) -> Option<Result<(Url, Vec<String>), End>> {
        let named = match &self.turning {
            Turning::Token { .. } => return None,
            Turning::Manifest(Paging::Link { next, .. }) => {
                next.find(body).and_then(Value::as_str).map(str::to_owned)
            }
            Turning::Manifest(Paging::Offset { .. } | Paging::Page { .. }) => {
                LINKS.iter().find_map(|pointer| {
                    let found = At::parse(pointer)?.find(body)?.as_str()?.to_owned();
                    Some(found)
                })
            }
        };
        let link = named
            .filter(|link| !link.trim().is_empty())
            .or_else(|| next_of_header(headers))?;
        Some(self.below_home(answered, link.trim()))
    }

    /// A link as an address at home, with what it lost put back.
    fn below_home(&self, answered: &Url, link: &str) -> Result<(Url, Vec<String>), End> {
        let away = |url: &Url| End::LeavesHome {
            to: format!("{}{}", url.origin().ascii_serialization(), url.path()),
        };
        let joined = answered.join(link).map_err(|_| End::LeavesHome {
            to: link.split(['?', '#']).next().unwrap_or_default().to_owned(),
        })?;
        let same_path = |url: &Url| url.path().eq_ignore_ascii_case(answered.path());
        // Some servers write links relative to their root, and not to the page as links are.
        let relative = Url::parse(link).is_err() && !link.starts_with(['/', '?', '#']);
        let from_place = relative
            .then(|| self.home.join(&format!("/{link}")).ok())
            .flatten();
        let mut url = match from_place {
            Some(url) if !same_path(&joined) && same_path(&url) => url,
            Some(_) | None => joined,
        };
        url.set_fragment(None);
        let below = format!("{}/", self.home.path());
        if !self.home.origin().covers(&url) || !starts_with(url.path(), &below) {
            return Err(away(&url));
        }
        let put_back = put_back(&self.first, &mut url, &self.own_words());
        Ok((url, put_back))
    }

    /// The parameters by which this list turns its pages.
    fn own_words(&self) -> Vec<&str> {
        match &self.turning {
            Turning::Token { parameter, .. } => vec![parameter],
            Turning::Manifest(Paging::Offset { offset, .. }) => vec![offset],
            Turning::Manifest(Paging::Page { page, .. }) => vec![page],
            Turning::Manifest(Paging::Link { .. }) => Vec::new(),
        }
    }

    /// The next page by counting, or by a token.
    fn turned(&self, count: u64, body: &Value) -> Option<Url> {
        let number = |at: &At| match at.find(body)? {
            Value::Number(number) => number.as_u64(),
            Value::String(text) => text.parse().ok(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        match &self.turning {
            Turning::Manifest(Paging::Link { .. }) => None,
            Turning::Token {
                next, parameter, ..
            } => {
                let token = match next.find(body)? {
                    Value::String(token) if !token.is_empty() => token.clone(),
                    Value::Number(token) => token.to_string(),
                    _ => return None,
                };
                Some(with(&self.first, parameter, &token))
            }
            Turning::Manifest(Paging::Offset {
                offset,
                limit,
                total,
                ..
            }) => {
                let begun: u64 = value(&self.first, offset)
                    .and_then(|text| text.parse().ok())
                    .unwrap_or(0);
                let next = begun + self.rows;
                let more = match number(total) {
                    Some(total) if total > self.rows => next < total,
                    // Some servers count the rows of the page here, and not of the list.
                    Some(_) | None => self.full(count, limit),
                };
                (more && count > 0).then(|| with(&self.first, offset, &next.to_string()))
            }
            Turning::Manifest(Paging::Page {
                page,
                first,
                size,
                total,
                ..
            }) => {
                let begun: u64 = value(&self.first, page)
                    .and_then(|text| text.parse().ok())
                    .unwrap_or(u64::from(*first));
                let from_start = begun == u64::from(*first);
                let known = total.as_ref().and_then(number).filter(|_| from_start);
                let more = match known {
                    Some(total) => self.rows < total,
                    None => self.full(count, size),
                };
                let next = begun + self.pages as u64;
                (more && count > 0).then(|| with(&self.first, page, &next.to_string()))
            }
        }
    }

    /// Whether a page has as many rows as it may have.
    fn full(&self, count: u64, parameter: &str) -> bool {
        let asked = value(&self.first, parameter).and_then(|text| text.parse().ok());
        match asked.or(self.size) {
            Some(size) => count >= size,
            // What a full page is will be known after the next.
            None => count > 0,
        }
    }
}

/// `rel="next"` of a `Link` header (RFC 8288).
fn next_of_header(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(header::LINK).iter();
    let all: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
    all.iter()
        .flat_map(|value| value.split(",<").flat_map(|part| part.split(", <")))
        .find_map(|part| {
            let (target, rest) = part.trim().trim_start_matches('<').split_once('>')?;
            let next = rest.split(';').any(|word| {
                let word = word.trim().to_ascii_lowercase();
                word == "rel=next" || word == "rel=\"next\""
            });
            next.then(|| target.to_owned())
        })
}

fn starts_with(path: &str, prefix: &str) -> bool {
    path.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// The pairs of a query as they are written, each with its name.
fn pairs(url: &Url) -> Vec<(String, &str)> {
    let query = url.query().unwrap_or_default();
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let name = form_urlencoded::parse(pair.as_bytes())
                .next()
                .map(|(name, _)| name.into_owned());
            (name.unwrap_or_default(), pair)
        })
        .collect()
}

fn value(url: &Url, name: &str) -> Option<String> {
    url.query_pairs()
        .find(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.into_owned())
}

/// The address with one query parameter changed or added, and nothing else.
fn with(url: &Url, name: &str, value: &str) -> Url {
    let changed = form_urlencoded::Serializer::new(String::new())
        .append_pair(name, value)
        .finish();
    let mut found = false;
    let mut parts: Vec<&str> = Vec::new();
    for (known, pair) in pairs(url) {
        if !known.eq_ignore_ascii_case(name) {
            parts.push(pair);
        } else if !found {
            found = true;
            parts.push(&changed);
        }
    }
    if !found {
        parts.push(&changed);
    }
    let query = parts.join("&");
    let mut next = url.clone();
    next.set_query(Some(&query));
    next
}

/// Gives a link the parameters of the first request that it lost; says which.
fn put_back(first: &Url, link: &mut Url, own: &[&str]) -> Vec<String> {
    let there: BTreeSet<String> = pairs(link)
        .into_iter()
        .map(|(name, _)| name.to_ascii_lowercase())
        .collect();
    let is_place =
        |name: &str| PLACES.contains(&name) || own.iter().any(|own| own.eq_ignore_ascii_case(name));
    let lost: Vec<(String, &str)> = pairs(first)
        .into_iter()
        .filter(|(name, _)| {
            let name = name.to_ascii_lowercase();
            !there.contains(&name) && !is_place(&name)
        })
        .collect();
    if lost.is_empty() {
        return Vec::new();
    }
    let query: Vec<&str> = link
        .query()
        .into_iter()
        .filter(|query| !query.is_empty())
        .chain(lost.iter().map(|(_, pair)| *pair))
        .collect();
    let query = query.join("&");
    link.set_query(Some(&query));
    lost.into_iter().map(|(name, _)| name).collect()
}

#[cfg(test)]
#[path = "follow_tests.rs"]
mod tests;
