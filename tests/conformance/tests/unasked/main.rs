//! Whatever is called, in whatever order: no change arrives at a tenant that nobody approved.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod commands;

use app::App;
use app::wire::{ProposalView, Window};
use commands::{Called, LINES, Line, call};
use conformance::{World, typed};
use domain::{Effect, OperationKey, VendorId};
use proptest::prelude::{Just, Strategy, any, prop};
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

const VENDORS: [&str; 5] = [
    "beyondtrust-epm",
    "beyondtrust-pra",
    "cyberark",
    "delinea-pm",
    "privx",
];

/// Requests that do more than read, at each vendor: as a person would write them free-hand.
const CHANGES: [(&str, &str, &str); 8] = [
    ("cyberark", "POST", "/PasswordVault/api/Safes"),
    ("cyberark", "DELETE", "/PasswordVault/api/Users/9007"),
    (
        "cyberark",
        "POST",
        "/PasswordVault/api/Accounts/9_9/Password/Retrieve",
    ),
    ("privx", "POST", "/role-store/api/v1/roles"),
    ("privx", "GET", "/vault/api/v1/secrets"),
    ("beyondtrust-epm", "POST", "/management-api/v3/Groups"),
    ("beyondtrust-pra", "POST", "/api/config/v1/jump-group"),
    (
        "delinea-pm",
        "POST",
        "/TMS/services/api/v1/approval/approve",
    ),
];

/// How many sequences are driven; each has every command, and openings and requests in between.
const SEQUENCES: usize = 4;

/// What was approved or heard, and how often: vendor, method, path.
type Counts = BTreeMap<(String, String, String), usize>;

/// Chooses by numbers that proptest gave.
struct Chance(Box<dyn Iterator<Item = u32>>);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0.next().map_or(0, |number| number as usize % end)
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Values for the arguments of commands, by their types and names.
fn value(world: &World, name: &str, ty: &str, chance: &mut Chance) -> Value {
    let vendor = *chance.of(&VENDORS);
    let tenant = world.tenant(vendor);
    match ty.replace(' ', "").as_str() {
        "DraftInput" => {
            let (vendor, method, path) = *chance.of(&CHANGES);
            json!({
                "tenant": world.tenant(vendor),
                "target": { "kind": "free", "method": method, "path": path },
                "values": [], "headers": [], "body": "{}", "media": "application/json",
                "files": [], "timeoutMs": 20_000, "anyway": chance.below(2) == 0,
            })
        }
        "TenantDraft" => json!({
            "tenant": null, "vendor": vendor, "name": "Trial", "address": "https://127.0.0.1:9/",
            "addresses": [], "method": "none", "fields": [], "secrets": [],
            "trust": { "kind": "system", "pem": "" }, "environment": "production",
            "proxy": { "kind": "none", "address": "", "user": "" }, "keepCertificate": false,
        }),
        "OpenRequest" => json!({
            "tenant": tenant, "minutes": *chance.of(&[5, 10, 30, 60]),
            "reason": *chance.of(&["", "because a test wants it"]), "ticket": null,
        }),
        "Settings" => json!({ "theme": "system", "historyDays": chance.below(3) }),
        "SecretRequest" => json!({
            "vendor": vendor, "method": "none", "field": "proxy-password", "tenantName": "",
        }),
        "RevealRequest" => json!({ "exchange": "1", "handle": "1", "reason": "a good reason" }),
        "Window" => json!({ "from": 0, "atMost": 10 }),
        "HistoryFilter" => json!({ "words": "", "tenant": null, "operation": null }),
        "AuditFilter" => json!({
            "words": "", "tenant": null, "kinds": [], "ticket": null, "since": null, "until": null,
        }),
        "AuditFormat" => json!("csv"),
        "TableRequest" => json!({ "pointer": "", "sort": null, "from": 0, "atMost": 10 }),
        "SaveWhat" => json!({ "kind": "body" }),
        "TicketSource" => json!({ "kind": "audit", "number": 1 + chance.below(20) }),
        "ConfirmTyped" => json!({ "name": *chance.of(&["9007", "x"]), "count": "1" }),
        "BulkTable" => json!({ "name": "t", "head": ["Computer"], "rows": [["LT-1101"]] }),
        "BulkRules" => json!({ "pilot": 0, "failures": 0 }),
        "Vec<LeastFor>" => json!([{ "kind": "history" }, { "kind": "dashboard" }]),
        "SheetWish" => json!({
            "tenant": tenant, "purpose": "a test", "owner": "nobody", "permissions": [],
        }),
        "Sought" => json!(*chance.of(&["person", "computer"])),
        "SetupWish" => json!({
            "switches": [],
            "roles": [{ "name": "unasked", "permissions": ["hosts-view"], "further": [] }],
            "clients": [],
        }),
        "Vec<String>" | "Vec<ColumnFor>" | "Vec<TaskInput>" | "Vec<SetupBrought>" => json!([]),
        "bool" => json!(chance.below(2) == 0),
        "u32" => json!(chance.below(4)),
        "Option<String>" if name == "tenant" => chance.of(&[Value::Null, json!(tenant)]).clone(),
        "Option<String>" => Value::Null,
        _ => json!(match name {
            "tenant" => tenant,
            "vendor" => vendor.to_owned(),
            "task" => (*chance.of(&["unlock-user", "move-computer", "user-on-off"])).to_owned(),
            "document" => format!("ours:{tenant}"),
            "plan" => format!("plan-{}", 1 + chance.below(4)),
            "proposal" => format!("proposal-{}", 1 + chance.below(30)),
            "hash" => "0".repeat(64),
            "ticket" => format!("t{}", chance.below(3)),
            "exchange" => (1 + chance.below(20)).to_string(),
            _ => String::new(),
        }),
    }
}

