//! A vendor that exists only here, with three ways of handing out secrets, and a person with a vault
//! who drives a run against it.

use domain::{Catalogue, Timestamp};
use serde_json::{Value, json};
use setup::{
    ClientName, Direction, Heard, Holding, Kept, Line, Move, Observed, Proposed, Run, Setup,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use tasks::{Call, Vendor};

const OPERATIONS: &str = r#"
operations = [
    { operation = "GET /settings", effect = "reads" },
    { operation = "PUT /settings/{name}", effect = "changes" },
    { operation = "DELETE /settings/{name}", effect = "changes" },
    { operation = "GET /roles", effect = "reads" },
    { operation = "POST /roles", effect = "changes" },
    { operation = "PUT /roles/{id}", effect = "changes" },
    { operation = "DELETE /roles/{id}", effect = "removes" },
    { operation = "GET /clients", effect = "reads" },
    { operation = "GET /clients/{id}", effect = "reads" },
    { operation = "POST /clients", effect = "changes" },
    { operation = "PUT /clients/{id}", effect = "changes" },
    { operation = "DELETE /clients/{id}", effect = "removes" },
    { operation = "GET /clients/{id}/secret", effect = "discloses" },
    { operation = "POST /clients/{id}/secret", effect = "changes" },
]
"#;

const COMMON: &str = r#"
method = "client"
[look]
ask = [
    { says = "Look what is on", request = "GET /settings", keep = { settings = "" } },
    { says = "Look which roles there are", request = "GET /roles", query = { offset = "{offset}", limit = "{limit}" }, keep = { roles = { at = "/items" } }, pages = { size = 2, rows = "/items" } },
    { says = "Look which clients there are", request = "GET /clients", keep = { listed = { at = "/items", where = [{ at = "/kind", is = "api" }] } } },
    { says = "Look what a client may do", request = "GET /clients/{row/id}", each = { of = "{listed}", as = "row" }, keep = { clients = "" } },
]
role = { of = "roles", id = "/id", name = "/name", list = "/permissions", further = { note = "/note" }, ignores = ["members"] }
client = { of = "clients", id = "/id", name = "/name", list = "/roles", item = "/name", further = { note = "/note" } }
switch = { api = { of = "settings", at = "/api" } }

[[change.turn_on.steps]]
says = "Turn {switch} on"
request = "PUT /settings/{switch}"
[[change.turn_on.undo]]
says = "Turn {switch} off"
request = "DELETE /settings/{switch}"
[[change.create_role.steps]]
says = "Make the role {name}"
request = "POST /roles"
json = { name = "{name}", permissions = "{permissions:items}", note = "{further/note?}" }
[[change.create_role.undo]]
says = "Remove the role {name}"
request = "DELETE /roles/{id}"
[[change.grant_permissions.steps]]
says = "Let {name} do more"
request = "PUT /roles/{id}"
edit = { of = "{object}", set = { permissions = "{permissions:items}" } }
[[change.grant_permissions.undo]]
says = "Let {name} do what it did"
request = "PUT /roles/{id}"
edit = { of = "{object}", set = { permissions = "{permissions:items}" } }
[[change.set_role.steps]]
says = "Note something of {name}"
request = "PUT /roles/{id}"
edit = { of = "{object}", set = { note = "{further/note}" } }
[[change.set_role.undo]]
says = "Note what was noted of {name}"
request = "PUT /roles/{id}"
edit = { of = "{object}", set = { note = "{further/note|}" } }
[[change.assign_roles.steps]]
says = "Give {name} roles"
request = "PUT /clients/{id}"
edit = { of = "{object}", set = { roles = "{role_handles:items}" } }
[[change.assign_roles.undo]]
says = "Take roles of {name}"
request = "PUT /clients/{id}"
edit = { of = "{object}", set = { roles = "{role_handles:items}" } }
[[change.set_client.steps]]
says = "Note something of {name}"
request = "PUT /clients/{id}"
edit = { of = "{object}", set = { note = "{further/note}" } }
[[change.set_client.undo]]
says = "Note what was noted of {name}"
request = "PUT /clients/{id}"
edit = { of = "{object}", set = { note = "{further/note|}" } }
"#;

const MADE: &str = r#"
[[change.create_client.steps]]
says = "Make the client {name}"
request = "POST /clients"
json = { name = "{name}", roles = "{role_handles:items}", note = "{further/note?}" }
TAKES
[[change.create_client.undo]]
says = "Remove the client {name}"
request = "DELETE /clients/{id}"
"#;

const TAKEN: &str = r#"
[[change.take_secret.steps]]
says = "Take the secret of {name}"
request = "GET /clients/{id}/secret"
takes = { secret = "/secret" }
"#;

const REPLACED: &str = r#"
[[change.replace_secret.steps]]
says = "Give {name} another secret"
request = "POST /clients/{id}/secret"
takes = { secret = "/secret" }
"#;

const BY_HAND: &str = r#"
[change.create_client.console]
because = "Only the console makes clients."
page = "Clients"
press = ["Add", "Save"]
paste = { Name = "{name}", Roles = "{roles:list}" }
brings = ["secret"]
[change.create_client.undo_console]
because = "Only the console removes clients."
page = "Clients"
press = ["{name}", "Remove"]
"#;

/// How the vendor hands out secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// With the answer that makes a client, once.
    Once,
    /// Whenever it is asked.
    Readable,
    /// In its console only.
    Console,
}

