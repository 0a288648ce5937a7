//! The hand-written exchanges and the manifests say the same.

use domain::{At, AuthMethod, Lives, Paging, RequestLine, Template, Verdict};
use serde_json::Value;
use std::collections::BTreeSet;
use vendors::testing::{Exchange, Message, exchanges};
use vendors::{Adapter, all};

/// The methods an exchange is about: the one after the dot of its name, or all.
fn methods<'v>(vendor: &'v dyn Adapter, exchange: &Exchange) -> Vec<&'v AuthMethod> {
    let only = exchange.name.split_once('.').map(|(_, method)| method);
    let methods = vendor.manifest().auth.iter();
    methods
        .filter(|method| only.is_none_or(|only| method.id.as_str() == only))
        .collect()
}

fn of_kind<'e>(
    exchanges: &'e [Exchange],
    kind: &'e str,
    method: &'e AuthMethod,
) -> impl Iterator<Item = &'e Exchange> {
    exchanges.iter().filter(move |exchange| {
        let (stem, only) = match exchange.name.split_once('.') {
            Some((stem, only)) => (stem, Some(only)),
            None => (exchange.name.as_str(), None),
        };
        stem == kind && only.is_none_or(|only| only == method.id.as_str())
    })
}

fn written(line: &RequestLine) -> String {
    let address = line.address.as_ref().map(|id| format!("{{{id}}}"));
    format!(
        "{} {}{}",
        line.method,
        address.unwrap_or_default(),
        line.path
    )
}

fn signs_in(method: &AuthMethod, exchange: &Exchange) -> bool {
    let request = method.sign_in.request.as_ref();
    request.is_some_and(|line| written(line) == exchange.request_line)
}

/// A template as a pattern: the parts of `text` that stand where its holes are.
fn fits(template: &Template, text: &str) -> bool {
    let mut fixed = String::new();
    template
        .fill(&mut fixed, |_, into| {
            into.push('\u{0}');
            true
        })
        .expect("every hole was given a value");
    let mut rest = text;
    let parts: Vec<&str> = fixed.split('\u{0}').collect();
    for (at, part) in parts.iter().enumerate() {
        let found = match at {
            0 => rest.starts_with(part).then_some(0),
            _ if at + 1 == parts.len() && part.is_empty() => Some(rest.len()),
            _ => rest.find(part),
        };
        let Some(found) = found else { return false };
        rest = &rest[found + part.len()..];
    }
    rest.is_empty()
}

fn form(body: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| {
        percent_encoding::percent_decode_str(&text.replace('+', " "))
            .decode_utf8()
            .expect("a form is UTF-8")
            .into_owned()
    };
    body.split('&')
        .map(|pair| {
            let (name, value) = pair.split_once('=').expect("a form is of pairs");
            (decoded(name), decoded(value))
        })
        .collect()
}

/// What an exchange has for a template, when the template is of fields: what only a conversation
/// fills is not in its first request.
fn is_sent(method: &AuthMethod, template: &Template) -> bool {
    let field = |hole: &str| method.fields.iter().any(|field| field.id.as_str() == hole);
    template.holes().next().is_none() || template.holes().any(field)
}

fn check_request(place: &str, method: &AuthMethod, request: &Message) {
    let sign_in = &method.sign_in;
    let media = request
        .header("content-type")
        .map(|value| value.split(';').next().unwrap_or_default().trim());
    let basic = request
        .header("authorization")
        .is_some_and(|value| value.starts_with("Basic "));
    assert_eq!(
        basic,
        sign_in.basic.is_some(),
        "{place}: HTTP Basic on one side only"
    );
    if let Some(wanted) = &sign_in.form {
        assert_eq!(media, Some("application/x-www-form-urlencoded"), "{place}");
        let sent = form(&request.body);
        let names: BTreeSet<&str> = sent.iter().map(|(name, _)| name.as_str()).collect();
        let asked: BTreeSet<&str> = wanted.keys().map(String::as_str).collect();
        assert_eq!(names, asked, "{place}");
        for (name, value) in &sent {
            assert!(fits(&wanted[name], value), "{place}: {name}");
        }
    }
    if let Some(wanted) = &sign_in.json {
        assert_eq!(media, Some("application/json"), "{place}");
        let sent: Value = serde_json::from_str(&request.body).expect("a JSON body is JSON");
        check_json(place, method, wanted, &sent);
    }
}

fn check_json(place: &str, method: &AuthMethod, wanted: &Value, sent: &Value) {
    match (wanted, sent) {
        (Value::Object(wanted), Value::Object(sent)) => {
            let filled = |value: &Value| {
                let template = value.as_str().and_then(|text| Template::parse(text).ok());
                template.is_none_or(|template| is_sent(method, &template))
            };
            let wanted: Vec<_> = wanted.iter().filter(|(_, value)| filled(value)).collect();
            assert_eq!(wanted.len(), sent.len(), "{place}");
            for (name, value) in wanted {
                check_json(place, method, value, &sent[name]);
            }
        }
        (Value::String(wanted), Value::String(sent)) => {
            assert!(
                fits(
                    &Template::parse(wanted).expect("a manifest's texts are templates"),
                    sent
                ),
                "{place}: {wanted}"
            );
        }
        _ => assert_eq!(wanted, sent, "{place}"),
    }
}

