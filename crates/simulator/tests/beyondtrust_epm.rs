//! EPM as its documentation tells it.

#![allow(clippy::unwrap_used, reason = "what fails here fails a test")]

mod common;

use common::{FORM, Got, basic, call, get, send, started};
use jiff::SignedDuration;
use serde_json::{Value, json};
use simulator::Simulated;

const TOKEN: &str = "/oauth/connect/token";
const V3: &str = "/management-api/v3";

async fn ask(epm: &Simulated, path: &str, form: &str) -> Got {
    send(epm, "POST", path, &[FORM], form).await.unwrap()
}

fn form(epm: &Simulated, at: usize) -> String {
    let known = epm.credentials().remove(at);
    let secret = known.value("client_secret").replace('=', "%3D");
    let id = known.value("client_id");
    format!("grant_type=client_credentials&client_id={id}&client_secret={secret}")
}

async fn token(epm: &Simulated, at: usize) -> String {
    let got = ask(epm, TOKEN, &form(epm, at)).await;
    assert_eq!(got.status, 200);
    got.json()["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_api_account_signs_in_by_form_and_by_basic() {
    let epm = started("beyondtrust-epm").await;
    let body = ask(&epm, TOKEN, &form(&epm, 0)).await.json();
    assert_eq!(
        (&body["token_type"], &body["expires_in"]),
        (&json!("Bearer"), &json!(3600))
    );
    assert_eq!(body["scope"], "urn:management:api");
    let known = epm.credentials().remove(0);
    let authorization = basic(known.value("client_id"), known.value("client_secret"));
    let headers = [("authorization", authorization.as_str()), FORM];
    let got = send(
        &epm,
        "POST",
        "/oauth/token",
        &headers,
        "grant_type=client_credentials",
    )
    .await
    .unwrap();
    assert_eq!(got.status, 200);
}

#[tokio::test]
async fn a_wrong_secret_is_400_and_a_slash_is_405() {
    let epm = started("beyondtrust-epm").await;
    let wrong = ask(
        &epm,
        TOKEN,
        "grant_type=client_credentials&client_id=a&client_secret=b",
    )
    .await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.json()),
        (400, json!({ "error": "invalid_client" }))
    );
    assert!(epm.set_switch("wrong_secret_status", 401));
    assert_eq!(
        ask(&epm, TOKEN, "grant_type=client_credentials")
            .await
            .status,
        401
    );
    let grant = ask(&epm, TOKEN, "grant_type=password").await;
    assert_eq!(grant.json()["error"], "unsupported_grant_type");
    assert_eq!(
        ask(&epm, "/oauth/connect/token/", &form(&epm, 0))
            .await
            .status,
        405
    );
    assert_eq!(send(&epm, "GET", TOKEN, &[], "").await.unwrap().status, 405);
}

#[tokio::test]
async fn a_token_ends_after_an_hour() {
    let epm = started("beyondtrust-epm").await;
    let token = token(&epm, 0).await;
    assert_eq!(
        get(&epm, &token, "/management-api/v3/About").await.json()["version"],
        "26.2.1734.0"
    );
    epm.clock().advance(SignedDuration::from_secs(3_600));
    let refused = get(&epm, &token, "/management-api/v3/About").await;
    assert_eq!(
        (refused.status.as_u16(), refused.header("www-authenticate")),
        (401, "Bearer")
    );
    assert!(refused.body.is_empty());
}

#[tokio::test]
async fn every_read_answers() {
    let epm = started("beyondtrust-epm").await;
    let token = token(&epm, 0).await;
    for path in [
        "Computers",
        "Groups",
        "Policies",
        "Users",
        "Roles",
        "GlobalRoles",
        "ApiAccounts",
        "AcceptedDomains",
        "ActivityAudits",
        "ActivityAudits/Details",
        "ActivityAudits/1",
        "AdminAccessRequest",
        "AuthorizationRequest",
        "AuthorizationRequestAudits",
        "About",
        "Events/FromStartDate?StartDate=2020-01-01&RecordSize=5",
        "Events/search?TimePeriod.StartDate=2020-01-01&TimePeriod.EndDate=2090-01-01T00:00:00Z",
    ] {
        let got = get(&epm, &token, &format!("{V3}/{path}")).await;
        assert_eq!(got.status, 200, "{path}");
        got.json();
    }
    assert_eq!(
        get(&epm, &token, "/MANAGEMENT-API/V3/computers")
            .await
            .status,
        200
    );
    assert_eq!(
        get(&epm, &token, "/management-api/v1/Groups").await.status,
        200
    );
    assert_eq!(
        get(&epm, &token, "/management-api/v1/AdminAccessRequest")
            .await
            .status,
        404
    );
    assert_eq!(
        get(&epm, &token, "/management-api/v4/Groups").await.status,
        404
    );
    let secret = get(&epm, &token, &format!("{V3}/ApiAccounts")).await;
    assert!(!String::from_utf8(secret.body).unwrap().contains("canary"));
}

