//! Lists are followed to their end, never in circles, and never away from home.

use super::{End, Follow, Next, Turning};
use domain::{At, Paging, Place};
use http::HeaderMap;
use serde_json::{Value, json};
use url::Url;

fn at(pointer: &str) -> At {
    At::parse(pointer).unwrap()
}

fn offset() -> Turning {
    Turning::Manifest(Paging::Offset {
        offset: "offset".into(),
        limit: "limit".into(),
        items: at("/value"),
        total: at("/count"),
    })
}

fn page(total: Option<&str>) -> Turning {
    Turning::Manifest(Paging::Page {
        page: "current_page".into(),
        first: 1,
        size: "per_page".into(),
        items: at(""),
        total: total.map(at),
    })
}

fn link() -> Turning {
    Turning::Manifest(Paging::Link {
        items: at("/items"),
        next: at("/next"),
    })
}

fn follow(turning: Turning, address: &str) -> (Follow, Url) {
    let home = Place::parse("https://t.example/App").unwrap();
    let first = home.join(address).unwrap();
    (Follow::new(turning, home, first.clone(), 20), first)
}

fn rows(from: u64, count: u64) -> Value {
    (from..from + count).map(|n| json!({"id": n})).collect()
}

fn asked(next: Next) -> String {
    match next {
        Next::Page { url, .. } => url.as_str().replace("https://t.example/App", ""),
        Next::End(end) => format!("{end:?}"),
    }
}

#[test]
fn offsets_are_counted_to_the_total_and_nothing_else_of_the_request_changes() {
    let (mut follow, first) = follow(offset(), "/API/Accounts?filter=a%20b%2Fc&limit=50&x=");
    let none = HeaderMap::new();
    let body = json!({"value": rows(0, 50), "count": 120});
    let next = asked(follow.next(&first, &none, &body));
    assert_eq!(next, "/API/Accounts?filter=a%20b%2Fc&limit=50&x=&offset=50");
    let body = json!({"value": rows(50, 50), "count": 120});
    let next = asked(follow.next(&first, &none, &body));
    assert_eq!(
        next,
        "/API/Accounts?filter=a%20b%2Fc&limit=50&x=&offset=100"
    );
    let body = json!({"value": rows(100, 20), "count": 120});
    assert_eq!(follow.next(&first, &none, &body), Next::End(End::Whole));
    assert_eq!((follow.pages(), follow.rows()), (3, 120));
}

#[test]
fn a_total_that_counts_the_page_does_not_end_a_list_of_full_pages() {
    let (mut follow, first) = follow(offset(), "/x?limit=2&offset=4");
    let none = HeaderMap::new();
    let next = asked(follow.next(&first, &none, &json!({"value": rows(0, 2), "count": 2})));
    assert_eq!(next, "/x?limit=2&offset=6");
    let next = follow.next(&first, &none, &json!({"value": rows(2, 1), "count": 1}));
    assert_eq!(next, Next::End(End::Whole));
}

#[test]
fn pages_are_turned_until_one_is_not_full_or_empty() {
    let none = HeaderMap::new();
    let (mut sized, first) = follow(page(None), "/users?per_page=2");
    assert_eq!(
        asked(sized.next(&first, &none, &rows(0, 2))),
        "/users?per_page=2&current_page=2"
    );
    assert_eq!(
        asked(sized.next(&first, &none, &rows(2, 2))),
        "/users?per_page=2&current_page=3"
    );
    assert_eq!(sized.next(&first, &none, &json!([])), Next::End(End::Whole));
    // Without a size the first page shows what a full one is.
    let (mut unsized_, first) = follow(page(None), "/users?current_page=3");
    assert_eq!(
        asked(unsized_.next(&first, &none, &rows(0, 7))),
        "/users?current_page=4"
    );
    assert_eq!(
        unsized_.next(&first, &none, &rows(7, 6)),
        Next::End(End::Whole)
    );
    let (mut none_there, first) = follow(offset(), "/users");
    assert_eq!(
        none_there.next(&first, &none, &json!([1])),
        Next::End(End::NoRows)
    );
}