/// The vendor's file, read once.
pub fn setup(flavour: Flavour) -> Arc<Setup> {
    static READ: [OnceLock<Arc<Setup>>; 3] = [const { OnceLock::new() }; 3];
    let slot = match flavour {
        Flavour::Once => &READ[0],
        Flavour::Readable => &READ[1],
        Flavour::Console => &READ[2],
    };
    Arc::clone(slot.get_or_init(|| read(flavour)))
}

fn read(flavour: Flavour) -> Arc<Setup> {
    let made = |takes: &str| MADE.replace("TAKES", takes);
    let clients = match flavour {
        Flavour::Once => made(r#"takes = { secret = "/secret" }"#),
        Flavour::Readable => made("") + TAKEN,
        Flavour::Console => BY_HAND.to_owned(),
    };
    let text = format!("{COMMON}{clients}{REPLACED}");
    let catalogue = Catalogue::parse(OPERATIONS).unwrap();
    let vendor = Vendor {
        catalogue: &catalogue,
    };
    Arc::new(Setup::read(&text, vendor).unwrap())
}

pub fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap()
}

/// What the vendor has.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Server {
    pub api: bool,
    pub roles: Vec<Value>,
    pub clients: Vec<Value>,
    /// The secret of each client, by id.
    pub secrets: BTreeMap<String, String>,
}

/// What goes wrong with a request that does more than read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The vendor says no.
    Refused,
    /// It arrives, and its answer does not.
    AnswerLost,
    /// It does not arrive, and nobody knows.
    RequestLost,
    /// The person says no.
    Declined,
}

/// A client's secrets in the vault.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stored {
    pub kept: Option<(String, Timestamp)>,
    pub coming: Option<String>,
}

/// The vendor, the vault, the journal, and whoever drives.
#[derive(Debug, Clone)]
pub struct World {
    pub flavour: Flavour,
    pub server: Server,
    pub vault: BTreeMap<ClientName, Stored>,
    pub lines: Vec<Line>,
    made: u32,
    /// Ids that were made by requests of the run.
    pub ours: BTreeSet<String>,
    /// Requests that do more than read, so far, and the one that goes wrong.
    pub changes: usize,
    pub fault: Option<(usize, Fault)>,
    /// Everything a run said, for looking for secrets in it.
    pub said: Vec<String>,
    pub listens: bool,
    /// New secrets do not work.
    pub broken: bool,
}

impl World {
    pub fn new(flavour: Flavour, server: Server) -> Self {
        Self {
            flavour,
            server,
            vault: BTreeMap::new(),
            lines: Vec::new(),
            made: 0,
            ours: BTreeSet::new(),
            changes: 0,
            fault: None,
            said: Vec::new(),
            listens: false,
            broken: false,
        }
    }

    pub fn holding(&self) -> BTreeMap<ClientName, Holding> {
        let kept = self.vault.iter().filter_map(|(name, stored)| {
            let (_, since) = stored.kept.as_ref()?;
            Some((name.clone(), Holding::HeldSince(*since)))
        });
        kept.collect()
    }

    /// Looks as a run does.
    pub fn observed(&mut self) -> Observed {
        let setup = setup(self.flavour);
        let mut look = setup::Look::begin(&setup, now());
        while let Some(call) = look.asks().unwrap() {
            let answer = self.read(&call);
            look.hear(&answer);
        }
        look.observed(&self.holding())
    }

    fn fresh(&mut self, what: &str) -> String {
        self.made += 1;
        format!("{what}-{}", self.made)
    }