fn arguments(world: &World, line: &Line, chance: &mut Chance) -> Map<String, Value> {
    let mut given = Map::new();
    for (name, ty) in line.arguments {
        given.insert((*name).to_owned(), value(world, name, ty, chance));
    }
    given
}

/// What each vendor's tenant heard that does more than read, by its catalogue.
fn heard(world: &World) -> Counts {
    let mut counts = Counts::new();
    for tenant in world.demo.tenants() {
        let vendor = vendors::find(&VendorId::new(tenant.vendor.clone())).unwrap();
        let base = base(&tenant.vendor);
        for heard in tenant.server.requests().all() {
            let path = heard.path.strip_prefix(base).unwrap_or(&heard.path);
            let effect = vendor
                .catalogue()
                .entries()
                .iter()
                .filter_map(|entry| Some((OperationKey::parse(&entry.operation)?, entry.effect)))
                .find(|(key, _)| key.method == heard.method && is_of(&key.path, path))
                .map_or(unknown(&heard.method), |(_, effect)| effect);
            if effect != Effect::Reads {
                let key = (tenant.vendor.clone(), heard.method, heard.path);
                *counts.entry(key).or_default() += 1;
            }
        }
    }
    counts
}

/// What the catalogue does not know: probes that look for a product are such reads.
fn unknown(method: &str) -> Effect {
    match method {
        "GET" | "HEAD" => Effect::Reads,
        _ => Effect::Changes,
    }
}

/// Where a vendor's API begins.
fn base(vendor: &str) -> &'static str {
    match vendor {
        "cyberark" => "/PasswordVault",
        "delinea-pm" => "/TMS",
        _ => "",
    }
}

/// Whether a path is one of a template.
fn is_of(template: &str, path: &str) -> bool {
    let parts = |path: &str| -> Vec<String> {
        let parts = path.trim_matches('/').split('/');
        parts.map(str::to_ascii_lowercase).collect()
    };
    let (template, path) = (parts(template), parts(path));
    template.len() == path.len()
        && template
            .iter()
            .zip(&path)
            .all(|(part, found)| part.contains('{') || part == found)
}

/// The person at the windows: refuses every secret, and approves or refuses what is asked, as chance
/// has it. What was approved is counted.
async fn person(world: &World, app: &App, mut chance: Chance, approved: &mut Counts) {
    loop {
        world.called().await;
        if let Ok(Some(prompt)) = app.secret_prompt().await {
            let _refused = app.secret_refuse(prompt.prompt).await;
        }
        let Ok(Some(asked)) = app.confirm_proposal().await else {
            continue;
        };
        match chance.below(3) {
            0 => drop(app.confirm_refuse(asked.proposal).await),
            1 => app.confirm_window_closed(&asked.proposal),
            _ => {
                if world.approve(&asked).await.is_ok() {
                    count(world, &asked, approved);
                }
            }
        }
    }
}

