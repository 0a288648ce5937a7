//! Doing tasks, without a vendor: answers by hand, and answers shuffled by chance.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use domain::{Catalogue, Secret, Timestamp};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use tasks::{Heard, Input, InputFault, Inputs, Move, Proof, Run, Task, TaskError, Vendor, Why};

const OPERATIONS: &str = r#"operations = [
    { operation = "GET /computers/{id}", effect = "reads" },
    { operation = "GET /tasks/{id}", effect = "reads" },
    { operation = "POST /groups/{id}/assign", effect = "changes" },
    { operation = "POST /users", effect = "changes" },
    { operation = "PUT /users/{id}/roles", effect = "changes" },
    { operation = "DELETE /users/{id}", effect = "removes" },
    { operation = "GET /users/{id}", effect = "reads" },
    { operation = "GET /command?action=list", effect = "reads" },
    { operation = "POST /command", effect = "changes" },
]"#;

const MOVE: &str = r#"
title = "Move a computer"
about = "A computer has one group."
group = "Computers"
ask = [
    { id = "computer", label = "Computer", kind = "text" },
    { id = "target", label = "Group", kind = "text" },
]

[[steps]]
says = "Look at the computer"
request = "GET /computers/{computer}"
keep = { name = "/info/name", before = "/groupName", old = "/groupId" }
stop = [{ when = [{ at = "/groupId", is = "{target}" }], words = "{name} is already there." }]

[[steps]]
says = "Put {name} into the group"
request = "POST /groups/{target}/assign"
json = { ids = ["{computer}"], all = false }
keep = { work = "" }

[[steps]]
says = "Wait for it"
when = [{ value = "{work}", empty = false }]
request = "GET /tasks/{work}"
poll = { until = [{ at = "/state", is = "completed" }], every_ms = 10, times = 3 }

[preview]
words = "Moves {name}."
target = "{name}"
changes = [{ what = "Group of {name}", before = "{before|no group}", after = "{target}" }]

[done]
words = "{name} is moved."

[prove]
request = "GET /computers/{computer}"
holds = [{ at = "/groupId", is = "{target}" }]
times = 2
every_ms = 10
otherwise = "{name} does not show its new group yet."

[inverse]
task = "move"
inputs = { computer = "{computer}", target = "{old}" }
"#;

fn read(text: &str) -> Result<Task, TaskError> {
    let catalogue = Catalogue::parse(OPERATIONS).unwrap();
    Task::read(
        "test",
        text,
        Vendor {
            catalogue: &catalogue,
        },
    )
}

fn run(text: &str, inputs: &[(&str, &str)]) -> Run {
    let one = |(name, value): &(&str, &str)| ((*name).to_owned(), Input::One((*value).to_owned()));
    let inputs: Inputs = inputs.iter().map(one).collect();
    Run::new(Arc::new(read(text).unwrap()), &inputs, Some("INC1"), now()).unwrap()
}

fn now() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

fn looks(step: &Move) -> &str {
    match step {
        Move::Look(call) => &call.target,
        other => panic!("{other:?} does not look"),
    }
}

