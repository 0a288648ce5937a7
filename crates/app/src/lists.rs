//! Lists of a tenant, asked for as its vendor's files say.

use crate::App;
use crate::wire::{AppError, MissingWhy};
use domain::{
    Asking, At, Effect, Ignore, OperationKey, Paging, RequestLine, Rows, Safety, Sink, Tenant,
    VendorFailure,
};
use gateway::{Body, Event, HeaderValue, Method, Request, Response};
use serde_json::Value;

/// How many pages of one list are read, at the most.
const MOST_PAGES: usize = 100;

/// Why there is no list.
pub(crate) enum Unknown {
    /// A right is missing.
    NotAllowed,
    /// This version does not have it.
    NotSupported,
    /// Something is the matter with the tenant.
    Failed(AppError),
}

impl From<AppError> for Unknown {
    fn from(error: AppError) -> Self {
        Self::Failed(error)
    }
}

/// The operation a list comes from.
pub(crate) fn rows_key(rows: &Rows) -> OperationKey {
    OperationKey::new(&rows.operation.method, rows.operation.path.as_str())
}

impl App {
    /// Why a list is missing, as it is told.
    pub(crate) fn missing(&self, tenant: &Tenant, rows: &Rows, why: Unknown) -> MissingWhy {
        match why {
            Unknown::NotAllowed => MissingWhy::NotAllowed {
                needs: self.needs(tenant, Some(&rows_key(rows))),
                operation: self.catalogued(tenant, Some(&rows_key(rows))),
            },
            Unknown::NotSupported => MissingWhy::NotSupported,
            Unknown::Failed(error) => MissingWhy::Failed { error },
        }
    }

    /// Asks for a list; answers the JSON it is in, pages behind the first included where `whole`
    /// says so.
    pub(crate) async fn ask_list(
        &self,
        tenant: &Tenant,
        rows: &Rows,
        whole: bool,
        hole: impl Fn(&str) -> Option<String>,
    ) -> Result<Value, Unknown> {
        // A row that lacks what the question needs has no such list.
        let asking = rows.ask(hole, explorer::path_value);
        let asking = asking.ok_or(Unknown::NotSupported)?;
        let lists: Vec<&At> = std::iter::once(&rows.items).chain(&rows.or).collect();
        let lists = if whole { lists.as_slice() } else { &[] };
        let key = rows_key(rows);
        let (body, _) = self.ask_pages(tenant, &key, &asking, lists).await?;
        Ok(body)
    }

    /// Asks, and reads the pages behind the first when what turns pages here is one of `lists`; their
    /// rows are put behind those of the first. The answer is the first page's.
    pub(crate) async fn ask_pages(
        &self,
        tenant: &Tenant,
        key: &OperationKey,
        asking: &Asking,
        lists: &[&At],
    ) -> Result<(Value, Response), Unknown> {
        let (mut all, response) = self.ask_once(tenant, key, asking).await?;
        let paging = self.vendor(tenant)?.manifest().paging.as_ref();
        let turning = paging.and_then(|paging| turning(paging, asking, lists));
        let Some(turning) = turning else {
            return Ok((all, response));
        };
        let mut last = turning.rows(&mut all).map_or(0, |rows| rows.len());
        let mut page = 1;
        while last >= turning.size && page < MOST_PAGES {
            let asking = turning.page(asking, page);
            let (mut next, _) = self.ask_once(tenant, key, &asking).await?;
            let Some(more) = turning.rows(&mut next) else {
                break;
            };
            last = more.len();
            if let Some(rows) = turning.rows(&mut all) {
                rows.append(more);
            }
            page += 1;
        }
        Ok((all, response))
    }

    async fn ask_once(
        &self,
        tenant: &Tenant,
        key: &OperationKey,
        asking: &Asking,
    ) -> Result<(Value, Response), Unknown> {
        let request = asking_request(tenant, asking);
        let request = request.ok_or_else(|| self.bug("a list's request cannot be written"))?;
        self.ask_json(tenant, key, request, &Ignore).await
    }

