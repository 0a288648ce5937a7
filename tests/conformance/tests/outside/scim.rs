//! SCIM calls of ours against a server that is not ours: `scim2-server`.

use crate::clients::python;
use crate::running::Running;
use crate::token::signed_in;
use conformance::servers::closed_port;
use domain::{Effect, Ignore, SystemClock, Trust, Verdict};
use explorer::{BodyKind, BodyText, Redactor, Scrubber};
use gateway::{Gateway, HeaderValue, Request, Response, Route};
use sessions::Held;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use tokio::net::TcpStream;

const PACKAGE: &str = "scim2-server==0.8.3";

const TOKEN: &str = "canary-of-scim";

/// Puts some people into the server, as another client of it does.
const PEOPLE: &str = r#"
import json, sys, urllib.request
for number in range(25):
    body = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": f"person{number:02}", "externalId": "9007199254740993"}
    request = urllib.request.Request(sys.argv[1] + "/Users", json.dumps(body).encode(),
        {"Content-Type": "application/scim+json", "Authorization": "Bearer " + sys.argv[2]})
    urllib.request.urlopen(request).read()
"#;

async fn server(programs: &Path) -> (Running, String) {
    let port = closed_port().await;
    let mut command = Command::new(programs.join("scim2-server"));
    command
        .args(["--port", &port.to_string(), "--bearer-token", TOKEN])
        .env("PYTHONUNBUFFERED", "1");
    let mut running = Running::start(&mut command);
    running.line_with("Serving SCIM");
    // It says so before it listens.
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        tokio::task::yield_now().await;
    }
    let base = format!("http://127.0.0.1:{port}/v2");
    let mut python = Command::new(programs.join("python"));
    python.args(["-c", PEOPLE, &base, TOKEN]);
    let done = tokio::task::spawn_blocking(move || python.status().unwrap());
    assert!(done.await.unwrap().success());
    (running, base)
}

/// A session at the server, and a door to it.
struct There {
    gateway: Arc<dyn Gateway>,
    route: Route,
    held: Held,
}

impl There {
    async fn new(base: &str, token: &str) -> Self {
        let known = [("token".to_owned(), token.to_owned())];
        let known = known.iter().map(|(id, value)| (id, value));
        let vendor = vendors::other();
        let (route, held) = signed_in(vendor, "bearer", base, Trust::System, known).await;
        let (gateway, ..) = gateway::open(Arc::new(SystemClock));
        Self {
            gateway,
            route,
            held,
        }
    }

    async fn get(&self, path: &str) -> Response {
        let mut request = Request::get(self.route.home.join(path).unwrap());
        let scim = HeaderValue::from_static("application/scim+json");
        request.headers.insert("accept", scim);
        let sent = self
            .gateway
            .send(&self.route, request, Some(&self.held), &Ignore);
        sent.await.unwrap()
    }
}

/// An answer's body as it is shown.
fn shown(answer: &Response) -> BodyText {
    let redactor = Redactor::new(Scrubber::new());
    let Response {
        status,
        headers,
        body,
        ..
    } = answer;
    let received = redactor.received(*status, headers, body, Effect::Reads);
    received.body.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn people_of_a_scim_server_are_listed_filtered_and_turned_page_by_page() {
    let Some(programs) = python("scim2-server", &[PACKAGE]) else {
        return;
    };
    let (_running, base) = server(&programs).await;
    let there = There::new(&base, TOKEN).await;
    for path in ["/ServiceProviderConfig", "/Schemas", "/ResourceTypes"] {
        let answer = there.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        let kind = answer.header("content-type").unwrap();
        assert!(kind.starts_with("application/scim+json"), "{kind}");
        assert_eq!(shown(&answer).kind(), BodyKind::Json, "{path}");
    }
    let answer = there.get("/Users?count=10&startIndex=11").await;
    let body = shown(&answer);
    assert_eq!(body.table("/Resources").unwrap().rows(), 10);
    let text = body.text().unwrap();
    for part in ["\"totalResults\": 25", "9007199254740993"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // In which order they come is the server's own; each is on one page.
    let mut times = [0; 25];
    for start in [1, 11, 21] {
        let answer = there
            .get(&format!("/Users?count=10&startIndex={start}"))
            .await;
        let body = shown(&answer);
        let text = body.text().unwrap();
        for (number, times) in times.iter_mut().enumerate() {
            *times += usize::from(text.contains(&format!("\"person{number:02}\"")));
        }
    }
    assert_eq!(times, [1; 25]);

    // Quotes, spaces and the sign of a query all stand in a filter.
    let filter =
        "/Users?filter=userName%20eq%20%22person07%22%20and%20externalId%20ne%20%22a%26b%3D%2B%22";
    let answer = there.get(filter).await;
    assert_eq!(shown(&answer).table("/Resources").unwrap().rows(), 1);
    let answer = there.get("/Users?filter=userName%20oops").await;
    assert_eq!(answer.status, 400);
    assert!(shown(&answer).text().unwrap().contains("invalidFilter"));
    let verdict = vendors::other().judge(answer.status, &answer.body);
    assert!(matches!(verdict, Verdict::Failed(_)), "{verdict:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_the_scim_server_does_not_know_is_told_as_rejected() {
    let Some(programs) = python("scim2-server", &[PACKAGE]) else {
        return;
    };
    let (_running, base) = server(&programs).await;
    let answer = There::new(&base, "another").await.get("/Users").await;
    let verdict = vendors::other().judge(answer.status, &answer.body);
    assert!(matches!(verdict, Verdict::TokenRejected(_)), "{verdict:?}");
}
