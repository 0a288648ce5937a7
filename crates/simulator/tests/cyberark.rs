//! The wire of a Vault's web application, over real sockets.

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
request = "GET /PasswordVault/swagger/docs/v1"
"#;
const API: &str = "/PasswordVault/API";
const JSON: (&str, &str) = ("Content-Type", "application/json");

async fn vault() -> Simulated {
    let seed = include_str!("../../vendors/src/cyberark/seed.json");
    tenant("cyberark", MANIFEST, r#"{"swagger": "2.0"}"#, seed).await
}

async fn logon(vault: &Simulated, kind: &str, user: &str, password: &str) -> Heard {
    let body = json!({"username": user, "password": password, "concurrentSession": true});
    let path = format!("{API}/auth/{kind}/Logon");
    ask(vault, "POST", &path, &[JSON], &body.to_string()).await
}

async fn sign_in(vault: &Simulated, which: usize) -> String {
    let known = vault.credentials()[which].clone();
    let heard = logon(
        vault,
        "CyberArk",
        known.value("username"),
        known.value("password"),
    )
    .await;
    assert_eq!(heard.status, 200, "{}", heard.text());
    heard
        .json()
        .as_str()
        .expect("the token is a JSON string")
        .to_owned()
}

async fn send(vault: &Simulated, token: &str, method: &str, path: &str, body: &str) -> Heard {
    let headers = [("Authorization", token), JSON];
    ask(
        vault,
        method,
        &format!("/PasswordVault{path}"),
        &headers,
        body,
    )
    .await
}

async fn get(vault: &Simulated, token: &str, path: &str) -> Heard {
    send(vault, token, "GET", path, "").await
}

#[tokio::test]
async fn logon_gives_a_long_string_and_routes_and_names_have_no_case() {
    let vault = vault().await;
    let token = sign_in(&vault, 0).await;
    assert!(token.len() >= 180, "{}", token.len());
    assert!(token.contains("canary"));
    let body = json!({"USERNAME": "svc-keydesk", "passWord": "canary-cyberark-4Gq8", "concurrentSession": "true"});
    let headers = [JSON, ("Authorization", "None")];
    let heard = ask(
        &vault,
        "POST",
        "/passwordvault/api/Auth/CYBERARK/logon/",
        &headers,
        &body.to_string(),
    )
    .await;
    assert_eq!(heard.status, 200);
    assert_eq!(
        get(&vault, &token, "/api/USERS/?pageOffset=0&pageSize=3")
            .await
            .json()["Total"]
            .as_i64()
            .map(|total| total > 40),
        Some(true)
    );
    let heard = get(&vault, &token, "/API/LoginsInfo").await;
    assert!(heard.json()["LastSuccessLoginTime"].is_i64());
    assert!(!heard.header("X-Correlation-ID").is_empty());
}

#[tokio::test]
async fn wrong_passwords_are_403_and_the_third_suspends() {
    let vault = vault().await;
    for _ in 0..3 {
        let heard = logon(&vault, "cyberark", "keydesk-viewer", "no").await;
        assert_eq!(
            (heard.status, heard.json()["ErrorCode"].clone()),
            (403, json!("ITATS004E"))
        );
    }
    let heard = logon(
        &vault,
        "cyberark",
        "keydesk-viewer",
        "canary-cyberark-viewer-2",
    )
    .await;
    assert_eq!(
        (heard.status, heard.json()["ErrorCode"].clone()),
        (403, json!("ITATS002E"))
    );
    let token = sign_in(&vault, 0).await;
    let users = get(
        &vault,
        &token,
        "/API/Users?search=keydesk-viewer&userStatus=Suspended",
    )
    .await
    .json();
    let path = format!("/API/Users/{}/Activate", users["Users"][0]["id"]);
    assert_eq!(send(&vault, &token, "POST", &path, "").await.status, 200);
    assert_eq!(
        logon(
            &vault,
            "cyberark",
            "keydesk-viewer",
            "canary-cyberark-viewer-2"
        )
        .await
        .status,
        200
    );
    let expired = logon(&vault, "cyberark", "djansen", "canary-cyberark-djansen").await;
    assert_eq!(expired.status, 409, "the password has to be changed");
    assert!(vault.set_switch("wrong_password_code", "PASWS013E"));
    let heard = logon(&vault, "cyberark", "nobody", "no").await;
    assert_eq!(heard.json()["ErrorCode"], "PASWS013E");
}

#[tokio::test]
async fn a_radius_user_is_challenged_with_a_500_and_a_cookie() {
    let vault = vault().await;
    let heard = logon(&vault, "RADIUS", "hlarsen", "canary-cyberark-radius").await;
    assert_eq!(
        (heard.status, heard.json()["ErrorCode"].clone()),
        (500, json!("ITATS542I"))
    );
    let cookie = heard
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let body =
        json!({"username": "hlarsen", "password": "471108", "concurrentSession": true}).to_string();
    let path = format!("{API}/auth/RADIUS/Logon");
    let without = ask(&vault, "POST", &path, &[JSON], &body).await;
    assert_eq!(without.status, 403, "the code alone is a wrong password");
    let headers = [JSON, ("Cookie", cookie.as_str())];
    assert_eq!(
        ask(&vault, "POST", &path, &headers, &body).await.status,
        200
    );
    let heard = logon(&vault, "RADIUS", "hlarsen", "canary-cyberark-radius,471108").await;
    assert_eq!(heard.status, 200, "both in one step");
}

#[tokio::test]
async fn sessions_slide_end_by_logoff_and_by_a_second_logon() {
    let vault = vault().await;
    let token = sign_in(&vault, 0).await;
    for _ in 0..3 {
        vault.clock().advance(SignedDuration::from_mins(19));
        assert_eq!(get(&vault, &token, "/API/LoginsInfo").await.status, 200);
    }
    vault.clock().advance(SignedDuration::from_mins(20));
    let heard = get(&vault, &token, "/API/LoginsInfo").await;
    assert_eq!(
        (heard.status, heard.json()["ErrorCode"].clone()),
        (401, json!("PASWS006E"))
    );

    let token = sign_in(&vault, 0).await;
    let body = json!({"username": "svc-keydesk", "password": "canary-cyberark-4Gq8"}).to_string();
    let heard = ask(
        &vault,
        "POST",
        &format!("{API}/auth/Cyberark/Logon"),
        &[JSON],
        &body,
    )
    .await;
    assert_eq!(get(&vault, &token, "/API/LoginsInfo").await.status, 401);
    let token = heard.json().as_str().unwrap().to_owned();
    let heard = send(&vault, &token, "POST", "/API/Auth/Logoff", "").await;
    assert_eq!(heard.json(), json!({"LogoffUrl": ""}));
    assert_eq!(get(&vault, &token, "/API/LoginsInfo").await.status, 401);
    assert!(vault.set_switch("session_cap", 2));
    sign_in(&vault, 0).await;
    sign_in(&vault, 0).await;
    let heard = logon(&vault, "cyberark", "svc-keydesk", "canary-cyberark-4Gq8").await;
    assert!(
        heard.text().contains("reached its limit (2)"),
        "{}",
        heard.text()
    );
}

#[tokio::test]
async fn a_service_user_has_a_bearer_token_of_fifteen_minutes() {
    let vault = vault().await;
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let known = vault.credentials()[1].clone();
    let body = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        known.value("client_id").replace('@', "%40"),
        known.value("client_secret")
    );
    let heard = ask(&vault, "POST", "/oauth2/platformtoken", &form, &body).await;
    assert_eq!(
        (heard.status, heard.json()["expires_in"].clone()),
        (200, json!(900))
    );
    let token = heard.json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(token.split('.').count(), 3);
    let bearer = format!("Bearer {token}");
    assert_eq!(get(&vault, &bearer, "/API/Safes?limit=1").await.status, 200);
    assert_eq!(
        get(&vault, &token, "/API/Safes?limit=1").await.status,
        401,
        "a JWT needs its scheme"
    );
    vault.clock().advance(SignedDuration::from_secs(900));
    assert_eq!(get(&vault, &bearer, "/API/Safes?limit=1").await.status, 401);
    let body = "grant_type=client_credentials&client_id=x&client_secret=y";
    let heard = ask(&vault, "POST", "/oauth2/platformtoken", &form, body).await;
    assert_eq!(
        (heard.status, heard.json()["error"].clone()),
        (400, json!("access_denied"))
    );
    let heard = ask(
        &vault,
        "GET",
        "/api/v2/services/subdomain/northmere",
        &[],
        "",
    )
    .await;
    assert_eq!(heard.json()["pcloud"]["api"], vault.origin());
}