    /// Makes one call, and reads its answer as JSON.
    async fn ask_json(
        &self,
        tenant: &Tenant,
        key: &OperationKey,
        request: Request,
        watch: &dyn Sink<Event>,
    ) -> Result<(Value, Response), Unknown> {
        let answer = self.call(tenant, request, watch).await?;
        let response = answer.response;
        let refused =
            |failure| Unknown::Failed(self.refusal(tenant, Some(key), failure, &response));
        if let Some(failure) = answer.failure {
            return Err(match failure.status {
                403 => Unknown::NotAllowed,
                404 | 405 | 501 => Unknown::NotSupported,
                _ => refused(failure),
            });
        }
        match body(&response) {
            Ok(body) => Ok((body, response)),
            Err(_) => Err(refused(VendorFailure {
                status: response.status,
                ..VendorFailure::default()
            })),
        }
    }
}

/// A GET, or another harmless read, at a tenant's place.
pub(crate) fn line_request(tenant: &Tenant, line: &RequestLine) -> Option<Request> {
    let mut request = Request::get(tenant.place.join(&line.path).ok()?);
    request.method = Method::from_bytes(line.method.as_bytes()).ok()?;
    request
        .headers
        .insert("accept", HeaderValue::from_static("application/json"));
    Some(request)
}

/// A harmless read as a vendor's file asks for it.
pub(crate) fn asking_request(tenant: &Tenant, asking: &Asking) -> Option<Request> {
    let mut request = line_request(
        tenant,
        &RequestLine {
            method: asking.method.clone(),
            address: None,
            path: asking.path.clone(),
        },
    )?;
    if !asking.query.is_empty() {
        request.url.query_pairs_mut().extend_pairs(&asking.query);
        // Not every server reads a plus as a space.
        let query = request.url.query().map(|query| query.replace('+', "%20"));
        request.url.set_query(query.as_deref());
    }
    if let Some(json) = &asking.json {
        request
            .headers
            .insert("content-type", HeaderValue::from_static("application/json"));
        request.body = Body::Bytes(json.to_string().into_bytes());
    }
    // A test holds every list and tile to this: what is not classified as a read does not ship.
    request.effect = Effect::Reads;
    request.safety = Safety::Repeatable;
    Some(request)
}

/// The answer's JSON; nothing at all counts as null.
pub(crate) fn body(response: &Response) -> Result<Value, serde_json::Error> {
    if response.body.trim_ascii().is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(&response.body)
}

/// How a list goes on.
struct Turning<'p> {
    items: &'p At,
    /// The query parameter that turns pages, and what it says for the page of a number from 0.
    parameter: &'p str,
    start: usize,
    step: usize,
    /// How many rows a full page has.
    size: usize,
}

impl Turning<'_> {
    fn rows<'v>(&self, body: &'v mut Value) -> Option<&'v mut Vec<Value>> {
        self.items.find_mut(body)?.as_array_mut()
    }

    fn page(&self, asking: &Asking, page: usize) -> Asking {
        let mut asking = asking.clone();
        asking.query.retain(|(name, _)| name != self.parameter);
        let number = self.start + page * self.step;
        asking
            .query
            .push((self.parameter.to_owned(), number.to_string()));
        asking
    }
}

/// How a request's list goes on, when one of `lists` is what turns pages, and it says how long a page
/// is.
fn turning<'p>(paging: &'p Paging, asking: &Asking, lists: &[&At]) -> Option<Turning<'p>> {
    let (items, parameter, start, size) = match paging {
        Paging::Offset {
            offset,
            limit,
            items,
            ..
        } => (items, offset, 0, limit),
        Paging::Page {
            page,
            first,
            size,
            items,
            ..
        } => (items, page, *first as usize, size),
        // No list that is asked for turns pages by links yet.
        Paging::Link { .. } => return None,
    };
    let mut query = asking.query.iter();
    let size: usize = query.find(|(name, _)| name == size)?.1.parse().ok()?;
    let step = match paging {
        Paging::Offset { .. } => size,
        Paging::Page { .. } | Paging::Link { .. } => 1,
    };
    (size > 0 && lists.contains(&items)).then_some(Turning {
        items,
        parameter,
        start,
        step,
        size,
    })
}
