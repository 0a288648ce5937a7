//! From a draft to a request.

use crate::address::{self, Piece};
use crate::entered::{self, Entered};
use crate::{
    Doubts, Draft, Home, Payload, Problem, ProblemKind, Slot, carried, catalogue, headers, styles,
};
use domain::{Catalogue, Effect, OperationKey, Safety};
use http::{HeaderMap, HeaderValue, Method, header};
use openapi::{Document, In, Operation, Parameter};
use std::collections::BTreeMap;
use url::Url;

/// A request that may leave, without its credential.
#[derive(Debug, Clone)]
pub struct Composed {
    /// The method.
    pub method: Method,
    /// The whole address, on the tenant's origin.
    pub url: Url,
    /// Headers, without the credential's.
    pub headers: HeaderMap,
    /// The body.
    pub payload: Payload,
    /// What it does to the world.
    pub effect: Effect,
    /// Whether sending it twice is harmless.
    pub safety: Safety,
    /// The operation as the vendor's catalogue writes it.
    pub key: OperationKey,
}

/// Puts a request together, or says everything that is wrong with the draft at once.
///
/// The address lies on the tenant's origin, whatever the document says; its path has the
/// segments of the document's path, and what was entered is only ever a part of one of them.
///
/// # Errors
/// Every problem, in the document's order of parameters.
pub fn compose(
    document: &Document,
    draft: &Draft,
    catalogue: &Catalogue,
    home: Home<'_>,
) -> Result<Composed, Vec<Problem>> {
    let nothing = |kind| vec![Problem { slot: None, kind }];
    let operation = document
        .operation(&draft.operation)
        .ok_or_else(|| nothing(ProblemKind::NoSuchOperation))?;
    let mut composing = Composing {
        draft,
        problems: Vec::new(),
        holes: BTreeMap::new(),
        query: Vec::new(),
        cookies: Vec::new(),
        headers: HeaderMap::new(),
    };
    let method = Method::from_bytes(draft.operation.method.as_bytes())
        .ok()
        .filter(|method| *method != Method::CONNECT && *method != Method::TRACE);
    if method.is_none() {
        composing.add(None, ProblemKind::MethodNotSent);
    }
    // Some documents write a query, or a fragment to tell operations apart, into the path.
    let without_fragment = draft.operation.path.split('#').next().unwrap_or_default();
    let (path, fixed_query) = match without_fragment.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (without_fragment, None),
    };
    let template = home.below(&operation.prefix, path);
    for parameter in &operation.parameters {
        composing.parameter(parameter);
    }
    let mut wanted = address::holes(&template);
    wanted.extend(fixed_query.map(address::holes).unwrap_or_default());
    composing.undescribed(&operation, &wanted);
    let fixed = fixed_query.map(|query| composing.fixed(query));
    let query: Vec<_> = fixed
        .into_iter()
        .flatten()
        .chain(composing.query.clone())
        .collect();
    let payload = composing.payload(document, &operation);
    composing.accept(&operation);
    composing.cookie();
    let address = composing.address(home, &template, &query);
    match (method, address) {
        (Some(method), Some(address)) if composing.problems.is_empty() => {
            let key = home.key(&operation.prefix, &draft.operation);
            let effect = catalogue::effect_of(catalogue, &key, &address.below);
            Ok(Composed {
                safety: catalogue::safety_of(&method, effect),
                method,
                url: address.url,
                headers: composing.headers,
                payload,
                effect,
                key,
            })
        }
        _ => Err(composing.problems),
    }
}

struct Composing<'a> {
    draft: &'a Draft,
    problems: Vec<Problem>,
    /// What each hole becomes, encoded.
    holes: BTreeMap<String, String>,
    query: Vec<(String, String)>,
    cookies: Vec<(String, String)>,
    headers: HeaderMap,
}

