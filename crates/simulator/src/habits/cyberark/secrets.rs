//! What is done with an account's secret: showing it under the platform's policy, and asking
//! the CPM to change, verify or reconcile it.

use serde_json::{Value, json};

use super::accounts::{note, safe_of};
use super::rights::Caller;
use super::words::{Sent, forbidden, refuse, reply, wrong};
use crate::{Answered, Asked, World};

/// `POST` below one account; the caller may list it already.
pub(super) fn action(
    asked: &Asked,
    world: &mut World,
    caller: &Caller,
    at: usize,
    path: &[&str],
) -> Option<Answered> {
    let sent = match Sent::read(asked) {
        Ok(sent) => sent,
        Err(refusal) => return Some(refusal),
    };
    let safe = safe_of(&world.rows("accounts")[at]);
    let needed: &[&str] = match path {
        ["password" | "secret", "retrieve"] => &["retrieveAccounts"],
        ["password", "update"] | ["secret", "generate"] => &["updateAccountContent"],
        ["setnextpassword"] => &[
            "initiateCPMAccountManagementOperations",
            "specifyNextAccountContent",
        ],
        ["change" | "verify" | "reconcile" | "checkin" | "resume" | "cancel"] => {
            &["initiateCPMAccountManagementOperations"]
        }
        ["unlock"] => &["unlockAccounts"],
        ["psmconnect" | "grantadministrativeaccess" | "revokeadministrativeaccess"] => {
            &["useAccounts"]
        }
        ["linkaccount"] => &["updateAccountProperties"],
        _ => return None,
    };
    if needed
        .iter()
        .any(|permission| !caller.may(world, &safe, permission))
    {
        return Some(forbidden());
    }
    Some(match path {
        ["password" | "secret", "retrieve"] => {
            retrieve(asked, world, caller, at, &sent, path[0] == "secret")
        }
        ["password", "update"] => update(asked, world, caller, at, &sent),
        ["secret", "generate"] => reply(
            200,
            &json!({"password": format!("canary-{}", world.secrets.hex(12))}),
        ),
        ["change"] => schedule(asked, world, at, "Change"),
        ["setnextpassword"] => schedule(asked, world, at, "Change"),
        ["verify"] => schedule(asked, world, at, "Verify"),
        ["reconcile"] => schedule(asked, world, at, "Reconcile"),
        ["checkin"] => check_in(asked, world, caller, at),
        ["unlock"] => unlock(world, at),
        ["resume"] => {
            let account = &mut world.rows_mut("accounts")[at];
            account["secretManagement"]["automaticManagementEnabled"] = json!(true);
            account["_disabled_by_cpm"] = json!(false);
            Answered::empty(200)
        }
        ["cancel"] => {
            world.rows_mut("accounts")[at]["_task"] = Value::Null;
            Answered::empty(200)
        }
        ["psmconnect"] => {
            let account = world.rows("accounts")[at].clone();
            if let Some(refusal) = policy(asked, world, caller, &account, &sent) {
                return Some(refusal);
            }
            connect(asked, Some(&account))
        }
        _ => Answered::empty(200),
    })
}

/// What an account's platform asks of people who want its secret.
struct Workflow {
    reason: bool,
    ticket: bool,
    dual: bool,
    exclusive: bool,
    one_time: bool,
}

fn workflow(world: &World, account: &Value) -> Workflow {
    let platform = world
        .rows("platforms")
        .iter()
        .find(|platform| platform["general"]["id"] == account["platformId"])
        .cloned()
        .unwrap_or_default();
    let flows = &platform["privilegedAccessWorkflows"];
    Workflow {
        reason: platform["_reason"] == true,
        ticket: platform["_ticket"] == true,
        dual: flows["requireDualControlPasswordAccessApproval"] == true,
        exclusive: flows["enforceCheckinCheckoutExclusiveAccess"] == true,
        one_time: flows["enforceOnetimePasswordAccess"] == true,
    }
}

fn policy(
    asked: &Asked,
    world: &World,
    caller: &Caller,
    account: &Value,
    sent: &Sent,
) -> Option<Answered> {
    let flow = workflow(world, account);
    if flow.reason && sent.text("reason").trim().is_empty() {
        let status = world.switches.number("missing_reason_status", 400);
        let status = u16::try_from(status).unwrap_or(400);
        return Some(refuse(
            status,
            "PASWS204E",
            "Missing mandatory parameter - Reason",
        ));
    }
    // Two spellings of the ticketing system are on record; both are taken.
    let system = [
        sent.text("TicketingSystem"),
        sent.text("TicketingSystemName"),
    ]
    .concat();
    if flow.ticket && (system.is_empty() || sent.text("TicketId").is_empty()) {
        let text = "Missing mandatory parameter - Ticketing system and ticket ID";
        return Some(refuse(400, "PASWS103E", text));
    }
    let safe = safe_of(account);
    if flow.dual && !caller.may(world, &safe, "accessWithoutConfirmation") {
        let now = asked.now.as_second();
        let confirmed = world.rows("requests").iter().any(|request| {
            request["AccountDetails"]["AccountID"] == account["id"]
                && request["RequestorUserName"] == caller.name()
                && request["StatusTitle"] == "Confirmed"
                && request["AccessFrom"]
                    .as_i64()
                    .is_none_or(|from| from <= now)
                && request["AccessTo"].as_i64().is_none_or(|to| to >= now)
        });
        if !confirmed {
            let text = "Access to this account requires confirmation. Create a request first.";
            return Some(refuse(403, "ITATS127E", text));
        }
    }
    if let Some(owner) = account["_locked_by"].as_str()
        && !owner.eq_ignore_ascii_case(caller.name())
    {
        let text = format!("The account is locked by {owner}.");
        return Some(refuse(400, "PASWS001W", &text));
    }
    None
}

