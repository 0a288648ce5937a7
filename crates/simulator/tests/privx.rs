//! PrivX as its documentation tells it.

#![allow(clippy::unwrap_used, reason = "what fails here fails a test")]

mod common;

use common::{FORM, Got, basic, call, get, send, started};
use jiff::SignedDuration;
use serde_json::{Value, json};
use simulator::{May, Simulated};

const TOKEN: &str = "/auth/api/v1/oauth/token";

async fn ask_for_token(privx: &Simulated, at: usize, secret: &str) -> Got {
    let known = privx.credentials().remove(at);
    let authorization = basic(
        known.value("oauth_client_id"),
        known.value("oauth_client_secret"),
    );
    let form = format!(
        "grant_type=password&username={}&password={secret}",
        known.value("api_client_id")
    );
    send(
        privx,
        "POST",
        TOKEN,
        &[("authorization", &authorization), FORM],
        form,
    )
    .await
    .unwrap()
}

async fn token(privx: &Simulated, at: usize) -> String {
    let secret = privx.credentials()[at]
        .value("api_client_secret")
        .to_owned();
    let got = ask_for_token(privx, at, &secret).await;
    assert_eq!(got.status, 200);
    got.json()["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_api_client_signs_in_with_the_password_grant() {
    let privx = started("privx").await;
    let secret = privx.credentials()[0].value("api_client_secret").to_owned();
    let got = ask_for_token(&privx, 0, &secret).await;
    assert_eq!(got.status, 200);
    let body = got.json();
    assert_eq!(body["token_type"], "bearer");
    assert_eq!(body["expires_in"], 1800);
    assert!(got.header("set-cookie").starts_with("AWSALB="));
    let hosts = get(
        &privx,
        body["access_token"].as_str().unwrap(),
        "/host-store/api/v1/hosts",
    )
    .await;
    assert_eq!(hosts.status, 200);
    let hosts = hosts.json();
    assert_eq!(hosts["items"].as_array().unwrap().len(), 50);
    assert!(hosts["count"].as_u64().unwrap() >= 120);
}

#[tokio::test]
async fn wrong_credentials_are_refused_in_the_words_of_rfc_6749() {
    let privx = started("privx").await;
    let known = privx.credentials().remove(0);
    let form = "grant_type=password&username=a&password=b";
    let wrong = basic("privx-external", "no");
    let right = basic("privx-external", known.value("oauth_client_secret"));
    type Case<'a> = (&'a str, (&'a str, &'a str), &'a str, u16, &'a str);
    let cases: [Case<'_>; 6] = [
        (&wrong, FORM, form, 401, "invalid_client"),
        ("Bearer x", FORM, form, 401, "invalid_client"),
        (&right, FORM, form, 400, "invalid_grant"),
        (
            &right,
            FORM,
            "grant_type=refresh_token",
            400,
            "unsupported_grant_type",
        ),
        (&right, FORM, "grant_type=password", 400, "invalid_request"),
        (
            &right,
            ("content-type", "application/json"),
            "{}",
            400,
            "invalid_request",
        ),
    ];
    for (authorization, media, body, status, error) in cases {
        let headers = [("authorization", authorization), media];
        let got = send(&privx, "POST", TOKEN, &headers, body).await.unwrap();
        assert_eq!(
            (got.status.as_u16(), &got.json()["error"]),
            (status, &json!(error)),
            "{body}"
        );
    }
}

#[tokio::test]
async fn status_is_open_and_everything_else_is_not() {
    let privx = started("privx").await;
    let status = send(&privx, "GET", "/auth/api/v1/status", &[], "")
        .await
        .unwrap();
    assert_eq!(status.json()["status"], "RUNNING");
    let refused = send(&privx, "GET", "/host-store/api/v1/hosts", &[], "")
        .await
        .unwrap();
    assert_eq!(refused.status, 401);
    assert!(refused.json()["error_code"].is_string());
    let index = send(&privx, "GET", "/trail-index/api/v1/status", &[], "")
        .await
        .unwrap();
    assert_eq!(index.json()["status"], "WARNING");
}