#[tokio::test]
async fn lists_page_filter_and_sort() {
    let epm = started("beyondtrust-epm").await;
    let token = token(&epm, 0).await;
    let list = async |query: &str| {
        get(&epm, &token, &format!("{V3}/Computers?{query}"))
            .await
            .json()
    };
    let first = list("").await;
    let total = first["totalRecordCount"].as_u64().unwrap();
    assert!(total >= 250);
    assert_eq!(
        (
            &first["pageNumber"],
            &first["pageSize"],
            &first["pageCount"]
        ),
        (&json!(1), &json!(200), &json!(2))
    );
    let second = list("Pagination.PageSize=1000&Pagination.PageNumber=2").await;
    assert_eq!(second["data"].as_array().unwrap().len() as u64, total - 200);
    let found = list("filter.host=lt-1187").await;
    assert_eq!(found["totalRecordCount"], 1);
    let connected =
        list("Filter.ConnectionStatus=Connected&Pagination.PageSize=1").await["totalRecordCount"]
            .as_u64()
            .unwrap();
    let disconnected = list("Filter.ConnectionStatus=Disconnected").await["totalRecordCount"]
        .as_u64()
        .unwrap();
    let archived = list("Filter.ConnectionStatus=Archived").await["totalRecordCount"]
        .as_u64()
        .unwrap();
    assert_eq!(connected + disconnected + archived, total);
    assert_eq!(
        list("Filter.AuthorisationState=Pending").await["totalRecordCount"],
        5
    );
    assert_eq!(list("Filter.Unknown=x").await["totalRecordCount"], total);
    let sorted = list("Sorts[0].by=created&Sorts[0].order=desc&Pagination.PageSize=2").await;
    assert_eq!(sorted["data"][0]["host"], "LT-1216");
    assert_eq!(
        get(
            &epm,
            &token,
            &format!("{V3}/Computers?Pagination.PageNumber=0")
        )
        .await
        .status,
        400
    );
}

#[tokio::test]
async fn a_list_says_the_zone_and_a_detail_does_not() {
    let epm = started("beyondtrust-epm").await;
    let token = token(&epm, 0).await;
    let list = get(&epm, &token, &format!("{V3}/Groups?Pagination.PageSize=1"))
        .await
        .json();
    let group = &list["data"][0];
    let created = group["created"].as_str().unwrap();
    assert!(
        created.ends_with("+00:00") && created.len() == "2023-05-08T16:25:01.3915286+00:00".len()
    );
    let path = format!("{V3}/Groups/{}", group["id"].as_str().unwrap());
    assert_eq!(
        get(&epm, &token, &path).await.json()["created"],
        created.trim_end_matches("+00:00")
    );
}

