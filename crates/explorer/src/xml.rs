//! XML from JSON, by the `xml` objects of the schema (OpenAPI 3, "XML Object").

use crate::ProblemKind;
use crate::value::Value;
use openapi::{Document, Node, Pointer};

/// Writes a value as an XML document.
///
/// # Errors
/// [`ProblemKind::NotAForm`] when it is no single thing that could be a root,
/// [`ProblemKind::Characters`] when a name cannot be an element's or a text cannot stand in XML.
pub(crate) fn write(
    document: &Document,
    schema: Option<&Pointer>,
    json: &str,
) -> Result<String, ProblemKind> {
    let value = Value::read(json).ok_or(ProblemKind::NotAForm)?;
    let place = Place {
        document,
        schema: schema.cloned(),
    };
    // A root needs a name: the schema's own, what its component is called, or any.
    let named = schema.and_then(|schema| component(document, schema));
    let named = named.unwrap_or_else(|| "root".to_owned());
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    match &value {
        Value::List(items) => {
            // A document has one root, so a list is always wrapped.
            let wrapper = place.name(&named);
            place.open(&mut out, &wrapper)?;
            let item = place.item();
            let fallback = wrapper.rsplit(':').next().unwrap_or(&wrapper);
            for one in items {
                item.element(&mut out, fallback, one)?;
            }
            close(&mut out, &wrapper);
        }
        Value::Object(_) | Value::Word(_) | Value::Text(_) => {
            place.element(&mut out, &named, &value)?;
        }
    }
    Ok(out)
}

/// The schema of a member, also where the parts of an `allOf` or a choice describe it.
pub(crate) fn member(document: &Document, schema: &Pointer, name: &str) -> Option<Pointer> {
    found(document, schema, name, 8)
}

fn found(document: &Document, schema: &Pointer, name: &str, depth: u8) -> Option<Pointer> {
    let own = schema.then("properties").then(name);
    if document.resolve(&own).is_ok() {
        return Some(own);
    }
    let depth = depth.checked_sub(1)?;
    let node = document.resolve(schema).ok()?;
    ["allOf", "oneOf", "anyOf"].iter().find_map(|part| {
        let count = node.get(part).map_or(0, Node::len).min(64);
        (0..count).find_map(|at| {
            let part = schema.then(part).then(&at.to_string());
            found(document, &part, name, depth)
        })
    })
}

/// What the component is called that a schema refers to.
fn component(document: &Document, schema: &Pointer) -> Option<String> {
    let tokens: Vec<_> = schema.tokens().collect();
    let (last, parents) = tokens.split_last()?;
    let parents: Vec<&str> = parents.iter().map(AsRef::as_ref).collect();
    let parent = document.resolve(&Pointer::root().then_all(&parents)).ok()?;
    let reference = parent.get(last)?.text("$ref")?;
    let name = Pointer::of_reference(reference)?.last().into_owned();
    is_name(&name).then_some(name)
}

/// A place in the schema; nowhere when the document says nothing.
struct Place<'d> {
    document: &'d Document,
    schema: Option<Pointer>,
}

/// What a member becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Becomes {
    Element,
    Attribute,
    Text,
    Cdata,
    /// Its members stand in its parent.
    Nothing,
}

