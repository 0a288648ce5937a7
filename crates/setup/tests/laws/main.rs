//! The laws of set-up, over worlds that chance makes.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod fir;

use fir::{Fault, Flavour, Server, World, now, setup};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::{Config, FileFailurePersistence};
use serde_json::{Value, json};
use setup::{
    Client, ClientName, Desired, Direction, End, Further, Kept, LeftWhy, Permission, Role,
    RoleName, Switch, Why, Wish, plan, standing,
};
use std::collections::BTreeSet;

const ROLES: [&str; 4] = ["audit", "desk", "hosts", "root"];
const PERMISSIONS: [&str; 4] = ["look", "change", "grant", "end"];
const CLIENTS: [&str; 3] = ["board", "keydesk", "other"];
const NOTES: [&str; 3] = ["", "old", "new"];

/// More moves than any plan here takes.
const ENOUGH: usize = 2_000;

/// So many worlds for each law, and more where `PROPTEST_CASES` says so.
const WORLDS: u32 = 1_500;

fn cases() -> Config {
    let usual = Config::default();
    Config {
        cases: usual.cases.max(WORLDS),
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        max_shrink_iters: 2_000,
        ..usual
    }
}

fn names(all: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    subsequence(all, 0..=all.len())
}

fn flavour() -> impl Strategy<Value = Flavour> {
    select(vec![Flavour::Once, Flavour::Readable, Flavour::Console])
}

/// A role or a client: name, what it has, its note.
type Row = (&'static str, Vec<&'static str>, &'static str);

fn rows(
    of: &'static [&'static str],
    list: &'static [&'static str],
) -> impl Strategy<Value = Vec<Row>> {
    let row = move |name| (Just(name), names(list), select(NOTES.to_vec()));
    names(of).prop_flat_map(move |of| of.into_iter().map(row).collect::<Vec<_>>())
}

fn server() -> impl Strategy<Value = Server> {
    let parts = (
        any::<bool>(),
        rows(&ROLES, &PERMISSIONS),
        rows(&CLIENTS, &ROLES),
    );
    parts.prop_map(|(api, roles, clients)| {
        let role = |(at, (name, permissions, note)): (usize, &Row)| {
            json!({ "id": format!("r{at}"), "name": name, "permissions": permissions, "note": note })
        };
        let roles: Vec<Value> = roles.iter().enumerate().map(role).collect();
        let id = |name: &str| {
            let mut rows = roles.iter();
            rows.find(|row| row["name"] == name)
                .map_or(json!(name), |row| row["id"].clone())
        };
        let client = |(at, (name, roles, note)): (usize, &Row)| {
            let roles: Vec<Value> = roles
                .iter()
                .map(|role| json!({ "id": id(role), "name": role }))
                .collect();
            json!({ "id": format!("c{at}"), "kind": "api", "name": name, "roles": roles, "note": note })
        };
        let clients: Vec<Value> = clients.iter().enumerate().map(client).collect();
        let secret = |at| (format!("c{at}"), format!("SECRET-of-c{at}"));
        Server {
            api,
            secrets: (0..clients.len()).map(secret).collect(),
            roles,
            clients,
        }
    })
}

fn further(note: &str) -> Further {
    let mut further = Further::new();
    if !note.is_empty() {
        further.insert("note".to_owned(), note.into());
    }
    further
}

fn wish() -> impl Strategy<Value = Wish> {
    select(vec![Wish::Nothing, Wish::Held, Wish::NewerThan(now())])
}