#[tokio::test]
async fn tokens_end_with_time_with_the_client_and_with_signing_out() {
    let privx = started("privx").await;
    let first = token(&privx, 0).await;
    let second = token(&privx, 0).await;
    let path = "/role-store/api/v1/users/current";
    let out = call(&privx, &first, "POST", "/auth/api/v1/logout", &Value::Null).await;
    assert_eq!(out.status, 200);
    assert_eq!(get(&privx, &first, path).await.status, 401);
    assert_eq!(get(&privx, &second, path).await.status, 200);
    privx.clock().advance(SignedDuration::from_secs(1_801));
    assert_eq!(get(&privx, &second, path).await.status, 401);
    let (full, narrow) = (token(&privx, 0).await, token(&privx, 2).await);
    let client = privx.credentials()[2].value("api_client_id").to_owned();
    let path = format!("/local-user-store/api/v1/api-clients/{client}");
    assert_eq!(
        call(&privx, &full, "DELETE", &path, &Value::Null)
            .await
            .status,
        200
    );
    assert_eq!(
        get(&privx, &narrow, "/role-store/api/v1/roles")
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn every_read_answers_with_a_list_or_an_object() {
    let privx = started("privx").await;
    let token = token(&privx, 0).await;
    for path in [
        "/auth/api/v1/sessionstorage/users/current/sessions",
        "/role-store/api/v1/roles",
        "/role-store/api/v1/sources",
        "/role-store/api/v1/users/current",
        "/role-store/api/v1/identity-providers",
        "/role-store/api/v1/logconf/collectors",
        "/role-store/api/v1/awsroles",
        "/local-user-store/api/v1/users",
        "/local-user-store/api/v1/api-clients",
        "/local-user-store/api/v1/trusted-clients",
        "/host-store/api/v1/hosts?filter=accessible",
        "/host-store/api/v1/hosts/tags",
        "/host-store/api/v1/whitelists",
        "/host-store/api/v1/settings/default_service_options",
        "/connection-manager/api/v1/connections",
        "/connection-manager/api/v1/connections/tags",
        "/workflow-engine/api/v1/requests?filter=all",
        "/workflow-engine/api/v1/workflows",
        "/workflow-engine/api/v1/workflows/roles",
        "/monitor-service/api/v1/auditevents",
        "/monitor-service/api/v1/auditevents/codes",
        "/monitor-service/api/v1/components",
        "/monitor-service/api/v1/instance/status",
        "/license-manager/api/v1/license",
        "/authorizer/api/v1/accessgroups",
        "/authorizer/api/v1/ssl-trust-anchor",
        "/vault/api/v1/secrets",
        "/network-access-manager/api/v1/nwtargets",
        "/api-proxy/api/v1/api-targets",
        "/settings/api/v1/settings/GLOBAL",
        "/secrets-manager/api/v1/targetdomains",
    ] {
        let got = get(&privx, &token, path).await;
        assert_eq!(got.status, 200, "{path}");
        assert!(got.json().is_object(), "{path}");
    }
    assert_eq!(get(&privx, &token, "/nowhere").await.status, 404);
    let put = call(
        &privx,
        &token,
        "PUT",
        "/host-store/api/v1/hosts",
        &json!({}),
    )
    .await;
    assert_eq!(put.status, 405);
}

#[tokio::test]
async fn the_tenant_is_believable() {
    let privx = started("privx").await;
    let token = token(&privx, 0).await;
    let count = async |method: &str, path: &str, body: Value| {
        let got = call(&privx, &token, method, path, &body).await;
        assert_eq!(got.status, 200, "{path}");
        got.json()["count"].as_u64().unwrap()
    };
    assert!(count("POST", "/role-store/api/v1/users/search", json!({})).await >= 44);
    assert!(count("GET", "/connection-manager/api/v1/connections", Value::Null).await >= 200);
    assert!(count("GET", "/monitor-service/api/v1/auditevents", Value::Null).await >= 250);
    let live = json!({ "status": ["CONNECTED"] });
    assert_eq!(
        count(
            "POST",
            "/connection-manager/api/v1/connections/search",
            live
        )
        .await,
        9
    );
    let waiting = "/workflow-engine/api/v1/requests?filter=active_approvals&limit=1";
    assert_eq!(count("GET", waiting, Value::Null).await, 5);
    let off = json!({ "disabled": "BY_ADMIN" });
    assert_eq!(
        count("POST", "/host-store/api/v1/hosts/search", off).await,
        5
    );
    let words = json!({ "keywords": "lnx-db-07" });
    assert_eq!(
        count("POST", "/host-store/api/v1/hosts/search", words).await,
        1
    );
    let words = json!({ "keywords": "jlind" });
    assert_eq!(
        count("POST", "/role-store/api/v1/users/search", words).await,
        1
    );
}

#[tokio::test]
async fn lists_page_sort_and_count_everything() {
    let privx = started("privx").await;
    let token = token(&privx, 0).await;
    let names = async |query: &str| {
        let got = get(&privx, &token, &format!("/host-store/api/v1/hosts?{query}"))
            .await
            .json();
        let items = got["items"].as_array().unwrap().clone();
        let names: Vec<_> = items
            .iter()
            .map(|host| host["common_name"].as_str().unwrap().to_owned())
            .collect();
        (got["count"].as_u64().unwrap(), names)
    };
    let (count, first) = names("limit=10&sortkey=common_name&sortdir=ASC").await;
    let (_, second) = names("limit=10&offset=10&sortkey=common_name&sortdir=ASC").await;
    let (_, last) = names("limit=1&sortkey=common_name&sortdir=DESC").await;
    assert!(first < second && first.iter().all(|name| !second.contains(name)));
    assert!(last[0].to_lowercase() > second[9].to_lowercase());
    assert_eq!(names("offset=100000").await, (count, Vec::new()));
    let refused = get(&privx, &token, "/host-store/api/v1/hosts?offset=-1").await;
    assert_eq!(
        (refused.status.as_u16(), &refused.json()["property"]),
        (400, &json!("offset"))
    );
}

#[tokio::test]
async fn a_read_only_client_changes_nothing() {
    let privx = started("privx").await;
    assert_eq!(privx.credentials()[1].may, May::Reads);
    let token = token(&privx, 1).await;
    assert_eq!(
        get(&privx, &token, "/host-store/api/v1/hosts").await.status,
        200
    );
    for (method, path) in [
        ("POST", "/host-store/api/v1/hosts"),
        ("POST", "/role-store/api/v1/roles"),
        ("GET", "/local-user-store/api/v1/api-clients"),
        ("GET", "/license-manager/api/v1/license"),
    ] {
        let got = call(&privx, &token, method, path, &json!({ "name": "x" })).await;
        assert_eq!(got.status, 403, "{path}");
        assert_eq!(got.json()["error_code"], "PERMISSION_DENIED");
    }
}

#[tokio::test]
async fn a_role_and_a_client_are_made_used_and_removed() {
    let privx = started("privx").await;
    let token = token(&privx, 0).await;
    let role = json!({ "name": "Keydesk test", "permissions": ["hosts-view"] });
    let made = call(&privx, &token, "POST", "/role-store/api/v1/roles", &role).await;
    assert_eq!(made.status, 201);
    let role_id = made.json()["id"].as_str().unwrap().to_owned();
    let again = call(&privx, &token, "POST", "/role-store/api/v1/roles", &role).await;
    assert_eq!(
        (again.status.as_u16(), &again.json()["error_code"]),
        (400, &json!("VALUE_DUPLICATE"))
    );
    let unknown = json!({ "name": "x", "permissions": ["all"] });
    assert_eq!(
        call(&privx, &token, "POST", "/role-store/api/v1/roles", &unknown)
            .await
            .status,
        400
    );
    let client = json!({ "name": "made here", "roles": [{ "id": role_id }] });
    let made = call(
        &privx,
        &token,
        "POST",
        "/local-user-store/api/v1/api-clients",
        &client,
    )
    .await;
    let path = format!(
        "/local-user-store/api/v1/api-clients/{}",
        made.json()["id"].as_str().unwrap()
    );
    let client = get(&privx, &token, &path).await.json();
    assert_eq!(client["roles"][0]["name"], "Keydesk test");
    let authorization = basic(
        client["oauth_client_id"].as_str().unwrap(),
        client["oauth_client_secret"].as_str().unwrap(),
    );
    let form = format!(
        "grant_type=password&username={}&password={}",
        client["id"].as_str().unwrap(),
        client["secret"].as_str().unwrap()
    );
    let got = send(
        &privx,
        "POST",
        TOKEN,
        &[("authorization", &authorization), FORM],
        form,
    )
    .await
    .unwrap();
    let own = got.json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(
        get(&privx, &own, "/host-store/api/v1/hosts").await.status,
        200
    );
    assert_eq!(
        get(&privx, &own, "/monitor-service/api/v1/auditevents")
            .await
            .status,
        403
    );
    assert_eq!(
        call(
            &privx,
            &token,
            "DELETE",
            &format!("/role-store/api/v1/roles/{role_id}"),
            &Value::Null
        )
        .await
        .status,
        200
    );
    assert_eq!(
        get(&privx, &own, "/host-store/api/v1/hosts").await.status,
        403
    );
    assert_eq!(
        get(&privx, &token, &path).await.json()["roles"][0]["deleted"],
        true
    );
    let events = json!({ "keywords": "API-client-added" });
    let found = call(
        &privx,
        &token,
        "POST",
        "/monitor-service/api/v1/auditevents/search",
        &events,
    )
    .await;
    assert!(found.json()["count"].as_u64().unwrap() >= 1);
}

#[tokio::test]
async fn an_approved_request_gives_the_role() {
    let privx = started("privx").await;
    let token = token(&privx, 0).await;
    let waiting = get(
        &privx,
        &token,
        "/workflow-engine/api/v1/requests?filter=active_approvals",
    )
    .await
    .json();
    let request = &waiting["items"][0];
    let path = format!(
        "/workflow-engine/api/v1/requests/{}",
        request["id"].as_str().unwrap()
    );
    let decision = json!({ "step": 0, "decision": "APPROVED", "comment": "fine" });
    let done = call(
        &privx,
        &token,
        "POST",
        &format!("{path}/decision"),
        &decision,
    )
    .await;
    assert_eq!(done.status, 200);
    assert_eq!(
        get(&privx, &token, &path).await.json()["status"],
        "APPROVED"
    );
    let user = format!(
        "/role-store/api/v1/users/{}/roles",
        request["target_user"]["id"].as_str().unwrap()
    );
    let roles = get(&privx, &token, &user).await.json();
    assert!(
        roles["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|role| role["id"] == request["requested_role"]["id"])
    );
}

#[tokio::test]
async fn a_terminated_connection_ends_a_moment_later() {
    let privx = started("privx").await;
    privx.clock().stop();
    let token = token(&privx, 0).await;
    let live = json!({ "status": ["CONNECTED"] });
    let search = "/connection-manager/api/v1/connections/search";
    let found = call(&privx, &token, "POST", search, &live).await.json();
    let id = found["items"][0]["id"].as_str().unwrap();
    let end = format!("/connection-manager/api/v1/terminate/connection/{id}");
    assert_eq!(
        call(&privx, &token, "POST", &end, &Value::Null)
            .await
            .status,
        200
    );
    let path = format!("/connection-manager/api/v1/connections/{id}");
    assert_eq!(
        get(&privx, &token, &path).await.json()["status"],
        "CONNECTED"
    );
    privx.clock().advance(SignedDuration::from_secs(2));
    assert_eq!(
        get(&privx, &token, &path).await.json()["status"],
        "TERMINATED"
    );
}