impl<'d> Place<'d> {
    fn node(&self) -> Option<Node<'d>> {
        self.document.resolve(self.schema.as_ref()?).ok()
    }

    fn xml(&self) -> Option<Node<'d>> {
        self.node()?.get("xml")
    }

    fn member(&self, name: &str) -> Self {
        let schema = self.schema.as_ref();
        Self {
            document: self.document,
            schema: schema.and_then(|schema| member(self.document, schema, name)),
        }
    }

    fn item(&self) -> Self {
        Self {
            document: self.document,
            schema: self.schema.as_ref().map(|schema| schema.then("items")),
        }
    }

    /// `nodeType` of 3.2, and `attribute` of all versions.
    fn becomes(&self) -> Becomes {
        let Some(xml) = self.xml() else {
            return Becomes::Element;
        };
        match xml.text("nodeType") {
            Some("attribute") => Becomes::Attribute,
            Some("text") => Becomes::Text,
            Some("cdata") => Becomes::Cdata,
            Some("none") => Becomes::Nothing,
            _ if xml.flag("attribute") => Becomes::Attribute,
            _ => Becomes::Element,
        }
    }

    /// The element's name with its prefix; `usual` where the schema has none.
    fn name(&self, usual: &str) -> String {
        let xml = self.xml();
        let name = xml.and_then(|xml| xml.text("name")).unwrap_or(usual);
        match xml.and_then(|xml| xml.text("prefix")) {
            Some(prefix) if !prefix.is_empty() => format!("{prefix}:{name}"),
            _ => name.to_owned(),
        }
    }

    /// `<name` with its namespace, and `>`.
    fn open(&self, out: &mut String, name: &str) -> Result<(), ProblemKind> {
        self.start(out, name)?;
        out.push('>');
        Ok(())
    }

    fn start(&self, out: &mut String, name: &str) -> Result<(), ProblemKind> {
        let fits = |part: &str| is_name(part);
        if !name.split(':').all(fits) || name.matches(':').count() > 1 {
            return Err(ProblemKind::Characters);
        }
        out.push('<');
        out.push_str(name);
        let xml = self.xml();
        if let Some(namespace) = xml.and_then(|xml| xml.text("namespace")) {
            let prefix = xml.and_then(|xml| xml.text("prefix"));
            match prefix.filter(|prefix| !prefix.is_empty()) {
                Some(prefix) => out.push_str(&format!(" xmlns:{prefix}=\"")),
                None => out.push_str(" xmlns=\""),
            }
            out.push_str(&escaped(namespace)?);
            out.push('"');
        }
        Ok(())
    }

    fn element(&self, out: &mut String, usual: &str, value: &Value<'_>) -> Result<(), ProblemKind> {
        let name = self.name(usual);
        self.start(out, &name)?;
        if let Value::Object(members) = value {
            for (key, value) in members {
                let place = self.member(key);
                if let (Becomes::Attribute, Some(text)) = (place.becomes(), value.single())
                    && !value.is_null()
                {
                    let name = place.name(key);
                    if !name.split(':').all(is_name) {
                        return Err(ProblemKind::Characters);
                    }
                    out.push_str(&format!(" {name}=\"{}\"", escaped(text)?));
                }
            }
        }
        out.push('>');
        self.inside(out, value)?;
        close(out, &name);
        Ok(())
    }

    /// What stands within an element.
    fn inside(&self, out: &mut String, value: &Value<'_>) -> Result<(), ProblemKind> {
        match value {
            Value::Word("null") => {}
            Value::Word(word) => out.push_str(word),
            Value::Text(text) => out.push_str(&escaped(text)?),
            // A list within a list: the inner ones have no name of their own.
            Value::List(items) => {
                for item in items {
                    self.item().element(out, "item", item)?;
                }
            }
            Value::Object(members) => {
                for (key, value) in members {
                    self.member(key).beside(out, key, value)?;
                }
            }
        }
        Ok(())
    }

    /// A member of an object, as it stands in its parent.
    fn beside(&self, out: &mut String, key: &str, value: &Value<'_>) -> Result<(), ProblemKind> {
        match (self.becomes(), value) {
            (_, Value::Word("null")) => Ok(()),
            (Becomes::Attribute, Value::Word(_) | Value::Text(_)) => Ok(()),
            (Becomes::Cdata, Value::Text(text)) => {
                is_text(text).then_some(()).ok_or(ProblemKind::Characters)?;
                // The one text a section cannot hold is its own end.
                let text = text.replace("]]>", "]]]]><![CDATA[>");
                out.push_str(&format!("<![CDATA[{text}]]>"));
                Ok(())
            }
            (
                Becomes::Text | Becomes::Nothing,
                Value::Word(_) | Value::Text(_) | Value::Object(_),
            )
            | (Becomes::Cdata, Value::Word(_)) => self.inside(out, value),
            (_, Value::List(items)) => self.list(out, key, items),
            (_, Value::Object(_)) | (Becomes::Element, Value::Word(_) | Value::Text(_)) => {
                self.element(out, key, value)
            }
        }
    }

    /// A list: its items beside each other, or within an element where the schema wraps them.
    fn list(&self, out: &mut String, key: &str, items: &[Value<'_>]) -> Result<(), ProblemKind> {
        let item = self.item();
        let xml = self.xml();
        // In 3.2 a list that is an element wraps its items.
        let wrapped =
            xml.is_some_and(|xml| xml.flag("wrapped") || xml.text("nodeType") == Some("element"));
        if !wrapped {
            // The name of a list that is not wrapped means nothing; its items' does.
            return items.iter().try_for_each(|one| item.element(out, key, one));
        }
        let wrapper = self.name(key);
        self.open(out, &wrapper)?;
        let plain = xml.and_then(|xml| xml.text("name")).unwrap_or(key);
        for one in items {
            item.element(out, plain, one)?;
        }
        close(out, &wrapper);
        Ok(())
    }
}