#[tokio::test]
async fn families_and_levels_are_enforced() {
    let epm = started("beyondtrust-epm").await;
    let reads = token(&epm, 1).await;
    assert_eq!(
        get(&epm, &reads, &format!("{V3}/Computers")).await.status,
        200
    );
    assert_eq!(
        call(
            &epm,
            &reads,
            "POST",
            &format!("{V3}/Groups"),
            &json!({ "name": "x" })
        )
        .await
        .status,
        403
    );
    let reports = token(&epm, 2).await;
    assert_eq!(
        get(&epm, &reports, &format!("{V3}/Computers")).await.status,
        403
    );
    assert_eq!(
        get(
            &epm,
            &reports,
            &format!("{V3}/Events/FromStartDate?StartDate=2020-01-01")
        )
        .await
        .status,
        200
    );
    assert_eq!(
        get(&epm, &reports, "/management-api/scim/v2/Users")
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn a_moved_computer_arrives_a_moment_later() {
    let epm = started("beyondtrust-epm").await;
    epm.clock().stop();
    let token = token(&epm, 0).await;
    let one = async |path: &str| {
        get(&epm, &token, &format!("{V3}/{path}")).await.json()["data"][0].clone()
    };
    let computer = one("Computers?Filter.host=LT-1187").await;
    let group = one("Groups?Filter.name=Policy+pilot").await;
    let path = format!(
        "{V3}/Groups/{}/AssignComputers",
        group["id"].as_str().unwrap()
    );
    let body = json!({ "computerIds": [computer["id"]] });
    let task = call(&epm, &token, "POST", &path, &body).await;
    assert_eq!(task.status, 200);
    let task = format!("{V3}/Tasks/{}", task.json().as_str().unwrap());
    assert_eq!(get(&epm, &token, &task).await.json()["state"], "InProgress");
    epm.clock().advance(SignedDuration::from_secs(1));
    assert_eq!(get(&epm, &token, &task).await.json()["state"], "Completed");
    let detail = format!("{V3}/Computers/{}", computer["id"].as_str().unwrap());
    let moved = get(&epm, &token, &detail).await.json();
    assert_eq!(
        (&moved["groupName"], &moved["policyRevisionStatus"]),
        (&json!("Policy pilot"), &json!("AwaitingLatestPolicy"))
    );
    epm.clock().advance(SignedDuration::from_secs(30));
    assert_eq!(
        get(&epm, &token, &detail).await.json()["policyRevisionStatus"],
        "OnLatestPolicy"
    );
}

#[tokio::test]
async fn computers_are_deleted_by_a_body_and_by_nothing_else() {
    let epm = started("beyondtrust-epm").await;
    let token = token(&epm, 0).await;
    let found = get(&epm, &token, &format!("{V3}/Computers?Filter.host=WS-0420"))
        .await
        .json();
    let id = found["data"][0]["id"].as_str().unwrap();
    let path = format!("{V3}/Computers/{id}");
    assert_eq!(
        call(&epm, &token, "DELETE", &path, &Value::Null)
            .await
            .status,
        405
    );
    let body = json!({ "computerIds": [id] });
    assert_eq!(
        call(&epm, &token, "DELETE", &format!("{V3}/Computers"), &body)
            .await
            .status,
        202
    );
    epm.clock().advance(SignedDuration::from_secs(1));
    assert_eq!(get(&epm, &token, &path).await.status, 404);
}

#[tokio::test]
async fn a_request_is_approved_once_and_ends_by_itself() {
    let epm = started("beyondtrust-epm").await;
    let token = token(&epm, 0).await;
    let list = format!("{V3}/AdminAccessRequest?ActiveOnly=true&Decision=Pending");
    let waiting = get(&epm, &token, &list).await.json();
    assert_eq!(waiting["totalRecordCount"], 4);
    let id = waiting["data"][0]["requestInfo"]["requestId"]
        .as_str()
        .unwrap();
    let body = json!({ "RequestId": id, "Decision": "Approved", "Duration": "1800", "DecisionPerformedByUser": "jlind", "Message": "ok" });
    let approval = format!("{V3}/AdminAccessRequest/approval");
    assert_eq!(
        call(&epm, &token, "POST", &approval, &body).await.json(),
        json!({ "requestId": id })
    );
    assert_eq!(
        call(&epm, &token, "POST", &approval, &body).await.status,
        400
    );
    let path = format!("{V3}/AdminAccessRequest/{id}");
    assert_eq!(
        get(&epm, &token, &path).await.json()["accessDecision"]["status"],
        "Approved"
    );
    epm.clock().advance(SignedDuration::from_secs(1_801));
    assert_eq!(
        get(&epm, &token, &path).await.json()["accessDecision"]["status"],
        "Completed"
    );
}

#[tokio::test]
async fn more_than_the_allowed_calls_wait_for_the_next_window() {
    let epm = started("beyondtrust-epm").await;
    epm.clock().stop();
    epm.set_switch("rate_limit_calls", 3);
    let token = token(&epm, 0).await;
    let path = format!("{V3}/About");
    for _ in 0..3 {
        assert_eq!(get(&epm, &token, &path).await.status, 200);
    }
    epm.clock().advance(SignedDuration::from_secs(40));
    let limited = get(&epm, &token, &path).await;
    assert_eq!(
        (limited.status.as_u16(), limited.header("retry-after")),
        (429, "60")
    );
    epm.clock().advance(SignedDuration::from_secs(60));
    assert_eq!(get(&epm, &token, &path).await.status, 200);
}

#[tokio::test]
async fn groups_are_made_as_a_bare_uuid_and_renamed_by_a_body() {
    let epm = started("beyondtrust-epm").await;
    let token = token(&epm, 0).await;
    let groups = format!("{V3}/Groups");
    let made = call(
        &epm,
        &token,
        "POST",
        &groups,
        &json!({ "name": "New", "description": "" }),
    )
    .await;
    let id = made.json().as_str().unwrap().to_owned();
    let path = format!("{groups}/{id}");
    assert_eq!(
        call(&epm, &token, "PUT", &path, &json!({ "name": "x" }))
            .await
            .status,
        405
    );
    let renamed = json!({ "id": id, "name": "Newer", "description": "d" });
    assert_eq!(
        call(&epm, &token, "PUT", &groups, &renamed).await.status,
        204
    );
    assert_eq!(get(&epm, &token, &path).await.json()["name"], "Newer");
    assert_eq!(
        call(&epm, &token, "POST", &groups, &json!({ "name": "newer" }))
            .await
            .status,
        400
    );
    assert_eq!(
        call(&epm, &token, "DELETE", &path, &Value::Null)
            .await
            .status,
        204
    );
    let audits = get(
        &epm,
        &token,
        &format!("{V3}/ActivityAudits?Pagination.PageSize=1"),
    )
    .await
    .json();
    assert_eq!(
        (
            &audits["data"][0]["changedBy"],
            &audits["data"][0]["auditType"]
        ),
        (&json!("API"), &json!("Deleted"))
    );
}

#[tokio::test]
async fn a_policy_is_uploaded_as_a_form_of_parts() {
    let epm = started("beyondtrust-epm").await;
    let token = token(&epm, 0).await;
    let bearer = format!("Bearer {token}");
    let upload = async |file: &str| {
        let part = |name: &str, more: &str, body: &str| {
            format!(
                "--b0\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{body}\r\n"
            )
        };
        let body = format!(
            "{}{}--b0--\r\n",
            part("Name", "", "Mine"),
            part("PolicyFile", "; filename=\"p.xml\"", file)
        );
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "multipart/form-data; boundary=b0"),
        ];
        send(&epm, "POST", &format!("{V3}/Policies"), &headers, body)
            .await
            .unwrap()
    };
    assert_eq!(upload("<html/>").await.status, 400);
    let xml = "<?xml version=\"1.0\"?>\n<Configuration ID=\"1\" Version=\"24.8\"></Configuration>";
    let id = upload(xml).await.json().as_str().unwrap().to_owned();
    let content = get(&epm, &token, &format!("{V3}/Policies/{id}/Content")).await;
    assert_eq!(String::from_utf8(content.body).unwrap(), xml);
    let revisions = get(&epm, &token, &format!("{V3}/Policies/{id}/revisions"))
        .await
        .json();
    assert_eq!(revisions["totalRecordCount"], 1);
}