fn desired() -> impl Strategy<Value = Desired> {
    let wishes = prop::collection::vec(wish(), CLIENTS.len());
    let parts = (
        any::<bool>(),
        rows(&ROLES, &PERMISSIONS),
        rows(&CLIENTS, &ROLES),
        wishes,
    );
    parts.prop_map(|(api, roles, clients, wishes)| {
        let mut desired = Desired::default();
        if api {
            desired.switches.insert(Switch::new("api"));
        }
        for (name, permissions, note) in roles {
            let permissions = permissions.into_iter().map(Permission::new);
            desired = desired.with_role(Role {
                name: RoleName::new(name),
                permissions: permissions.collect(),
                further: further(note),
            });
        }
        for ((name, roles, _), wish) in clients.into_iter().zip(wishes) {
            let client = Client {
                name: ClientName::new(name),
                roles: roles.into_iter().map(RoleName::new).collect(),
                further: Further::new(),
            };
            desired = desired.with_client(client, wish);
        }
        desired
    })
}

/// A tenant, a wish, and which of the clients' secrets are in the vault already.
fn worlds() -> impl Strategy<Value = (World, Kept)> {
    let parts = (flavour(), server(), desired(), names(&CLIENTS));
    parts.prop_map(|(flavour, server, desired, held)| {
        let mut world = World::new(flavour, server);
        for name in held {
            let mut rows = world.server.clients.iter();
            let id = rows.find(|row| row["name"] == name).map(|row| &row["id"]);
            if let Some(id) = id.and_then(Value::as_str) {
                let secret = world.server.secrets[id].clone();
                let since = now() - std::time::Duration::from_secs(60);
                let stored = world.vault.entry(ClientName::new(name)).or_default();
                stored.kept = Some((secret, since));
            }
        }
        let kept = planned(&mut world, desired);
        (world, kept)
    })
}

fn planned(world: &mut World, desired: Desired) -> Kept {
    let observed = world.observed();
    let plan = plan(&desired, &observed, &setup(world.flavour));
    Kept { desired, plan }
}

/// What was there is there, and can do at least what it could.
fn nothing_lost(before: &Server, after: &Server) {
    for (before, after, list) in [
        (&before.roles, &after.roles, "permissions"),
        (&before.clients, &after.clients, "roles"),
    ] {
        for row in before {
            let same = after.iter().find(|one| one["id"] == row["id"]);
            let same = same.unwrap_or_else(|| panic!("{row} is gone"));
            let names = |row: &Value| -> BTreeSet<String> {
                let items = row[list].as_array().unwrap().iter();
                // A role that nobody described had no id of its own.
                let name = |item: &Value| item.get("name").unwrap_or(item).to_string();
                items.map(name).collect()
            };
            assert!(names(same).is_superset(&names(row)), "{row} became {same}");
        }
    }
}

/// The tenant without what does not count: no note is an empty one, and lists have no order.
fn plain(server: &Server) -> Vec<String> {
    let rows = server.roles.iter().chain(&server.clients).map(|row| {
        let mut row = row.clone();
        if row["note"] == "" {
            row["note"] = Value::Null;
        }
        for list in ["permissions", "roles"] {
            if let Some(items) = row[list].as_array_mut() {
                // A role that nobody described has no id of its own, until it is made.
                for item in items.iter_mut().filter(|item| item.is_object()) {
                    *item = item["name"].take();
                }
                items.sort_by_key(Value::to_string);
            }
        }
        row.to_string()
    });
    rows.chain([server.api.to_string()]).collect()
}