impl Composing<'_> {
    fn add(&mut self, slot: Option<&Slot>, kind: ProblemKind) {
        if kind.is_doubt() && self.draft.doubts == Doubts::SendAnyway {
            return;
        }
        self.problems.push(Problem {
            slot: slot.cloned(),
            kind,
        });
    }

    fn parameter(&mut self, parameter: &Parameter) {
        let slot = Slot::new(parameter.place, parameter.name.as_str());
        let text = self.draft.values.get(&slot).filter(|text| !text.is_empty());
        let Some(text) = text else {
            // The session sends its own headers, and may send this cookie.
            let ours = match parameter.place {
                In::Header => headers::is_reserved(&parameter.name),
                In::Cookie => true,
                In::Path | In::Query => false,
            };
            // A hole is asked for where the template has it.
            if parameter.required && parameter.place != In::Path && !ours {
                self.add(Some(&slot), ProblemKind::Missing);
            }
            return;
        };
        let read = entered::read(parameter, text);
        for doubt in read.doubts {
            self.add(Some(&slot), doubt);
        }
        let (style, explode) = (parameter.style, parameter.explode);
        match parameter.place {
            In::Path => self.hole(&slot, &read.value, |value| {
                styles::in_path(&parameter.name, style, explode, value)
            }),
            In::Query => self.query.extend(styles::in_query(
                &parameter.name,
                style,
                explode,
                parameter.allow_reserved,
                &read.value,
            )),
            In::Header => self.header(&slot, &styles::in_header(style, explode, &read.value)),
            In::Cookie => {
                // Encoded throughout: an open `;` or `,` would end the cookie (RFC 6265, 4.1.1).
                let pairs = styles::in_query(&parameter.name, style, explode, false, &read.value);
                self.cookies.extend(pairs);
            }
        }
    }

    /// Values for what the document does not describe, and holes without any.
    fn undescribed(&mut self, operation: &Operation<'_>, wanted: &[&str]) {
        let draft = self.draft;
        for (slot, text) in draft.values.iter().filter(|(_, text)| !text.is_empty()) {
            let described = operation
                .parameters
                .iter()
                .any(|parameter| parameter.place == slot.place && parameter.name == slot.name);
            if slot.place == In::Path && !wanted.contains(&slot.name.as_str()) {
                self.add(Some(slot), ProblemKind::NoSuchHole);
            } else if !described {
                match slot.place {
                    In::Path => {
                        let one = Entered::One(text.clone());
                        self.hole(slot, &one, |_| styles::strict(text));
                    }
                    In::Query => self
                        .query
                        .push((styles::strict(&slot.name), styles::strict(text))),
                    In::Header => self.header(slot, text),
                    In::Cookie => self
                        .cookies
                        .push((styles::strict(&slot.name), styles::strict(text))),
                }
            }
        }
        for name in wanted {
            let slot = Slot::new(In::Path, *name);
            let said = self
                .problems
                .iter()
                .any(|problem| problem.slot.as_ref() == Some(&slot));
            if !self.holes.contains_key(*name) && !said {
                // Not a doubt: without it there is no address.
                self.problems.push(Problem {
                    slot: Some(slot),
                    kind: ProblemKind::Missing,
                });
            }
        }
    }

    fn hole(&mut self, slot: &Slot, value: &Entered, write: impl FnOnce(&Entered) -> String) {
        let parts: Vec<&str> = match value {
            Entered::One(one) => vec![one],
            Entered::Many(many) => many.iter().map(String::as_str).collect(),
            Entered::Named(fields) => fields
                .iter()
                .flat_map(|(name, one)| [name.as_str(), one.as_str()])
                .collect(),
        };
        let agreed = self.draft.separators_agreed.contains(slot);
        let problem = if parts.is_empty() {
            Some(ProblemKind::Missing)
        } else {
            address::value_problem(&parts, agreed)
        };
        match problem {
            Some(kind) => self.problems.push(Problem {
                slot: Some(slot.clone()),
                kind,
            }),
            None => {
                self.holes.insert(slot.name.clone(), write(value));
            }
        }
    }

    fn header(&mut self, slot: &Slot, value: &str) {
        match headers::checked(&slot.name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(kind) => self.add(Some(slot), kind),
        }
    }

    /// The pairs of a query the document writes into its path.
    fn fixed(&self, query: &str) -> Vec<(String, String)> {
        let filled = |text: &str| {
            let mut out = String::new();
            for piece in address::pieces(text) {
                match piece {
                    Piece::Fixed(fixed) => out.push_str(&styles::strict(
                        &percent_encoding::percent_decode_str(fixed).decode_utf8_lossy(),
                    )),
                    Piece::Hole(name) => {
                        out.push_str(self.holes.get(name).map_or("", String::as_str));
                    }
                }
            }
            out
        };
        query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (filled(name), filled(value))
            })
            .collect()
    }

    fn payload(&mut self, document: &Document, operation: &Operation<'_>) -> Payload {
        let mut doubts = Vec::new();
        let made = carried::carried(document, operation, self.draft, &mut doubts);
        for doubt in doubts {
            self.add(None, doubt);
        }
        match made {
            Ok(Some(made)) => {
                self.headers.insert(header::CONTENT_TYPE, made.media);
                made.payload
            }
            Ok(None) => Payload::Empty,
            Err(kind) => {
                self.add(None, kind);
                Payload::Empty
            }
        }
    }

    /// The cookies a person gave; the gateway puts the session's own before them.
    fn cookie(&mut self) {
        let pairs: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        // Everything in it is encoded, so it is a header's value.
        if let Ok(value) = HeaderValue::from_str(&pairs.join("; "))
            && !pairs.is_empty()
        {
            self.headers.insert(header::COOKIE, value);
        }
    }

    /// What the document says comes back, JSON first, and anything else after that.
    fn accept(&mut self, operation: &Operation<'_>) {
        if self.headers.contains_key(header::ACCEPT) {
            return;
        }
        let mut names: Vec<&str> = Vec::new();
        for answer in &operation.answers {
            if answer.status.starts_with('2') || answer.status == "default" {
                names.extend(answer.media.iter().map(|media| media.name.as_str()));
            }
        }
        names.retain(|name| !name.contains(['*', ',']) && headers::value_of(name).is_some());
        let mut seen = Vec::new();
        names.retain(|name| {
            !seen.contains(name) && {
                seen.push(*name);
                true
            }
        });
        names.sort_by_key(|name| !carried::is_json(&name.to_ascii_lowercase()));
        names.truncate(4);
        let mut text = names.join(", ");
        text.push_str(if text.is_empty() {
            "*/*"
        } else {
            ", */*;q=0.5"
        });
        let value = headers::value_of(&text).unwrap_or(HeaderValue::from_static("*/*"));
        self.headers.insert(header::ACCEPT, value);
    }

    fn address(
        &mut self,
        home: Home<'_>,
        template: &str,
        query: &[(String, String)],
    ) -> Option<address::Finished> {
        // A hole without a value has been reported, and would be reported again.
        if address::holes(template)
            .iter()
            .any(|hole| !self.holes.contains_key(*hole))
        {
            return None;
        }
        let holes = &self.holes;
        match address::finish(home, template, query, &|name| holes.get(name).cloned()) {
            Ok(finished) => Some(finished),
            Err((hole, kind)) => {
                let slot = hole.map(|name| Slot::new(In::Path, name));
                self.add(slot.as_ref(), kind);
                None
            }
        }
    }
}
