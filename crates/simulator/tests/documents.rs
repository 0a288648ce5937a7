//! What a vendor's document promises, the simulated tenant answers.

#![allow(clippy::unwrap_used, reason = "what fails here fails a test")]

mod common;

use common::{FORM, basic, files, get, plain, send};
use serde_json::Value;
use simulator::Simulated;

/// Every GET of a JSON document whose path has no parameter.
fn reads(vendor: &str, prefix: &str) -> Vec<String> {
    let document: Value = serde_json::from_slice(&files(vendor).document).unwrap();
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .filter(|(path, item)| item.get("get").is_some() && !path.contains('{'))
        .map(|(path, _)| format!("{prefix}{path}"))
        .collect()
}

async fn unanswered(tenant: &Simulated, token: &str, paths: Vec<String>) -> Vec<String> {
    let mut missing = Vec::new();
    for path in paths {
        let status = get(tenant, token, &path).await.status.as_u16();
        if matches!(status, 404 | 405 | 501) {
            missing.push(format!("{status} {path}"));
        }
    }
    missing
}

#[tokio::test]
async fn privx_answers_every_read_of_its_document() {
    let privx = plain("privx").await;
    let known = privx.credentials().remove(0);
    let authorization = basic(
        known.value("oauth_client_id"),
        known.value("oauth_client_secret"),
    );
    let form = format!(
        "grant_type=password&username={}&password={}",
        known.value("api_client_id"),
        known.value("api_client_secret")
    );
    let headers = [("authorization", authorization.as_str()), FORM];
    let got = send(&privx, "POST", "/auth/api/v1/oauth/token", &headers, form)
        .await
        .unwrap();
    let token = got.json()["access_token"].as_str().unwrap().to_owned();
    let missing = unanswered(&privx, &token, reads("privx", "")).await;
    assert!(missing.is_empty(), "{missing:#?}");
}

#[tokio::test]
async fn epm_answers_every_read_of_its_document() {
    let epm = plain("beyondtrust-epm").await;
    let known = epm.credentials().remove(0);
    let authorization = basic(known.value("client_id"), known.value("client_secret"));
    let headers = [("authorization", authorization.as_str()), FORM];
    let form = "grant_type=client_credentials";
    let got = send(&epm, "POST", "/oauth/token", &headers, form)
        .await
        .unwrap();
    let token = got.json()["access_token"].as_str().unwrap().to_owned();
    let paths = reads("beyondtrust-epm", "/management-api");
    let missing = unanswered(&epm, &token, paths).await;
    assert!(missing.is_empty(), "{missing:#?}");
}