#[test]
fn what_the_next_link_lost_is_put_back_but_not_the_place_in_the_list() {
    let (mut follow, first) = follow(
        offset(),
        "/API/Accounts?savedFilter=FailedVerify&search=a%26b&offset=0&limit=50",
    );
    // Relative to the place, in another case, as such servers write it.
    let body = json!({
        "value": rows(0, 50), "count": 57, "nextLink": "api/Accounts?limit=50&offset=50"
    });
    let next = follow.next(&first, &HeaderMap::new(), &body);
    let Next::Page { url, put_back } = next else {
        panic!("{next:?}");
    };
    assert_eq!(put_back, ["savedFilter", "search"]);
    let expected = "https://t.example/App/api/Accounts?limit=50&offset=50&savedFilter=FailedVerify&search=a%26b";
    assert_eq!(url.as_str(), expected);
}

#[test]
fn links_lead_below_home_or_nowhere() {
    let none = HeaderMap::new();
    for (written, goes) in [
        ("?cursor=2", "/a/list?cursor=2"),
        ("list?cursor=2", "/a/list?cursor=2"),
        ("/App/a/list?cursor=2#x", "/a/list?cursor=2"),
        ("https://t.example/App/b?cursor=2", "/b?cursor=2"),
        (
            "https://t.example/app/b?cursor=2",
            "https://t.example/app/b?cursor=2",
        ),
    ] {
        let (mut follow, first) = follow(link(), "/a/list");
        let body = json!({"items": rows(0, 1), "next": written});
        assert_eq!(asked(follow.next(&first, &none, &body)), goes, "{written}");
    }
    for away in [
        "https://evil.example/App/a?x=1",
        "//evil.example/App/a",
        "https://t.example.evil/App/a",
        "https://t.example:444/App/a",
        "http://t.example/App/a",
        "https://u@t.example/App/a",
        "/Other/a",
        "/App/../Other",
        "/Apples/a",
        "javascript:alert(1)",
        "file:///etc/passwd",
    ] {
        let (mut follow, first) = follow(link(), "/a/list");
        let body = json!({"items": rows(0, 1), "next": away});
        let next = follow.next(&first, &none, &body);
        assert!(
            matches!(next, Next::End(End::LeavesHome { .. })),
            "{away}: {next:?}"
        );
    }
}

#[test]
fn a_link_header_is_followed_and_a_token_is_sent() {
    let mut headers = HeaderMap::new();
    let links = "<https://t.example/App/l?page=1>; rel=\"prev\", <https://t.example/App/l?page=3>; rel=\"next\"";
    headers.insert("link", links.parse().unwrap());
    let (mut by_header, first) = follow(page(None), "/l?page=2");
    assert_eq!(
        asked(by_header.next(&first, &headers, &rows(0, 2))),
        "/l?page=3"
    );

    let turning = Turning::Token {
        items: at("/items"),
        next: at("/nextPageToken"),
        parameter: "pageToken".into(),
    };
    let (mut by_token, first) = follow(turning, "/l?size=2");
    let none = HeaderMap::new();
    let body = json!({"items": rows(0, 2), "nextPageToken": "a&b"});
    assert_eq!(
        asked(by_token.next(&first, &none, &body)),
        "/l?size=2&pageToken=a%26b"
    );
    let body = json!({"items": rows(2, 2), "nextPageToken": ""});
    assert_eq!(by_token.next(&first, &none, &body), Next::End(End::Whole));
}

#[test]
fn circles_repeated_pages_and_endless_lists_end() {
    let none = HeaderMap::new();
    let (mut circle, first) = follow(link(), "/l?c=1");
    let body = json!({"items": rows(0, 1), "next": "?c=2"});
    assert_eq!(asked(circle.next(&first, &none, &body)), "/l?c=2");
    let body = json!({"items": rows(1, 1), "next": "?c=1"});
    assert_eq!(circle.next(&first, &none, &body), Next::End(End::Repeated));

    let (mut same, first) = follow(page(None), "/l?per_page=2");
    assert_eq!(
        asked(same.next(&first, &none, &rows(0, 2))),
        "/l?per_page=2&current_page=2"
    );
    assert_eq!(
        same.next(&first, &none, &rows(0, 2)),
        Next::End(End::Repeated)
    );
    assert_eq!(
        (same.pages(), same.rows()),
        (1, 2),
        "a repeated page is not counted"
    );

    let (mut endless, first) = follow(page(None), "/l?per_page=1");
    let mut pages = 1;
    while let Next::Page { .. } = endless.next(&first, &none, &rows(pages, 1)) {
        pages += 1;
    }
    assert_eq!(pages, 20);
    assert_eq!(endless.pages(), 20);
}
