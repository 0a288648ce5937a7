//! Who holds permissions at a tenant, asked for as `access.toml` says.

use super::{Wish, lines};
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
/// So many questions are under way at once: a tenant has others to answer.
const AT_ONCE: usize = 8;

/// What came of one kind of holder: who they are, and the places.
type Came = (HoldersState, Vec<AccessPlace>);

/// What is held where a permission is, itself included; worked out once for many holders.
struct Reach<'a>(BTreeMap<&'a str, BTreeSet<&'a str>>);

/// One holder, before it is laid out along the section's permissions.
struct Found<'a> {
    id: String,
    name: String,
    note: Option<String>,
    own: bool,
    place: Option<String>,
    /// What it was given; `None` where the product did not say.
    granted: Option<BTreeSet<&'a str>>,
    /// What it holds because it has other holders, and their names.
    through: BTreeMap<&'a str, Vec<String>>,
    unknown: Vec<String>,
}

/// One tenant's holders, being asked for.
struct Asking<'a> {
    app: &'a App,
    tenant: &'a Tenant,
    access: &'a Access,
    reach: Reach<'a>,
}

impl App {
    /// Asks for every kind of holder that is wished for, one after another: later ones may hold what
    /// earlier ones do. Nothing stands for one that was not asked.
    pub(super) async fn read_holders(
        &self,
        tenant: &Tenant,
        access: &Access,
        wish: Wish<'_>,
        before: &AccessView,
    ) -> Vec<Option<Came>> {
        let asking = Asking {
            app: self,
            tenant,
            access,
            reach: Reach::of(access),
        };
        let mut found: BTreeMap<&str, Vec<Found<'_>>> = BTreeMap::new();
        let mut all = Vec::new();
        for (holders, known) in access.holders.iter().zip(&before.sections) {
            let wished = wish
                .groups
                .is_none_or(|groups| groups.iter().any(|group| holders.may_hold(group)));
            let came = match (&holders.rows, &holders.places) {
                (Some(rows), Some(places)) if wished => {
                    let known = (&known.state, known.places.as_slice());
                    let came = asking.at_places(holders, rows, places, wish.place, known);
                    Some(came.await)
                }
                // Where one place is named, what is not kept by places stays as it was.
                (Some(rows), None) if wished && wish.place.is_none() => {
                    Some(asking.listed(holders, rows, &mut found).await)
                }
                _ => None,
            };
            all.push(came);
        }
        all
    }
}

impl<'a> Asking<'a> {
    /// Holders that are one list.
    async fn listed(
        &self,
        holders: &'a Holders,
        rows: &Rows,
        found: &mut BTreeMap<&'a str, Vec<Found<'a>>>,
    ) -> Came {
        let mut read = match self.rows(holders, rows, None).await {
            Ok(read) => read,
            Err(why) => return (self.missing(rows, why), Vec::new()),
        };
        let rest = read.len().saturating_sub(MOST_HOLDERS);
        if rest > 0 {
            // Where not all have room, those do who hold something.
            read.sort_by_key(|one| {
                !one.own && one.granted.as_ref().is_some_and(BTreeSet::is_empty)
            });
            read.truncate(MOST_HOLDERS);
        }
        if let Some(through) = &holders.through {
            let others = found.get(through.of.as_str());
            self.add_through(&mut read, through, others.map(Vec::as_slice))
                .await;
        }
        let columns = read.iter().map(|one| self.column(holders, one)).collect();
        found.insert(&holders.id, read);
        let rest = count(rest);
        (HoldersState::Read { columns, rest }, Vec::new())
    }

