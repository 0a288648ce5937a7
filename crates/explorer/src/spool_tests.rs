//! Large bodies are redacted like small ones, and leave nothing behind.

use super::Spool;
use crate::{BodyKind, BodyText, Redactor, Scrubber, remove_leftovers};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Effect;
use http::{HeaderMap, HeaderValue};
use proptest::prelude::{ProptestConfig, any, prop, proptest};
use std::path::Path;
use std::sync::Arc;

const CANARY: &str = "canary/7f é+";

fn redactor() -> Arc<Redactor> {
    let mut scrubber = Scrubber::new();
    scrubber.learn(CANARY.as_bytes());
    Arc::new(Redactor::new(scrubber))
}

fn headers(media: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_str(media).unwrap());
    headers
}

fn spooled(
    folder: &Path,
    media: &str,
    effect: Effect,
    body: &[u8],
    memory: usize,
    cuts: &[usize],
) -> BodyText {
    let folder = folder.to_path_buf();
    let mut spool = Spool::new(redactor(), &headers(media), effect, folder).with_memory(memory);
    let mut rest = body;
    for cut in cuts.iter().cycle().take(body.len()) {
        let (piece, after) = rest.split_at((*cut).min(rest.len()));
        spool.write(piece).unwrap();
        rest = after;
    }
    spool.write(rest).unwrap();
    spool.finish().unwrap()
}

fn bytes(body: &BodyText) -> Vec<u8> {
    let mut bytes = Vec::new();
    body.save(&mut bytes).unwrap();
    bytes
}

fn lines(body: &BodyText) -> Vec<String> {
    body.slice(0, usize::MAX).unwrap()
}

/// The canary in every way it travels.
fn spellings() -> Vec<String> {
    let hex: String = CANARY.bytes().map(|byte| format!("{byte:02x}")).collect();
    vec![
        CANARY.to_owned(),
        STANDARD.encode(format!("user:{CANARY}")),
        "canary%2F7f%20%C3%A9%2B".to_owned(),
        hex,
        "canary\\/7f \\u00e9+".to_owned(),
    ]
}

fn has_canary(bytes: &[u8]) -> bool {
    let mut scrubber = Scrubber::new();
    scrubber.learn(CANARY.as_bytes());
    scrubber.finds_in(bytes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn a_body_in_pieces_on_disk_is_shown_like_the_whole_in_memory(
        parts in prop::collection::vec((0_usize..5, "[a-z ]{0,12}"), 0..30),
        json in any::<bool>(),
        cuts in prop::collection::vec(1_usize..40, 1..8),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let all = spellings();
        let texts: Vec<String> = parts.iter().map(|(which, text)| format!("{text}{}{text}", all[*which])).collect();
        let (media, body) = if json {
            let items: Vec<String> = texts.iter().map(|text| {
                // The spellings with escapes are JSON already.
                format!("{{\"password\":\"{text}\",\"name\":\"{text}\"}}")
            }).collect();
            ("application/json", format!("[{}]", items.join(",")))
        } else {
            ("text/plain", format!("a {}", texts.join("\n")))
        };
        let whole = spooled(folder.path(), media, Effect::Reads, body.as_bytes(), usize::MAX, &[9]);
        let pieces = spooled(folder.path(), media, Effect::Reads, body.as_bytes(), 1, &cuts);
        proptest::prop_assert_eq!(lines(&pieces), lines(&whole));
        proptest::prop_assert_eq!(pieces.lines(), whole.lines());
        proptest::prop_assert_eq!(pieces.kind(), whole.kind());
        proptest::prop_assert_eq!(pieces.size(), whole.size());
        proptest::prop_assert_eq!(pieces.in_memory(), 0);
        let stored = bytes(&pieces);
        proptest::prop_assert!(!has_canary(&stored), "{}", String::from_utf8_lossy(&stored));
    }
}

#[test]
fn nothing_of_a_secret_reaches_the_folder_while_a_body_is_on_its_way() {
    let folder = tempfile::tempdir().unwrap();
    let body = format!(
        "[{}]",
        vec![format!("{{\"a\":\"{CANARY}\",\"password\":\"canary-by-name\"}}"); 20_000].join(",")
    );
    let mut spool = Spool::new(
        redactor(),
        &headers("application/json"),
        Effect::Reads,
        folder.path().to_path_buf(),
    )
    .with_memory(1_000);
    for piece in body.as_bytes().chunks(1_009) {
        spool.write(piece).unwrap();
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let stored = std::fs::read(entry.unwrap().path()).unwrap();
            let end = stored.len().saturating_sub(2_000);
            assert!(!has_canary(&stored[end..]));
            assert!(memchr::memmem::find(&stored[end..], b"canary-by-name").is_none());
        }
    }
    let body = spool.finish().unwrap();
    assert!(!has_canary(&bytes(&body)));
}

