//! Makes whole rows of the seed's short ones, and makes up the weeks behind the tenant:
//! sessions, recordings and what happened to each account. The same on every start.

use domain::Timestamp;
use serde_json::{Value, json};

use super::rights::{PERMISSIONS, preset};
use super::words::lay;
use crate::World;

const DAY: i64 = 86_400;

/// Grows the world from its seed.
pub(super) fn grow(world: &mut World, now: Timestamp) {
    let now = now.as_second();
    let groups: Vec<Value> = world.rows("groups").to_vec();
    for row in world.rows_mut("users") {
        let names = row["groups"].as_array().cloned().unwrap_or_default();
        let memberships: Vec<Value> = groups
            .iter()
            .filter(|group| names.contains(&group["groupName"]))
            .map(|group| {
                json!({
                    "groupID": group["id"], "groupName": group["groupName"],
                    "groupType": group["groupType"],
                })
            })
            .collect();
        let mut full = user(row);
        full["groupsMembership"] = json!(memberships);
        if let Some(full) = full.as_object_mut() {
            full.remove("groups");
            full.remove("name");
        }
        *row = full;
    }
    for row in world.rows_mut("safes") {
        *row = safe(row, now);
    }
    members(world);
    for row in world.rows_mut("platforms") {
        *row = platform(row);
    }
    accounts(world, now);
    sessions(world, now);
    requests(world, now);
}

/// A user with every field; the given ones win.
pub(super) fn user(given: &Value) -> Value {
    let name = given["name"].as_str().unwrap_or_default();
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    let username = given["username"].as_str().unwrap_or_default();
    let full = json!({
        "id": 0, "username": "", "source": "CyberArk", "userType": "EPVUser",
        "componentUser": false, "groupsMembership": [], "userDN": "",
        "vaultAuthorization": [], "location": "\\",
        "personalDetails": {
            "street": "", "city": "", "state": "", "zip": "", "country": "", "title": "",
            "organization": "Northmere", "department": "", "profession": "",
            "firstName": first, "middleName": "", "lastName": last,
        },
        "enableUser": true, "suspended": false, "changePassOnNextLogon": false,
        "expiryDate": -62_135_578_800_i64, "lastSuccessfulLoginDate": null,
        "unAuthorizedInterfaces": [], "authenticationMethod": ["AuthTypePass"],
        "passwordNeverExpires": false, "distinguishedName": "", "description": "",
        "businessAddress": {
            "workStreet": "", "workCity": "", "workState": "", "workZip": "", "workCountry": "",
        },
        "internet": {
            "homePage": "", "homeEmail": "", "otherEmail": "",
            "businessEmail": if username.contains('@') {
                username.to_owned()
            } else {
                format!("{username}@northmere.example")
            },
        },
        "phones": {
            "homeNumber": "", "businessNumber": "", "cellularNumber": "", "faxNumber": "",
            "pagerNumber": "",
        },
        "loginFromHour": null, "loginToHour": null, "userActivityLogRetentionDays": 90,
    });
    lay(full, given)
}

fn safe(given: &Value, now: i64) -> Value {
    let full = json!({
        "safeUrlId": given["safeName"], "safeName": "", "safeNumber": 0, "description": "",
        "location": "\\", "creator": {"id": "2", "name": "Administrator"},
        "olacEnabled": false, "managingCPM": "PasswordManager",
        "numberOfVersionsRetention": null, "numberOfDaysRetention": 7,
        "autoPurgeEnabled": false, "creationTime": now - 400 * DAY,
        "lastModificationTime": (now - 20 * DAY) * 1_000_000, "isExpiredMember": false,
    });
    lay(full, given)
}

