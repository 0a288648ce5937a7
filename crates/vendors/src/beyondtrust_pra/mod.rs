//! What data cannot say of this vendor: its reporting and command surfaces answer in XML, and say no
//! with a status that says success.

use crate::{Adapter, Vendor};
use domain::{VendorFailure, Verdict};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

/// The folder, and the answers in XML.
#[derive(Debug)]
pub(crate) struct Pra(pub(crate) Vendor);

impl Adapter for Pra {
    fn vendor(&self) -> &Vendor {
        &self.0
    }

    fn judge(&self, status: u16, body: &[u8]) -> Verdict {
        let verdict = self.manifest().failures.judge(status, body);
        if verdict != Verdict::Fine {
            return verdict;
        }
        match refusal(body) {
            // Nothing to report is an answer, not a failure.
            Some(sentence) if sentence.starts_with("No ") && sentence.ends_with("available.") => {
                Verdict::Fine
            }
            Some(sentence) => Verdict::Failed(VendorFailure {
                status,
                code: None,
                message: Some(sentence).filter(|sentence| !sentence.is_empty()),
            }),
            None => Verdict::Fine,
        }
    }
}

/// The text of an XML document whose root is `error`, whatever its namespace and attributes.
fn refusal(body: &[u8]) -> Option<String> {
    // JSON, which most answers are, is not worth a look.
    if !body.trim_ascii_start().starts_with(b"<") && !body.starts_with(b"\xef\xbb\xbf") {
        return None;
    }
    let mut reader = Reader::from_reader(body);
    loop {
        match reader.read_event().ok()? {
            Event::Start(root) if root.local_name().as_ref() == b"error" => break,
            Event::Empty(root) if root.local_name().as_ref() == b"error" => {
                return Some(String::new());
            }
            Event::Start(_) | Event::Empty(_) | Event::Eof => return None,
            _ => {}
        }
    }
    let mut sentence = String::new();
    // A document that breaks off is still a refusal: what was said so far is kept.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Text(text) => sentence.push_str(&text.decode().ok()?),
            Event::CData(text) => sentence.push_str(&text.decode().ok()?),
            Event::GeneralRef(name) => {
                if let Ok(Some(character)) = name.resolve_char_ref() {
                    sentence.push(character);
                } else {
                    let name = name.decode().ok()?;
                    sentence.push_str(resolve_predefined_entity(&name).unwrap_or_default());
                }
            }
            Event::End(_) | Event::Eof => break,
            _ => {}
        }
    }
    Some(sentence.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use crate::find;
    use domain::{VendorId, Verdict};

    fn judge(status: u16, body: &str) -> Verdict {
        let pra = find(&VendorId::from("beyondtrust-pra")).unwrap();
        pra.judge(status, body.as_bytes())
    }

    #[test]
    fn an_error_in_xml_is_a_failure_whatever_the_status_says() {
        let body = r#"<?xml version="1.0" encoding="UTF-8"?>
            <error xmlns="http://www.beyondtrust.com/sra/namespaces/API/command" code="7">Session &lt;x&gt; not found&#46;</error>"#;
        let Verdict::Failed(failure) = judge(200, body) else {
            panic!("the root is an error");
        };
        assert_eq!(failure.message.as_deref(), Some("Session <x> not found."));
        assert!(matches!(judge(200, "<error/>"), Verdict::Failed(_)));
        assert!(matches!(judge(200, "<error>cut o"), Verdict::Failed(_)));
    }

    #[test]
    fn an_empty_report_is_an_answer() {
        let nothing = "<error>No Support report information matching your chosen criteria is available.</error>";
        assert_eq!(judge(200, nothing), Verdict::Fine);
    }

    #[test]
    fn other_answers_are_left_alone() {
        for body in [
            "",
            "{}",
            "<",
            "<!-- x",
            "<logged_in_reps><error>inside</error></logged_in_reps>",
            "PK\u{3}\u{4}",
        ] {
            assert_eq!(judge(200, body), Verdict::Fine, "{body}");
        }
        assert!(matches!(
            judge(401, r#"{"error":"access_denied"}"#),
            Verdict::TokenRejected(_)
        ));
    }
}
