//! Lists of a tenant, asked for as its vendor's files say.

use crate::App;
use crate::dashboard::body;
use crate::wire::{AppError, MissingWhy};
use domain::{
    Asking, Effect, Ignore, OperationKey, Paging, Rows, Safety, Sink, Tenant, VendorFailure,
};
use gateway::{Body, Event, HeaderValue, Method, Request, Response};
use serde_json::Value;

/// How many pages of a list that cannot be searched are read, at the most.
const MOST_PAGES: usize = 20;

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
        let asking = rows.ask(hole).ok_or(Unknown::NotSupported)?;
        let key = rows_key(rows);
        let mut all = self.ask_one(tenant, &key, &asking).await?;
        let paging = self.vendor(tenant)?.manifest().paging.as_ref();
        let Some((parameter, first, step, size)) = paging
            .filter(|_| whole)
            .and_then(|paging| turning(paging, rows, &asking))
        else {
            return Ok(all);
        };
        let mut last = list_of(rows, &mut all).map_or(0, |rows| rows.len());
        let mut page = 1;
        while last >= size && page < MOST_PAGES {
            let mut asking = asking.clone();
            asking.query.retain(|(name, _)| *name != parameter);
            let number = first + page * step;
            asking.query.push((parameter.clone(), number.to_string()));
            let mut next = self.ask_one(tenant, &key, &asking).await?;
            let Some(more) = list_of(rows, &mut next) else {
                break;
            };
            last = more.len();
            if let Some(list) = list_of(rows, &mut all) {
                list.append(more);
            }
            page += 1;
        }
        Ok(all)
    }

    async fn ask_one(
        &self,
        tenant: &Tenant,
        key: &OperationKey,
        asking: &Asking,
    ) -> Result<Value, Unknown> {
        let request = request(tenant, asking);
        let request = request.ok_or_else(|| self.bug("a list's request cannot be written"))?;
        let asked = self.ask_json(tenant, key, request, &Ignore).await?;
        Ok(asked.0)
    }

    /// Makes one call, and reads its answer as JSON.
    pub(crate) async fn ask_json(
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

/// A harmless read at a tenant's place.
fn request(tenant: &Tenant, asking: &Asking) -> Option<Request> {
    let mut request = Request::get(tenant.place.join(&asking.path).ok()?);
    request.method = Method::from_bytes(asking.method.as_bytes()).ok()?;
    request
        .headers
        .insert("accept", HeaderValue::from_static("application/json"));
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
    // A test holds every list to this: what is not classified as a read does not ship.
    request.effect = Effect::Reads;
    request.safety = Safety::Repeatable;
    Some(request)
}

fn list_of<'v>(rows: &Rows, body: &'v mut Value) -> Option<&'v mut Vec<Value>> {
    let mut places = std::iter::once(&rows.items).chain(&rows.or);
    let at = places.find(|at| at.find(body).is_some())?;
    at.find_mut(body)?.as_array_mut()
}

/// The parameter that turns a list's pages, the number of the first page, the step from page to
/// page, and how long a full page is.
fn turning(paging: &Paging, rows: &Rows, asking: &Asking) -> Option<(String, usize, usize, usize)> {
    let size_of = |name: &str| -> Option<usize> {
        let mut query = asking.query.iter();
        query.find(|(known, _)| known == name)?.1.parse().ok()
    };
    match paging {
        Paging::Offset {
            offset,
            limit,
            items,
            ..
        } if rows.items == *items || rows.or.contains(items) => {
            let size = size_of(limit).filter(|size| *size > 0)?;
            Some((offset.clone(), 0, size, size))
        }
        Paging::Page {
            page,
            first,
            size,
            items,
            ..
        } if rows.items == *items || rows.or.contains(items) => {
            let size = size_of(size).filter(|size| *size > 0)?;
            Some((page.clone(), *first as usize, 1, size))
        }
        Paging::Offset { .. } | Paging::Page { .. } | Paging::Link { .. } => None,
    }
}