fn retrieve(
    asked: &Asked,
    world: &mut World,
    caller: &Caller,
    at: usize,
    sent: &Sent,
    key: bool,
) -> Answered {
    let account = world.rows("accounts")[at].clone();
    if let Some(refusal) = policy(asked, world, caller, &account, sent) {
        return refusal;
    }
    if key && account["secretType"] != "key" {
        return wrong("accountId", "The account does not hold a key.");
    }
    let flow = workflow(world, &account);
    let now = asked.now.as_second();
    let row = &mut world.rows_mut("accounts")[at];
    row["_used"] = json!(now);
    if flow.exclusive {
        row["_locked_by"] = json!(caller.name());
    }
    if flow.one_time {
        row["_task"] = json!({"kind": "Change", "due": now + 3600});
    }
    let reason = sent.text("reason");
    note(
        world,
        &account,
        caller.name(),
        ("Retrieve password", 295),
        &reason,
        now,
    );
    let secret = account["_secret"].as_str().unwrap_or_default();
    reply(200, &json!(secret))
}

fn update(asked: &Asked, world: &mut World, caller: &Caller, at: usize, sent: &Sent) -> Answered {
    let fresh = sent.text("NewCredentials");
    if fresh.is_empty() {
        return wrong("NewCredentials", "The new secret is required.");
    }
    let account = world.rows("accounts")[at].clone();
    if let Some(owner) = account["_locked_by"].as_str() {
        return refuse(
            400,
            "PASWS001W",
            &format!("The account is locked by {owner}."),
        );
    }
    let now = asked.now.as_second();
    let row = &mut world.rows_mut("accounts")[at];
    row["_secret"] = json!(fresh);
    row["secretManagement"]["lastModifiedTime"] = json!(now);
    note(
        world,
        &account,
        caller.name(),
        ("Store password", 294),
        "",
        now,
    );
    Answered::empty(200)
}

/// The call only leaves a note for the CPM, which comes by later.
fn schedule(asked: &Asked, world: &mut World, at: usize, kind: &str) -> Answered {
    let account = world.rows("accounts")[at].clone();
    let active = world.rows("platforms").iter().any(|platform| {
        platform["general"]["id"] == account["platformId"] && platform["general"]["active"] == true
    });
    if !active {
        let text = format!(
            "Platform [{}] is not active.",
            account["platformId"].as_str().unwrap_or_default()
        );
        return refuse(400, "PASWS032E", &text);
    }
    let managed = world
        .find("safes", "safeName", &safe_of(&account))
        .is_some_and(|safe| {
            safe["managingCPM"]
                .as_str()
                .is_some_and(|cpm| !cpm.is_empty())
        });
    if !managed {
        return refuse(400, "CAWS00001E", "The account is not managed by a CPM.");
    }
    let wait = world.switches.number("cpm_seconds", 90);
    let row = &mut world.rows_mut("accounts")[at];
    row["secretManagement"]["status"] = json!("inProcess");
    row["_task"] = json!({"kind": kind, "due": asked.now.as_second() + wait});
    Answered::empty(200)
}

fn check_in(asked: &Asked, world: &mut World, caller: &Caller, at: usize) -> Answered {
    let account = world.rows("accounts")[at].clone();
    match account["_locked_by"].as_str() {
        Some(owner) if owner.eq_ignore_ascii_case(caller.name()) => {
            world.rows_mut("accounts")[at]["_locked_by"] = Value::Null;
            // A managed account gets a fresh password when it comes back; where no CPM looks
            // after it, it is only unlocked.
            schedule(asked, world, at, "Change");
            Answered::empty(200)
        }
        Some(owner) => refuse(
            400,
            "PASWS001W",
            &format!("The account is locked by {owner}."),
        ),
        None => refuse(400, "CAWS00001E", "The account is not locked."),
    }
}

fn unlock(world: &mut World, at: usize) -> Answered {
    let row = &mut world.rows_mut("accounts")[at];
    if row["_locked_by"].is_null() {
        return refuse(400, "CAWS00001E", "The account is not locked.");
    }
    row["_locked_by"] = Value::Null;
    Answered::empty(200)
}

/// An RDP file, or what the HTML5 gateway wants where JSON is accepted.
pub(super) fn connect(asked: &Asked, account: Option<&Value>) -> Answered {
    let gateway = asked
        .header("accept")
        .is_some_and(|accept| accept.contains("json") || accept.trim() == "*/*");
    if gateway && asked.text().contains("PSMGW") {
        return reply(
            200,
            &json!({"PSMGWURL": format!("{}/psmgw", asked.origin), "PSMGWRequest": "simulated"}),
        );
    }
    let address = account.map_or("", |account| {
        account["address"].as_str().unwrap_or_default()
    });
    let file = format!(
        "full address:s:psm.northmere.example\r\nusername:s:psm\r\nalternate shell:s:psm /u {address}\r\n"
    );
    Answered::body(200, "application/octet-stream", file).with(
        "Content-Disposition",
        "attachment; filename=\"connect.rdp\"",
    )
}