    fn body(call: &Call) -> Value {
        let body = call.body.as_ref();
        body.map_or(Value::Null, |body| {
            body.lend(|body| serde_json::from_str(body).unwrap())
        })
    }

    fn read(&mut self, call: &Call) -> Value {
        let (path, query) = call.target.split_once('?').unwrap_or((&call.target, ""));
        let number = |name: &str| -> usize {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let found = pairs.find(|(key, _)| *key == name);
            found.map_or(0, |(_, value)| value.parse().unwrap())
        };
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        match parts.as_slice() {
            ["settings"] => json!({ "api": self.server.api }),
            ["roles"] => {
                let rows = self.server.roles.iter();
                let rows = rows.skip(number("offset")).take(number("limit"));
                let mut rows: Vec<Value> = rows.cloned().collect();
                for row in &mut rows {
                    // It changes by itself.
                    self.made += 1;
                    row["members"] = self.made.into();
                }
                json!({ "items": rows })
            }
            ["clients"] => {
                let mut rows = self.server.clients.clone();
                rows.push(json!({ "id": "person-1", "kind": "person", "name": "somebody" }));
                json!({ "items": rows })
            }
            ["clients", id] => {
                let mut rows = self.server.clients.iter();
                rows.find(|row| row["id"] == *id).cloned().unwrap()
            }
            other => panic!("no such read: {other:?}"),
        }
    }

    fn change(&mut self, call: &Call) -> Result<Value, u16> {
        let parts: Vec<&str> = call.target.trim_start_matches('/').split('/').collect();
        let body = Self::body(call);
        let method = call.operation.method.as_str();
        match (method, parts.as_slice()) {
            ("PUT", ["settings", "api"]) => self.server.api = true,
            ("DELETE", ["settings", "api"]) => self.server.api = false,
            ("POST", [kind @ ("roles" | "clients")]) => {
                let mut row = body;
                let id = self.fresh(kind);
                row["id"] = id.clone().into();
                if *kind == "clients" {
                    row["kind"] = "api".into();
                }
                let rows = self.rows(kind);
                if rows.iter().any(|other| other["name"] == row["name"]) {
                    return Err(400);
                }
                rows.push(row);
                self.ours.insert(id.clone());
                if *kind == "clients" {
                    let secret = self.fresh("SECRET");
                    self.server.secrets.insert(id.clone(), secret.clone());
                    if self.flavour == Flavour::Once {
                        return Ok(json!({ "id": id, "secret": secret }));
                    }
                }
                return Ok(json!({ "id": id }));
            }
            ("PUT", [kind @ ("roles" | "clients"), id]) => {
                let row = self.rows(kind).iter_mut().find(|row| row["id"] == *id);
                *row.ok_or(404_u16)? = body;
            }
            ("DELETE", [kind @ ("roles" | "clients"), id]) => {
                assert!(
                    self.ours.contains(*id),
                    "only what we made is removed: {id}"
                );
                let rows = self.rows(kind);
                let before = rows.len();
                rows.retain(|row| row["id"] != *id);
                if rows.len() == before {
                    return Err(404);
                }
                self.server.secrets.remove(*id);
            }
            ("GET", ["clients", id, "secret"]) => {
                return Ok(json!({ "secret": self.server.secrets.get(*id).ok_or(404_u16)? }));
            }
            ("POST", ["clients", id, "secret"]) => {
                let secret = self.fresh("SECRET");
                self.server.secrets.insert((*id).to_owned(), secret.clone());
                return Ok(json!({ "secret": secret }));
            }
            other => panic!("no such change: {other:?}"),
        }
        Ok(Value::Null)
    }

    fn rows(&mut self, kind: &str) -> &mut Vec<Value> {
        match kind {
            "roles" => &mut self.server.roles,
            _ => &mut self.server.clients,
        }
    }

    /// Whether a secret is the one the vendor knows for a client.
    pub fn works(&self, client: &ClientName, secret: &str) -> bool {
        let mut rows = self.server.clients.iter();
        let row = rows.find(|row| row["name"] == client.as_str());
        row.is_some_and(|row| {
            let id = row["id"].as_str().unwrap();
            self.server.secrets.get(id).is_some_and(|one| one == secret)
        })
    }

