//! Bodies made of fields and files, as the document encodes each field.

use domain::{Catalogue, OperationKey, Place};
use explorer::{Composed, Draft, FileRef, Home, ProblemKind, compose};
use openapi::Document;

fn read(text: &str) -> Document {
    let (document, _) = Document::read(text.as_bytes()).expect("the text is a document");
    document
}

fn sent(document: &Document, draft: &Draft) -> Result<Composed, Vec<explorer::Problem>> {
    let place = Place::parse("https://h").expect("this is an address");
    let home = Home {
        place: &place,
        usual_paths: &[],
    };
    compose(document, draft, &Catalogue::default(), home)
}

const FORMS: &str = r"
openapi: VERSION
info: {title: t, version: '1'}
paths:
  /a:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {type: object}
            encoding:
              spaced: {style: spaceDelimited}
              deep: {style: deepObject, explode: true}
              kept: {allowReserved: true}
              packed: {contentType: application/json}
          multipart/form-data:
            schema: {type: object}
            encoding:
              spaced: {style: spaceDelimited}
              deep: {style: deepObject, explode: true}
              typed: {contentType: 'image/*, text/csv', headers: {X-A: {schema: {const: one}}, Content-Type: {schema: {const: x}}, X-B: {schema: {type: string}}}}
              facts: {contentType: application/xml}
              up: {contentType: image/png}
      responses: {}
";

#[test]
fn forms_follow_the_encoding_object() {
    let body = r#"{"one":"a b","none":null,"list":[1.10,"x"],"object":{"a":[1]},"spaced":["a","b"],
        "deep":{"R":1,"n":null},"kept":"/a?b&c","packed":["a"]}"#;
    let document = read(&FORMS.replace("VERSION", "3.1.0"));
    let mut draft = Draft::new(OperationKey::new("POST", "/a"));
    draft.media = Some("application/x-www-form-urlencoded".to_owned());
    draft.body = Some(body.to_owned());
    let made = sent(&document, &draft).unwrap();
    let text = String::from_utf8(made.payload.outline().unwrap().into_owned()).unwrap();
    assert_eq!(
        text,
        "one=a%20b&list=1.10&list=x&object=%7B%22a%22%3A%5B1%5D%7D&spaced=a%20b&deep%5BR%5D=1\
         &kept=/a?b%26c&packed=%5B%22a%22%5D"
    );
}

#[test]
fn parts_follow_the_encoding_object_and_files_are_among_them() {
    let body = r#"{"one":"a b","none":null,"list":[1.10,{"x":1}],"spaced":["a","b"],
        "deep":{"R":1},"typed":"a;b","facts":{"n":1},"up":"is a file"}"#;
    let file = |name: &str, media: Option<&str>| FileRef {
        id: "held".to_owned(),
        name: name.to_owned(),
        media: media.map(str::to_owned),
        size: 1,
    };
    let text = |version: &str| {
        let document = read(&FORMS.replace("VERSION", version));
        let mut draft = Draft::new(OperationKey::new("POST", "/a"));
        draft.body = Some(body.to_owned());
        let both = vec![file("a.png", None), file("b.jpg", Some("image/jpeg"))];
        draft.files.insert("up".to_owned(), both);
        draft.files.insert("more".to_owned(), vec![file("c", None)]);
        draft.boundary = Some("B".to_owned());
        let made = sent(&document, &draft).unwrap();
        assert_eq!(
            made.headers["content-type"],
            "multipart/form-data; boundary=B"
        );
        let all = made.payload.gather(|_| Ok::<_, ()>(b"@".to_vec())).unwrap();
        String::from_utf8(all.unwrap()).unwrap()
    };
    let part = |head: &str, content: &str| {
        format!("--B\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
    };
    let ours = text("3.1.0");
    let wanted: String = [
        part("name=\"one\"", "a b"),
        part("name=\"list\"", "1.10"),
        part(
            "name=\"list\"\r\nContent-Type: application/json",
            "{\"x\":1}",
        ),
        part("name=\"spaced\"", "a b"),
        part("name=\"deep[R]\"", "1"),
        part(
            "name=\"typed\"\r\nContent-Type: text/csv\r\nX-A: one",
            "a;b",
        ),
        part(
            "name=\"facts\"\r\nContent-Type: application/xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><root><n>1</n></root>",
        ),
        part(
            "name=\"up\"; filename=\"a.png\"\r\nContent-Type: image/png",
            "@",
        ),
        part(
            "name=\"up\"; filename=\"b.jpg\"\r\nContent-Type: image/jpeg",
            "@",
        ),
        part(
            "name=\"more\"; filename=\"c\"\r\nContent-Type: application/octet-stream",
            "@",
        ),
        "--B--\r\n".to_owned(),
    ]
    .concat();
    assert_eq!(ours, wanted);
    let before = text("3.0.3");
    let repeated = [part("name=\"spaced\"", "a"), part("name=\"spaced\"", "b")].concat();
    assert!(
        before.contains(&repeated),
        "3.0 has no styles in parts: {before}"
    );
}

#[test]
fn a_file_is_a_body_and_only_a_form_of_parts_carries_files() {
    let document = read(&FORMS.replace("VERSION", "3.1.0"));
    let mut draft = Draft::new(OperationKey::new("POST", "/a"));
    let file = FileRef {
        id: "held".to_owned(),
        name: "a.bin".to_owned(),
        media: None,
        size: 7,
    };
    draft.file = Some(file.clone());
    let made = sent(&document, &draft).unwrap();
    assert_eq!(made.headers["content-type"], "application/octet-stream");
    assert_eq!(made.payload.size(), 7);
    draft.file = None;
    draft.files.insert("up".to_owned(), vec![file]);
    draft.media = Some("application/json".to_owned());
    let problems = sent(&document, &draft).unwrap_err();
    assert_eq!(problems[0].kind, ProblemKind::NotAForm);
}
