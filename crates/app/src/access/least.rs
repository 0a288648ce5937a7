//! What permissions open, and which are enough.

use super::{dangerous, need, owned};
use crate::App;
use crate::convert::invalid;
use crate::lists::rows_key;
use crate::wire::{
    AccessLeast, AccessOpens, AppError, CalledOperation, LeastFor, LeastGrant, OpenedOperation,
    ProblemKind,
};
use domain::{Access, Catalogue, CatalogueEntry, Need, OperationKey, Rows, Tenant, Timestamp};
use explorer::Home;
use std::collections::{BTreeMap, BTreeSet};
use vendors::Adapter;

/// Operations and how often each was called, by how the catalogue writes them, or as they were called
/// where it does not know them.
type Calls = BTreeMap<String, u32>;

impl App {
    /// What permissions open.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the tenant is not there any more.
    pub async fn access_opens(
        &self,
        tenant: String,
        permissions: Vec<String>,
    ) -> Result<AccessOpens, AppError> {
        let vendor = self.vendor(&self.tenant(&tenant)?)?;
        Ok(opens(vendor.access(), vendor.catalogue(), &permissions))
    }

    /// The smallest set of permissions that is enough for what was called, for tasks or for
    /// operations, and what of `held` is beyond it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the tenant or a task is not there, [`AppError::Invalid`] when a
    /// time is none, [`AppError::File`] when the history cannot be read.
    pub async fn access_least(
        &self,
        tenant: String,
        of: Vec<LeastFor>,
        held: Vec<String>,
    ) -> Result<AccessLeast, AppError> {
        let tenant = self.tenant(&tenant)?;
        let vendor = self.vendor(&tenant)?;
        let mut calls = Calls::new();
        for one in of {
            for (line, times) in self.calls_of(&tenant, vendor, one).await? {
                *calls.entry(line).or_default() += times;
            }
        }
        Ok(least(vendor.access(), vendor.catalogue(), &calls, &held))
    }

    async fn calls_of(
        &self,
        tenant: &Tenant,
        vendor: &dyn Adapter,
        of: LeastFor,
    ) -> Result<Calls, AppError> {
        let catalogue = vendor.catalogue();
        let once = |key: &OperationKey| (written(catalogue, key), 1);
        let lists = |lists: Vec<&Rows>| {
            lists
                .into_iter()
                .map(|rows| once(&rows_key(rows)))
                .collect()
        };
        Ok(match of {
            LeastFor::History { since, until } => {
                self.called(tenant, vendor, since.as_deref(), until.as_deref())
                    .await?
            }
            LeastFor::Tasks { tasks } => {
                let mut calls = Calls::new();
                for task in tasks {
                    let (_, _, task) = self.task_of(tenant.id.as_str(), &task)?;
                    calls.extend(task.all_operations().map(once));
                }
                calls
            }
            LeastFor::Dashboard => {
                let tiles = vendor.manifest().tiles.iter();
                let tiles = tiles.map(|tile| once(&crate::dashboard::key(tile)));
                let waits: Calls = lists(vendor.waiting().rows().collect());
                waits.into_iter().chain(tiles).collect()
            }
            LeastFor::LookUp => lists(vendor.look_up().rows().collect()),
            LeastFor::Operations { operations } => {
                let one = |line: &String| match OperationKey::parse(line) {
                    Some(key) => once(&key),
                    None => (line.clone(), 1),
                };
                operations.iter().map(one).collect()
            }
        })
    }

    /// What was called at a tenant between two moments.
    async fn called(
        &self,
        tenant: &Tenant,
        vendor: &dyn Adapter,
        since: Option<&str>,
        until: Option<&str>,
    ) -> Result<Calls, AppError> {
        let (since, until) = (time(since, "since")?, time(until, "until")?);
        let sent = self.history_calls(&tenant.id, since, until).await?;
        let home = Home {
            place: &tenant.place,
            usual_paths: &vendor.manifest().tenant.paths,
        };
        let mut calls = Calls::new();
        for (method, address, times) in sent {
            let key = explorer::called(&method, &address, home, vendor.catalogue());
            let line = match key {
                Some(key) => written(vendor.catalogue(), &key),
                None => format!("{method} {address}"),
            };
            *calls.entry(line).or_default() += times;
        }
        Ok(calls)
    }
}

