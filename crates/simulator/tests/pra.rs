//! The wire of a PRA site, over real sockets.

#![expect(
    clippy::unwrap_used,
    reason = "the helpers of a test fail as loudly as the test"
)]

mod talk;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use simulator::Simulated;
use std::time::Duration;
use talk::{Heard, ask, tenant};

const MANIFEST: &str = r#"
[[document]]
request = "GET /api/config/v1/openapi.yaml"
signed_in = true
"#;

async fn site() -> Simulated {
    let seed = include_str!("../../vendors/src/beyondtrust_pra/seed.json");
    tenant("beyondtrust-pra", MANIFEST, "openapi: 3.0.0\n", seed).await
}

fn basic(site: &Simulated, which: usize) -> String {
    let credentials = &site.credentials()[which];
    let pair = format!(
        "{}:{}",
        credentials.value("client_id"),
        credentials.value("client_secret")
    );
    format!("Basic {}", STANDARD.encode(pair))
}

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

async fn sign_in(site: &Simulated, which: usize) -> String {
    let basic = basic(site, which);
    let headers = [("Authorization", basic.as_str()), FORM];
    let heard = ask(
        site,
        "POST",
        "/oauth2/token",
        &headers,
        "grant_type=client_credentials",
    )
    .await;
    assert_eq!(heard.status, 200, "{}", heard.text());
    assert_eq!(heard.json()["expires_in"], 3600);
    assert_eq!(heard.json()["token_type"], "Bearer");
    heard.json()["access_token"].as_str().unwrap().to_owned()
}

async fn get(site: &Simulated, token: &str, path: &str) -> Heard {
    send(site, token, "GET", path, "").await
}

async fn send(site: &Simulated, token: &str, method: &str, path: &str, body: &str) -> Heard {
    let bearer = format!("Bearer {token}");
    let headers = [
        ("Authorization", bearer.as_str()),
        ("Content-Type", "application/json"),
    ];
    ask(site, method, path, &headers, body).await
}

#[tokio::test]
async fn a_token_is_given_for_basic_form_and_json_and_never_for_a_wrong_secret() {
    let site = site().await;
    let token = sign_in(&site, 0).await;
    assert_eq!(token.len(), 40);
    let credentials = site.credentials()[0].clone();
    let (id, secret) = (
        credentials.value("client_id"),
        credentials.value("client_secret"),
    );

    let body =
        json!({"grant_type": "client_credentials", "client_id": id, "client_secret": secret});
    let headers = [("Content-Type", "application/json")];
    let heard = ask(&site, "POST", "/oauth2/token", &headers, &body.to_string()).await;
    assert_eq!(heard.status, 200);

    let wrong = format!("Basic {}", STANDARD.encode(format!("{id}:wrong")));
    let headers = [("Authorization", wrong.as_str()), FORM];
    let heard = ask(
        &site,
        "POST",
        "/oauth2/token",
        &headers,
        "grant_type=client_credentials",
    )
    .await;
    assert_eq!(heard.status, 401);
    assert_eq!(heard.json()["error"], "invalid_client");
    assert!(heard.json()["message"].is_string());

    let headers = [("Authorization", wrong.as_str()), FORM];
    let heard = ask(
        &site,
        "POST",
        "/oauth2/token",
        &headers,
        "grant_type=password",
    )
    .await;
    assert_eq!(
        (heard.status, heard.json()["error"].clone()),
        (400, json!("unsupported_grant_type"))
    );
}

#[tokio::test]
async fn the_thirty_first_token_ends_the_first() {
    let site = site().await;
    let first = sign_in(&site, 0).await;
    for _ in 0..29 {
        sign_in(&site, 0).await;
    }
    assert_eq!(get(&site, &first, "/api/config/v1/team").await.status, 200);
    let last = sign_in(&site, 0).await;
    let heard = get(&site, &first, "/api/config/v1/team").await;
    assert_eq!(
        (heard.status, heard.json()["error"].clone()),
        (401, json!("access_denied"))
    );
    assert_eq!(get(&site, &last, "/api/config/v1/team").await.status, 200);
}

#[tokio::test]
async fn a_token_ends_after_an_hour() {
    let site = site().await;
    let token = sign_in(&site, 0).await;
    site.clock()
        .advance(Duration::from_secs(3599).try_into().unwrap());
    assert_eq!(get(&site, &token, "/api/config/v1/team").await.status, 200);
    site.clock()
        .advance(Duration::from_secs(1).try_into().unwrap());
    assert_eq!(get(&site, &token, "/api/config/v1/team").await.status, 401);
}