/// Every client whose secret was in the vault has one there that works.
fn one_works(before: &World, after: &World) {
    for (client, stored) in &before.vault {
        if stored.kept.is_none() {
            continue;
        }
        let stored = after.vault.get(client);
        let stored = stored.unwrap_or_else(|| panic!("{client}: nothing is left"));
        let kept = stored.kept.iter().map(|(kept, _)| kept);
        let mut all = kept.chain(&stored.coming);
        let works = all.any(|secret| after.works(client, secret));
        assert!(works, "{client}: {stored:?}");
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn planning_after_applying_gives_no_steps((mut world, kept) in worlds()) {
        let before = world.server.clone();
        let applied = world.drive(&kept, Direction::On, ENOUGH).unwrap();
        prop_assert_eq!(&applied.end, &End::Done);
        prop_assert_eq!(applied.made.len(), kept.plan.steps.len());
        nothing_lost(&before, &world.server);
        let again = planned(&mut world, kept.desired);
        prop_assert!(again.plan.steps.is_empty(), "{:?}", again.plan.steps);
    }

    #[test]
    fn the_same_inputs_give_the_same_steps_in_the_same_order((world, kept) in worlds()) {
        let mut shuffled = world.clone();
        shuffled.server.roles.reverse();
        shuffled.server.clients.reverse();
        prop_assert_eq!(planned(&mut shuffled, kept.desired.clone()), kept);
    }

    #[test]
    fn what_was_made_and_nothing_else_is_undone((mut world, kept) in worlds()) {
        let before = world.clone();
        world.drive(&kept, Direction::On, ENOUGH).unwrap();
        let undone = world.drive(&kept, Direction::Back, ENOUGH).unwrap();
        prop_assert_eq!(&undone.end, &End::Undone);
        nothing_lost(&before.server, &world.server);
        let replaced = |left: &setup::Left| left.receipt.change().kind() == setup::Kind::ReplaceSecret;
        let by_hand = |left: &setup::Left| matches!(left.why, LeftWhy::Yours(_));
        prop_assert!(undone.left.iter().all(|left| replaced(left) || by_hand(left)), "{:?}", undone.left);
        if !undone.left.iter().any(by_hand) {
            prop_assert_eq!(plain(&world.server), plain(&before.server));
        }
        one_works(&before, &world);
    }

    #[test]
    fn a_tenant_that_changed_since_is_stale_and_left_alone(
        (mut world, kept) in worlds(),
        at in any::<prop::sample::Index>(),
    ) {
        let named: Vec<usize> = world.server.roles.iter().enumerate()
            .filter(|(_, row)| kept.desired.roles.contains_key(&RoleName::new(row["name"].as_str().unwrap())))
            .map(|(at, _)| at).collect();
        if named.is_empty() {
            return Ok(());
        }
        let row = &mut world.server.roles[named[at.index(named.len())]];
        row["note"] = "somebody was here".into();
        let before = world.server.clone();
        let applied = world.drive(&kept, Direction::On, ENOUGH).unwrap();
        prop_assert_eq!(applied.end, End::Stale);
        prop_assert_eq!(world.server, before);
        prop_assert_eq!(world.changes, 0);
    }

    #[test]
    fn on_failure_it_stops_undoes_and_reports_both(
        (mut world, kept) in worlds(),
        at in 0_usize..8,
        fault in select(vec![Fault::Refused, Fault::AnswerLost, Fault::RequestLost, Fault::Declined]),
    ) {
        let before = world.clone();
        world.fault = Some((at, fault));
        let applied = world.drive(&kept, Direction::On, ENOUGH).unwrap();
        nothing_lost(&before.server, &world.server);
        match applied.end {
            End::Done => {}
            End::Stopped(stop) if stop.why == Why::Declined => {
                prop_assert!(applied.undone.is_empty(), "a no is no failure");
                let on = world.drive(&kept, Direction::On, ENOUGH).unwrap();
                prop_assert_eq!(on.end, End::Done);
            }
            End::Stopped(_) => {
                let left: BTreeSet<usize> = applied.left.iter().map(|left| left.step).collect();
                prop_assert_eq!(applied.made.len(), left.iter().filter(|step| {
                    matches!(setup::states(&kept.plan, &world.lines)[**step], setup::State::Made(_))
                }).count());
                let by_hand = applied.left.iter().any(|left| !matches!(left.why, LeftWhy::NoWay));
                if !by_hand {
                    prop_assert_eq!(plain(&world.server), plain(&before.server));
                }
            }
            End::Stale | End::Undone => prop_assert!(false, "{:?}", applied.end),
        }
        let lost_with_its_answer = fault == Fault::AnswerLost;
        if !lost_with_its_answer {
            one_works(&before, &world);
        }
    }

    #[test]
    fn a_new_secret_that_does_not_work_never_replaces_the_old(
        (mut world, kept) in worlds(),
    ) {
        let before = world.clone();
        world.broken = true;
        world.drive(&kept, Direction::On, ENOUGH).unwrap();
        for (client, stored) in &before.vault {
            let after = world.vault.get(client).map(|stored| &stored.kept);
            prop_assert_eq!(after, Some(&stored.kept), "{}", client);
        }
    }

    #[test]
    fn interrupted_anywhere_it_says_what_can_be_done_and_that_can(
        (world, kept) in worlds(),
        at in 1_usize..60,
        direction in select(vec![Direction::On, Direction::Back]),
    ) {
        let mut world = world;
        world.listens = true;
        let before = world.clone();
        let over = world.drive(&kept, Direction::On, at).is_some();
        one_works(&before, &world);
        nothing_lost(&before.server, &world.server);
        let states = setup::states(&kept.plan, &world.lines);
        let standing = standing(&states);
        prop_assert!(over || standing.resumable || !world.lines.is_empty() || at <= ENOUGH);
        match direction {
            Direction::On => {
                let applied = world.drive(&kept, Direction::On, ENOUGH).unwrap();
                let lost = matches!(applied.end, End::Stopped(stop) if stop.why == Why::SecretLost);
                prop_assert!(applied.end == End::Done || lost, "{:?}", applied);
                prop_assert!(standing.resumable || applied.made.len() == kept.plan.steps.len());
                let again = planned(&mut world, kept.desired.clone());
                prop_assert!(lost || again.plan.steps.is_empty(), "{:?}", again.plan.steps);
            }
            Direction::Back => {
                let applied = world.drive(&kept, Direction::Back, ENOUGH).unwrap();
                prop_assert_eq!(&applied.end, &End::Undone);
                prop_assert!(standing.undoable || applied.undone.is_empty());
                nothing_lost(&before.server, &world.server);
                if applied.left.is_empty() && world.flavour != Flavour::Console {
                    prop_assert_eq!(plain(&world.server), plain(&before.server));
                }
            }
        }
        one_works(&before, &world);
        // No secret is in anything a run says or writes down.
        let lines = serde_json::to_string(&world.lines).unwrap();
        prop_assert!(!lines.contains("SECRET"));
        prop_assert!(world.said.iter().all(|said| !said.contains("SECRET")));
    }
}

#[test]
fn every_step_of_one_plan_can_be_interrupted() {
    for flavour in [Flavour::Once, Flavour::Readable, Flavour::Console] {
        let server = Server {
            roles: vec![
                json!({ "id": "r0", "name": "audit", "permissions": ["look"], "note": null }),
            ],
            ..Server::default()
        };
        let permissions = BTreeSet::from([Permission::new("look"), Permission::new("end")]);
        let role = |name: &str| Role {
            name: RoleName::new(name),
            permissions: permissions.clone(),
            further: further("new"),
        };
        let client = Client {
            name: ClientName::new("keydesk"),
            roles: BTreeSet::from([RoleName::new("audit"), RoleName::new("desk")]),
            further: Further::new(),
        };
        let desired = Desired::default()
            .with_role(role("audit"))
            .with_role(role("desk"))
            .with_client(client, Wish::Held);
        let mut world = World::new(flavour, server);
        let kept = planned(&mut world, desired);
        let mut interrupted = 0;
        for at in 1.. {
            let mut on = world.clone();
            if on.drive(&kept, Direction::On, at).is_some() {
                break;
            }
            interrupted += 1;
            let mut back = on.clone();
            let end = on.drive(&kept, Direction::On, ENOUGH).unwrap().end;
            assert_eq!(end, End::Done, "{flavour:?} after {at} moves");
            let end = back.drive(&kept, Direction::Back, ENOUGH).unwrap().end;
            assert_eq!(end, End::Undone, "{flavour:?} after {at} moves");
        }
        assert!(interrupted > 15, "{flavour:?}: {interrupted}");
    }
}
