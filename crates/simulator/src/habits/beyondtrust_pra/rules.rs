//! What the site's rows demand of each other: fields that exclude or need another,
//! rows that stay, and rows that go when another one does.

use serde_json::{Map, Value, json};

use super::shapes::{Collection, Wrong};
use crate::World;

/// Adds what is wrong with fields taken together.
pub(super) fn together(collection: &Collection, row: &Map<String, Value>, wrong: &mut Wrong) {
    // A field the caller leaves out has its default when the rules are looked at.
    let full = Value::Object(collection.fill(row));
    let mut object = |field: &str, text: &str| {
        let texts = wrong.entry(field.to_owned()).or_default();
        if !texts.iter().any(|known| known == text) {
            texts.push(text.to_owned());
        }
    };
    let on = |field: &str| full[field] == true;
    let empty = |field: &str| {
        full[field].as_array().is_none_or(Vec::is_empty)
            && full[field].as_str().is_none_or(str::is_empty)
    };
    match collection.rows.as_str() {
        "jump_policies" => {
            if on("approval_required") && on("schedule_enabled") {
                object(
                    "approval_required",
                    "cannot be used together with a schedule",
                );
            }
            if on("schedule_strict") && !on("schedule_enabled") {
                object("schedule_strict", "needs schedule_enabled");
            }
            if on("approval_required") {
                let nobody = [
                    "approval_email_addresses",
                    "approval_user_ids",
                    "approval_team_ids",
                ]
                .iter()
                .all(|field| empty(field));
                if nobody {
                    object("approval_user_ids", "at least one approver is required");
                }
                if empty("approval_display_name") {
                    object(
                        "approval_display_name",
                        "is required when approval is required",
                    );
                }
            }
            if on("session_start_notification") || on("session_end_notification") {
                for field in ["notification_email_addresses", "notification_display_name"] {
                    if empty(field) {
                        object(field, "is required when a notification is on");
                    }
                }
            }
            if on("simultaneous_jump_behavior_applies_to_copies")
                && full["simultaneous_jumps"] != "join"
            {
                object(
                    "simultaneous_jump_behavior_applies_to_copies",
                    "only with join",
                );
            }
        }
        "vendors" => {
            let people = ["administrator_ids", "team_ids"]
                .iter()
                .filter_map(|field| full[*field].as_array())
                .map(Vec::len)
                .sum::<usize>();
            if people > 10 {
                object(
                    "administrator_ids",
                    "at most 10 administrators and teams together",
                );
            }
            if on("user_approval_enabled") && !on("user_added_notification_enabled") {
                object(
                    "user_added_notification_enabled",
                    "must be on while approval is on",
                );
            }
            let notifies =
                on("user_added_notification_enabled") || on("user_expired_notification_enabled");
            if notifies && people == 0 {
                object(
                    "administrator_ids",
                    "notifications need an administrator or a team",
                );
            }
            if on("user_reactivation_enabled") && !on("user_approval_enabled") {
                object("user_reactivation_enabled", "needs user_approval_enabled");
            }
        }
        "protocol_tunnels" => {
            if full["tunnel_type"] == "tcp" && empty("tunnel_definitions") {
                object("tunnel_definitions", "is required for a TCP tunnel");
            }
            if full["tunnel_type"] == "k8s" {
                for field in ["url", "ca_certificates"] {
                    if empty(field) {
                        object(field, "is required for a Kubernetes tunnel");
                    }
                }
            }
        }
        "vault_account_policies" => {
            let scheduled = on("scheduled_password_rotation");
            if scheduled && full["maximum_password_age"].is_null() {
                object(
                    "maximum_password_age",
                    "is required when rotation is scheduled",
                );
            }
        }
        "vault_accounts" => {
            let needed: &[&str] = match full["type"].as_str().unwrap_or_default() {
                "username_password" => &["username", "password"],
                "opaque_token" => &["token"],
                "ssh" | "ssh_ca" => &["username", "private_key"],
                _ => &[],
            };
            for field in needed.iter().filter(|field| empty(field)) {
                object(field, "is required");
            }
        }
        "group_policies" => {
            const STEPS: [i64; 12] = [
                -1, 0, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 43200, 86400,
            ];
            let timeout = full["perm_session_idle_timeout"].as_i64().unwrap_or(-1);
            if !STEPS.contains(&timeout) {
                object(
                    "perm_session_idle_timeout",
                    "is not one of the allowed times",
                );
            }
        }
        _ => {}
    }
}

/// Why a row cannot be removed.
pub(super) fn keeps(collection: &Collection, row: &Value) -> Option<&'static str> {
    match collection.rows.as_str() {
        "users" if row["perm_admin"] == true => Some("This API cannot delete administrators."),
        "vault_accounts" if row["personal"] == true => Some("Personal accounts cannot be deleted."),
        "vault_account_groups" if row["id"] == 1 => {
            Some("The default account group cannot be deleted.")
        }
        "vault_account_policies" if row["id"] == 1 => {
            Some("The default account policy cannot be deleted.")
        }
        _ => None,
    }
}

const JUMP_ITEMS: [&str; 8] = [
    "shell_jumps",
    "remote_rdps",
    "remote_vncs",
    "web_jumps",
    "protocol_tunnels",
    "psql_tunnels",
    "mysql_tunnels",
    "network_tunnels",
];

/// Removes or moves what hung on a removed row.
pub(super) fn drag_along(world: &mut World, collection: &Collection, gone: &Value) {
    let id = &gone["id"];
    let drop_from = |world: &mut World, rows: &[&str], field: &str| {
        for name in rows {
            world
                .rows_mut(name)
                .retain(|row| row[field] != *id || row[field].is_null());
        }
    };
    match collection.rows.as_str() {
        "jump_groups" => {
            let owned =
                |row: &Value| row["jump_group_id"] == *id && row["jump_group_type"] != "personal";
            for name in JUMP_ITEMS
                .iter()
                .chain(&["jump_clients", "jump_client_installers"])
            {
                world.rows_mut(name).retain(|row| !owned(row));
            }
            drop_from(world, &["jump_group_users"], "_of");
            drop_from(world, &["group_policy_jump_groups"], "jump_group_id");
        }
        "jumpoints" => {
            drop_from(world, &JUMP_ITEMS, "jumpoint_id");
            drop_from(world, &["jumpoint_users", "jumpoint_nodes"], "_of");
            drop_from(world, &["group_policy_jumpoints"], "jumpoint_id");
        }
        "vault_account_groups" => {
            for row in world.rows_mut("vault_accounts") {
                if row["account_group_id"] == *id {
                    row["account_group_id"] = json!(1);
                }
            }
            drop_from(world, &["vault_group_users"], "_of");
        }
        "vault_accounts" => drop_from(world, &["vault_account_users"], "_of"),
        "users" => drop_from(
            world,
            &[
                "team_users",
                "jump_group_users",
                "jumpoint_users",
                "group_policy_members",
                "vault_account_users",
                "vault_group_users",
            ],
            "user_id",
        ),
        "teams" => drop_from(world, &["team_users"], "_of"),
        "group_policies" => drop_from(
            world,
            &[
                "group_policy_members",
                "group_policy_jump_groups",
                "group_policy_jumpoints",
                "group_policy_teams",
                "group_policy_vault_accounts",
                "group_policy_vault_groups",
            ],
            "_of",
        ),
        "vendors" => drop_from(world, &["vendor_users"], "_of"),
        _ => {}
    }
}
