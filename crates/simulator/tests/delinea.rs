//! The wire of a Privilege Manager server, over real sockets.

#![expect(
    clippy::unwrap_used,
    reason = "the helpers of a test fail as loudly as the test"
)]

mod talk;

use jiff::SignedDuration;
use serde_json::{Value, json};
use simulator::Simulated;
use talk::{Heard, ask, tenant};

const MANIFEST: &str = r#"
[[document]]
request = "GET /Tms/services/swagger/docs/v1"
"#;
const BASE: &str = "/Tms/services/api";
const JSON: (&str, &str) = ("Content-Type", "application/json");
const AGENTS: &str = "85fedb4c-5110-4291-8de9-907294ab10bb";

async fn server() -> Simulated {
    let seed = include_str!("../../vendors/src/delinea_pm/seed.json");
    let document = r#"{"swagger": "2.0", "host": "127.0.0.1:443"}"#;
    tenant("delinea-pm", MANIFEST, document, seed).await
}

async fn logon(server: &Simulated, id: &str, secret: &str) -> Heard {
    let body = json!({"username": id, "password": secret}).to_string();
    ask(
        server,
        "POST",
        &format!("{BASE}/logon/token"),
        &[JSON],
        &body,
    )
    .await
}

async fn sign_in(server: &Simulated, which: usize) -> String {
    let known = server.credentials()[which].clone();
    let heard = logon(
        server,
        known.value("client_id"),
        known.value("client_secret"),
    )
    .await;
    assert_eq!(heard.status, 200, "{}", heard.text());
    heard
        .json()
        .as_str()
        .expect("the token is a JSON string")
        .to_owned()
}

async fn send(server: &Simulated, token: &str, method: &str, path: &str, body: &str) -> Heard {
    let bearer = format!("Bearer {token}");
    let mut headers = vec![("Authorization", bearer.as_str())];
    if !body.is_empty() {
        headers.push(JSON);
    }
    ask(server, method, &format!("{BASE}{path}"), &headers, body).await
}

fn report<'a>(world: &'a Value, name: &str) -> &'a str {
    let rows = world.as_array().unwrap();
    let row = rows.iter().find(|row| row["name"] == name).unwrap();
    row["id"].as_str().unwrap()
}

#[tokio::test]
async fn a_token_is_a_json_string_and_ends_by_log_out_and_by_age() {
    let server = server().await;
    let token = sign_in(&server, 0).await;
    assert_eq!(
        send(&server, &token, "GET", "/v1/policies/GetAll", "")
            .await
            .status,
        200
    );
    assert_eq!(
        send(&server, &token, "DELETE", "/logon/token", "")
            .await
            .status,
        204
    );
    let heard = send(&server, &token, "GET", "/v1/policies/GetAll", "").await;
    assert_eq!(
        (heard.status, heard.json()["Status"].clone()),
        (401, json!("error"))
    );
    let token = sign_in(&server, 0).await;
    server.clock().advance(SignedDuration::from_mins(720));
    assert_eq!(
        send(&server, &token, "GET", "/v1/policies/GetAll", "")
            .await
            .status,
        401
    );
    assert!(server.set_switch("token_style", "jwt"));
    assert_eq!(sign_in(&server, 0).await.split('.').count(), 3);
}

#[tokio::test]
async fn wrong_secrets_lock_the_client_and_all_look_the_same() {
    let server = server().await;
    let known = server.credentials()[1].clone();
    for _ in 0..5 {
        let heard = logon(&server, known.value("client_id"), "wrong").await;
        assert_eq!(heard.status, 401);
        assert_eq!(heard.json()["Messages"][0], "Invalid username or password");
    }
    let heard = logon(
        &server,
        known.value("client_id"),
        known.value("client_secret"),
    )
    .await;
    assert_eq!(heard.status, 401, "locked out");
    let heard = logon(&server, "nobody", "wrong").await;
    assert_eq!(heard.status, 401);
    assert_eq!(heard.header("www-authenticate"), "Bearer");
    assert!(server.set_switch("api_disabled", true));
    assert_eq!(logon(&server, "nobody", "wrong").await.status, 404);
}

