use super::Policy;
use crate::wire::{PolicyRule, PolicyState, TicketRequired};
use std::path::Path;

fn read(text: &str) -> Policy {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("policy.toml");
    std::fs::write(&file, text).unwrap();
    Policy::read(&file)
}

#[test]
fn without_a_file_everything_is_the_persons_to_choose() {
    let policy = Policy::read(Path::new("/nowhere/keydesk/policy.toml"));
    assert!(!policy.is_there());
    for rule in [
        PolicyRule::ReadOnly,
        PolicyRule::Reveal,
        PolicyRule::Passphrase,
    ] {
        assert_eq!(policy.allows(rule), Ok(()));
    }
    assert_eq!(policy.lock_minutes(0), 0);
    assert_eq!(policy.tickets(TicketRequired::Never), TicketRequired::Never);
    assert!(policy.notice().is_none());
}

#[test]
fn a_policy_fixes_what_it_says_and_never_less() {
    let policy = read(
        "tickets = \"production\"\nticket_pattern = \"INC[0-9]{7}\"\nforbid_reveal = true\n\
         proxy = \"proxy.example:8080\"\nidle_minutes = 10\nopen_minutes = 5\n",
    );
    assert_eq!(policy.view().state, PolicyState::Applied);
    assert_eq!(policy.lock_minutes(0), 10);
    assert_eq!(policy.lock_minutes(15), 10);
    assert_eq!(policy.lock_minutes(5), 5);
    let tickets = |person| policy.tickets(person);
    assert_eq!(tickets(TicketRequired::Never), TicketRequired::Production);
    assert_eq!(tickets(TicketRequired::Always), TicketRequired::Always);
    assert!(policy.allows(PolicyRule::Reveal).is_err());
    assert!(policy.allows(PolicyRule::ReadOnly).is_ok());
    let place = domain::Place::parse("https://fir.example").unwrap();
    let mut route = gateway::Route::to("fir".into(), place);
    policy.onto(&mut route);
    let domain::Proxy::Manual {
        address,
        user: None,
    } = route.proxy
    else {
        panic!("{:?}", route.proxy);
    };
    assert_eq!(address.to_string(), "http://proxy.example:8080");
}

#[test]
fn a_policy_that_cannot_be_used_closes_everything_and_says_where_it_is_wrong() {
    for (text, line) in [
        ("read_only = true\nread_olny = false\n", Some(2)),
        ("tickets = \"sometimes\"\n", Some(1)),
        ("ticket_pattern = \"(\"\n", None),
        ("proxy = \"ftp://proxy\"\n", None),
        ("anchors = [\"nowhere.pem\"]\n", None),
        ("\u{0}", Some(1)),
    ] {
        let policy = read(text);
        let PolicyState::Wrong { line: found, .. } = policy.view().state else {
            panic!("{text:?} is no policy");
        };
        assert_eq!(found, line, "{text:?}");
        assert!(policy.allows(PolicyRule::ReadOnly).is_err(), "{text:?}");
        assert!(policy.allows(PolicyRule::Reveal).is_err(), "{text:?}");
        assert!(policy.notice().is_some());
    }
    let folder = tempfile::tempdir().unwrap();
    let policy = Policy::read(folder.path());
    assert!(
        policy.allows(PolicyRule::ReadOnly).is_err(),
        "a folder of that name is no policy"
    );
}