#[test]
fn a_large_body_is_in_a_private_file_that_goes_with_its_last_handle() {
    let folder = tempfile::tempdir().unwrap();
    let files = || std::fs::read_dir(folder.path()).unwrap().count();
    let text = vec![b'x'; 10_000];
    let small = spooled(
        folder.path(),
        "text/plain",
        Effect::Reads,
        &text,
        10_000,
        &[999],
    );
    assert_eq!((files(), small.in_memory()), (0, 10_000));
    let body = spooled(
        folder.path(),
        "text/plain",
        Effect::Reads,
        &text,
        9_999,
        &[999],
    );
    assert_eq!(files(), 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let entry = std::fs::read_dir(folder.path()).unwrap().next().unwrap();
        let mode = entry.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let handle = body.clone();
    drop(body);
    assert_eq!(lines(&handle).len(), 3);
    drop(handle);
    assert_eq!(files(), 0);

    let mut dropped = Spool::new(
        redactor(),
        &HeaderMap::new(),
        Effect::Reads,
        folder.path().to_path_buf(),
    )
    .with_memory(1);
    dropped.write(b"half of it").unwrap();
    assert_eq!(files(), 1);
    drop(dropped);
    assert_eq!(files(), 0);
}

#[test]
fn what_a_killed_program_left_is_removed_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("answer-abc.part"), "left").unwrap();
    std::fs::write(folder.path().join("answer-of-mine.txt"), "kept").unwrap();
    assert_eq!(remove_leftovers(folder.path()).unwrap(), 1);
    assert_eq!(remove_leftovers(folder.path()).unwrap(), 0);
    assert!(folder.path().join("answer-of-mine.txt").exists());
    assert_eq!(remove_leftovers(&folder.path().join("none")).unwrap(), 0);
}

#[test]
fn what_an_operation_discloses_is_left_out_on_disk_too() {
    let folder = tempfile::tempdir().unwrap();
    for (media, body) in [
        ("text/plain", &b"hunter2 and more of it"[..]),
        ("application/json", b"\"hunter2 and more of it\""),
        ("application/octet-stream", b"\x00\x01hunter2 and more"),
        ("text/xml", b"<a>hunter2 and more of it</a>"),
    ] {
        let shown = spooled(folder.path(), media, Effect::Discloses, body, 4, &[3]);
        assert_eq!(lines(&shown), ["•••"], "{media}");
        assert_eq!(shown.kind(), BodyKind::Text);
    }
    let json = b"{\"password\":\"hunter2\",\"content\":\"hunter2\",\"id\":1} hunter2";
    let shown = spooled(folder.path(), "", Effect::Discloses, json, 4, &[3]);
    assert!(!lines(&shown).join("\n").contains("hunter2"));
    assert!(lines(&shown).contains(&"  \"id\": 1".to_owned()));
}

#[test]
fn forms_keys_and_xml_are_masked_on_disk_too() {
    let folder = tempfile::tempdir().unwrap();
    let media = "application/x-www-form-urlencoded";
    let form = b"grant_type=password&client_secret=abc&x=1";
    let shown = spooled(folder.path(), media, Effect::Reads, form, 4, &[3]);
    assert_eq!(lines(&shown), ["grant_type=password&client_secret=•••&x=1"]);
    let key = b"key:\n-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nend";
    let shown = spooled(folder.path(), "text/plain", Effect::Reads, key, 4, &[3]);
    assert_eq!(lines(&shown), ["key:", "•••", "end"]);
    let xml = b"<a><password>abc</password>-----BEGIN RSA PRIVATE KEY-----abc";
    let shown = spooled(folder.path(), "text/xml", Effect::Reads, xml, 9, &[3]);
    assert_eq!(lines(&shown), ["<a><password>•••</password>•••"]);
}

#[test]
fn a_picture_is_kept_as_it_is_and_has_no_lines() {
    let folder = tempfile::tempdir().unwrap();
    let picture = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0, 1, 2, b'\n', 255]].concat();
    for memory in [10, 1_000] {
        let body = spooled(folder.path(), "", Effect::Reads, &picture, memory, &[3]);
        assert_eq!((body.kind(), body.lines()), (BodyKind::Image, 0));
        assert_eq!(bytes(&body), picture);
    }
}
