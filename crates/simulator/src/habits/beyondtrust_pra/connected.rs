//! Who and what is connected to the site at this moment, as the Command API tells it.

use serde_json::Value;

use super::command::{Sent, refuse, word};
use super::moments;
use super::xml::{Element, Surface, element};
use crate::{Answered, World};

fn live(world: &World) -> impl Iterator<Item = &Value> {
    world
        .rows("sessions")
        .iter()
        .filter(|session| session["end"].is_null())
}

/// The people signed in to a console: whoever is in a session, and those the seed names.
pub(super) fn signed_in(world: &World) -> Vec<&Value> {
    let busy = |user: &Value| live(world).any(|session| session["user_id"] == user["id"]);
    world
        .rows("users")
        .iter()
        .filter(|user| busy(user) || !user["_signed_in"].is_null())
        .collect()
}

/// `get_logged_in_reps`.
pub(super) fn people(world: &World) -> Answered {
    let reps = signed_in(world).into_iter().map(|user| {
        let sessions: Vec<&Value> = live(world)
            .filter(|session| session["user_id"] == user["id"])
            .collect();
        let since = sessions
            .iter()
            .filter_map(|session| session["start"].as_i64())
            .min()
            .and_then(|start| jiff::Timestamp::from_second(start).ok())
            .map(moments::text);
        let since = since.unwrap_or_else(|| word(&user["_signed_in"]));
        let name = word(&user["public_display_name"]);
        element("rep")
            .with("id", word(&user["id"]))
            .leaf("display_name", &name)
            .leaf("public_display_name", &name)
            .leaf("private_display_name", &name)
            .leaf("type", "Normal")
            .leaf("direct_link", "")
            .leaf("logged_in_since", since)
            .leaf("presentation_count", 0)
            .leaf("support_session_count", sessions.len())
            .leaf("showing_on_rep_list", 0)
    });
    element("logged_in_reps")
        .children(reps)
        .answer(world, Surface::Command)
}

fn wants(sent: &Sent, kind: &str) -> bool {
    match sent.one("type") {
        "" | "all" => true,
        list => list.split(',').any(|wanted| wanted.trim() == kind),
    }
}

/// `get_connected_client_list`.
pub(super) fn list(world: &World, sent: &Sent) -> Answered {
    let people = signed_in(world);
    let sessions: Vec<&Value> = live(world).collect();
    let pinned = world.rows("jump_clients").iter().filter(|client| {
        client["is_lost"] != true && client["last_disconnect_timestamp"].is_null()
    });
    let count = |kind: &str, number: usize| element("count").with("type", kind).text(number);
    let mut summary = element("appliance_summary").with("id", 1);
    if wants(sent, "representative") {
        summary = summary.child(count("representative", people.len()));
    }
    if wants(sent, "support_customer") {
        summary = summary.child(count("support_customer", sessions.len()));
    }
    if wants(sent, "push_agent") {
        let agents = world
            .rows("jumpoints")
            .iter()
            .filter(|one| one["connected"] == true);
        summary = summary.child(count("push_agent", agents.count()));
    }
    if matches!(sent.one("type"), "" | "all") {
        summary = summary.child(count("pinned_client", pinned.count()));
    }
    let mut root =
        element("connected_client_list").child(element("connected_client_summary").child(summary));
    if sent.one("summary_only") != "1" {
        let client = |kind: &str, id: String| {
            element("connected_client")
                .with("type", kind)
                .with("id", id)
        };
        if wants(sent, "representative") {
            root = root.children(
                people
                    .iter()
                    .map(|user| client("representative", word(&user["id"]))),
            );
        }
        if wants(sent, "support_customer") {
            root = root.children(
                sessions
                    .iter()
                    .map(|session| client("support_customer", word(&session["lseq"]))),
            );
        }
    }
    root.answer(world, Surface::Command)
}

/// `get_connected_clients`.
pub(super) fn details(world: &World, sent: &Sent) -> Answered {
    let ids: Vec<&str> = sent
        .one("id")
        .split(',')
        .filter(|id| !id.is_empty())
        .collect();
    if ids.len() > 100 {
        return refuse(world, "At most 100 ids can be given.");
    }
    let named = |id: &str| ids.is_empty() || ids.contains(&id);
    let about = |root: Element, host: &str, os: &str, since: i64| {
        let since = jiff::Timestamp::from_second(since).map(moments::text);
        root.leaf("hostname", host)
            .child(element("platform").with("id", os.to_lowercase()).text(os))
            .leaf("timezone_offset", 3600)
            .leaf("connected_since", since.unwrap_or_default())
    };
    let mut root = element("connected_clients");
    if wants(sent, "representative") {
        let people = signed_in(world)
            .into_iter()
            .filter(|user| named(&word(&user["id"])));
        root = root.children(people.map(|user| {
            let start = live(world)
                .find(|session| session["user_id"] == user["id"])
                .and_then(|session| session["start"].as_i64());
            let one = element("connected_representative").with("id", word(&user["id"]));
            about(one, "NM-CONSOLE", "Windows", start.unwrap_or(0))
        }));
    }
    if wants(sent, "support_customer") {
        let sessions = live(world).filter(|session| named(&word(&session["lseq"])));
        root = root.children(sessions.map(|session| {
            let one = element("connected_support_customer").with("id", word(&session["lseq"]));
            let start = session["start"].as_i64().unwrap_or(0);
            about(
                one,
                &word(&session["hostname"]),
                &word(&session["os"]),
                start,
            )
        }));
    }
    root.answer(world, Surface::Command)
}