fn time(text: Option<&str>, field: &str) -> Result<Option<Timestamp>, AppError> {
    let read = text.map(|text| text.parse::<Timestamp>());
    let wrong = |_| {
        let wanted = "date-time".to_owned();
        invalid(field, ProblemKind::WrongType { wanted })
    };
    read.transpose().map_err(wrong)
}

/// An operation as the catalogue writes it, or as it came where it is not there.
fn written(catalogue: &Catalogue, key: &OperationKey) -> String {
    let known = catalogue.find(key).map(|entry| entry.operation.clone());
    known.unwrap_or_else(|| key.to_string())
}

fn opens(access: &Access, catalogue: &Catalogue, permissions: &[String]) -> AccessOpens {
    let held = access.held(permissions.iter().map(String::as_str));
    let mut view = AccessOpens {
        held: owned(&access.sorted(&held)),
        opened: Vec::new(),
        partly: Vec::new(),
        free: 0,
        unsaid: 0,
    };
    for entry in catalogue.entries() {
        match entry.needs.as_deref() {
            None => view.unsaid += 1,
            Some([]) => view.free += 1,
            Some(needs) => {
                let lacks = |one: &&Need| !Access::opens(&held, std::slice::from_ref(*one));
                let lacks: Vec<_> = needs.iter().filter(lacks).map(need).collect();
                if lacks.len() == needs.len() {
                    continue;
                }
                let into = match lacks.is_empty() {
                    true => &mut view.opened,
                    false => &mut view.partly,
                };
                into.push(OpenedOperation {
                    operation: entry.operation.clone(),
                    effect: entry.effect.into(),
                    needs: needs.iter().map(need).collect(),
                    lacks,
                });
            }
        }
    }
    view
}