fn members(world: &mut World) {
    let (safes, users, groups) = (
        world.rows("safes").to_vec(),
        world.rows("users").to_vec(),
        world.rows("groups").to_vec(),
    );
    let given = world.rows("safe_members").to_vec();
    let mut rows = Vec::new();
    for safe in &safes {
        for member in &given {
            // A member without a Safe is one of every Safe.
            let here = member["safe"].is_null() || member["safe"] == safe["safeName"];
            if !here {
                continue;
            }
            let name = &member["member"];
            let user = users.iter().find(|user| user["username"] == *name);
            let group = groups.iter().find(|group| group["groupName"] == *name);
            let known = user.or(group).unwrap_or(&Value::Null);
            let chosen = member["preset"].as_str().unwrap_or("ReadOnly");
            let mut permissions = preset(chosen);
            for extra in member["also"].as_array().into_iter().flatten() {
                if let Some(name) = extra.as_str().filter(|name| PERMISSIONS.contains(name)) {
                    permissions.insert(name.to_owned(), json!(true));
                }
            }
            rows.push(json!({
                "safeUrlId": safe["safeUrlId"], "safeName": safe["safeName"],
                "safeNumber": safe["safeNumber"], "memberId": known["id"], "memberName": name,
                "memberType": if group.is_some() { "Group" } else { "User" },
                "membershipExpirationDate": member.get("until").cloned().unwrap_or_default(),
                "isExpiredMembershipEnable": false,
                "isPredefinedUser": member["predefined"] == true, "isReadOnly": false,
                "permissions": permissions,
            }));
        }
    }
    world
        .data
        .insert("safe_members".to_owned(), Value::Array(rows));
}

fn platform(given: &Value) -> Value {
    let flag = |name: &str| given[name] == true;
    let property = |name: &str, display: &str| json!({"name": name, "displayName": display});
    json!({
        "numericId": given["number"],
        "general": {
            "id": given["id"], "name": given["name"], "systemType": given["system"],
            "active": given["active"] != false, "description": "",
            "platformBaseID": given["id"], "platformType": "Regular",
        },
        "properties": {
            "required": [property("Address", "Address"), property("Username", "Username")],
            "optional": [property("Port", "Port"), property("LogonDomain", "Log on to")],
        },
        "linkedAccounts": [property("ReconcileAccount", "Reconcile Account")],
        "credentialsManagement": {
            "allowedSafes": ".*", "allowManualChange": true, "performPeriodicChange": true,
            "requirePasswordChangeEveryXDays": 90, "allowManualVerification": true,
            "performPeriodicVerification": true, "requirePasswordVerificationEveryXDays": 7,
            "allowManualReconciliation": true, "automaticReconcileWhenUnsynched": flag("reconciles"),
        },
        "sessionManagement": {
            "requirePrivilegedSessionMonitoringAndIsolation": true,
            "recordAndSaveSessionActivity": true, "PSMServerID": "PSMServer",
        },
        "privilegedAccessWorkflows": {
            "requireDualControlPasswordAccessApproval": flag("dual"),
            "enforceCheckinCheckoutExclusiveAccess": flag("exclusive"),
            "enforceOnetimePasswordAccess": flag("one_time"),
        },
        "_reason": flag("reason"),
        "_ticket": flag("ticket"),
    })
}

