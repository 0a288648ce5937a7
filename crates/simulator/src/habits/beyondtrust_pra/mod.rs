//! BeyondTrust Privileged Remote Access: one site with its token endpoint, the
//! Configuration API, the Command and Reporting APIs in XML, and the probes beside them.
//!
//! Start at [`Pra::route`]. What the Configuration API's collections look like is in
//! `shapes.txt`; what goes beyond reading and writing rows is in `special.rs`.

mod accounts;
mod answers;
mod approvals;
mod collections;
mod command;
mod connected;
mod exports;
mod moments;
mod past;
mod reporting;
mod rules;
mod scim;
mod shapes;
mod special;
mod vault;
mod xml;
mod zip;

use std::sync::Arc;

use domain::Timestamp;
use serde_json::{Value, json};

use crate::{Answered, Asked, Habits, World};
use accounts::{Account, Hour};
use shapes::Collection;

/// The habits of a PRA site.
pub(super) struct Pra {
    shapes: Arc<[Collection]>,
    hours: Vec<Hour>,
}

impl Pra {
    /// Fills the seed's rows with defaults and makes up the months behind them.
    pub(super) fn new(world: &mut World, now: Timestamp) -> Self {
        let shapes: Arc<[Collection]> = shapes::all().into();
        past::grow(world, now);
        let epoch = world.switches.word("timestamps", "rfc3339") == "epoch";
        for collection in shapes.iter() {
            let rows = world.rows_mut(&collection.rows);
            for (at, row) in rows.iter_mut().enumerate() {
                if let Some(known) = row.as_object() {
                    let mut known = known.clone();
                    // Seeded rows of nested collections often leave their number out.
                    if collection.fields.iter().any(|field| field.name == "id") {
                        known.entry("id").or_insert(json!(at + 1));
                    }
                    *row = Value::Object(collection.fill(&known));
                }
            }
        }
        world
            .data
            .values_mut()
            .for_each(|rows| moments::rewrite(rows, epoch));
        Self {
            shapes,
            hours: Vec::new(),
        }
    }

    fn route(&mut self, asked: &Asked, world: &mut World) -> Option<Answered> {
        let segments = asked.segments();
        let path: Vec<&str> = segments.iter().map(String::as_str).collect();
        let reading = asked.method == "GET" || asked.method == "HEAD";
        match path.as_slice() {
            ["oauth2", "token"] => return Some(accounts::token(asked, world)),
            ["check_health"] if reading => return Some(check_health(world)),
            ["get_mech_list"] if reading => return Some(mechanisms(world)),
            ["login" | ""] if reading => return Some(console(world)),
            ["api", ..] => {}
            _ => return Some(answers::not_found()),
        }
        let account = match accounts::who(asked, world) {
            Ok(account) => account,
            Err(refusal) => return Some(refusal),
        };
        let spent = match accounts::spend(&mut self.hours, &account, asked, world) {
            Ok(spent) => spent,
            Err(refusal) => return Some(refusal),
        };
        world.data.insert("_account".to_owned(), account.id.clone());
        let answered = self.api(asked, world, &account, &path[1..])?;
        Some(spent.mark(answered, world))
    }

    fn api(
        &mut self,
        asked: &Asked,
        world: &mut World,
        account: &Account,
        path: &[&str],
    ) -> Option<Answered> {
        match path {
            ["config", "v1", rest @ ..] => self.configuration(asked, world, account, rest),
            ["command"] if xml_is_on(world) => Some(command::answer(asked, world, account)),
            ["command", "v2", ..] => Some(answers::not_found()),
            ["reporting"] if xml_is_on(world) => Some(reporting::answer(asked, world, account)),
            ["command" | "reporting"] => Some(answers::message(403, "The XML API is not enabled.")),
            ["backup"] if !account.has("perm_backup") => Some(accounts::forbidden()),
            ["backup"] => Some(backup(asked)),
            ["scim", rest @ ..] if account.has("perm_scim") => {
                Some(scim::answer(asked, world, rest))
            }
            ["scim", ..] => Some(scim::forbidden()),
            _ => Some(answers::not_found()),
        }
    }

    fn configuration(
        &mut self,
        asked: &Asked,
        world: &mut World,
        account: &Account,
        path: &[&str],
    ) -> Option<Answered> {
        if !account.has("perm_configuration") {
            return Some(accounts::forbidden());
        }
        // The document itself is handed out by the server, which knows it.
        if path == ["openapi.yaml"] {
            return None;
        }
        let vault = path.first() == Some(&"vault")
            || shapes::find(&self.shapes, path).is_some_and(|found| found.collection.vault);
        if vault && !account.has("perm_configuration_vault_account") {
            return Some(accounts::forbidden());
        }
        let answered = special::answer(asked, world, path);
        Some(answered.unwrap_or_else(|| collections::answer(self, asked, world, path)))
    }
}

impl Habits for Pra {
    fn answer(&mut self, asked: &Asked, world: &mut World) -> Option<Answered> {
        let mut answered = self.route(asked, world)?;
        if asked.method == "HEAD" {
            answered.body.clear();
        }
        Some(answered)
    }

    fn failure(&mut self, status: u16, _asked: &Asked, _world: &mut World) -> Option<Answered> {
        Some(match status {
            429 => answers::message(429, "Too many requests."),
            _ => answers::oauth(status, "server_error", "An internal error occurred."),
        })
    }
}

fn xml_is_on(world: &World) -> bool {
    world.switches.on("xml_api_enabled")
}

fn check_health(world: &World) -> Answered {
    if world.switches.on("unhealthy") {
        Answered::text(500, "The appliance is not healthy.")
    } else {
        Answered::text(200, "OK")
    }
}

fn mechanisms(world: &World) -> Answered {
    Answered::json(
        200,
        &json!({
            "mechs": ["local"],
            "default_mech": "local",
            "cache": "1",
            "company": world.data.get("company").cloned().unwrap_or(json!("northmere")),
            "product": world.switches.word("product", "bpam"),
        }),
    )
}

fn console(world: &World) -> Answered {
    let host = world
        .data
        .get("site_host")
        .and_then(Value::as_str)
        .unwrap_or("localhost");
    Answered::html(
        200,
        format!("<!doctype html><title>Login</title><h1>{host}</h1><p>Simulated console.</p>"),
    )
}

fn backup(asked: &Asked) -> Answered {
    if asked.method != "GET" && asked.method != "POST" {
        return Answered::empty(405).with("Allow", "GET,POST");
    }
    let name = asked.now.strftime("backup-%Y-%m-%d.nsb").to_string();
    let body = zip::archive(&[("configuration.txt", b"simulated backup\n".to_vec())]);
    Answered::body(200, "application/octet-stream", body).with(
        "Content-Disposition",
        format!("attachment; filename=\"{name}\""),
    )
}