#[tokio::test]
async fn paths_take_any_case_and_any_number_of_slashes() {
    let server = server().await;
    let heard = ask(
        &server,
        "GET",
        "/tms//services/API/v1/Version/current",
        &[],
        "",
    )
    .await;
    assert_eq!(
        (heard.status, heard.json()["Result"].clone()),
        (200, json!("12.0.1096"))
    );
    assert_eq!(
        ask(&server, "GET", "/services/api/v1/version/Current", &[], "")
            .await
            .status,
        404
    );
    assert!(server.set_switch("alias", ""));
    assert_eq!(
        ask(&server, "GET", "/services/api/v1/version/Current", &[], "")
            .await
            .status,
        200
    );
    assert!(server.set_switch("version_anonymous", false));
    assert_eq!(
        ask(&server, "GET", "/services/api/v1/version/Current", &[], "")
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn the_document_and_the_pages_are_served() {
    let server = server().await;
    let path = "/Tms/services/swagger/docs/v1";
    let heard = ask(&server, "GET", path, &[], "").await;
    assert_eq!(
        heard.json()["host"],
        "127.0.0.1:443",
        "left as the vendor leaves it"
    );
    assert!(server.set_switch("doc_requires_token", true));
    assert_eq!(ask(&server, "GET", path, &[], "").await.status, 401);
    for path in [
        "/Tms/services/swagger/ui/index",
        "/Tms/Agent/AgentRegistration4.svc",
    ] {
        assert_eq!(
            ask(&server, "GET", path, &[], "").await.status,
            200,
            "{path}"
        );
    }
}

#[tokio::test]
async fn roles_open_what_the_matrix_says() {
    let server = server().await;
    let (users, helpdesk, windows) = (
        sign_in(&server, 1).await,
        sign_in(&server, 2).await,
        sign_in(&server, 3).await,
    );
    let policies = send(&server, &users, "GET", "/v1/policies/getall", "")
        .await
        .json();
    assert!(policies["Total"].as_u64().unwrap() >= 25);
    let find = |name: &str| {
        let rows = policies["Result"].as_array().unwrap();
        let row = rows.iter().find(|row| row["Name"] == name).unwrap();
        row["Id"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        send(&server, &helpdesk, "GET", "/v1/policies/GetAll", "")
            .await
            .status,
        403
    );
    let path = format!("/v1/reports/{AGENTS}");
    assert_eq!(
        send(&server, &helpdesk, "POST", &path, "[]").await.status,
        403
    );
    let win = format!(
        "/v1/policies/{}/enable/false",
        find("Elevate printer drivers")
    );
    let mac = format!("/v1/policies/{}/enable/false", find("Elevate Xcode"));
    let template = format!(
        "/v1/policies/{}/enable/false",
        find("Elevate Privilege Manager Remove Programs Utility")
    );
    assert_eq!(send(&server, &users, "POST", &win, "").await.status, 403);
    assert_eq!(send(&server, &windows, "POST", &win, "").await.status, 200);
    assert_eq!(send(&server, &windows, "GET", &win, "").await.status, 405);
    assert_eq!(send(&server, &windows, "POST", &mac, "").await.status, 403);
    assert_eq!(
        send(&server, &windows, "POST", &template, "").await.status,
        400
    );
    assert!(server.set_switch("refuse_style", "envelope"));
    let heard = send(&server, &users, "POST", &win, "").await;
    assert_eq!(
        (heard.status, heard.json()["Status"].clone()),
        (200, json!("error"))
    );
}

#[tokio::test]
async fn reports_are_grids_bare_or_enveloped() {
    let server = server().await;
    let token = sign_in(&server, 1).await;
    let path = format!("/v1/reports/{AGENTS}?bTestMode=false");
    let grid = send(&server, &token, "POST", &path, "").await.json();
    assert!(grid["Total"].as_u64().unwrap() >= 60);
    assert_eq!(grid["Result"]["Columns"][0]["columnName"], "_ItemId");
    assert_eq!(grid["Result"]["Columns"][0]["hidden"], true);
    assert_eq!(grid["Result"]["Columns"][1]["field"], "[1]");
    assert_eq!(grid["Result"]["Data"][0].as_array().unwrap().len(), 6);
    assert!(server.set_switch("profile", "11.1"));
    let bare = send(&server, &token, "POST", &path, "[]").await.json();
    assert_eq!(bare["Data"], grid["Result"]["Data"]);
    assert!(server.set_switch("profile", "current"));

    let catalogue = server.with_world(|world| Value::from(world.rows("reports").to_vec()));
    for (name, rows) in [
        ("Pending Execute Application Approvals", 12),
        ("Agents missing a policy", 3),
        ("Product Licenses", 4),
    ] {
        let path = format!("/v1/reports/{}", report(&catalogue, name));
        let grid = send(&server, &token, "POST", &path, "[]").await.json();
        assert_eq!(grid["Total"], rows, "{name}");
    }
    let body = json!([{"Name": "OperatingSystem", "Value": {"$type": "x", "ValueType": "System.String", "Value": "macOS 15"}}]);
    let path = "/v1/reports/1ee575af-6103-48d2-847f-99221e3154eb";
    let grid = send(&server, &token, "POST", path, &body.to_string())
        .await
        .json();
    assert!((1..60).contains(&grid["Total"].as_u64().unwrap()));
    let heard = send(&server, &token, "POST", "/v1/reports/no", "[]").await;
    assert_eq!(
        (heard.status, heard.json()["Code"].clone()),
        (404, json!(404))
    );
    assert!(server.set_switch("error_style", "envelope_200"));
    let heard = send(&server, &token, "POST", "/v1/reports/no", "[]").await;
    assert_eq!(
        (heard.status, heard.json()["Status"].clone()),
        (200, json!("error"))
    );
}

#[tokio::test]
async fn policies_are_made_inactive_and_filled_by_the_rules() {
    let server = server().await;
    let token = sign_in(&server, 0).await;
    let body = r#"{"Name": "Pilot", "Description": "", "OS": "Win"}"#;
    let made = send(&server, &token, "POST", "/v1/policies/new", body)
        .await
        .json();
    let id = made["Result"].as_str().unwrap().to_owned();
    let path = format!("/v1/policies/{id}");
    assert_eq!(
        send(&server, &token, "GET", &path, "").await.json()["Result"]["Enabled"],
        false
    );
    let context =
        r#"{"Filters": [{"Id": "f9569529-62d4-49ba-aa21-b9362e1f4de6", "FilterRole": 2}]}"#;
    let add = format!("{path}/add-filters");
    assert_eq!(
        send(&server, &token, "POST", &add, context).await.status,
        400
    );
    let both = r#"{"Filters": [{"Id": "df207907-9f9a-4777-afea-ff786d5399f2", "FilterRole": 1}, {"Id": "f9569529-62d4-49ba-aa21-b9362e1f4de6", "FilterRole": 2}]}"#;
    assert_eq!(send(&server, &token, "POST", &add, both).await.status, 200);
    let actions =
        r#"{"Actions": [{"Id": "54bfa458-bdfc-4e1b-8033-9c7888179f6c", "IsChildAction": false}]}"#;
    assert_eq!(
        send(
            &server,
            &token,
            "POST",
            &format!("{path}/add-actions"),
            actions
        )
        .await
        .status,
        200
    );
    let whole = send(&server, &token, "GET", &path, "").await.json();
    assert_eq!(whole["Result"]["Filters"].as_array().unwrap().len(), 2);
    assert_eq!(
        whole["Result"]["Actions"][0]["Name"],
        "Add Administrative Rights"
    );
}

#[tokio::test]
async fn approvals_are_off_until_they_are_assumed() {
    let server = server().await;
    let token = sign_in(&server, 2).await;
    let id = server.with_world(|world| world.rows("approvals")[0]["id"].clone());
    let body = json!({"RequestId": id, "Response": "Deny", "Comment": "no ticket"}).to_string();
    let path = "/v1/approval/approve";
    assert_eq!(send(&server, &token, "POST", path, &body).await.status, 404);
    assert!(server.set_switch("approvals", "assumed"));
    assert_eq!(send(&server, &token, "POST", path, &body).await.status, 200);
    assert_eq!(send(&server, &token, "POST", path, &body).await.status, 409);
}

#[tokio::test]
async fn a_task_starts_a_run_that_the_history_shows() {
    let server = server().await;
    let token = sign_in(&server, 0).await;
    let body = json!([{"Name": "ResourceIds", "Value": {"type": "x", "ValueType": "System.Guid[]", "Value": []}}]);
    let path = "/v1/tasks/38775f9e-9995-49de-8732-4994d0d2332a?instanceName=from%20the%20test";
    let run = send(&server, &token, "POST", path, &body.to_string())
        .await
        .json();
    let catalogue = server.with_world(|world| Value::from(world.rows("reports").to_vec()));
    let history = format!("/v1/reports/{}", report(&catalogue, "Task History"));
    let grid = send(&server, &token, "POST", &history, "").await.text();
    assert!(grid.contains(run["Result"].as_str().unwrap()) && grid.contains("from the test"));
    let users = sign_in(&server, 1).await;
    assert_eq!(send(&server, &users, "POST", path, "[]").await.status, 403);
}

#[tokio::test]
async fn every_operation_of_our_document_is_played() {
    let server = server().await;
    assert!(server.set_switch("approvals", "assumed"));
    let token = sign_in(&server, 0).await;
    let document = include_str!("../../vendors/src/delinea_pm/openapi.json");
    let document: Value = serde_json::from_str(document).unwrap();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in operations
            .as_object()
            .unwrap()
            .keys()
            .filter(|key| *key != "parameters")
        {
            let method = method.to_uppercase();
            // The token ends here, and the others still need it.
            if path.ends_with("/logon/token") {
                continue;
            }
            let kind = path.split('/').nth(3).unwrap_or_default();
            let rows = server.with_world(|world| world.rows(kind).to_vec());
            let id = rows.last().map_or(String::new(), |row| {
                let id = row.get("Id").or(row.get("id")).and_then(Value::as_str);
                id.unwrap_or_default().to_owned()
            });
            let filled = path
                .trim_start_matches("/api")
                .split('/')
                .map(|part| match part {
                    "{enable}" => "true",
                    part if part.starts_with('{') => &id,
                    part => part,
                })
                .collect::<Vec<_>>()
                .join("/");
            let body = if method == "POST" { "[]" } else { "" };
            let heard = send(&server, &token, &method, &filled, body).await;
            assert!(
                ![404, 405, 500, 501].contains(&heard.status),
                "{method} {filled}: {} {}",
                heard.status,
                heard.text()
            );
        }
    }
}