    async fn rows(
        &self,
        holders: &Holders,
        rows: &Rows,
        place: Option<&str>,
    ) -> Result<Vec<Found<'a>>, Unknown> {
        let body = self.ask(rows, &Value::Null, place).await?;
        let came = rows.of(&body).ok_or(Unknown::NotSupported)?;
        let fields = &self.tenant.fields;
        let given = |name: &str| fields.get(&name.into()).cloned();
        let named = came.into_iter().filter_map(|row| {
            let name = holders.name.as_ref().and_then(|name| name.of(row))?;
            let id = holders.row_id.as_ref().and_then(|id| id.of(row));
            let holding = holders.holding(self.access, row);
            let (granted, unknown) = match holding {
                Some(holding) => (Some(holding.granted), holding.unknown),
                None => (None, Vec::new()),
            };
            Some(Found {
                id: id.unwrap_or_else(|| name.clone()),
                note: holders.note.as_ref().and_then(|note| note.of(row)),
                own: holders.is_own(row, given),
                name,
                place: place.map(str::to_owned),
                granted,
                through: BTreeMap::new(),
                unknown,
            })
        });
        Ok(named.collect())
    }

    async fn ask(&self, rows: &Rows, row: &Value, place: Option<&str>) -> Result<Value, Unknown> {
        let now = self.app.core.ports.clock.now();
        let ask = |name: &str| match name {
            "place" => place.map(str::to_owned),
            _ => hole(name, row, now),
        };
        self.app.ask_list(self.tenant, rows, true, ask).await
    }

    /// Adds what holders hold because they have others.
    async fn add_through(
        &self,
        read: &mut [Found<'a>],
        through: &Through,
        others: Option<&[Found<'a>]>,
    ) {
        // The one the program signs in as is asked about, whatever has room.
        read.sort_by_key(|one| !one.own);
        let mut answers = Vec::new();
        for some in read[..read.len().min(MOST_ASKED)].chunks(AT_ONCE) {
            let asked = some.iter().map(|one| self.has(through, &one.id));
            answers.extend(join_all(asked).await);
        }
        let mut answers = answers.into_iter();
        for one in read {
            match (answers.next(), others) {
                (Some(Ok(ids)), Some(others)) => one.has(&ids, others, &self.reach),
                // Not asked, not answered, or nobody could read what the others hold.
                _ => one.granted = None,
            }
        }
    }

    /// The ids of the other holders that one has.
    async fn has(&self, through: &Through, id: &str) -> Result<Vec<String>, Unknown> {
        let row = serde_json::json!({ "id": id });
        let body = self.ask(&through.rows, &row, None).await?;
        let rows = through.rows.of(&body).ok_or(Unknown::NotSupported)?;
        let ids = rows.into_iter().filter_map(|row| through.row_id.of(row));
        Ok(ids.collect())
    }

    /// Holders that are kept apart by places. Where one place is named, only its are asked for, and
    /// the others stay as they were.
    async fn at_places(
        &self,
        holders: &Holders,
        rows: &Rows,
        places: &Places,
        wanted: Option<&str>,
        (state, known): (&HoldersState, &[AccessPlace]),
    ) -> Came {
        let mut all = match (wanted, known.is_empty()) {
            (Some(_), false) => known.to_vec(),
            _ => match self.places(places).await {
                Ok(all) => all,
                Err(why) => return (self.missing(&places.rows, why), Vec::new()),
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
        let mut columns = match state {
            HoldersState::Read { columns, .. } if wanted.is_some() => columns.clone(),
            _ => Vec::new(),
        };
        for some in asked.chunks(AT_ONCE) {
            let read = some
                .iter()
                .map(|at| self.rows(holders, rows, Some(all[*at].id.as_str())));
            let read = join_all(read).await;
            for (at, read) in some.iter().zip(read) {
                let place = &mut all[*at];
                columns.retain(|column| column.at_place.as_ref() != Some(&place.id));
                place.state = match read {
                    Ok(read) => {
                        columns.extend(read.iter().map(|one| self.column(holders, one)));
                        PlaceState::Read
                    }
                    Err(why) => PlaceState::Missing {
                        why: self.app.missing(self.tenant, rows, why),
                    },
                };
            }
        }
        let rest = count(columns.len().saturating_sub(MOST_HOLDERS));
        columns.truncate(MOST_HOLDERS);
        (state_of_places(&all, columns, rest), all)
    }

    async fn places(&self, places: &Places) -> Result<Vec<AccessPlace>, Unknown> {
        let body = self.ask(&places.rows, &Value::Null, None).await?;
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

    fn missing(&self, rows: &Rows, why: Unknown) -> HoldersState {
        state_of(self.app.missing(self.tenant, rows, why))
    }

    /// A holder along its section's permissions.
    fn column(&self, holders: &Holders, found: &Found<'_>) -> HolderColumn {
        let cell = |key: &str| {
            let granted = found.granted.as_ref();
            if granted.is_some_and(|granted| granted.contains(key)) {
                return AccessCell::Granted;
            }
            let bigger = granted.into_iter().flatten();
            let bigger = bigger.filter(|other| self.reach.goes(other, key));
            let label = |key: &&str| self.access.permission(key).map(words);
            let mut names: Vec<String> = bigger.filter_map(label).collect();
            names.extend(found.through.get(key).into_iter().flatten().cloned());
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
            own: found.own,
            at_place: found.place.clone(),
            cells: lines(self.access, holders)
                .map(|one| cell(&one.key))
                .collect(),
            unknown: found.unknown.clone(),
        }
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

/// A permission as a person calls it.
pub(super) fn words(one: &Permission) -> String {
    match &one.level {
        Some(level) => format!("{}: {level}", one.label()),
        None => one.label().to_owned(),
    }
}

impl<'a> Reach<'a> {
    fn of(access: &'a Access) -> Self {
        let all = access.permissions.iter();
        let reach = all.map(|one| (one.key.as_str(), access.held([one.key.as_str()])));
        Self(reach.collect())
    }

    /// Everything held where a permission is.
    fn from(&self, key: &str) -> impl Iterator<Item = &'a str> {
        self.0.get(key).into_iter().flatten().copied()
    }

    /// Whether one permission comes with another.
    fn goes(&self, from: &str, to: &str) -> bool {
        self.0.get(from).is_some_and(|held| held.contains(to))
    }
}

impl<'a> Found<'a> {
    /// It has these others, and holds what they hold.
    fn has(&mut self, ids: &[String], others: &[Found<'a>], reach: &Reach<'a>) {
        for id in ids {
            let other = others.iter().find(|other| other.id == *id);
            let Some((other, granted)) =
                other.and_then(|other| Some((other, other.granted.as_ref()?)))
            else {
                // Nothing is known of that one, so what comes from it is not known either.
                self.granted = None;
                continue;
            };
            let held: BTreeSet<&str> = granted.iter().flat_map(|key| reach.from(key)).collect();
            for key in held {
                self.through
                    .entry(key)
                    .or_default()
                    .push(other.name.clone());
            }
            for name in &other.unknown {
                if !self.unknown.contains(name) {
                    self.unknown.push(name.clone());
                }
            }
        }
    }
}