#[tokio::test]
async fn accounts_are_paged_filtered_and_linked_without_the_saved_filter() {
    let vault = vault().await;
    let token = sign_in(&vault, 0).await;
    let first = get(&vault, &token, "/API/Accounts?limit=40&search=")
        .await
        .json();
    assert_eq!(first["value"].as_array().unwrap().len(), 40);
    let next = first["nextLink"].as_str().unwrap();
    assert!(
        next.starts_with("api/Accounts?offset=40&limit=40"),
        "{next}"
    );
    let second = get(&vault, &token, &format!("/{next}")).await.json();
    assert_eq!(second["count"], first["count"]);
    assert_ne!(second["value"][0], first["value"][0]);
    let only = get(
        &vault,
        &token,
        "/API/accounts?filter=safeName+eq+P-LNX-ROOT&search=db-07",
    )
    .await
    .json();
    assert_eq!(only["count"], 1);
    assert_eq!(only["value"][0]["userName"], "root");
    assert!(only["value"][0].get("_secret").is_none());
    let failing = get(
        &vault,
        &token,
        "/API/Accounts?savedFilter=FailedVerify&limit=1",
    )
    .await
    .json();
    assert_eq!(failing["count"], 2);
    assert!(
        !failing["nextLink"]
            .as_str()
            .unwrap()
            .to_lowercase()
            .contains("savedfilter")
    );
    let heard = get(&vault, &token, "/API/Accounts?limit=5000").await;
    assert_eq!(
        (heard.status, heard.json()["ErrorCode"].clone()),
        (400, json!("PASWS167E"))
    );
    assert_eq!(
        get(&vault, &token, "/API/Accounts?offset=30000")
            .await
            .status,
        500
    );
}