#[test]
fn every_vendor_has_a_sign_in_a_refusal_and_a_list() {
    for vendor in all() {
        let name = vendor.folder().name;
        let exchanges = exchanges(name);
        for method in &vendor.manifest().auth {
            let mut wanted = vec!["sign-in", "wrong-secret", "list"];
            wanted.extend(method.sign_out.as_ref().map(|_| "sign-out"));
            for kind in wanted {
                assert!(
                    of_kind(&exchanges, kind, method).next().is_some(),
                    "{name}: no {kind} by {}",
                    method.id
                );
            }
        }
    }
}

#[test]
fn signing_in_is_what_the_manifest_says() {
    for vendor in all() {
        let name = vendor.folder().name;
        let exchanges = exchanges(name);
        for method in &vendor.manifest().auth {
            let sign_in = &method.sign_in;
            let place = format!("{name} by {}", method.id);
            for exchange in of_kind(&exchanges, "sign-in", method) {
                let request = sign_in.request.as_ref().unwrap();
                assert_eq!(exchange.request_line, written(request), "{place}");
                check_request(&place, method, &exchange.request);
                assert_eq!(
                    vendor.judge(exchange.status, exchange.answer.body.as_bytes()),
                    Verdict::Fine
                );
                let body: Value = serde_json::from_str(&exchange.answer.body).unwrap();
                let mut places = sign_in.token.iter();
                let token = places.find_map(|at| at.find(&body)?.as_str());
                if method.person && token.is_none() {
                    // The first of several questions.
                    continue;
                }
                assert!(
                    token.is_some_and(|token| !token.is_empty()),
                    "{place}: no token"
                );
                if let Lives::Field { field } = &sign_in.lives {
                    assert!(
                        field.find(&body).is_some_and(Value::is_u64),
                        "{place}: no life"
                    );
                }
            }
            for exchange in of_kind(&exchanges, "sign-out", method) {
                let out = method.sign_out.as_ref().unwrap();
                assert_eq!(exchange.request_line, written(&out.request), "{place}");
            }
        }
    }
}

#[test]
fn a_refused_secret_is_told_in_the_vendors_words() {
    for vendor in all() {
        let name = vendor.folder().name;
        for exchange in exchanges(name) {
            if !exchange.name.starts_with("wrong-secret") {
                continue;
            }
            let verdict = vendor.judge(exchange.status, exchange.answer.body.as_bytes());
            let (Verdict::Failed(failure) | Verdict::TokenRejected(failure)) = verdict else {
                panic!("{name}/{}: a wrong secret is a failure", exchange.name);
            };
            assert!(
                failure.message.is_some() || failure.code.is_some(),
                "{name}/{}: nothing to show",
                exchange.name
            );
        }
    }
}

#[test]
fn an_expired_token_is_rejected_and_other_refusals_are_not() {
    for vendor in all() {
        let name = vendor.folder().name;
        for exchange in exchanges(name) {
            let verdict = vendor.judge(exchange.status, exchange.answer.body.as_bytes());
            let place = format!("{name}/{}", exchange.name);
            let kind = exchange.name.split('.').next().unwrap();
            match kind {
                "expired-token" => {
                    assert!(matches!(verdict, Verdict::TokenRejected(_)), "{place}");
                }
                "unknown-parameter"
                | "forbidden"
                | "failed-with-success"
                | "challenge"
                | "password-over" => {
                    assert!(matches!(verdict, Verdict::Failed(_)), "{place}");
                }
                "wrong-secret" => {}
                _ => assert_eq!(verdict, Verdict::Fine, "{place}"),
            }
        }
    }
}

#[test]
fn the_token_is_sent_in_the_manifests_header() {
    for vendor in all() {
        let name = vendor.folder().name;
        for exchange in exchanges(name) {
            let methods = methods(*vendor, &exchange);
            let signs_in = methods.iter().any(|method| signs_in(method, &exchange));
            if signs_in {
                continue;
            }
            assert!(
                methods.iter().any(|method| {
                    let sent = exchange.request.header(&method.sign_in.header);
                    sent.is_some_and(|sent| fits(&method.sign_in.send_as, sent))
                }),
                "{name}/{}",
                exchange.name
            );
        }
    }
}

#[test]
fn a_list_is_where_the_paging_says() {
    for vendor in all() {
        let name = vendor.folder().name;
        let Some(paging) = &vendor.manifest().paging else {
            continue;
        };
        let (items, total): (&At, Option<&At>) = match paging {
            Paging::Offset { items, total, .. } => (items, Some(total)),
            Paging::Page { items, total, .. } => (items, total.as_ref()),
            Paging::Link { items, .. } => (items, None),
        };
        for exchange in exchanges(name) {
            if exchange.name.split('.').next() != Some("list") {
                continue;
            }
            let body: Value = serde_json::from_str(&exchange.answer.body).unwrap();
            let place = format!("{name}/{}", exchange.name);
            assert!(
                items.find(&body).is_some_and(Value::is_array),
                "{place}: no rows"
            );
            assert!(
                total.is_none_or(|at| at.find(&body).is_some_and(Value::is_u64)),
                "{place}: no total"
            );
        }
    }
}

#[test]
fn every_secret_in_an_exchange_carries_a_canary() {
    let mut seen = BTreeSet::new();
    for vendor in all() {
        for exchange in exchanges(vendor.folder().name) {
            let Some(sign_in) = methods(*vendor, &exchange)
                .into_iter()
                .find(|method| signs_in(method, &exchange))
            else {
                continue;
            };
            if sign_in.sign_in.basic.is_none() {
                assert!(
                    exchange.request.body.contains("canary"),
                    "{}",
                    exchange.name
                );
            }
            seen.insert(vendor.folder().name);
        }
    }
    assert_eq!(seen.len(), all().len());
}
