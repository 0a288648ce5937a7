//! Answers of a real server go through the gateway into a spool.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use domain::{Effect, Ignore, Place, SystemClock};
use explorer::{Arriving, BodyKind, Redactor, Scrubber};
use gateway::{BodyFault, Destination, Intake, MOST_STORED, Request, Route};
use std::path::Path;
use std::sync::Arc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

async fn answer(folder: &Path, head: &str, body: &[u8]) -> (gateway::Response, Arc<Arriving>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let serving = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut heard = Vec::new();
        while !heard.ends_with(b"\r\n\r\n") {
            heard.push(stream.read_u8().await.unwrap());
        }
        stream.write_all(head.as_bytes()).await.unwrap();
        // A caller that has heard enough hangs up.
        let _ = stream.write_all(body).await;
        let _ = stream.shutdown().await;
    };
    let mut scrubber = Scrubber::new();
    scrubber.learn(b"canary-token");
    let redactor = Arc::new(Redactor::new(scrubber));
    let arriving = Arc::new(Arriving::new(redactor, Effect::Reads, folder.to_path_buf()));
    let place = Place::parse(&format!("http://127.0.0.1:{port}")).unwrap();
    let route = Route::to("t".into(), place);
    let mut request = Request::get(route.home.join("/x").unwrap());
    request.into = Destination::Streamed {
        to: Arc::clone(&arriving) as Arc<dyn Intake>,
        at_most: MOST_STORED,
        keep: 100,
    };
    let (door, _, _) = gateway::open(Arc::new(SystemClock));
    let (answer, ()) = tokio::join!(door.send(&route, request, None, &Ignore), serving);
    (answer.unwrap(), arriving)
}

fn rows() -> String {
    let row = "{\"name\":\"a canary-token b\",\"password\":\"canary-by-name\"}";
    format!("[{}]", vec![row; 80_000].join(","))
}

#[tokio::test]
async fn a_large_answer_is_in_the_folder_without_its_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let body = rows();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let (answer, arriving) = answer(folder.path(), &head, body.as_bytes()).await;
    assert_eq!((answer.body.len(), answer.size), (100, body.len() as u64));
    let arrived = arriving.take().unwrap();
    assert_eq!(arrived.fault, None);
    let kept = arrived.body.unwrap();
    assert_eq!((kept.kind(), kept.in_memory()), (BodyKind::Json, 0));
    assert_eq!(kept.size(), body.len() as u64);
    assert_eq!(kept.lines(), 4 * 80_000 + 2);
    assert_eq!(kept.find("canary", 0, 1).unwrap().total, 0);
    let mut columns = kept.table("").unwrap().columns().to_vec();
    columns.sort();
    assert_eq!(columns, ["name", "password"]);
    let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap();
    let file = std::fs::read_to_string(file.unwrap().path()).unwrap();
    assert!(!file.contains("canary"));
    drop(kept);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn what_came_of_an_answer_that_was_cut_is_kept_and_marked() {
    let folder = tempfile::tempdir().unwrap();
    let body = rows();
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 900000000\r\n\r\n";
    let (answer, arriving) = answer(folder.path(), head, body.as_bytes()).await;
    assert_eq!(answer.fault, Some(BodyFault::Cut));
    let arrived = arriving.take().unwrap();
    assert_eq!(arrived.fault, Some(BodyFault::Cut));
    assert_eq!(arrived.body.unwrap().size(), body.len() as u64);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_ends_the_call_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let none = folder.path().join("none");
    let head = "HTTP/1.1 200 OK\r\n\r\n";
    let (answer, arriving) = answer(&none, head, rows().as_bytes()).await;
    assert_eq!(answer.fault, Some(BodyFault::Refused));
    let arrived = arriving.take().unwrap();
    assert_eq!(arrived.body, Err(std::io::ErrorKind::NotFound));
    // Small ones need no folder.
    let (answer, arriving) = self::answer(&none, head, b"{}").await;
    assert_eq!(answer.fault, None);
    assert!(arriving.take().unwrap().body.is_ok());
}

#[tokio::test]
async fn a_refusal_does_not_arrive_here() {
    let folder = tempfile::tempdir().unwrap();
    let head = "HTTP/1.1 404 No\r\ncontent-length: 2\r\n\r\n";
    let (answer, arriving) = answer(folder.path(), head, b"no").await;
    assert_eq!((answer.status, answer.body.as_slice()), (404, &b"no"[..]));
    assert!(arriving.take().is_none());
}
