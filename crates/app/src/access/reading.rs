//! Who holds permissions at a tenant, asked for as `access.toml` says.

use super::lines;
use crate::App;
use crate::convert::count;
use crate::lists::Unknown;
use crate::wire::{
    AccessCell, AccessPlace, AccessView, HolderColumn, HoldersState, MissingWhy, PlaceState,
};
use domain::{Access, Holders, Permission, Places, Rows, Tenant, Through, hole};
use futures_util::future::join_all;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// So many places are asked without being named; the others when a person names one.
const MOST_PLACES: usize = 25;
/// So many holders of one kind are shown, and so many are asked about one by one.
const MOST_HOLDERS: usize = 500;
const MOST_ASKED: usize = 100;

/// What came of one kind of holder: who they are, and the places.
type Came = (HoldersState, Vec<AccessPlace>);

/// One holder, before it is laid out along the section's permissions.
struct Found<'a> {
    id: String,
    name: String,
    note: Option<String>,
    place: Option<String>,
    /// What it was given; `None` where the product did not say.
    granted: Option<BTreeSet<&'a str>>,
    /// What it holds because it has other holders, and their names.
    through: BTreeMap<&'a str, Vec<String>>,
    unknown: Vec<String>,
}

impl App {
    /// Asks for every kind of holder, one after another: later ones may hold what earlier ones do.
    pub(super) async fn read_holders(
        &self,
        tenant: &Tenant,
        access: &Access,
        place: Option<&str>,
        before: &AccessView,
    ) -> Vec<Came> {
        let mut found: BTreeMap<&str, Vec<Found<'_>>> = BTreeMap::new();
        let mut states = Vec::new();
        for (holders, known) in access.holders.iter().zip(&before.sections) {
            let kept = || (known.state.clone(), known.places.clone());
            let came = match (&holders.rows, &holders.places, place) {
                (None, _, _) => kept(),
                // One place was named: what is not kept by places stays as it was.
                (Some(_), None, Some(_)) => kept(),
                (Some(rows), Some(places), _) => {
                    let before = (place, &kept());
                    self.read_places(tenant, access, holders, rows, places, before)
                        .await
                }
                (Some(rows), None, None) => {
                    match self.read_rows(tenant, access, holders, rows, None).await {
                        Ok(read) => {
                            self.with_through(tenant, holders, read, &mut found, access)
                                .await
                        }
                        Err(why) => (self.state_of(tenant, rows, why), Vec::new()),
                    }
                }
            };
            states.push(came);
        }
        states
    }

    /// One list of holders.
    async fn read_rows<'a>(
        &self,
        tenant: &Tenant,
        access: &'a Access,
        holders: &Holders,
        rows: &Rows,
        place: Option<&str>,
    ) -> Result<Vec<Found<'a>>, Unknown> {
        let now = self.core.ports.clock.now();
        let ask = |name: &str| match name {
            "place" => place.map(str::to_owned),
            _ => hole(name, &Value::Null, now),
        };
        let body = self.ask_list(tenant, rows, true, ask).await?;
        let came = rows.of(&body).ok_or(Unknown::NotSupported)?;
        let named = came.into_iter().filter_map(|row| {
            let name = holders.name.as_ref().and_then(|name| name.of(row))?;
            let id = holders.row_id.as_ref().and_then(|id| id.of(row));
            let holding = holders.holding(access, row);
            let (granted, unknown) = match holding {
                Some(holding) => (Some(holding.granted), holding.unknown),
                None => (None, Vec::new()),
            };
            Some(Found {
                id: id.unwrap_or_else(|| name.clone()),
                note: holders.note.as_ref().and_then(|note| note.of(row)),
                name,
                place: place.map(str::to_owned),
                granted,
                through: BTreeMap::new(),
                unknown,
            })
        });
        Ok(named.collect())
    }

    /// Adds what holders hold because they have others, and lays them out.
    async fn with_through<'a>(
        &self,
        tenant: &Tenant,
        holders: &'a Holders,
        mut read: Vec<Found<'a>>,
        found: &mut BTreeMap<&'a str, Vec<Found<'a>>>,
        access: &'a Access,
    ) -> Came {
        let rest = read.len().saturating_sub(MOST_HOLDERS);
        read.truncate(MOST_HOLDERS);
        if let Some(through) = &holders.through {
            let others = found.get(through.of.as_str());
            let asked = read.iter().take(MOST_ASKED);
            let asked = asked.map(|one| self.ask_through(tenant, through, &one.id));
            let answers = join_all(asked).await;
            let mut answers = answers.into_iter();
            for one in &mut read {
                match (answers.next(), others) {
                    (Some(Ok(ids)), Some(others)) => one.has(&ids, others, access),
                    // Not asked, not answered, or nobody could read what the others hold.
                    _ => one.granted = None,
                }
            }
        }
        let columns = read
            .iter()
            .map(|one| column(access, holders, one))
            .collect();
        found.insert(&holders.id, read);
        let rest = count(rest);
        (HoldersState::Read { columns, rest }, Vec::new())
    }

    /// The ids of the other holders that one has.
    async fn ask_through(
        &self,
        tenant: &Tenant,
        through: &Through,
        id: &str,
    ) -> Result<Vec<String>, Unknown> {
        let row = serde_json::json!({ "id": id });
        let now = self.core.ports.clock.now();
        let ask = |name: &str| hole(name, &row, now);
        let body = self.ask_list(tenant, &through.rows, true, ask).await?;
        let rows = through.rows.of(&body).ok_or(Unknown::NotSupported)?;
        let ids = rows.into_iter().filter_map(|row| through.row_id.of(row));
        Ok(ids.collect())
    }

    /// Holders that are kept apart by places. Where one place is named, only its are asked for, and
    /// the others stay as they were.
    async fn read_places(
        &self,
        tenant: &Tenant,
        access: &Access,
        holders: &Holders,
        rows: &Rows,
        places: &Places,
        (wanted, (state, known)): (Option<&str>, &Came),
    ) -> Came {
        let mut all = match (wanted, known.is_empty()) {
            (Some(_), false) => known.clone(),
            _ => match self.ask_places(tenant, places).await {
                Ok(all) => all,
                Err(why) => return (self.state_of(tenant, &places.rows, why), Vec::new()),
            },
        };
        let asked: Vec<usize> = match wanted {
            Some(id) => all
                .iter()
                .position(|place| place.id == id)
                .into_iter()
                .collect(),
            None => (0..all.len().min(MOST_PLACES)).collect(),
        };
        let read = asked.iter().map(|at| {
            let place = all[*at].id.as_str();
            self.read_rows(tenant, access, holders, rows, Some(place))
        });
        let read = join_all(read).await;
        let mut columns = match state {
            HoldersState::Read { columns, .. } if wanted.is_some() => columns.clone(),
            _ => Vec::new(),
        };
        for (at, read) in asked.into_iter().zip(read) {
            let place = &mut all[at];
            columns.retain(|column| column.at_place.as_ref() != Some(&place.id));
            place.state = match read {
                Ok(read) => {
                    columns.extend(read.iter().map(|one| column(access, holders, one)));
                    PlaceState::Read
                }
                Err(why) => PlaceState::Missing {
                    why: self.missing(tenant, rows, why),
                },
            };
        }
        let rest = count(columns.len().saturating_sub(MOST_HOLDERS));
        columns.truncate(MOST_HOLDERS);
        (state_of_places(&all, columns, rest), all)
    }

    async fn ask_places(
        &self,
        tenant: &Tenant,
        places: &Places,
    ) -> Result<Vec<AccessPlace>, Unknown> {
        let now = self.core.ports.clock.now();
        let ask = |name: &str| hole(name, &Value::Null, now);
        let body = self.ask_list(tenant, &places.rows, true, ask).await?;
        let rows = places.rows.of(&body).ok_or(Unknown::NotSupported)?;
        let all = rows.into_iter().filter_map(|row| {
            Some(AccessPlace {
                id: places.id.of(row)?,
                name: places.name.of(row)?,
                state: PlaceState::NotLoaded,
            })
        });
        Ok(all.collect())
    }

    fn state_of(&self, tenant: &Tenant, rows: &Rows, why: Unknown) -> HoldersState {
        state_of(self.missing(tenant, rows, why))
    }
}

