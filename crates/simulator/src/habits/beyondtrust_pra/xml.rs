//! The little XML the site writes: elements, attributes, text, and the namespaces.

use crate::{Answered, World};

/// Which surface an answer belongs to; each has a namespace.
#[derive(Debug, Clone, Copy)]
pub(super) enum Surface {
    Command,
    Reporting,
}

/// An element under construction.
#[derive(Debug, Clone)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    inside: String,
}

/// An element with this name.
pub(super) fn element(name: &'static str) -> Element {
    Element {
        name,
        attributes: Vec::new(),
        inside: String::new(),
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "a document is built by handing over what was just made"
)]
impl Element {
    /// Gives the element an attribute.
    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attributes.push((name, value.to_string()));
        self
    }

    /// Puts text into the element.
    pub(super) fn text(mut self, text: impl ToString) -> Self {
        self.inside.push_str(&escaped(&text.to_string()));
        self
    }

    /// Puts a child that holds only text into the element.
    pub(super) fn leaf(self, name: &'static str, text: impl ToString) -> Self {
        self.child(element(name).text(text))
    }

    /// Puts a child into the element.
    pub(super) fn child(mut self, child: Element) -> Self {
        child.write(&mut self.inside);
        self
    }

    /// Puts children into the element.
    pub(super) fn children(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        for child in children {
            child.write(&mut self.inside);
        }
        self
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            out.push_str(&format!(" {name}=\"{}\"", escaped(value)));
        }
        if self.inside.is_empty() {
            out.push_str("/>");
        } else {
            out.push_str(&format!(">{}</{}>", self.inside, self.name));
        }
    }

    /// The element as a whole document.
    pub(super) fn answer(self, world: &World, surface: Surface) -> Answered {
        self.answer_with(200, world, surface)
    }

    fn answer_with(mut self, status: u16, world: &World, surface: Surface) -> Answered {
        self.attributes
            .insert(0, ("xmlns", namespace(world, surface)));
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.write(&mut out);
        Answered::xml(status, &out)
    }
}

/// A refusal: an `error` document, and the status says nothing unless a switch makes it.
pub(super) fn error(world: &World, surface: Surface, text: &str) -> Answered {
    let status = world.switches.number("error_http_status", 200);
    let status = u16::try_from(status).unwrap_or(200);
    element("error")
        .text(text)
        .answer_with(status, world, surface)
}

/// Three namespaces are on record; sites of today send the first.
fn namespace(world: &World, surface: Surface) -> String {
    let surface = match surface {
        Surface::Command => "command",
        Surface::Reporting => "reporting",
    };
    match world.switches.word("namespace", "sra") {
        "plain" => format!("https://www.beyondtrust.com/namespaces/API/{surface}"),
        "bomgar" => format!("http://www.bomgar.com/namespaces/API/{surface}"),
        _ => format!("http://www.beyondtrust.com/sra/namespaces/API/{surface}"),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Control characters have no place in XML 1.0.
            letter if letter.is_control() && !matches!(letter, '\n' | '\r' | '\t') => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_cannot_break_out_of_its_element() {
        assert_eq!(escaped("a<b>&\"c\"\u{1}"), "a&lt;b&gt;&amp;&quot;c&quot;");
    }
}