fn least(access: &Access, catalogue: &Catalogue, calls: &Calls, held: &[String]) -> AccessLeast {
    let (mut free, mut unsaid, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let mut asking: Vec<(CalledOperation, &CatalogueEntry)> = Vec::new();
    for (operation, times) in calls {
        let called = CalledOperation {
            operation: operation.clone(),
            times: *times,
        };
        let key = OperationKey::parse(operation);
        match key.and_then(|key| catalogue.find(&key)) {
            None => unknown.push(called),
            Some(entry) => match entry.needs.as_deref() {
                None => unsaid.push(called),
                Some([]) => free.push(called),
                Some(_) => asking.push((called, entry)),
            },
        }
    }
    let needs = asking
        .iter()
        .flat_map(|(_, entry)| entry.needs.iter().flatten());
    let least = access.least(needs);
    let because = |permission: &str| {
        let with = access.held([permission]);
        let wants = |entry: &CatalogueEntry| {
            let mut needs = entry.needs.iter().flatten();
            needs.any(|need| Access::opens(&with, std::slice::from_ref(need)))
        };
        let wanting = asking.iter().filter(|(_, entry)| wants(entry));
        wanting.map(|(called, _)| called.clone()).collect()
    };
    let now = access.held(held.iter().map(String::as_str));
    let lacking: BTreeSet<&str> = least.held.difference(&now).copied().collect();
    AccessLeast {
        calls: calls
            .values()
            .fold(0, |sum, times| sum.saturating_add(*times)),
        grants: least
            .grants
            .iter()
            .map(|grant| LeastGrant {
                permission: grant.permission.to_owned(),
                instead: owned(&grant.instead),
                because: because(grant.permission),
            })
            .collect(),
        held: owned(&access.sorted(&least.held)),
        dangerous: dangerous(access, &least.held),
        beyond: owned(&access.beyond(&now, &least)),
        lacking: owned(&access.sorted(&lacking)),
        free,
        unsaid,
        unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::{Calls, least, opens};
    use crate::wire::{AccessLeast, CalledOperation};
    use domain::{Access, Catalogue};

    const ACCESS: &str = r#"
        permissions = [
            { key = "boss", group = "R", lets = "do all", includes = ["*"], danger = "all" },
            { key = "manage", group = "R", lets = "change", includes = ["view"] },
            { key = "view", group = "R", lets = "see" },
            { key = "vault", group = "R", lets = "see secrets", danger = "secrets" },
        ]
    "#;
    const OPERATIONS: &str = r#"operations = [
        { operation = "GET /a", effect = "reads", needs = ["view"] },
        { operation = "PUT /a/{id}", effect = "changes", needs = ["manage"] },
        { operation = "GET /v", effect = "discloses", needs = ["view", { one_of = ["vault", "boss"] }] },
        { operation = "GET /status", effect = "reads", needs = [] },
        { operation = "GET /odd", effect = "reads" },
    ]"#;

    fn files() -> (Access, Catalogue) {
        let catalogue = Catalogue::parse(OPERATIONS).unwrap();
        (Access::parse(ACCESS).unwrap(), catalogue)
    }

    fn least_of(calls: &[(&str, u32)], held: &[&str]) -> AccessLeast {
        let (access, catalogue) = files();
        let calls: Calls = calls
            .iter()
            .map(|(line, times)| ((*line).to_owned(), *times))
            .collect();
        let held: Vec<String> = held.iter().map(|&key| key.to_owned()).collect();
        least(&access, &catalogue, &calls, &held)
    }

    #[test]
    fn a_client_that_only_read_needs_no_more_than_to_read() {
        let told = least_of(
            &[
                ("GET /a", 212),
                ("GET /status", 3),
                ("GET /odd", 1),
                ("GET /moon", 2),
            ],
            &["manage", "vault"],
        );
        assert_eq!(told.calls, 218);
        assert_eq!(told.grants.len(), 1);
        assert_eq!(told.grants[0].permission, "view");
        assert_eq!(told.grants[0].because[0].times, 212);
        assert_eq!(told.beyond, ["manage", "vault"]);
        assert_eq!(told.lacking, [""; 0]);
        let called = |operation: &str, times| CalledOperation {
            operation: operation.to_owned(),
            times,
        };
        assert_eq!(told.free, [called("GET /status", 3)]);
        assert_eq!(told.unsaid, [called("GET /odd", 1)]);
        assert_eq!(told.unknown, [called("GET /moon", 2)]);
    }

    #[test]
    fn of_alternatives_the_less_dangerous_is_taken_and_the_other_told() {
        let told = least_of(
            &[("GET /v", 1), ("PUT /a/7", 1), ("PUT /a/{id}", 1)],
            &["view"],
        );
        let grants: Vec<&str> = told.grants.iter().map(|g| g.permission.as_str()).collect();
        assert_eq!(grants, ["manage", "vault"]);
        assert_eq!(told.grants[1].instead, ["boss"]);
        assert_eq!(told.dangerous, ["vault"]);
        assert_eq!(told.lacking, ["manage", "vault"]);
        assert_eq!(told.beyond, [""; 0]);
    }

    #[test]
    fn a_permission_opens_what_it_is_enough_for_and_parts_of_the_rest() {
        let (access, catalogue) = files();
        let told = opens(&access, &catalogue, &["manage".to_owned()]);
        let lines = |all: &[crate::wire::OpenedOperation]| {
            all.iter()
                .map(|one| one.operation.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(lines(&told.opened), ["GET /a", "PUT /a/{id}"]);
        assert_eq!(lines(&told.partly), ["GET /v"]);
        assert_eq!(told.partly[0].lacks[0].one_of, ["vault", "boss"]);
        assert_eq!((told.free, told.unsaid), (1, 1));
        assert_eq!(
            opens(&access, &catalogue, &["boss".to_owned()])
                .opened
                .len(),
            3
        );
    }
}