fn accounts(world: &mut World, now: i64) {
    let given = world.rows("accounts").to_vec();
    let people: Vec<Value> = world
        .rows("users")
        .iter()
        .filter(|user| user["componentUser"] == false)
        .map(|user| user["username"].clone())
        .collect();
    let mut rows = Vec::new();
    let mut counts = std::collections::BTreeMap::<String, i64>::new();
    for (at, short) in given.iter().enumerate() {
        let text = |name: &str| short[name].as_str().unwrap_or_default().to_owned();
        let number = world
            .rows("safes")
            .iter()
            .find(|safe| safe["safeName"] == short["safe"])
            .and_then(|safe| safe["safeNumber"].as_i64())
            .unwrap_or(0);
        let count = counts.entry(text("safe")).or_insert(2);
        *count += 1;
        let id = json!(format!("{number}_{count}"));
        let ago = i64::try_from(world.random.below(80)).unwrap_or(0);
        let state = short.get("status").cloned().unwrap_or(json!("success"));
        let automatic = short["manual"].is_null();
        rows.push(json!({
            "id": id,
            "name": format!("Operating System-{}-{}-{}", text("platform"), text("address"), text("user")),
            "address": short["address"], "userName": short["user"],
            "platformId": short["platform"], "safeName": short["safe"],
            "secretType": short.get("type").cloned().unwrap_or(json!("password")),
            "platformAccountProperties":
                if text("platform").contains("Domain") { json!({"LogonDomain": "NORTHMERE"}) } else { json!({}) },
            "secretManagement": {
                "automaticManagementEnabled": automatic,
                "manualManagementReason": short.get("manual").cloned().unwrap_or(json!("")),
                "status": state, "lastModifiedTime": now - ago * DAY,
                "lastReconciledTime": now - (ago + 30) * DAY,
                "lastVerifiedTime": now - (ago % 7) * DAY,
            },
            "remoteMachinesAccess": {"remoteMachines": "", "accessRestrictedToRemoteMachines": false},
            "createdTime": now - (90 + ago) * DAY,
            "categoryModificationTime": now - ago * DAY,
            "_secret": format!("canary-cyberark-{at:03}-{}", world.random.hex(8)),
            "_fails": state == "failure",
            "_last_task": short.get("task").cloned().unwrap_or_default(),
            "_locked_by": short.get("locked").cloned().unwrap_or_default(),
            "_disabled_by_cpm": short["by_cpm"] == true,
        }));
        for (what, code, days) in [
            ("CPM Change Password", 24, ago),
            ("Retrieve password", 295, ago % 20),
            ("Add File Category", 105, 90 + ago),
        ] {
            let who = world.random.pick(&people).cloned().unwrap_or_default();
            let cpm = code == 24;
            let line = json!({
                "_account": id, "Alert": false,
                "Date": now - days * DAY - i64::try_from(world.random.below(50_000)).unwrap_or(0),
                "User": if cpm { json!("PasswordManager") } else { who },
                "Action": what, "ActionID": code,
                "ClientID": if cpm { "CPM" } else { "PVWA" }, "MoreInfo": "",
                "Reason": if cpm { "ScheduledTask" } else { "Daily work" },
            });
            world.past_mut("activities").push(&line);
        }
    }
    world.data.insert("accounts".to_owned(), Value::Array(rows));
}

fn sessions(world: &mut World, now: i64) {
    let wish = |world: &World, name: &str| {
        world
            .data
            .get("past")
            .and_then(|past| past[name].as_u64())
            .and_then(|count| usize::try_from(count).ok())
            .unwrap_or(0)
    };
    for (rows, live) in [("recordings", false), ("live_sessions", true)] {
        let count = wish(world, rows);
        for at in 0..count {
            let Some(row) = session(world, now, at, count, live) else {
                continue;
            };
            if live {
                world.rows_mut(rows).push(row);
            } else {
                world.past_mut(rows).push(&row);
            }
        }
    }
}

fn session(world: &mut World, now: i64, at: usize, count: usize, live: bool) -> Option<Value> {
    let chosen = world
        .random
        .below(world.data["accounts"].as_array().map_or(0, Vec::len));
    let account = world.rows("accounts").get(chosen)?.clone();
    let people: Vec<Value> = world
        .rows("users")
        .iter()
        .filter(|user| user["componentUser"] == false)
        .map(|user| user["username"].clone())
        .collect();
    let who = world.random.pick(&people).cloned()?;
    let number = i64::try_from(at).unwrap_or(0);
    let length = 180 + i64::try_from(world.random.below(5000)).unwrap_or(0);
    let start = if live {
        now - 240 - i64::try_from(world.random.below(6000)).unwrap_or(0)
    } else {
        let step = 45 * DAY / i64::try_from(count.max(1)).unwrap_or(1);
        now - 6000 - number * step - length
    };
    let unix = account["platformId"]
        .as_str()
        .is_some_and(|id| id.contains("Unix"));
    let score = if at.is_multiple_of(17) {
        60 + number % 40
    } else {
        0
    };
    let mut row = json!({
        "SessionID": format!("{}_{}", if live { 26 } else { 27 }, 40 + at),
        "SessionGuid": world.random.uuid(), "SafeName": "PSMRecordings", "FolderName": "Root",
        "IsLive": live, "FileName": format!("{}.session", world.random.uuid()),
        "Start": start, "End": if live { 0 } else { start + length },
        "Duration": if live { now - start } else { length },
        "User": who, "RemoteMachine": account["address"], "ProtectionDate": 0, "ProtectedBy": "",
        "ProtectionEnabled": false, "AccountUsername": account["userName"],
        "AccountPlatformID": account["platformId"], "AccountAddress": account["address"],
        "PIMSuCommand": "", "PIMSuCWD": "",
        "ConnectionComponentID": if unix { "PSM-SSH" } else { "PSM-RDP" },
        "PSMRecordingEntity": "SessionRecording",
        "TicketID": if at.is_multiple_of(4) { format!("INC{:06}", 52_000 + at) } else { String::new() },
        "FromIP": format!("10.20.{}.{}", world.random.below(6), 10 + world.random.below(200)),
        "Protocol": if unix { "SSH" } else { "RDP" }, "Client": if unix { "SSH" } else { "RDP" },
        "RiskScore": score, "Severity": if score > 0 { "High" } else { "" },
        "IncidentDetails": null,
        "RawProperties": {"Command": "", "ConnectionType": if unix { "SSH" } else { "RDP" }},
        "RecordingFiles": if live { json!([]) } else { json!([{
            "FileName": "Video.avi", "RecordingType": 0, "LastReviewBy": "", "LastReviewDate": 0,
            "FileSize": 1_048_576 + number * 4096, "CompressedFileSize": 524_288, "Format": "AVI",
        }]) },
        "RecordedActivities": [{
            "ActivityText": if unix { "sudo -i" } else { "Server Manager" }, "ActivityType": 1,
            "ActivityId": 1, "Formats": ["Text"], "Offsets": {},
        }],
        "VideoSize": if live { 0 } else { 1024 }, "TextSize": 16, "DetailsUrl": "",
        "_accountSafe": account["safeName"],
    });
    if live {
        row["CanTerminate"] = json!(true);
        row["CanMonitor"] = json!(true);
        // Sessions of the SSH proxy cannot be held.
        row["CanSuspend"] = json!(!unix);
    }
    Some(row)
}

