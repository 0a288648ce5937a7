//! Requests of every kind, to operations of every vendor's document and to some of nobody's.

use domain::{Catalogue, OperationKey, Place};
use explorer::{
    Composed, Doubts, Draft, FileRef, Free, FreeBody, Home, In, Slot, compose, compose_free,
};
use openapi::Document;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A request and the secrets that stand in it, by the variables its snippets read them from.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) composed: Composed,
    pub(crate) secrets: Vec<(&'static str, &'static str)>,
}

/// A text that has broken other programs.
pub(crate) const NASTY: &str = "it's \"q\" `b` $HOME ${x} $(id) %PATH% %20 \\n \\ ü 東京 \u{1f511} \u{2019}\u{201c} #{y} !! & | ; < > * ? ~ {z} [0]\ttab";

/// A file whose name and bytes need care; it lies in the folder snippets are run in.
pub(crate) const FILE: (&str, &[u8]) = ("a b's $c.bin", &[0, 13, 10, 255, 39, 34, 128, 10]);

pub(crate) fn file(media: Option<&str>) -> FileRef {
    FileRef {
        id: "held".to_owned(),
        name: FILE.0.to_owned(),
        media: media.map(str::to_owned),
        size: 8,
    }
}

/// What no vendor's document has.
const OURS: &str = r##"
openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /things/{id}/{kind}:
    post:
      parameters:
        - {name: id, in: path, required: true, style: matrix, explode: true, schema: {type: array, items: {type: string}}}
        - {name: kind, in: path, required: true, style: label, schema: {type: string}}
        - {name: open, in: query, allowReserved: true, schema: {type: string}}
        - {name: deep, in: query, style: deepObject, explode: true, schema: {type: object}}
        - {name: X-Reason, in: header, schema: {type: string}}
        - {name: theme, in: cookie, schema: {type: string}}
      requestBody:
        content:
          application/xml: {schema: {$ref: '#/components/schemas/Thing'}}
          multipart/form-data:
            schema: {type: object}
            encoding: {facts: {contentType: application/json, headers: {X-Part: {schema: {const: one}}}}}
          application/octet-stream: {}
      responses: {'200': {description: ok, content: {application/xml: {}}}}
components:
  schemas:
    Thing: {type: object, properties: {id: {type: integer, xml: {attribute: true}}, name: {type: string}}}
"##;

struct Vendor {
    document: Document,
    catalogue: Catalogue,
    usual_paths: Vec<String>,
}

static VENDORS: LazyLock<BTreeMap<&str, Vendor>> = LazyLock::new(|| {
    let mut all: BTreeMap<&str, Vendor> = vendors::all()
        .iter()
        .map(|vendor| {
            let (document, _) = Document::read(vendor.folder().document).unwrap();
            let known = Vendor {
                document,
                catalogue: vendor.catalogue().clone(),
                usual_paths: vendor.manifest().tenant.paths.clone(),
            };
            (vendor.manifest().id.as_str(), known)
        })
        .collect();
    let ours = Vendor {
        document: Document::read(OURS.as_bytes()).unwrap().0,
        catalogue: Catalogue::default(),
        usual_paths: Vec::new(),
    };
    all.insert("ours", ours);
    all
});

struct Making {
    port: u16,
    cases: Vec<Case>,
}

impl Making {
    fn add(
        &mut self,
        vendor: &str,
        operation: &str,
        values: &[(In, &str, &str)],
        change: impl FnOnce(&mut Draft),
    ) {
        let known = &VENDORS[vendor];
        let usual = known.usual_paths.first().map_or("", String::as_str);
        let place = Place::parse(&format!("http://127.0.0.1:{}{usual}", self.port)).unwrap();
        let mut draft = Draft::new(OperationKey::parse(operation).unwrap());
        draft.doubts = Doubts::SendAnyway;
        for (place, name, value) in values {
            let slot = Slot::new(*place, *name);
            draft.separators_agreed.insert(slot.clone());
            draft.values.insert(slot, (*value).to_owned());
        }
        change(&mut draft);
        let home = Home {
            place: &place,
            usual_paths: &known.usual_paths,
        };
        let composed = compose(&known.document, &draft, &known.catalogue, home)
            .unwrap_or_else(|problems| panic!("{vendor} {operation}: {problems:?}"));
        self.cases.push(Case {
            name: format!("{} {vendor} {operation}", self.cases.len()),
            composed,
            secrets: Vec::new(),
        });
    }