fn count(world: &World, asked: &ProposalView, approved: &mut Counts) {
    let host = typed(&asked.host);
    let mut tenants = world.demo.tenants();
    let tenant = tenants.find(|one| one.server.origin().ends_with(&host));
    for row in &asked.first {
        let address = typed(&row.address);
        let path = address.splitn(4, '/').nth(3).unwrap_or_default();
        let path = format!("/{}", path.split('?').next().unwrap_or_default());
        let vendor = tenant.as_ref().map_or("", |tenant| &tenant.vendor);
        let key = (vendor.to_owned(), row.method.clone(), path);
        *approved.entry(key).or_default() += 1;
    }
}

fn sequences() -> Vec<Vec<(usize, u32)>> {
    let mut runner = TestRunner::deterministic();
    let every = Just((0..LINES.len()).collect::<Vec<_>>()).prop_shuffle();
    let numbers = prop::collection::vec(any::<u32>(), LINES.len());
    let steps =
        (every, numbers).prop_map(|(every, numbers)| every.into_iter().zip(numbers).collect());
    (0..SEQUENCES)
        .map(|_| steps.new_tree(&mut runner).unwrap().current())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_sequence_of_commands_sends_a_change_that_nobody_approved() {
    let mut read: BTreeSet<&str> = BTreeSet::new();
    let mut arrived = 0;
    for steps in sequences() {
        let world = World::start().await;
        let app = &world.app;
        // Signing in and out is no change, whatever a catalogue says of its requests.
        for vendor in VENDORS {
            world.card(vendor).await;
            app.session_end(world.tenant(vendor)).await.unwrap();
        }
        let signing: BTreeSet<_> = heard(&world).into_keys().collect();
        let mut approved = Counts::new();
        let numbers: Vec<u32> = steps.iter().map(|(_, number)| *number).collect();
        let chance = Chance(Box::new(numbers.clone().into_iter().cycle()));
        let driving = async {
            let mut chance = Chance(Box::new(numbers.into_iter().rev().cycle()));
            let named = |name| LINES.iter().find(|line| line.name == name).unwrap();
            for (at, _) in &steps {
                // What is opened is soon locked again: something is opened or sent in between.
                let between: &[&str] = match chance.below(4) {
                    0 => &[],
                    1 => &["draft_send"],
                    _ => &["tenant_open", "draft_send"],
                };
                let lines = between.iter().map(|name| named(*name));
                for line in lines.chain([&LINES[*at]]) {
                    let given = arguments(&world, line, &mut chance);
                    let calling = call(app, line.name, given.clone());
                    let called = tokio::time::timeout(Duration::from_secs(5), calling);
                    match called.await {
                        Ok(Called::Misread) => panic!("{}: {given:?}", line.name),
                        // Cancelled, as a window that goes away does.
                        Ok(Called::Done | Called::Refused) | Err(_) => read.insert(line.name),
                    };
                }
            }
        };
        tokio::select! {
            () = driving => {}
            () = person(&world, app, chance, &mut approved) => {}
        }
        for (key, count) in heard(&world) {
            if !signing.contains(&key) {
                let allowed = approved.get(&key).copied().unwrap_or_default();
                assert!(
                    count <= allowed,
                    "{key:?} arrived {count} times, approved {allowed} times\n{steps:?}"
                );
                arrived += count;
            }
        }
        let window = Window {
            from: 0,
            at_most: 1,
        };
        let lines = app.audit_list(Default::default(), window).await.unwrap();
        assert!(lines.total > 0, "what was done was written down");
    }
    // Each command was called, and the guard was no wall.
    let missing: Vec<&str> = LINES
        .iter()
        .map(|line| line.name)
        .filter(|name| !read.contains(name))
        .collect();
    assert!(missing.is_empty(), "never called: {missing:?}");
    assert!(arrived > 0, "nothing that was approved arrived");
}

#[test]
fn no_command_of_the_main_window_approves_or_shows_a_secret() {
    for line in LINES {
        let of = match line.name {
            "confirm_proposal" | "confirm_rows" | "confirm_approve" | "confirm_refuse" => "confirm",
            "secret_prompt" | "secret_give" | "secret_refuse" | "secret_shown" | "secret_hide" => {
                "secret"
            }
            _ => "main",
        };
        assert_eq!(line.window, of, "{}", line.name);
    }
}