fn close(out: &mut String, name: &str) {
    out.push_str(&format!("</{name}>"));
}

/// Text between tags and in attributes.
fn escaped(text: &str) -> Result<String, ProblemKind> {
    if !is_text(text) {
        return Err(ProblemKind::Characters);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            // Attributes and line ends would otherwise be folded into spaces and line feeds.
            '\r' => out.push_str("&#13;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            c => out.push(c),
        }
    }
    Ok(out)
}

/// Whether XML 1.0 can hold the text at all.
fn is_text(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
    })
}

/// Names as every reader takes them: a part of what XML 1.0 allows.
fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    let first = chars.next();
    first.is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::ProblemKind;
    use openapi::{Document, Pointer};

    fn document(schema: &str) -> Document {
        let text = format!(
            r##"{{"openapi":"3.1.0","info":{{"title":"t","version":"1"}},"paths":{{}},
            "components":{{"schemas":{{"Person":{schema},"Asked":{{"$ref":"#/components/schemas/Person"}}}}}}}}"##
        );
        Document::read(text.as_bytes()).unwrap().0
    }

    fn written(schema: &str, json: &str) -> String {
        let document = document(schema);
        let at = Pointer::root().then_all(&["components", "schemas", "Asked"]);
        let text = write(&document, Some(&at), json).unwrap();
        let start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        text.strip_prefix(start).unwrap().to_owned()
    }

    /// The examples of the specification, "XML Object Examples".
    #[test]
    fn elements_are_written_as_the_standard_shows() {
        let person = r#"{"type":"object","properties":{
            "id":{"type":"integer","xml":{"attribute":true}},
            "name":{"type":"string","xml":{"namespace":"https://example.com/schema/sample","prefix":"sample"}}}}"#;
        assert_eq!(
            written(person, r#"{"name":"a<b","id":12345678901234567890123}"#),
            "<Person id=\"12345678901234567890123\">\
             <sample:name xmlns:sample=\"https://example.com/schema/sample\">a&lt;b</sample:name></Person>"
        );
        for (list, wanted) in [
            (
                r#"{"type":"array","items":{"type":"string"}}"#,
                "<animals>v</animals>",
            ),
            (
                r#"{"type":"array","items":{"type":"string","xml":{"name":"animal"}}}"#,
                "<animal>v</animal>",
            ),
            (
                r#"{"type":"array","items":{"type":"string","xml":{"name":"animal"}},"xml":{"name":"aliens"}}"#,
                "<animal>v</animal>",
            ),
            (
                r#"{"type":"array","items":{"type":"string"},"xml":{"wrapped":true}}"#,
                "<animals><animals>v</animals></animals>",
            ),
            (
                r#"{"type":"array","items":{"type":"string","xml":{"name":"animal"}},"xml":{"name":"aliens","wrapped":true}}"#,
                "<aliens><animal>v</animal></aliens>",
            ),
            (
                r#"{"type":"array","items":{"type":"string"},"xml":{"name":"aliens","wrapped":true}}"#,
                "<aliens><aliens>v</aliens></aliens>",
            ),
        ] {
            let schema = format!(r#"{{"type":"object","properties":{{"animals":{list}}}}}"#);
            let wanted = format!("<Person>{wanted}</Person>");
            assert_eq!(written(&schema, r#"{"animals":["v"]}"#), wanted, "{list}");
        }
    }

    #[test]
    fn parts_of_an_all_of_and_other_kinds_of_nodes_are_found() {
        let schema = r#"{"xml":{"name":"p"},"allOf":[{"properties":{
            "a":{"xml":{"attribute":true}},"t":{"xml":{"nodeType":"cdata"}},"n":{}}}]}"#;
        assert_eq!(
            written(schema, r#"{"n":null,"a":"\"&","t":"x]]>y"}"#),
            "<p a=\"&quot;&amp;\"><![CDATA[x]]]]><![CDATA[>y]]></p>"
        );
        assert_eq!(written(schema, "[1,2]"), "<p><p>1</p><p>2</p></p>");
    }

    #[test]
    fn what_xml_cannot_hold_is_refused() {
        let document = document("{}");
        let none = |json: &str| write(&document, None, json);
        assert_eq!(none(r#"{"a b":1}"#), Err(ProblemKind::Characters));
        assert_eq!(none(r#"{"a":"\u0000"}"#), Err(ProblemKind::Characters));
        assert_eq!(none("{"), Err(ProblemKind::NotAForm));
        assert!(
            none(r#"{"a":[[1]]}"#)
                .unwrap()
                .ends_with("<a><item>1</item></a></root>")
        );
    }
}
