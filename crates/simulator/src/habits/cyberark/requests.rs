//! Requests for access under dual control: mine, and those that wait for my word.

use serde_json::{Value, json};

use super::accounts::{position, safe_of};
use super::lists::all;
use super::rights::Caller;
use super::words::{Sent, asked_flag, not_found, refuse, reply, shown, wrong};
use super::{not_allowed, users};
use crate::{Answered, Asked, World};

/// Answers below `MyRequests` and `IncomingRequests`.
pub(super) fn answer(
    asked: &Asked,
    world: &mut World,
    caller: &Caller,
    path: &[&str],
) -> Option<Answered> {
    let mine = path[0] == "myrequests";
    let name = if mine {
        "MyRequests"
    } else {
        "IncomingRequests"
    };
    let method = asked.method.as_str();
    Some(match (method, &path[1..]) {
        ("GET", []) => {
            let word = world.switches.word("request_list_name", "own");
            let wrapper = if word == "Requests" { "Requests" } else { name };
            all(wrapper, &list(asked, world, caller, mine))
        }
        ("POST", []) if mine => create(asked, world, caller),
        (_, []) => not_allowed("GET, POST"),
        ("POST", [deed @ ("confirm" | "reject"), "bulk"]) if !mine => {
            bulk(asked, world, caller, deed)
        }
        (_, [id, rest @ ..]) => {
            let Some(at) = at(world, caller, id, mine) else {
                return Some(not_found("The request was not found."));
            };
            match (method, rest) {
                ("GET", []) => answer_row(&world.rows("requests")[at], mine),
                ("DELETE", []) if mine => {
                    world.rows_mut("requests").remove(at);
                    Answered::empty(204)
                }
                ("POST", [deed @ ("confirm" | "reject")]) if !mine => {
                    let sent = match Sent::read(asked) {
                        Ok(sent) => sent,
                        Err(refusal) => return Some(refusal),
                    };
                    decide(asked, world, caller, at, deed, &sent.text("Reason"))
                }
                (_, []) => not_allowed("GET, DELETE"),
                _ => return None,
            }
        }
    })
}

fn answer_row(row: &Value, mine: bool) -> Answered {
    reply(200, &one(row, mine))
}

fn one(row: &Value, mine: bool) -> Value {
    let mut row = shown(row);
    if let (true, Some(fields)) = (mine, row.as_object_mut()) {
        fields.remove("RequestorFullName");
    }
    row
}

fn concerns(world: &World, caller: &Caller, request: &Value, mine: bool) -> bool {
    let own = request["RequestorUserName"]
        .as_str()
        .is_some_and(|name| name.eq_ignore_ascii_case(caller.name()));
    if mine {
        return own;
    }
    let safe = request["SafeName"].as_str().unwrap_or_default();
    let confirms = |level: &str| caller.may(world, safe, level);
    !own && (confirms("requestsAuthorizationLevel1") || confirms("requestsAuthorizationLevel2"))
}

fn at(world: &World, caller: &Caller, id: &str, mine: bool) -> Option<usize> {
    world.rows("requests").iter().position(|request| {
        request["RequestID"]
            .as_str()
            .is_some_and(|own| own.eq_ignore_ascii_case(id))
            && concerns(world, caller, request, mine)
    })
}

fn list(asked: &Asked, world: &World, caller: &Caller, mine: bool) -> Vec<Value> {
    let waiting = asked_flag(asked, "onlyWaiting").unwrap_or(false);
    let expired = asked_flag(asked, "expired").unwrap_or(true);
    let now = asked.now.as_second();
    world
        .rows("requests")
        .iter()
        .filter(|request| {
            concerns(world, caller, request, mine)
                && (!waiting || request["StatusTitle"] == "Waiting")
                && (expired
                    || request["ExpirationDate"]
                        .as_i64()
                        .is_none_or(|until| until > now))
        })
        .map(|request| one(request, mine))
        .collect()
}