    /// What a person does by the console's pages.
    fn by_hand(&mut self, instruction: &setup::Instruction) {
        let paste = |label: &str| {
            let mut paste = instruction.paste.iter();
            paste
                .find(|one| one.label == label)
                .map(|one| one.text.clone())
        };
        let name = paste("Name").unwrap();
        let roles = paste("Roles").unwrap_or_default();
        let handle = |role: &str| {
            let mut rows = self.server.roles.iter();
            let found = rows.find(|row| row["name"] == role);
            json!({ "id": found.map_or(role.into(), |row| row["id"].clone()), "name": role })
        };
        let roles: Vec<Value> = roles
            .split(", ")
            .filter(|role| !role.is_empty())
            .map(handle)
            .collect();
        if self.server.clients.iter().any(|row| row["name"] == name) {
            return;
        }
        let id = self.fresh("clients");
        let row = json!({ "id": id, "kind": "api", "name": name, "roles": roles, "note": self.note(&name) });
        self.server.clients.push(row);
        let secret = self.fresh("SECRET");
        self.server.secrets.insert(id, secret.clone());
        let stored = self.vault.entry(ClientName::new(name)).or_default();
        stored.coming = Some(secret);
    }

    fn note(&self, _name: &str) -> Value {
        Value::Null
    }

    fn send(&mut self, proposed: &Proposed) -> Option<Result<Value, u16>> {
        let fault = self.fault.filter(|(at, _)| *at == self.changes);
        self.changes += 1;
        match fault.map(|(_, fault)| fault) {
            Some(Fault::Refused) => return Some(Err(400)),
            Some(Fault::RequestLost) => return None,
            Some(Fault::AnswerLost | Fault::Declined) | None => {}
        }
        let answer = self.change(&proposed.asked.call);
        if fault.is_some_and(|(_, fault)| fault == Fault::AnswerLost) {
            return None;
        }
        Some(answer.map(|mut answer| {
            for (_, at) in &proposed.asked.takes {
                let place = at.find_mut(&mut answer).unwrap();
                let secret = place.take();
                *place = "held-1".into();
                let client = proposed.asked.client.clone().unwrap();
                let stored = self.vault.entry(client).or_default();
                stored.coming = secret.as_str().map(str::to_owned);
            }
            answer
        }))
    }

    /// Drives a run until it is over, or until so many moves were made.
    pub fn drive(
        &mut self,
        kept: &Kept,
        direction: Direction,
        at_most: usize,
    ) -> Option<setup::Applied> {
        let setup = setup(self.flavour);
        let mut run = Run::new(
            setup,
            kept.clone(),
            &self.lines,
            direction,
            self.holding(),
            now(),
        );
        let mut next = run.next(Heard::Beginning);
        for _ in 0..at_most {
            if self.listens {
                self.said.push(format!("{next:?}"));
            }
            next = match next {
                Move::Look(call) => {
                    let answer = self.read(&call);
                    run.next(Heard::Answer(&answer))
                }
                Move::Propose(_) => {
                    let declined = self.fault == Some((self.changes, Fault::Declined));
                    if declined {
                        self.fault = None;
                        run.next(Heard::Declined)
                    } else {
                        run.next(Heard::Approved)
                    }
                }
                Move::Send(proposed) => match self.send(&proposed) {
                    Some(Ok(answer)) => run.next(Heard::Answer(&answer)),
                    Some(Err(status)) => run.next(Heard::Refused { status, code: None }),
                    None => run.next(Heard::Lost),
                },
                Move::Wait(_) => run.next(Heard::Waited),
                Move::Write(line) => {
                    self.lines.push(line);
                    run.next(Heard::Written)
                }
                Move::Yours { instruction, .. } => {
                    self.by_hand(&instruction);
                    run.next(Heard::Done)
                }
                Move::Verify(client) => {
                    let stored = self.vault.get(&client);
                    let coming = stored.and_then(|stored| stored.coming.clone());
                    let works = coming.is_some_and(|coming| self.works(&client, &coming));
                    match works && !self.broken {
                        true => run.next(Heard::Works),
                        false => run.next(Heard::DoesNotWork),
                    }
                }
                Move::Keep(client) => {
                    let stored = self.vault.get_mut(&client).unwrap();
                    let coming = stored.coming.take().unwrap();
                    assert!(!self.broken, "what does not work is never kept");
                    stored.kept = Some((coming, now()));
                    run.next(Heard::Kept)
                }
                Move::Forget(client) => {
                    self.vault.remove(&client);
                    run.next(Heard::Kept)
                }
                Move::Over(applied) => return Some(*applied),
            };
        }
        None
    }
}