fn state_of(why: MissingWhy) -> HoldersState {
    match why {
        MissingWhy::NotAllowed { needs, operation } => {
            HoldersState::NotAllowed { needs, operation }
        }
        MissingWhy::NotSupported => HoldersState::NotSupported,
        MissingWhy::Failed { error } => HoldersState::Failed { error },
    }
}

/// Read where one place was; as the first failed where none was.
fn state_of_places(all: &[AccessPlace], columns: Vec<HolderColumn>, rest: u32) -> HoldersState {
    let read = |place: &AccessPlace| matches!(place.state, PlaceState::Read);
    let missing = all.iter().find_map(|place| match &place.state {
        PlaceState::Missing { why } => Some(why.clone()),
        PlaceState::NotLoaded | PlaceState::Read => None,
    });
    match missing {
        Some(why) if !all.iter().any(read) => state_of(why),
        _ => HoldersState::Read { columns, rest },
    }
}

impl<'a> Found<'a> {
    /// It has these others, and holds what they hold.
    fn has(&mut self, ids: &[String], others: &[Found<'a>], access: &'a Access) {
        for id in ids {
            let Some(other) = others.iter().find(|other| other.id == *id) else {
                // One nobody listed: what it holds is not known, and so not what this one does.
                self.granted = None;
                continue;
            };
            let Some(granted) = &other.granted else {
                self.granted = None;
                continue;
            };
            for key in access.held(granted.iter().copied()) {
                let names = self.through.entry(key).or_default();
                names.push(other.name.clone());
            }
            for name in &other.unknown {
                if !self.unknown.contains(name) {
                    self.unknown.push(name.clone());
                }
            }
        }
    }
}

/// A permission as a person calls it.
pub(super) fn words(one: &Permission) -> String {
    match &one.level {
        Some(level) => format!("{}: {level}", one.label()),
        None => one.label().to_owned(),
    }
}

/// A holder along its section's permissions.
fn column(access: &Access, holders: &Holders, found: &Found<'_>) -> HolderColumn {
    let cell = |key: &str| {
        let through = found.through.get(key);
        let granted = found.granted.as_ref();
        if granted.is_some_and(|granted| granted.contains(key)) {
            return AccessCell::Granted;
        }
        let bigger = granted.into_iter().flatten();
        let bigger = bigger.filter(|other| access.held([**other]).contains(key));
        let label = |key: &&str| access.permission(key).map(words);
        let mut names: Vec<String> = bigger.filter_map(label).collect();
        names.extend(through.into_iter().flatten().cloned());
        match (names.is_empty(), granted) {
            (false, _) => AccessCell::Included { through: names },
            (true, Some(_)) => AccessCell::Not,
            (true, None) => AccessCell::Unknown,
        }
    };
    HolderColumn {
        id: match &found.place {
            Some(place) => format!("{place}/{}", found.id),
            None => found.id.clone(),
        },
        name: found.name.clone(),
        note: found.note.clone(),
        at_place: found.place.clone(),
        cells: lines(access, holders).map(|one| cell(&one.key)).collect(),
        unknown: found.unknown.clone(),
    }
}