#[tokio::test]
async fn a_secret_needs_the_right_the_reason_and_leaves_a_line() {
    let vault = vault().await;
    let token = sign_in(&vault, 0).await;
    let found = get(
        &vault,
        &token,
        "/API/Accounts?filter=safeName eq P-WIN-LOCAL&limit=1"
            .replace(' ', "%20")
            .as_str(),
    )
    .await
    .json();
    let id = found["value"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/API/Accounts/{id}/Password/Retrieve");
    let heard = send(&vault, &token, "POST", &path, "").await;
    assert!(
        heard
            .text()
            .contains("Missing mandatory parameter - Reason")
    );
    let heard = send(&vault, &token, "POST", &path, r#"{"Reason": "Ticket 1"}"#).await;
    assert_eq!(heard.status, 200);
    assert!(heard.json().as_str().unwrap().contains("canary"));
    let lines: Value = get(&vault, &token, &format!("/API/Accounts/{id}/Activities"))
        .await
        .json();
    assert_eq!(lines["Activities"][0]["Reason"], "Ticket 1");
    let viewer = sign_in(&vault, 2).await;
    let heard = send(&vault, &viewer, "POST", &path, r#"{"Reason": "no"}"#).await;
    assert_eq!(
        (heard.status, heard.json()["ErrorCode"].clone()),
        (403, json!("PASWS041E"))
    );
}

#[tokio::test]
async fn the_cpm_comes_later() {
    let vault = vault().await;
    let token = sign_in(&vault, 0).await;
    let found = get(&vault, &token, "/API/Accounts?savedFilter=FailedVerify")
        .await
        .json();
    let id = found["value"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/API/Accounts/{id}");
    assert_eq!(
        send(&vault, &token, "POST", &format!("{path}/Reconcile"), "")
            .await
            .status,
        200
    );
    let status = |row: Value| row["secretManagement"]["status"].clone();
    assert_eq!(status(get(&vault, &token, &path).await.json()), "inProcess");
    vault.clock().advance(SignedDuration::from_secs(90));
    assert_eq!(status(get(&vault, &token, &path).await.json()), "success");
}

#[tokio::test]
async fn the_dashboard_reads_answer_in_their_wrappers() {
    let vault = vault().await;
    let token = sign_in(&vault, 2).await;
    let server = get(&vault, &token, "/WebServices/PIMServices.svc/Server")
        .await
        .json();
    assert_eq!(server["ExternalVersion"], "14.6.0");
    let health = get(&vault, &token, "/API/ComponentsMonitoringSummary/")
        .await
        .json();
    let short = health["Components"].as_array().unwrap().iter().any(|part| {
        part["ConnectedComponentCount"].as_i64() < part["ComponentTotalCount"].as_i64()
    });
    assert!(short, "one component is down");
    let parts = get(
        &vault,
        &token,
        "/API/ComponentsMonitoringDetails/SessionManagement",
    )
    .await
    .json();
    assert_eq!(parts["ComponentsDetails"].as_array().unwrap().len(), 3);
    for (path, name, least) in [
        ("/API/LiveSessions", "Total", 5),
        ("/API/Recordings?limit=1", "Total", 200),
        ("/API/Users", "Total", 40),
        ("/API/Platforms", "Total", 10),
        ("/API/Safes", "count", 14),
        ("/API/Accounts?limit=1", "count", 60),
        ("/API/UserGroups", "count", 8),
        ("/API/Safes/P-WIN-LOCAL/Members", "count", 3),
        ("/API/PSM/Servers", "Total", 2),
    ] {
        let heard = get(&vault, &token, path).await;
        assert_eq!(heard.status, 200, "{path}: {}", heard.text());
        assert!(
            heard.json()[name].as_i64().unwrap() >= least,
            "{path}: {}",
            heard.text()
        );
    }
    assert_eq!(
        get(&vault, &token, "/API/DiscoveredAccounts").await.status,
        403
    );
    let token = sign_in(&vault, 0).await;
    let waiting = get(
        &vault,
        &token,
        "/API/IncomingRequests?onlyWaiting=true&expired=False",
    )
    .await
    .json();
    assert_eq!(waiting["Total"], 8);
    let id = waiting["IncomingRequests"][0]["RequestID"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/API/IncomingRequests/{id}/Confirm");
    assert_eq!(
        send(&vault, &token, "POST", &path, r#"{"Reason":"ok"}"#)
            .await
            .status,
        200
    );
    assert_eq!(
        send(&vault, &token, "POST", &path, r#"{"Reason":"ok"}"#)
            .await
            .status,
        409
    );
    let heard = ask(
        &vault,
        "GET",
        "/api/licenses/pcloud/",
        &[("Authorization", &token)],
        "",
    )
    .await;
    assert_eq!(heard.json()["licencesData"][0]["total"], 150);
    assert_eq!(
        get(
            &vault,
            &token,
            "/WebServices/PIMServices.svc/Applications/?AppID=erp-batch"
        )
        .await
        .json()["application"][0]["AppID"],
        "erp-batch"
    );
}

#[tokio::test]
async fn anyone_may_verify_and_read_the_document() {
    let vault = vault().await;
    let heard = ask(&vault, "GET", "/PasswordVault/API/verify/", &[], "").await;
    assert_eq!(heard.json()["ApplicationName"], "PasswordVault");
    let heard = ask(&vault, "GET", "/PasswordVault/swagger/docs/v1", &[], "").await;
    assert_eq!(heard.json()["swagger"], "2.0");
    let heard = ask(&vault, "GET", "/PasswordVault/swagger", &[], "").await;
    assert!(heard.header("content-type").starts_with("text/html"));
    let heard = ask(&vault, "GET", "/Wrong/API/Safes", &[], "").await;
    assert_eq!(heard.status, 404);
    assert!(heard.header("content-type").starts_with("text/html"));
    assert_eq!(
        ask(&vault, "GET", "/PasswordVault/API/Safes", &[], "")
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn safes_members_and_accounts_are_made_and_refused_with_the_codes_of_the_product() {
    let vault = vault().await;
    let token = sign_in(&vault, 0).await;
    let code = |heard: Heard| (heard.status, heard.json()["ErrorCode"].clone());
    let body =
        r#"{"SafeName": "T-NEW", "NumberOfDaysRetention": 7, "ManagingCPM": "PasswordManager"}"#;
    assert_eq!(
        send(&vault, &token, "POST", "/API/Safes", body)
            .await
            .status,
        201
    );
    assert_eq!(
        code(send(&vault, &token, "POST", "/API/Safes", body).await),
        (409, json!("SFWS0002"))
    );
    assert_eq!(
        code(get(&vault, &token, "/API/Safes/Nothing").await),
        (404, json!("SFWS0007"))
    );
    let body =
        r#"{"memberName": "mokafor", "searchIn": "Vault", "permissions": {"listAccounts": true}}"#;
    let path = "/API/Safes/T-NEW/Members";
    assert_eq!(send(&vault, &token, "POST", path, body).await.status, 201);
    assert_eq!(
        code(send(&vault, &token, "POST", path, body).await),
        (409, json!("SFWS0012"))
    );
    let body = r#"{"safeName": "T-NEW", "platformId": "UnixSSH", "address": "x", "userName": "root", "secret": "canary"}"#;
    let heard = send(&vault, &token, "POST", "/API/Accounts", body).await;
    assert_eq!(heard.status, 201, "{}", heard.text());
    let heard = send(&vault, &token, "POST", "/API/Accounts", body).await;
    assert_eq!(code(heard), (409, json!("PASWS027E")));
    let body = r#"{"safeName": "T-NEW", "platformId": "UnixSSH", "userName": "root"}"#;
    let heard = send(&vault, &token, "POST", "/API/Accounts", body).await;
    assert_eq!(code(heard), (400, json!("PASWS103E")));
}

#[tokio::test]
async fn every_read_of_our_document_is_played() {
    let vault = vault().await;
    let token = sign_in(&vault, 0).await;
    let document = include_str!("../../vendors/src/cyberark/openapi.json");
    let document: Value = serde_json::from_str(document).unwrap();
    let row = |path: &'static str, list: &'static str, field: &'static str| {
        let (vault, token) = (&vault, &token);
        async move {
            let body = get(vault, token, path).await.json();
            match &body[list][0][field] {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            }
        }
    };
    let own = json!({"AccountId": "20_3", "Reason": "Test"}).to_string();
    let mine = send(&vault, &token, "POST", "/API/MyRequests", &own)
        .await
        .json();
    let bulk = send(
        &vault,
        &token,
        "POST",
        "/API/BulkActions/Accounts",
        r#"{"accountsList": []}"#,
    )
    .await;
    let known = [
        ("accountId", "20_3".to_owned()),
        ("safeName", "P-WIN-LOCAL".to_owned()),
        ("safeUrlId", "P-WIN-LOCAL".to_owned()),
        ("memberName", "Auditors".to_owned()),
        ("groupId", "20_90".to_owned()),
        ("bulkId", bulk.json().to_string()),
        ("userID", row("/API/Users", "Users", "id").await),
        (
            "liveSessionId",
            row("/API/LiveSessions", "LiveSessions", "SessionID").await,
        ),
        (
            "recordingId",
            row("/API/Recordings", "Recordings", "SessionID").await,
        ),
        ("componentId", "PVWA".to_owned()),
        ("PlatformId", "UnixSSH".to_owned()),
        ("platformID", "1".to_owned()),
        ("directoryName", "northmere.example".to_owned()),
        ("mappingID", "1".to_owned()),
    ];
    for (path, operations) in document["paths"].as_object().unwrap() {
        if operations.get("get").is_none() {
            continue;
        }
        let mut filled = path.clone();
        for (name, value) in &known {
            filled = filled.replace(&format!("{{{name}}}"), value);
        }
        let (id, request) = match path.as_str() {
            path if path.contains("Accounts/{id}") && !path.contains("Discovered") => ("20_3", ""),
            path if path.contains("Discovered") => ("60_3", ""),
            path if path.contains("Platforms") => ("UnixSSH", ""),
            path if path.contains("OIDC") => ("northmere-id", ""),
            path if path.contains("MyRequests") => ("", mine["RequestID"].as_str().unwrap()),
            path if path.contains("Incoming") => ("", "P-WIN-DOM_11"),
            _ => ("cyberark", ""),
        };
        let filled = filled.replace("{id}", id).replace("{RequestID}", request);
        let heard = get(&vault, &token, &filled).await;
        assert_eq!(heard.status, 200, "{path} as {filled}: {}", heard.text());
    }
}