fn requests(world: &mut World, now: i64) {
    let given = world.rows("requests").to_vec();
    let rows: Vec<Value> = given
        .iter()
        .enumerate()
        .filter_map(|(at, short)| {
            let safe = short["safe"].as_str()?;
            let number = i64::try_from(at).ok()? + 11;
            let mut accounts = world.rows("accounts").iter();
            let nth = short["nth"]
                .as_u64()
                .and_then(|nth| usize::try_from(nth).ok())
                .unwrap_or(0);
            let account = accounts
                .by_ref()
                .filter(|row| row["safeName"] == safe)
                .nth(nth)?;
            let state = short["state"].as_str().unwrap_or("Waiting");
            let person = world.find("users", "username", short["by"].as_str()?)?;
            let details = &person["personalDetails"];
            let name = |part: &str| details[part].as_str().unwrap_or_default().to_owned();
            let created = now - number * 2_700;
            let confirmers = if state == "Waiting" {
                json!([])
            } else {
                json!([{
                    "Type": "User", "ID": 12, "Name": "mokafor", "Action": state, "Reason": "",
                    "ActionDate": created + 900, "AdditionalDetails": "", "Members": [],
                }])
            };
            Some(json!({
                "RequestID": format!("{safe}_{number}"), "_number": number, "SafeName": safe,
                "RequestorUserName": person["username"],
                "RequestorFullName": format!("{} {}", name("firstName"), name("lastName")),
                "RequestorReason": short["reason"], "UserReason": short["reason"],
                "CreationDate": created, "Operation": "Access",
                "ExpirationDate": short.get("expires").cloned().unwrap_or(json!(now + DAY)),
                "OperationType": 1, "AccessType": "Once",
                "ConfirmationsLeft": i64::from(state == "Waiting"),
                "AccessFrom": null, "AccessTo": null,
                "Status": match state { "Waiting" => 1, "Confirmed" => 2, _ => 3 },
                "StatusTitle": state, "InvalidRequestReason": 0, "CurrentConfirmationLevel": 1,
                "RequiredConfirmersCountLevel2": 0,
                "TicketingSystemProperties": {"Name": "", "Number": short["ticket"], "Status": ""},
                "AdditionalInfo": {},
                "AccountDetails": {
                    "AccountID": account["id"],
                    "Properties": {
                        "Name": account["name"], "UserName": account["userName"],
                        "Address": account["address"], "PlatformID": account["platformId"],
                    },
                },
                "Confirmers": confirmers,
            }))
        })
        .collect();
    world.data.insert("requests".to_owned(), Value::Array(rows));
}
