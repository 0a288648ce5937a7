//! Text from documents, turned into a closed list of nodes. Nothing in it can become
//! markup, load anything, or pretend to be something else.

use crate::prose_maker::Maker;
use pulldown_cmark::{Options, Parser};
use serde::Serialize;
use std::borrow::Cow;

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Block {
    /// Running text.
    Paragraph {
        /// Its text.
        text: Vec<Inline>,
    },
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        text: Vec<Inline>,
    },
    /// A list.
    List {
        /// The first number; `None` for bullets. As text, since documents count far.
        start: Option<String>,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// Code on lines of its own.
    Code {
        /// What the document calls its language.
        language: Option<String>,
        /// The code.
        text: String,
    },
    /// A quotation.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// A table.
    Table {
        /// The cells of the first row.
        head: Vec<Vec<Inline>>,
        /// The cells of the others.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A line across.
    Rule,
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Inline {
    /// Plain text.
    Text {
        /// The text.
        text: String,
    },
    /// Code.
    Code {
        /// The code.
        text: String,
    },
    /// Emphasised text.
    Emphasis {
        /// What is emphasised.
        text: Vec<Inline>,
    },
    /// Strong text.
    Strong {
        /// What is strong.
        text: Vec<Inline>,
    },
    /// A link; always https.
    Link {
        /// Where it leads.
        address: String,
        /// What it says.
        text: Vec<Inline>,
    },
    /// A new line.
    Break,
}

/// Longer texts are cut; nobody reads them and a hostile one could be of any length.
const LONGEST: usize = 200_000;

/// CommonMark with tables as text nodes. Raw HTML becomes text, images become their words,
/// and links that are not https become plain text.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let cut = markdown.floor_char_boundary(LONGEST);
    let mut maker = Maker::new();
    for event in Parser::new_ext(&markdown[..cut], Options::ENABLE_TABLES) {
        maker.take(event);
    }
    if cut < markdown.len() {
        maker.inline(Inline::Text { text: "…".into() });
    }
    maker.done()
}

/// The same text with characters nobody can see, or that turn the direction of writing,
/// shown as marks such as `[U+202E]`. Line ends and tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(unseen) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if unseen(c) {
            out.push_str(&format!("[U+{:04X}]", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

pub(crate) fn unseen(c: char) -> bool {
    match c {
        '\n' | '\r' | '\t' => false,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        other => other.is_control(),
    }
}

/// The start of a description as plain text, for one line in a list.
pub(crate) fn first_words(markdown: &str) -> String {
    const MOST: usize = 160;
    let line = markdown
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    let end = line.char_indices().nth(MOST).map(|(at, _)| at);
    match end {
        Some(end) => format!("{}…", visible(&line[..end])),
        None => visible(line).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, Inline, blocks, visible};

    fn text(text: &str) -> Inline {
        Inline::Text { text: text.into() }
    }

    #[test]
    fn markup_becomes_nodes_and_html_becomes_text() {
        let made = blocks(
            "# A *b*\n\nx `y` <script>alert(1)</script> ![alt](https://i/x.png)\n\n- one\n- two\n",
        );
        assert_eq!(
            made,
            [
                Block::Heading {
                    level: 1,
                    text: vec![
                        text("A "),
                        Inline::Emphasis {
                            text: vec![text("b")]
                        }
                    ],
                },
                Block::Paragraph {
                    text: vec![
                        text("x "),
                        Inline::Code { text: "y".into() },
                        text(" <script>alert(1)</script> alt"),
                    ],
                },
                Block::List {
                    start: None,
                    items: vec![
                        vec![Block::Paragraph {
                            text: vec![text("one")]
                        }],
                        vec![Block::Paragraph {
                            text: vec![text("two")]
                        }],
                    ],
                },
            ]
        );
    }

    #[test]
    fn only_https_can_be_followed() {
        for address in [
            "javascript:alert(1)",
            "http://x.example/",
            "file:///etc/passwd",
            "data:text/html,x",
            "//x.example",
            "#anchor",
            "JaVaScRiPt:alert(1)",
        ] {
            let made = blocks(&format!("[go]({address})"));
            assert_eq!(
                made,
                [Block::Paragraph {
                    text: vec![text("go")]
                }],
                "{address}"
            );
        }
        let made = blocks("[go](https://x.example/y)");
        let Block::Paragraph { text } = &made[0] else {
            panic!("{made:?}")
        };
        assert!(
            matches!(&text[0], Inline::Link { address, .. } if address == "https://x.example/y")
        );
    }

    #[test]
    fn a_table_keeps_its_cells() {
        let made = blocks("| a | b |\n|---|---|\n| 1<br>2 | **3** |\n");
        let Block::Table { head, rows } = &made[0] else {
            panic!("{made:?}")
        };
        assert_eq!(head, &[vec![text("a")], vec![text("b")]]);
        assert_eq!(rows[0][0], [text("1"), Inline::Break, text("2")]);
    }

    #[test]
    fn depth_and_length_are_bounded() {
        blocks(&">".repeat(50_000));
        let deep = format!("{}x", "> ".repeat(5_000));
        blocks(&deep);
        blocks(&"* ".repeat(5_000));
        let long = blocks(&"word ".repeat(100_000));
        assert_eq!(long.len(), 2, "the rest is cut, and that is shown");
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(visible("a\u{202e}b\u{0}c\n"), "a[U+202E]b[U+0000]c\n");
        assert_eq!(visible("plain"), "plain");
    }
}
