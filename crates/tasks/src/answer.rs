//! What came back, as one kind of value: JSON as it is, XML by a rule, anything else as text.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value};

/// As deep as an answer may be nested, the same limit as for every other reader.
const DEEPEST: usize = 128;

/// Reads an answer's body.
///
/// Nothing at all is null. XML becomes what JSON would have been: an element is an object of its
/// children by their local names, attributes begin with `@`, its own text beside those is `#text`;
/// an element with neither children nor attributes is its text; children of one name are a list
/// when there are several. The root's own name is a member, so that it can be asked for. What
/// is neither is text, for servers that answer with a bare id.
pub fn read(body: &[u8]) -> Value {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let trimmed = body.trim_ascii();
    if trimmed.is_empty() {
        return Value::Null;
    }
    if trimmed.starts_with(b"<")
        && let Some(value) = xml(trimmed)
    {
        return value;
    }
    serde_json::from_slice(trimmed)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(trimmed).into_owned()))
}

/// An element being read.
struct Open {
    name: String,
    members: Map<String, Value>,
    text: String,
}

fn xml(body: &[u8]) -> Option<Value> {
    let mut reader = Reader::from_reader(body);
    let mut open: Vec<Open> = vec![Open {
        name: String::new(),
        members: Map::new(),
        text: String::new(),
    }];
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                if open.len() > DEEPEST {
                    return None;
                }
                open.push(begun(&start)?);
            }
            Event::Empty(start) => {
                let closed = begun(&start)?;
                close(&mut open, closed)?;
            }
            Event::End(_) => {
                let closed = open.pop()?;
                close(&mut open, closed)?;
            }
            Event::Text(text) => open.last_mut()?.text.push_str(&text.decode().ok()?),
            Event::CData(text) => open.last_mut()?.text.push_str(&text.decode().ok()?),
            Event::GeneralRef(name) => {
                let text = &mut open.last_mut()?.text;
                if let Ok(Some(character)) = name.resolve_char_ref() {
                    text.push(character);
                } else {
                    text.push_str(resolve_predefined_entity(&name.decode().ok()?)?);
                }
            }
            // Entities of one's own could be anything (security: no document types).
            Event::DocType(_) => return None,
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    let root = open.pop()?;
    (open.is_empty() && !root.members.is_empty()).then_some(Value::Object(root.members))
}

fn begun(start: &BytesStart<'_>) -> Option<Open> {
    let mut members = Map::new();
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        let key = attribute.key.as_ref();
        // Which namespace it is says nothing: vendors have changed theirs twice.
        if key == b"xmlns" || key.starts_with(b"xmlns:") {
            continue;
        }
        let name = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
        let text = quick_xml::escape::unescape(std::str::from_utf8(&attribute.value).ok()?).ok()?;
        members.insert(format!("@{name}"), Value::String(text.into_owned()));
    }
    Some(Open {
        name: String::from_utf8_lossy(start.local_name().as_ref()).into_owned(),
        members,
        text: String::new(),
    })
}

/// Puts a finished element into its parent.
fn close(open: &mut [Open], closed: Open) -> Option<()> {
    let parent = open.last_mut()?;
    let text = closed.text.trim();
    let value = if closed.members.is_empty() {
        Value::String(text.to_owned())
    } else {
        let mut members = closed.members;
        if !text.is_empty() {
            members.insert("#text".to_owned(), Value::String(text.to_owned()));
        }
        Value::Object(members)
    };
    match parent.members.get_mut(&closed.name) {
        None => {
            parent.members.insert(closed.name, value);
        }
        Some(Value::Array(several)) => several.push(value),
        Some(first) => {
            let one = first.take();
            *first = Value::Array(vec![one, value]);
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::read;
    use serde_json::json;

    #[test]
    fn xml_is_read_as_what_json_would_have_been() {
        let body = br#"<?xml version="1.0"?><list xmlns="urn:x"><s lsid="a1"><end timestamp="">x &amp; y&#33;</end><n/></s><s lsid="b2"/></list>"#;
        assert_eq!(
            read(body),
            json!({ "list": { "s": [
                { "@lsid": "a1", "end": { "@timestamp": "", "#text": "x & y!" }, "n": "" },
                { "@lsid": "b2" },
            ] } })
        );
        assert_eq!(
            read(b"<a:ok xmlns:a='u'>Done</a:ok>"),
            json!({ "ok": "Done" })
        );
    }

    #[test]
    fn nothing_is_null_and_a_bare_word_is_a_text() {
        assert_eq!(read(b"  \r\n"), json!(null));
        assert_eq!(read(b"\"7f\""), json!("7f"));
        assert_eq!(read(b"7f-aa"), json!("7f-aa"));
        assert_eq!(read(b"\xef\xbb\xbf{\"a\":1}"), json!({ "a": 1 }));
        assert_eq!(
            read(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
            json!("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
        );
    }
}
