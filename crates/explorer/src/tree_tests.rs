//! Trees are walked by pointer, in windows.

use super::NodeKind;
use crate::testing::json_body;
use crate::{BodyKind, BodyText, ViewError};
use serde_json::{Value, json};

#[test]
fn children_are_given_by_pointer_in_windows() {
    let long = "é\"\n".repeat(300);
    let body = json_body(&json!({
        "a/b": [1, -2.50, true, null, "x\u{202e}", {"~": {}}],
        "long": long,
        "": []
    }));
    let root = body.branch("", 0, 10).unwrap();
    assert_eq!((root.kind, root.total), (NodeKind::Object, 3));
    let names: Vec<_> = root
        .nodes
        .iter()
        .map(|node| node.name.clone().unwrap())
        .collect();
    assert_eq!(names, ["a/b", "long", ""]);
    assert_eq!((root.nodes[0].children, root.nodes[2].children), (6, 0));
    assert!(!root.nodes[1].whole && long.starts_with(&root.nodes[1].text));
    let list = body.branch(&root.nodes[0].pointer, 1, 4).unwrap();
    let shown: Vec<_> = list
        .nodes
        .iter()
        .map(|node| (node.kind, node.text.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            (NodeKind::Number, "-2.5"),
            (NodeKind::Truth, "true"),
            (NodeKind::Null, "null"),
            (NodeKind::Text, "x[U+202E]"),
        ]
    );
    assert_eq!(body.branch("/a~1b/5/~0", 0, 9).unwrap().total, 0);
    assert_eq!(body.branch("/a~1b", 6, 9).unwrap().nodes, []);
    for nowhere in ["/x", "/a~1b/6", "/a~1b/x", "x", "/long/0"] {
        assert_eq!(
            body.branch(nowhere, 0, 1),
            Err(ViewError::NotThere),
            "{nowhere}"
        );
    }
    let text = BodyText::new(BodyKind::Text, 1, b"x".to_vec());
    assert_eq!(text.branch("", 0, 1), Err(ViewError::OtherKind));
}

#[test]
fn a_long_list_of_long_lists_is_walked_by_its_landmarks() {
    const LONG: [u32; 5] = [0, 255, 256, 511, 699];
    let row = |n: u32| {
        let length = if LONG.contains(&n) { 5_000 } else { 5 };
        json!({"n": n, "deep": vec![n; length], "s": "]},["})
    };
    let body = json_body(&json!({"rows": (0..700).map(row).collect::<Vec<Value>>(), "end": 7}));
    assert_eq!(body.branch("/rows", 0, 1).unwrap().total, 700);
    for n in LONG {
        let node = &body.branch("/rows", n.into(), 1).unwrap().nodes[0];
        assert_eq!(
            (node.pointer.clone(), node.children),
            (format!("/rows/{n}"), 3)
        );
        let deep = body.branch(&format!("/rows/{n}/deep"), 4_999, 10).unwrap();
        assert_eq!(deep.nodes.len(), 1);
        assert_eq!(deep.nodes[0].text, n.to_string());
    }
    assert_eq!(body.branch("/rows", 700, 1).unwrap().nodes, []);
    assert_eq!(body.branch("", 1, 1).unwrap().nodes[0].text, "7");
}