#[test]
fn a_task_reads_proposes_changes_waits_and_proves() {
    let mut run = run(MOVE, &[("computer", "c-1"), ("target", "g-2")]);
    assert_eq!(looks(&run.next(Heard::Beginning)), "/computers/c-1");
    let computer = json!({ "groupId": "g-1", "groupName": "Old", "info": { "name": "WS-1" } });
    let Move::Propose(proposal) = run.next(Heard::Answer(&computer)) else {
        panic!("a change is proposed first");
    };
    assert_eq!(proposal.words, "Moves WS-1.");
    let change = &proposal.changes[0];
    assert_eq!(
        (change.before.as_str(), change.after.as_str()),
        ("Old", "g-2")
    );
    assert_eq!(
        proposal.calls[0].shown.as_deref(),
        Some(r#"{"all":false,"ids":["c-1"]}"#)
    );
    let Move::Send(sent) = run.next(Heard::Approved) else {
        panic!("what was approved is sent");
    };
    assert_eq!(sent, proposal.calls[0]);
    assert_eq!(looks(&run.next(Heard::Answer(&json!("t-9")))), "/tasks/t-9");
    let working = json!({ "state": "InProgress" });
    assert!(matches!(run.next(Heard::Answer(&working)), Move::Wait(_)));
    assert_eq!(looks(&run.next(Heard::Waited)), "/tasks/t-9");
    let completed = json!({ "State": "Completed" });
    assert_eq!(
        looks(&run.next(Heard::Answer(&completed))),
        "/computers/c-1"
    );
    let moved = json!({ "groupId": "G-2" });
    let Move::Done(outcome) = run.next(Heard::Answer(&moved)) else {
        panic!("it is done");
    };
    assert_eq!(outcome.words, "WS-1 is moved.");
    assert_eq!(outcome.proof, Proof::Seen);
    let undo = outcome.undo.unwrap();
    assert_eq!(undo.inputs[1], ("target".to_owned(), "g-1".to_owned()));
    assert!(matches!(run.next(Heard::Waited), Move::Failed(stuck) if stuck.why == Why::OutOfTurn));
}

#[test]
fn what_is_already_so_stops_with_words_and_changes_nothing() {
    let mut run = run(MOVE, &[("computer", "c-1"), ("target", "g-2")]);
    run.next(Heard::Beginning);
    let there = json!({ "groupId": "g-2", "info": { "name": "WS-1" } });
    let Move::Stopped(words) = run.next(Heard::Answer(&there)) else {
        panic!("there is nothing to do");
    };
    assert_eq!(words, "WS-1 is already there.");
}

#[test]
fn a_change_without_an_answer_is_not_sent_again_but_looked_for() {
    for (group, happened) in [("g-2", true), ("g-1", false)] {
        let mut run = run(MOVE, &[("computer", "c-1"), ("target", "g-2")]);
        run.next(Heard::Beginning);
        run.next(Heard::Answer(&json!({ "groupId": "g-1" })));
        run.next(Heard::Approved);
        assert_eq!(looks(&run.next(Heard::Lost)), "/computers/c-1");
        let answer = json!({ "groupId": group });
        let mut next = run.next(Heard::Answer(&answer));
        if !happened {
            assert!(matches!(next, Move::Wait(_)));
            run.next(Heard::Waited);
            next = run.next(Heard::Answer(&answer));
        }
        match next {
            Move::Done(outcome) => assert!(happened && outcome.proof == Proof::Seen),
            Move::Failed(stuck) => assert!(!happened && stuck.why == Why::Unknown),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_vendor_that_never_says_completed_is_asked_so_often_and_then_looked_at() {
    let mut run = run(MOVE, &[("computer", "c-1"), ("target", "g-2")]);
    run.next(Heard::Beginning);
    run.next(Heard::Answer(&json!({ "groupId": "g-1" })));
    run.next(Heard::Approved);
    run.next(Heard::Answer(&json!("t-9")));
    let odd = json!({ "state": "Thinking" });
    for _ in 0..2 {
        assert!(matches!(run.next(Heard::Answer(&odd)), Move::Wait(_)));
        assert_eq!(looks(&run.next(Heard::Waited)), "/tasks/t-9");
    }
    assert_eq!(looks(&run.next(Heard::Answer(&odd))), "/computers/c-1");
    let old = json!({ "groupId": "g-1" });
    assert!(matches!(run.next(Heard::Answer(&old)), Move::Wait(_)));
    run.next(Heard::Waited);
    let Move::Done(outcome) = run.next(Heard::Answer(&old)) else {
        panic!("it ends");
    };
    assert_eq!(outcome.proof, Proof::NotSeen);
    assert!(outcome.words.ends_with("does not show its new group yet."));
}

const ONBOARD: &str = r#"
title = "Add a user"
about = "With a password and roles."
group = "People"
ask = [
    { id = "name", label = "Name", kind = "text", least = 2 },
    { id = "password", label = "Password", kind = "secret" },
]
given = { role = "r-1", expires = { minutes_from_now = "60" } }

[[steps]]
says = "Add {name}"
request = "POST /users"
json = { name = "{name}", password = "{password}", ticket = "{ticket?}" }
keep = { user = "/id" }

[[steps]]
says = "Give the role"
request = "PUT /users/{user}/roles"
json = [{ id = "{role}", until = "{expires}" }]

[preview]
words = "Adds {name}."
target = "{name}"

[done]
words = "{name} is added."

[prove]
request = "GET /users/{user}"
holds = [{ at = "/name", is = "{name}" }]
otherwise = "Not seen."
"#;

#[test]
fn a_change_that_needs_an_earlier_answer_is_told_and_proposed_by_itself() {
    let inputs: Inputs = [
        ("name".to_owned(), Input::One("Ana".to_owned())),
        (
            "password".to_owned(),
            Input::Secret(Secret::new("hunter22".to_owned())),
        ),
    ]
    .into_iter()
    .collect();
    let task = Arc::new(read(ONBOARD).unwrap());
    let mut run = Run::new(task, &inputs, None, now()).unwrap();
    let Move::Propose(first) = run.next(Heard::Beginning) else {
        panic!("nothing has to be read");
    };
    assert_eq!(first.calls.len(), 1);
    assert_eq!(first.later[0].line, "PUT /users/{user}/roles");
    assert!(
        !format!("{first:?}").contains("hunter22"),
        "secrets are marks"
    );
    let Move::Send(call) = run.next(Heard::Approved) else {
        panic!("it is sent");
    };
    let body = call.body.unwrap().lend(String::clone);
    assert_eq!(body, r#"{"name":"Ana","password":"hunter22"}"#);
    let Move::Propose(second) = run.next(Heard::Answer(&json!({ "ID": 7 }))) else {
        panic!("the second is proposed by itself");
    };
    assert_eq!(second.calls[0].target, "/users/7/roles");
    assert_eq!(
        second.calls[0].shown.as_deref(),
        Some(r#"[{"id":"r-1","until":"2026-11-22T11:00:00Z"}]"#)
    );
    assert!(second.later.is_empty());
}

#[test]
fn what_was_entered_is_held_against_what_is_asked() {
    let inputs: Inputs = [
        ("name".to_owned(), Input::One("A".to_owned())),
        ("password".to_owned(), Input::One("in the clear".to_owned())),
        ("other".to_owned(), Input::One("x".to_owned())),
    ]
    .into_iter()
    .collect();
    let task = Arc::new(read(ONBOARD).unwrap());
    let problems = Run::new(task, &inputs, None, now()).unwrap_err();
    let faults: Vec<_> = problems.iter().map(|one| &one.fault).collect();
    assert_eq!(*faults[0], InputFault::TooSmall { least: 2 });
    assert!(matches!(faults[1], InputFault::WrongKind { .. }));
    assert_eq!(*faults[2], InputFault::Unknown);
}

#[test]
fn a_file_that_contradicts_itself_is_no_task() {
    let broken = |from: &str, to: &str| {
        read(&ONBOARD.replacen(from, to, 1))
            .unwrap_err()
            .to_string()
    };
    assert!(broken("title", "titel").contains("titel"));
    assert!(broken("POST /users", "POST /people").contains("not in the catalogue: POST /people"));
    assert!(
        broken("says = \"Add {name}\"", "says = \"Add {password}\"")
            .contains("a secret stands in a body")
    );
    assert!(broken("{name} is added", "{nobody} is added").contains("a name nobody gives"));
    assert!(broken("{ticket?}", "{ticket:colour}").contains("cannot be read"));
    assert!(broken("keep = { user", "kep = { user").contains("kep"));
    assert!(broken("GET /users/{user}", "DELETE /users/{user}").contains("may not change"));
}

#[test]
fn several_are_changed_one_by_one_and_a_form_and_a_query_are_encoded() {
    let text = r#"
title = "End sessions"
about = "All of one machine."
group = "Sessions"
ask = [{ id = "host", label = "Host", kind = "text" }]

[[steps]]
says = "Look"
request = "GET /command?action=list"
query = { host = "{host}", none = "{ticket?}" }
keep = { live = { at = "/list/session", where = [{ at = "/end", empty = true }], then = "/@id" } }

[[steps]]
says = "End {one}"
request = "POST /command"
form = { action = "end", id = "{one}", why = "a & b" }
each = { of = "{live}", as = "one" }

[preview]
words = "Ends {live:count}."
target = "{host}"
[done]
words = "Ended {live:list}."
[prove]
request = "GET /command?action=list"
keep = { left = { at = "/list/session", where = [{ at = "/end", empty = true }] } }
holds = [{ value = "{left}", empty = true }]
otherwise = "Some are left."
"#;
    let mut run = run(text, &[("host", "ä/b?c")]);
    let first = run.next(Heard::Beginning);
    assert_eq!(
        looks(&first),
        "/command?action=list&host=%C3%A4%2Fb%3Fc&none=INC1"
    );
    let list = tasks::read(br#"<list><session id="1"><end/></session><session id="2"><end>3</end></session><session id="5"/></list>"#);
    let Move::Propose(proposal) = run.next(Heard::Answer(&list)) else {
        panic!("two are live");
    };
    assert_eq!(proposal.words, "Ends 2.");
    assert_eq!(proposal.things, 2);
    let bodies: Vec<_> = proposal
        .calls
        .iter()
        .map(|call| call.shown.clone().unwrap())
        .collect();
    assert_eq!(
        bodies,
        [
            "action=end&id=1&why=a%20%26%20b",
            "action=end&id=5&why=a%20%26%20b"
        ]
    );
}

#[test]
fn what_fills_a_hole_of_an_xml_body_stays_text() {
    let text = r#"
title = "Say something"
about = "In XML, for surfaces that want it."
group = "Sessions"
ask = [{ id = "name", label = "Name", kind = "text" }]

[[steps]]
says = "Say it"
request = "POST /command"
xml = "<say><name>{name}</name></say>"

[preview]
words = "Says {name}."
target = "{name}"
[done]
words = "Said."
[prove]
request = "GET /command?action=list"
otherwise = "Not heard."
"#;
    let mut run = run(text, &[("name", "a</name><kill all=\"1\"/>&")]);
    let Move::Propose(proposal) = run.next(Heard::Beginning) else {
        panic!("nothing has to be read");
    };
    let body = proposal.calls[0].shown.clone().unwrap();
    let read = tasks::read(body.as_bytes());
    assert_eq!(read["say"]["name"], "a</name><kill all=\"1\"/>&");
    assert_eq!(read["say"].as_object().unwrap().len(), 1);
}

/// A coin, thrown by a linear congruence.
fn chance(seed: &mut u64) -> bool {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33).is_multiple_of(2)
}

/// The same answer by another server: members in another order and case, some unknown, numbers as
/// text.
fn as_told_elsewhere(value: &Value, seed: &mut u64) -> Value {
    match value {
        Value::Object(members) => {
            let mut list: Vec<_> = members.iter().collect();
            if chance(seed) {
                list.reverse();
            }
            let mut out = Map::new();
            if chance(seed) {
                out.insert("unknown".to_owned(), json!({ "groupId": [null] }));
            }
            for (name, member) in list {
                let upper = chance(seed);
                let name = if upper {
                    name.to_uppercase()
                } else {
                    name.clone()
                };
                out.insert(name, as_told_elsewhere(member, seed));
            }
            Value::Object(out)
        }
        Value::Array(items) => items
            .iter()
            .map(|item| as_told_elsewhere(item, seed))
            .collect(),
        Value::Number(number) if chance(seed) => Value::String(number.to_string()),
        other => other.clone(),
    }
}

proptest! {
    #[test]
    fn how_a_server_writes_its_answers_changes_nothing(mut seed: u64, group in 1..9u32) {
        let script = [
            json!({ "groupId": group, "groupName": "Old", "info": { "name": "WS-1", "size": 3 } }),
            json!("t-9"),
            json!({ "state": "Completed", "progress": 100 }),
            json!({ "groupId": 77, "info": {} }),
        ];
        let mut told = Vec::new();
        for elsewhere in [false, true] {
            let mut run = run(MOVE, &[("computer", "c-1"), ("target", "77")]);
            let mut heard = Vec::new();
            let mut next = run.next(Heard::Beginning);
            let mut answers = script.iter();
            loop {
                heard.push(format!("{next:?}"));
                next = match next {
                    Move::Look(_) | Move::Send(_) => {
                        let answer = answers.next().unwrap();
                        let answer = match elsewhere {
                            true => as_told_elsewhere(answer, &mut seed),
                            false => answer.clone(),
                        };
                        run.next(Heard::Answer(&answer))
                    }
                    Move::Propose(_) => run.next(Heard::Approved),
                    Move::Wait(_) => run.next(Heard::Waited),
                    Move::Done(_) | Move::Stopped(_) | Move::Failed(_) => break,
                };
            }
            told.push(heard);
        }
        prop_assert_eq!(&told[0], &told[1]);
    }

    #[test]
    fn what_is_sent_is_what_was_proposed_and_stays_in_its_place(target in "\\PC{1,12}", computer in "\\PC{1,12}") {
        let mut run = {
            let inputs: Inputs = [("computer".to_owned(), Input::One(computer.clone())), ("target".to_owned(), Input::One(target.clone()))].into_iter().collect();
            match Run::new(Arc::new(read(MOVE).unwrap()), &inputs, None, now()) {
                Ok(run) => run,
                Err(_) => return Ok(()),
            }
        };
        let Move::Look(look) = run.next(Heard::Beginning) else { return Ok(()) };
        prop_assert_eq!(look.target.split('/').count(), 3);
        prop_assert!(!look.target.contains(['?', '#', '\\']));
        let Move::Propose(proposal) = run.next(Heard::Answer(&json!({ "groupId": "" }))) else { return Ok(()) };
        let Move::Send(sent) = run.next(Heard::Approved) else { panic!("approved") };
        prop_assert_eq!(&sent, &proposal.calls[0]);
        prop_assert_eq!(sent.target.split('/').count(), 4);
        prop_assert!(sent.target.starts_with("/groups/") && sent.target.ends_with("/assign"));
        let body: Value = serde_json::from_str(&sent.shown.unwrap()).unwrap();
        prop_assert_eq!(&body["ids"][0], &json!(computer.trim()));
    }
}