#[tokio::test]
async fn lists_come_in_pages_with_links_and_counters() {
    let site = site().await;
    let token = sign_in(&site, 0).await;
    let heard = get(
        &site,
        &token,
        "/api/config/v1/jump-item/shell-jump?per_page=30&current_page=2",
    )
    .await;
    assert_eq!(heard.status, 200);
    assert_eq!(heard.json().as_array().unwrap().len(), 30);
    for (name, value) in [
        ("X-BT-Pagination-Current-Page", "2"),
        ("X-BT-Pagination-Per-Page", "30"),
        ("X-BT-Pagination-Last-Page", "3"),
        ("X-BT-Pagination-Total", "84"),
        ("X-RateLimit-Limit", "15000"),
    ] {
        assert_eq!(heard.header(name), value, "{name}");
    }
    for relation in ["first", "previous", "next", "last"] {
        assert!(
            heard
                .header("Link")
                .contains(&format!("rel=\"{relation}\"")),
            "{relation}"
        );
    }
    let heard = get(
        &site,
        &token,
        "/api/config/v1/jump-item/shell-jump?per_page=3",
    )
    .await;
    assert_eq!(heard.status, 422);
    assert!(heard.json()["errors"]["per_page"].is_array());
    let heard = get(&site, &token, "/api/config/v1/user?username=JLIND").await;
    assert_eq!(heard.json()[0]["public_display_name"], "Jonas Lind");
    assert!(
        heard.json()[0]["created_at"]
            .as_str()
            .unwrap()
            .ends_with("+00:00")
    );
}

#[tokio::test]
async fn an_unknown_parameter_is_a_401_that_is_not_about_the_token() {
    let site = site().await;
    let token = sign_in(&site, 0).await;
    let heard = get(&site, &token, "/api/config/v1/user?shoe_size=44").await;
    assert_eq!(heard.status, 401);
    assert!(heard.json()["message"].is_string() && heard.json()["error"].is_null());
}

