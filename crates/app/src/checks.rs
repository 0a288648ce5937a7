//! Holding requests and answers against their document. What a document says is advice: a request
//! that does not fit is sent when the person wants that, and an answer that does not fit is shown.

use crate::App;
use crate::drafts::{Described, Made};
use crate::wire::{AppError, Documented, NotCheckedCause, SchemaProblemView};
use explorer::Payload;
use gateway::{HeaderMap, Method, Response};
use openapi::{Checked, Fits, Got, Media, Pointer, SchemaProblem, Use, WhyNotChecked};

/// More is no help to anybody.
const MOST_PROBLEMS: usize = 50;

impl App {
    /// What the document has against the body of a draft.
    pub(crate) async fn body_problems(
        &self,
        made: &Made,
    ) -> Result<Vec<SchemaProblemView>, AppError> {
        let input = &made.input;
        let Some(Described { loaded, key }) = &made.described else {
            return Ok(Vec::new());
        };
        // What is written is what is checked: the JSON of a JSON body, and of a form.
        let Some(body) = input.body.clone().filter(|body| !body.trim().is_empty()) else {
            return Ok(Vec::new());
        };
        if matches!(made.composed.payload, Payload::Empty | Payload::File(_)) {
            return Ok(Vec::new());
        }
        let sent = content_type(&made.composed.headers).unwrap_or_default();
        let (loaded, key) = (std::sync::Arc::clone(loaded), key.clone());
        let files: Vec<String> = input.files.iter().map(|file| file.field.clone()).collect();
        self.blocking(move |_| {
            let operation = loaded.document.operation(&key)?;
            let media = named(&operation.body.as_ref()?.media, &sent)?;
            let is_form = sent.starts_with("multipart/") || sent.contains("urlencoded");
            let is_json = sent.contains("json");
            if !(is_json || (is_form && body.trim_start().starts_with('{'))) {
                return None;
            }
            let schema = media.schema.as_ref()?;
            let checked = loaded
                .document
                .check(schema, &body, Use::Request, MOST_PROBLEMS);
            // A chosen file is not in the text and fills its field all the same.
            let chosen = |problem: &SchemaProblem| {
                files
                    .iter()
                    .any(|field| problem.pointer == Pointer::root().then(field))
            };
            let problems = checked.problems.iter().filter(|problem| !chosen(problem));
            Some(problems.map(problem_view).collect())
        })
        .await
        .map(Option::unwrap_or_default)
    }
}

/// Whether an answer is what its document says; all of its body must be there, as it came.
pub(crate) fn documented(
    described: Option<&Described>,
    method: &Method,
    answer: &Response,
) -> Documented {
    let Some(Described { loaded, key }) = described else {
        return Documented::NoDocument;
    };
    let Some(operation) = loaded.document.operation(key) else {
        return Documented::NoDocument;
    };
    let Some(told) = for_status(&operation.answers, answer.status) else {
        return Documented::StatusUnknown;
    };
    let bodiless = method == Method::HEAD || matches!(answer.status, 204 | 304);
    if told.media.is_empty() || (bodiless && answer.body.is_empty()) {
        return Documented::NoSchema;
    }
    let came = content_type(&answer.headers).unwrap_or_default();
    let Some(schema) = named(&told.media, &came).and_then(|media| media.schema.as_ref()) else {
        return Documented::NoSchema;
    };
    if !came.contains("json") {
        return Documented::NoSchema;
    }
    let Ok(text) = std::str::from_utf8(&answer.body) else {
        return Documented::NotChecked {
            why: NotCheckedCause::NotJson,
        };
    };
    let document = &loaded.document;
    verdict(&document.check(schema, text, Use::Response, MOST_PROBLEMS))
}

fn verdict(checked: &Checked) -> Documented {
    let unknown: Vec<String> = checked
        .unknown
        .iter()
        .map(|pointer| pointer.to_string())
        .collect();
    match checked.fits {
        Fits::Yes => Documented::Fits { unknown },
        Fits::No => Documented::Differs {
            problems: checked.problems.iter().map(problem_view).collect(),
            unknown,
        },
        Fits::Unknown => {
            let why = match checked.not_checked.first().map(|one| &one.why) {
                Some(WhyNotChecked::BodyTooLarge { .. }) => NotCheckedCause::TooLarge,
                Some(WhyNotChecked::NotJson { .. }) => NotCheckedCause::NotJson,
                _ => NotCheckedCause::Schema,
            };
            Documented::NotChecked { why }
        }
    }
}

fn problem_view(problem: &SchemaProblem) -> SchemaProblemView {
    SchemaProblemView {
        pointer: problem.pointer.to_string(),
        rule: problem.rule.clone(),
        expected: problem.expected.clone(),
        got: match &problem.got {
            Got::Missing => "nothing".to_owned(),
            Got::Value { json } => json.clone(),
            Got::Kind { word, size: 0 } => (*word).to_owned(),
            Got::Kind { word, size } => format!("{word} of {size}"),
        },
    }
}

/// The exact status, its class (`4XX`), or the default.
fn for_status(answers: &[openapi::Answer], status: u16) -> Option<&openapi::Answer> {
    let exact = status.to_string();
    let class = format!("{}XX", status / 100);
    let find = |wanted: &str| {
        answers
            .iter()
            .find(|answer| answer.status.eq_ignore_ascii_case(wanted))
    };
    find(&exact)
        .or_else(|| find(&class))
        .or_else(|| find("default"))
}

/// The form a body has, by its media type; ranges of the document count.
fn named<'m>(media: &'m [Media], essence: &str) -> Option<&'m Media> {
    let kind = essence.split('/').next().unwrap_or_default();
    let find = |wanted: &str| media.iter().find(|one| self::essence(&one.name) == wanted);
    find(essence)
        .or_else(|| find(&format!("{kind}/*")))
        .or_else(|| find("*/*"))
        // Many servers send `application/json` for a document's `application/hal+json`.
        .or_else(|| {
            media
                .iter()
                .find(|one| essence.contains("json") && one.name.contains("json"))
        })
}

fn content_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get("content-type")?.to_str().ok()?;
    Some(essence(value))
}

fn essence(media: &str) -> String {
    let essence = media.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