    fn secret(&mut self, name: &'static str, value: &'static str) {
        self.cases.last_mut().unwrap().secrets.push((name, value));
    }

    fn free(&mut self, method: &str, target: &str, headers: &[(&str, &str)], body: FreeBody<'_>) {
        let place = Place::parse(&format!("http://127.0.0.1:{}", self.port)).unwrap();
        let home = Home {
            place: &place,
            usual_paths: &[],
        };
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let headers: Vec<_> = headers.iter().map(owned).collect();
        let free = Free {
            method,
            target,
            headers: &headers,
            body,
        };
        let composed = compose_free(&free, &Catalogue::default(), home).unwrap();
        self.cases.push(Case {
            name: format!("{} free {method} {target}", self.cases.len()),
            composed,
            secrets: Vec::new(),
        });
    }
}

/// Every case, to a server on this port.
pub(crate) fn all(port: u16) -> Vec<Case> {
    use In::{Header, Path, Query};
    let body = |text: &str| {
        let text = text.to_owned();
        move |draft: &mut Draft| draft.body = Some(text)
    };
    let none = |_: &mut Draft| {};
    let mut make = Making {
        port,
        cases: Vec::new(),
    };
    let (epm, pra, vault, pm, privx) = (
        "beyondtrust-epm",
        "beyondtrust-pra",
        "cyberark",
        "delinea-pm",
        "privx",
    );
    make.add(
        vault,
        "GET /api/Safes",
        &[(Query, "search", NASTY), (Query, "limit", "25")],
        none,
    );
    make.add(
        vault,
        "GET /api/Safes/{safeUrlId}/members/{memberName}",
        &[
            (Path, "safeUrlId", "a b.c~-_%41"),
            (Path, "memberName", r"NM\jl/ü'`$(x)"),
        ],
        none,
    );
    make.add(vault, "POST /api/Safes", &[], body("{\n  \"safeName\": \"P&O's $1\",\n  \"big\": 12345678901234567890123,\n  \"n\": 1.10\n}"));
    make.add(
        vault,
        "POST /api/Accounts",
        &[],
        body(r#"{"name":"x","secret":"pa\"ss\\w$(id)'`%d","platformId":"ü"}"#),
    );
    make.secret("FIR_SECRET", "pa\"ss\\w$(id)'`%d");
    make.add(
        vault,
        "DELETE /api/Safes/{safeUrlId}",
        &[(Path, "safeUrlId", "x")],
        none,
    );
    make.add(
        vault,
        "POST /api/Platforms/{PlatformID}/Export",
        &[(Path, "PlatformID", "WinDomain")],
        none,
    );
    make.add(
        epm,
        "GET /v3/Groups",
        &[
            (Query, "Sorts[0].by", "name"),
            (Query, "Filter.Name", "a&b=c+d"),
        ],
        none,
    );
    make.add(
        epm,
        "GET /v3/Computers",
        &[
            (Query, "Pagination.PageSize", "200"),
            (Query, "extra[]", "1"),
        ],
        none,
    );
    make.add(
        epm,
        "PATCH /scim/v3/Users/{id}",
        &[(Path, "id", "7")],
        body(r#"{"Operations":[{"op":"replace","value":true}]}"#),
    );
    make.add(epm, "POST /oauth/connect/token", &[], body(r#"{"grant_type":"client_credentials","client_id":"a b","client_secret":"s/e+c r=t&ü'~*"}"#));
    make.secret("FIR_CLIENT_SECRET", "s/e+c r=t&ü'~*");
    make.add(epm, "POST /v3/Policies", &[], |draft| {
        draft.media = Some("multipart/form-data".to_owned());
        draft.body = Some("{\"Name\":\"it's \\\"q\\\" $x\",\"n\":7}".to_owned());
        draft
            .files
            .insert("PolicyFile".to_owned(), vec![file(Some("text/xml"))]);
        draft.boundary = Some("5f2ac7".to_owned());
    });
    make.add(
        pra,
        "GET /vault/account-group/{id}/account",
        &[(Path, "id", "7"), (Query, "per_page", "100")],
        none,
    );
    make.add(
        pra,
        "POST /jumpoint",
        &[],
        body(&format!("{{\"name\": {}}}", quoted(NASTY))),
    );
    make.add(
        pra,
        "DELETE /team/{id}",
        &[(Path, "id", "12345678901234567890")],
        none,
    );
    make.add(
        pra,
        "PATCH /security-provider/{id}",
        &[(Path, "id", "1")],
        body("{}"),
    );
    make.add(pm, "GET /api/v1/version/Current", &[], none);
    make.add(pm, "POST /api/v1/policies/new", &[], body("[]"));
    make.add(
        privx,
        "GET /local-user-store/api/v1/api-clients",
        &[(Query, "offset", "0"), (Query, "sortkey", "ü ")],
        none,
    );
    make.add(
        privx,
        "POST /authorizer/api/v1/cert/search",
        &[(Query, "limit", "1")],
        body("{\"a\":\"\\u0000\",\"b\":\"line\\nbreak\"}"),
    );
    make.add(privx, "POST /auth/api/v1/logout", &[], none);
    make.add(
        privx,
        "PUT /local-user-store/api/v1/users/{user_id}/password",
        &[(Path, "user_id", "u")],
        body(r#"{"password":"canary-typed"}"#),
    );
    make.secret("FIR_PASSWORD", "canary-typed");
    let thing: &[_] = &[
        (Path, "id", "a b,c'd"),
        (Path, "kind", "x.y"),
        (Query, "open", "https://a/b?c(d)!$;*,@"),
        (Query, "deep", r#"{"a":"1","b c":"[2]"}"#),
        (Header, "X-Reason", "Ticket \"12\" it's $HOME `id` %d \\"),
    ];
    let operation = "POST /things/{id}/{kind}";
    make.add(
        "ours",
        operation,
        thing,
        body(r#"{"id":7,"name":"a<b & \"c\"'ü"}"#),
    );
    make.add(
        "ours",
        operation,
        thing,
        body("<raw a='1'>\r\n  text\u{202e}\u{1b}[0m</raw>"),
    );
    make.add("ours", operation, thing, |draft| {
        draft.media = Some("multipart/form-data".to_owned());
        draft.body = Some("{\"facts\":{\"n\":1.10},\"line\":\"a\\nb\",\"a\\\"=b\":\"@x\",\"password\":\"canary-part\"}".to_owned());
        draft.files.insert("up".to_owned(), vec![file(None), file(Some("image/png; x=1"))]);
        draft.boundary = Some("77aa".to_owned());
    });
    make.secret("FIR_PASSWORD", "canary-part");
    make.add("ours", operation, thing, |draft| {
        draft.file = Some(file(None));
    });
    make.free(
        "GET",
        "/a?q=1&q=2&q=&x&y[]=ü{1}&q=1",
        &[("X-Empty", ""), ("If-Match", "\"1\"")],
        FreeBody::None,
    );
    make.free(
        "PURGE",
        "/a/b;c=d/%2f?token=canary-query",
        &[("X-Api-Key", "canary-header")],
        FreeBody::None,
    );
    make.secret("FIR_TOKEN_2", "canary-query");
    make.secret("FIR_X_API_KEY", "canary-header");
    make.free(
        "PUT",
        "/a",
        &[("Content-Type", "text/plain; charset=utf-8")],
        FreeBody::Text(NASTY),
    );
    make.free("OPTIONS", "/", &[], FreeBody::None);
    make.free("HEAD", "/", &[], FreeBody::None);
    for text in ["@file", "-x", "\u{feff}=", " ", "'", "a\0b", "\r\n\r\n"] {
        make.free(
            "POST",
            "/tiny",
            &[("content-type", "a/b")],
            FreeBody::Text(text),
        );
    }
    make.cases
}

/// A body of this text.
pub(crate) fn with_text(port: u16, text: &str) -> Case {
    let mut make = Making {
        port,
        cases: Vec::new(),
    };
    make.free(
        "POST",
        "/text",
        &[("content-type", "text/plain")],
        FreeBody::Text(text),
    );
    make.cases.remove(0)
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