#[tokio::test]
async fn rows_are_made_changed_copied_and_removed_and_the_error_bag_names_the_fields() {
    let site = site().await;
    let token = sign_in(&site, 0).await;
    let base = "/api/config/v1/jump-item/shell-jump";
    let bad = json!({"name": "", "jumpoint_id": "3", "protocol": "rsh"}).to_string();
    let heard = send(&site, &token, "POST", base, &bad).await;
    assert_eq!(heard.status, 422);
    assert_eq!(
        heard.json()["errors"]["jumpoint_id"],
        json!(["must be an integer"])
    );
    assert_eq!(heard.json()["errors"]["hostname"], json!(["is required"]));

    let good = json!({"name": "core-sw-99", "jumpoint_id": 1, "hostname": "10.20.0.2", "protocol": "telnet", "jump_group_id": 5}).to_string();
    let heard = send(&site, &token, "POST", base, &good).await;
    assert_eq!(
        (heard.status, heard.json()["port"].clone()),
        (201, json!(23))
    );
    let path = heard
        .header("Location")
        .trim_start_matches(site.origin())
        .to_owned();
    let heard = send(&site, &token, "PATCH", &path, r#"{"tag": "core"}"#).await;
    assert_eq!(
        (heard.status, heard.json()["tag"].clone()),
        (200, json!("core"))
    );
    let heard = send(
        &site,
        &token,
        "POST",
        &format!("{path}/copy"),
        r#"{"name": "twin"}"#,
    )
    .await;
    assert_eq!(
        (heard.status, heard.json()["success"].clone()),
        (200, json!("1"))
    );
    assert_eq!(send(&site, &token, "DELETE", &path, "").await.status, 204);
    assert_eq!(get(&site, &token, &path).await.status, 404);
    assert_eq!(send(&site, &token, "PUT", base, "{}").await.status, 405);

    let heard = send(
        &site,
        &token,
        "PATCH",
        "/api/config/v1/user/1",
        r#"{"enabled": false}"#,
    )
    .await;
    assert_eq!(
        heard.json()["message"],
        "This API cannot update administrators."
    );
    assert_eq!(
        send(&site, &token, "DELETE", "/api/config/v1/jump-group/5", "")
            .await
            .status,
        204
    );
    let heard = get(&site, &token, &format!("{base}?jump_group_id=5")).await;
    assert_eq!(heard.json(), json!([]), "a group takes its items along");
}

#[tokio::test]
async fn permissions_follow_the_account() {
    let site = site().await;
    let viewer = sign_in(&site, 1).await;
    let helper = sign_in(&site, 2).await;
    assert_eq!(get(&site, &viewer, "/api/config/v1/user").await.status, 403);
    assert_eq!(get(&site, &helper, "/api/config/v1/user").await.status, 200);
    assert_eq!(
        get(&site, &helper, "/api/config/v1/vault/account")
            .await
            .status,
        403
    );
    let heard = get(&site, &viewer, "/api/command?action=get_logged_in_reps").await;
    assert!(heard.text().contains("<rep id="), "{}", heard.text());
    let heard = get(
        &site,
        &viewer,
        "/api/command?action=terminate_session&lsid=0",
    )
    .await;
    assert_eq!(heard.status, 200);
    assert!(heard.text().contains("<error xmlns="), "{}", heard.text());
}

#[tokio::test]
async fn the_document_needs_a_token() {
    let site = site().await;
    let path = "/api/config/v1/openapi.yaml";
    assert_eq!(ask(&site, "GET", path, &[], "").await.status, 401);
    let token = sign_in(&site, 0).await;
    let heard = get(&site, &token, path).await;
    assert_eq!(
        (heard.status, heard.text().as_str()),
        (200, "openapi: 3.0.0\n")
    );
}

#[tokio::test]
async fn the_xml_surfaces_answer_in_their_namespace() {
    let site = site().await;
    let token = sign_in(&site, 0).await;
    let heard = get(&site, &token, "/api/command?action=get_api_info").await;
    let text = heard.text();
    assert!(
        text.contains("http://www.beyondtrust.com/sra/namespaces/API/command"),
        "{text}"
    );
    assert!(text.contains("perm_configuration_vault_acount"), "{text}");
    let from = site.clock().now().as_second() - 86_400;
    let path = format!("/api/reporting?generate_report=AccessSession&start_time={from}&duration=0");
    let text = get(&site, &token, &path).await.text();
    assert!(text.contains("namespaces/API/reporting"), "{text}");
    assert!(
        text.contains("<end_time/>"),
        "live sessions have no end: {text}"
    );
    let heard = get(
        &site,
        &token,
        "/api/reporting?generate_report=AccessSession&start_time=9&duration=9",
    )
    .await;
    assert_eq!(heard.status, 200);
    assert!(
        heard.text().contains("No Support report information"),
        "{}",
        heard.text()
    );
    let heard = get(
        &site,
        &token,
        "/api/reporting?generate_report=EndpointLicenseUsage",
    )
    .await;
    assert!(heard.body.starts_with(b"PK"));
}

#[tokio::test]
async fn approvals_and_check_outs_go_through_their_states() {
    let site = site().await;
    let token = sign_in(&site, 0).await;
    let list = get(
        &site,
        &token,
        "/api/config/v1/jump-approval/2?state=pending",
    )
    .await
    .json();
    let first = &list[0]["id"];
    assert!(list.as_array().unwrap().len() >= 4);
    let body = json!({"id": first, "user_id": 2, "answer": "approved"}).to_string();
    let path = "/api/config/v1/jump-approval/approve";
    assert_eq!(
        send(&site, &token, "POST", path, &body).await.json()["state"],
        "approved"
    );
    assert_eq!(send(&site, &token, "POST", path, &body).await.status, 400);

    let strict: Value = get(
        &site,
        &token,
        "/api/config/v1/vault/account?account_group_id=3",
    )
    .await
    .json();
    let base = format!("/api/config/v1/vault/account/{}", strict[0]["id"]);
    assert!(
        strict[0].get("password").is_none(),
        "secrets never come back in a list"
    );
    let heard = send(&site, &token, "POST", &format!("{base}/check-out"), "").await;
    assert_eq!(heard.status, 200);
    assert!(heard.text().contains("canary"));
    assert_eq!(
        send(&site, &token, "POST", &format!("{base}/check-out"), "")
            .await
            .status,
        403
    );
    assert_eq!(
        send(&site, &token, "POST", &format!("{base}/check-in"), "")
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn the_probes_need_no_token() {
    let site = site().await;
    assert_eq!(
        ask(&site, "GET", "/check_health", &[], "").await.status,
        200
    );
    let heard = ask(&site, "GET", "/get_mech_list?version=3", &[], "").await;
    assert_eq!(heard.json()["product"], "bpam");
}

#[tokio::test]
async fn every_read_of_our_document_is_played() {
    let site = site().await;
    let token = sign_in(&site, 0).await;
    let document = include_str!("../../vendors/src/beyondtrust_pra/openapi.yaml");
    let base = "/api/config/v1";
    let mut count = 0;
    // The document keeps one path a line, two blanks in, and its methods below, four in.
    let mut last = "";
    for line in document.lines() {
        if let Some(path) = line
            .strip_prefix("  /")
            .and_then(|line| line.strip_suffix(':'))
        {
            last = path;
        }
        if line != "    get:" {
            continue;
        }
        let path = last;
        count += 1;
        let filled = path
            .replace(
                "{platform}",
                if path.starts_with("cli") {
                    "linux"
                } else {
                    "mac-zip"
                },
            )
            .replace("{installer_id}", "5f0c1d2e3b4a59687786a5b4c3d2e1f0")
            .replace("jump-approval/{user_id}", "jump-approval/2");
        let filled: Vec<&str> = filled
            .split('/')
            .map(|part| if part.starts_with('{') { "1" } else { part })
            .collect();
        let heard = get(&site, &token, &format!("{base}/{}", filled.join("/"))).await;
        let row_missing = heard.status == 404 && path.matches('{').count() > 0;
        assert!(
            heard.status == 200 || row_missing,
            "{path}: {} {}",
            heard.status,
            heard.text()
        );
    }
    assert!(count > 90, "{count} reads were found");
}