fn create(asked: &Asked, world: &mut World, caller: &Caller) -> Answered {
    let sent = match Sent::read(asked) {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    let items: Vec<Sent> = match sent.get("BulkItems").and_then(Value::as_array) {
        Some(items) => items.iter().map(Sent::of).collect(),
        None => vec![sent],
    };
    let mut made = Vec::new();
    for item in &items {
        match file(asked, world, caller, item) {
            Ok(row) => made.push(one(&row, true)),
            Err(refusal) => return refusal,
        }
    }
    let status = if world.switches.on("request_answers_201") {
        201
    } else {
        200
    };
    match made.as_slice() {
        [row] => reply(status, row),
        rows => reply(status, &json!({"BulkItems": rows})),
    }
}

fn file(asked: &Asked, world: &mut World, caller: &Caller, sent: &Sent) -> Result<Value, Answered> {
    let id = sent.text("AccountId");
    let account = position(world, &id)
        .map(|at| world.rows("accounts")[at].clone())
        .filter(|account| caller.may(world, &safe_of(account), "listAccounts"))
        .ok_or_else(|| not_found(&format!("Account {id} was not found.")))?;
    if sent.text("Reason").trim().is_empty() {
        return Err(refuse(
            400,
            "PASWS204E",
            "Missing mandatory parameter - Reason",
        ));
    }
    let now = asked.now.as_second();
    let (from, to) = (sent.number("FromDate"), sent.number("ToDate"));
    if from.zip(to).is_some_and(|(from, to)| to <= from) {
        return Err(wrong("ToDate", "The end lies before the start."));
    }
    let safe = safe_of(&account);
    let number = users::next(world, "requests", "_number");
    let row = json!({
        "RequestID": format!("{safe}_{number}"), "SafeName": safe, "_number": number,
        "RequestorUserName": caller.name(), "RequestorFullName": caller.name(),
        "RequestorReason": sent.text("Reason"), "UserReason": sent.text("Reason"),
        "CreationDate": now, "Operation": "Access", "ExpirationDate": to.unwrap_or(now + 86_400),
        "OperationType": 1,
        "AccessType": if sent.flag("MultipleAccessRequired") == Some(true) { "Multiple" } else { "Once" },
        "ConfirmationsLeft": 1, "AccessFrom": from, "AccessTo": to, "Status": 1,
        "StatusTitle": "Waiting", "InvalidRequestReason": 0, "CurrentConfirmationLevel": 1,
        "RequiredConfirmersCountLevel2": 0,
        "TicketingSystemProperties": {
            "Name": sent.text("TicketingSystemName"), "Number": sent.text("TicketId"), "Status": "",
        },
        "AdditionalInfo": {},
        "AccountDetails": {
            "AccountID": account["id"],
            "Properties": {
                "Name": account["name"], "UserName": account["userName"],
                "Address": account["address"], "PlatformID": account["platformId"],
            },
        },
        "Confirmers": [],
    });
    world.rows_mut("requests").push(row.clone());
    Ok(row)
}

fn decide(
    asked: &Asked,
    world: &mut World,
    caller: &Caller,
    at: usize,
    deed: &str,
    reason: &str,
) -> Answered {
    let now = asked.now.as_second();
    let (name, id) = (caller.name().to_owned(), caller.user()["id"].clone());
    let request = &mut world.rows_mut("requests")[at];
    if request["StatusTitle"] != "Waiting" {
        return refuse(409, "CAWS00001E", "The request has been handled already.");
    }
    let action = if deed == "confirm" {
        "Confirmed"
    } else {
        "Rejected"
    };
    let line = json!({
        "Type": "User", "ID": id, "Name": name, "Action": action, "Reason": reason,
        "ActionDate": now, "AdditionalDetails": "", "Members": [],
    });
    if let Some(confirmers) = request["Confirmers"].as_array_mut() {
        confirmers.push(line);
    }
    let left = request["ConfirmationsLeft"].as_i64().unwrap_or(1) - 1;
    request["ConfirmationsLeft"] = json!(left.max(0));
    if deed == "reject" {
        request["StatusTitle"] = json!("Rejected");
        request["Status"] = json!(3);
    } else if left <= 0 {
        request["StatusTitle"] = json!("Confirmed");
        request["Status"] = json!(2);
    }
    Answered::empty(200)
}

fn bulk(asked: &Asked, world: &mut World, caller: &Caller, deed: &str) -> Answered {
    let sent = match Sent::read(asked) {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    let items = sent
        .get("BulkItems")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let results: Vec<Value> = items
        .iter()
        .map(|item| {
            let item = Sent::of(item);
            let id = item.text("RequestId");
            let answered = match at(world, caller, &id, false) {
                Some(at) => decide(asked, world, caller, at, deed, &item.text("Reason")),
                None => not_found("The request was not found."),
            };
            let body: Value = serde_json::from_slice(&answered.body).unwrap_or_default();
            json!({
                "RequestId": id, "Success": answered.status == 200,
                "ErrorCode": body["ErrorCode"], "ErrorMessage": body["ErrorMessage"],
            })
        })
        .collect();
    reply(200, &json!({"BulkItems": results}))
}