#[tokio::test]
async fn scim_finds_makes_and_changes_users() {
    let epm = started("beyondtrust-epm").await;
    let token = token(&epm, 0).await;
    let users = "/management-api/scim/v2/Users";
    let found = get(
        &epm,
        &token,
        &format!("{users}?filter=userName+eq+%22jlind@northmere.example%22"),
    )
    .await
    .json();
    assert_eq!(found["totalResults"], 1);
    assert_eq!(
        found["Resources"][0]["roles"][0]["value"],
        "Request Manager"
    );
    let beyond = get(
        &epm,
        &token,
        &format!("{users}?startIndex=900&itemsPerPage=10"),
    )
    .await
    .json();
    assert_eq!(beyond["Resources"], json!([]));
    assert_eq!(
        get(&epm, &token, &format!("{users}?filter=oh"))
            .await
            .json()["scimType"],
        "invalidFilter"
    );
    let new = json!({ "userName": "new@northmere.example", "active": true, "roles": [{ "value": "Group Viewer" }] });
    let made = call(&epm, &token, "POST", users, &new).await;
    assert_eq!(made.status, 201);
    assert!(
        made.header("location")
            .ends_with(made.json()["id"].as_str().unwrap())
    );
    let path = format!("{users}/{}", made.json()["id"].as_str().unwrap());
    let patch = json!({ "Operations": [
        { "op": "Add", "path": "roles", "value": "Policy Viewer" }, { "op": "replace", "path": "active", "value": false }] });
    let changed = call(&epm, &token, "PATCH", &path, &patch).await.json();
    assert_eq!(
        (
            changed["roles"].as_array().unwrap().len(),
            &changed["active"]
        ),
        (2, &json!(false))
    );
    assert_eq!(
        call(&epm, &token, "DELETE", &path, &Value::Null)
            .await
            .status,
        405
    );
    for path in [
        "ServiceProviderConfig",
        "Schemas",
        "ResourceTypes",
        "Roles",
        "Schemas/urn:ietf:params:scim:schemas:core:2.0:User",
    ] {
        assert_eq!(
            get(&epm, &token, &format!("/management-api/scim/v2/{path}"))
                .await
                .status,
            200,
            "{path}"
        );
    }
    let refused = send(&epm, "GET", users, &[], "").await.unwrap();
    assert_eq!(
        (refused.status.as_u16(), &refused.json()["status"]),
        (401, &json!("401"))
    );
}

#[tokio::test]
async fn the_documents_are_served_without_a_token() {
    let epm = started("beyondtrust-epm").await;
    for version in ["v1", "v2", "v3"] {
        let path = format!("/management-api/swagger/{version}/swagger.json");
        assert!(
            send(&epm, "GET", &path, &[], "")
                .await
                .unwrap()
                .json()
                .is_object()
        );
    }
    let page = send(&epm, "GET", "/management-api/swagger", &[], "")
        .await
        .unwrap();
    assert_eq!(
        page.header("location"),
        "/management-api/swagger/index.html"
    );
}
