//! Laying XML out for reading, with values that are secrets by their name masked.

use crate::scrub::MARK;
use domain::{is_secret_name, is_secret_text};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Deeper levels are not moved further to the right; deeper than that is shown as source.
const DEEPEST: usize = 32;
const DEEPEST_KNOWN: usize = 128;
/// As many attributes as one element may have (`docs/security.md`, limits).
const MOST_ATTRIBUTES: usize = 256;

/// XML with a line for each element; one that has text stays on its line. A document type is not
/// read and an entity not replaced: both are shown as they are written. Nothing, when it is not
/// well-formed or beyond the limits.
pub(crate) fn laid_out(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = false;
    let mut out = String::with_capacity(text.len() * 2);
    let mut open: Vec<String> = Vec::new();
    // Text was the last that came: what follows stays on the line, as spaces there count.
    let mut inline = false;
    let mut fresh = true;
    loop {
        let before = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let after = usize::try_from(reader.buffer_position()).ok()?;
        let source = text.get(before..after)?;
        let secret = open.last().is_some_and(|name| is_secret_name(name));
        match event {
            Event::Eof if open.is_empty() => return Some(out),
            Event::Eof => return None,
            Event::Start(tag) | Event::Empty(tag) => {
                let name = String::from_utf8_lossy(tag.local_name().as_ref()).into_owned();
                if open.len() >= DEEPEST_KNOWN
                    || tag.attributes().with_checks(false).count() > MOST_ATTRIBUTES
                {
                    return None;
                }
                if !inline {
                    new_line(&mut out, open.len());
                }
                let closed = source.ends_with("/>");
                out.push_str(&masked_tag(source));
                inline = false;
                fresh = !closed;
                if !closed {
                    open.push(name);
                }
            }
            Event::End(_) => {
                open.pop();
                if !inline && !fresh {
                    new_line(&mut out, open.len());
                }
                out.push_str(source);
                (inline, fresh) = (false, false);
            }
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                let blank = source.trim().is_empty();
                if blank && !inline {
                    continue;
                }
                let hide = !blank && (secret || is_secret_text(source));
                match hide {
                    true if out.ends_with(MARK) => {}
                    true => out.push_str(MARK),
                    false => out.push_str(source),
                }
                inline = true;
            }
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {
                if !inline {
                    new_line(&mut out, open.len());
                }
                out.push_str(source);
                (inline, fresh) = (false, false);
            }
        }
    }
}

/// A start tag whose secret attributes are masked, as it is written otherwise.
pub(crate) fn masked_tag(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find(['"', '\'']) {
        let quote = &rest[at..=at];
        let (before, value) = rest.split_at(at);
        let Some(end) = value[1..].find(quote) else {
            break;
        };
        let name = before
            .trim_end()
            .trim_end_matches('=')
            .trim_end()
            .rsplit(|c: char| c.is_whitespace() || c == ':')
            .next();
        let (value, after) = value.split_at(end + 2);
        let plain = &value[1..=end];
        out.push_str(before);
        let hide = name.is_some_and(is_secret_name) && !plain.is_empty();
        if hide || is_secret_text(plain) {
            out.push_str(quote);
            out.push_str(MARK);
            out.push_str(quote);
        } else {
            out.push_str(value);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn new_line(out: &mut String, depth: usize) {
    if !out.is_empty() {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth.min(DEEPEST)));
    }
}

#[cfg(test)]
mod tests {
    use super::laid_out;

    #[test]
    fn xml_is_laid_out_and_its_text_kept() {
        let text = "<?xml version='1.0'?><!DOCTYPE a SYSTEM 'file:///etc/passwd'><a x = \"1\"><b>one &amp; <i>two</i> three</b><c/><d></d>\n<!-- n --></a>";
        let laid = laid_out(text).unwrap();
        assert_eq!(
            laid,
            "<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'file:///etc/passwd'>\n<a x = \"1\">\n  <b>one &amp; <i>two</i> three</b>\n  <c/>\n  <d></d>\n  <!-- n -->\n</a>"
        );
        for broken in ["<a>", "<a></b>", "<a", "<a></a></a>"] {
            assert_eq!(laid_out(broken), None, "{broken}");
        }
        assert_eq!(laid_out(&"<a>".repeat(5_000)), None);
    }

    #[test]
    fn entities_of_a_document_type_never_unfold() {
        // P3: YAML, XML, JSON bombs
        let mut text = String::from("<!DOCTYPE a [<!ENTITY e0 'ha'>");
        for level in 1..30 {
            let ten = format!("&e{};", level - 1).repeat(10);
            text.push_str(&format!("<!ENTITY e{level} '{ten}'>"));
        }
        text.push_str("<!ENTITY file SYSTEM 'file:///etc/passwd'>]><a><b>&e29;</b>&file;</a>");
        let laid = laid_out(&text).unwrap();
        assert!(
            laid.contains("<b>&e29;</b>") && laid.contains("&file;"),
            "{laid}"
        );
        assert!(laid.len() < text.len() + 100);
        let wide = |many: usize| format!("<a {}/>", "b='' ".repeat(many));
        assert!(laid_out(&wide(256)).is_some());
        assert_eq!(laid_out(&wide(257)), None);
    }

    #[test]
    fn values_are_masked_by_the_name_of_their_element_or_attribute() {
        let text = "<r><ns:Password>can&lt;ary</ns:Password><x apiKey='canary' id=\"7\" token=''/><password/></r>";
        let laid = laid_out(text).unwrap();
        assert!(!laid.contains("ary"), "{laid}");
        assert!(laid.contains("<ns:Password>•••</ns:Password>"), "{laid}");
        assert!(
            laid.contains("<x apiKey='•••' id=\"7\" token=''/>"),
            "{laid}"
        );
    }
}
