//! Text from documents, turned into a closed list of nodes. Nothing in it can become
//! markup, load anything, or pretend to be something else.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
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
const DEEPEST: usize = 24;

/// CommonMark with tables as text nodes. Raw HTML becomes text, images become their words,
/// and links that are not https become plain text.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let cut = markdown.floor_char_boundary(LONGEST);
    let mut maker = Maker::default();
    maker.frames.push(Frame::new(Opener::Root));
    for event in Parser::new_ext(&markdown[..cut], Options::ENABLE_TABLES) {
        maker.take(event);
    }
    if cut < markdown.len() {
        maker.inline(Inline::Text { text: "…".into() });
    }
    let mut root = maker
        .frames
        .drain(..)
        .next()
        .expect("the root frame is pushed above and never popped");
    root.flush();
    root.blocks
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

fn unseen(c: char) -> bool {
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

#[derive(Debug)]
enum Opener {
    Root,
    Paragraph,
    Heading(u8),
    List(Option<String>, Vec<Vec<Block>>),
    Item,
    Code(Option<String>),
    Quote,
    Table(Vec<Vec<Vec<Inline>>>),
    Row,
    Cell,
    Emphasis,
    Strong,
    /// With its address when it may be followed.
    Link(Option<String>),
    /// Shown as what is in it.
    Plain,
}

#[derive(Debug)]
struct Frame {
    opener: Opener,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
}

impl Frame {
    fn new(opener: Opener) -> Self {
        Self {
            opener,
            blocks: Vec::new(),
            inlines: Vec::new(),
        }
    }

    /// Text that stands among blocks is a paragraph.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.inlines);
        let blank =
            |inline: &Inline| matches!(inline, Inline::Text { text } if text.trim().is_empty());
        if !text.iter().all(blank) {
            self.blocks.push(Block::Paragraph { text });
        }
    }
}

#[derive(Default)]
struct Maker {
    frames: Vec<Frame>,
    /// Openings beyond the deepest level, whose ends are to be passed over.
    ignored: usize,
}

impl Maker {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text)
                if is_line_break(&text) =>
            {
                self.inline(Inline::Break);
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.inline(Inline::Text {
                    text: visible(&text).into_owned(),
                });
            }
            Event::Code(text) => self.inline(Inline::Code {
                text: visible(&text).into_owned(),
            }),
            Event::SoftBreak => self.inline(Inline::Text { text: " ".into() }),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => self.block(Block::Rule),
            // Extensions that are not switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.inline(Inline::Text {
                    text: visible(&text).into_owned(),
                });
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        if self.ignored > 0 || self.frames.len() >= DEEPEST {
            self.ignored += 1;
            return;
        }
        let opener = match tag {
            Tag::Paragraph => Opener::Paragraph,
            Tag::Heading { level, .. } => Opener::Heading(match level {
                HeadingLevel::H1 => 1,
                HeadingLevel::H2 => 2,
                HeadingLevel::H3 => 3,
                HeadingLevel::H4 => 4,
                HeadingLevel::H5 => 5,
                HeadingLevel::H6 => 6,
            }),
            Tag::List(start) => Opener::List(start.map(|number| number.to_string()), Vec::new()),
            Tag::Item => Opener::Item,
            Tag::CodeBlock(kind) => Opener::Code(match kind {
                CodeBlockKind::Fenced(name) if !name.is_empty() => {
                    Some(visible(&name).into_owned())
                }
                CodeBlockKind::Fenced(_) | CodeBlockKind::Indented => None,
            }),
            Tag::BlockQuote(_) => Opener::Quote,
            Tag::Table(_) => Opener::Table(Vec::new()),
            Tag::TableHead | Tag::TableRow => {
                if let Some(Opener::Table(rows)) = self.frames.last_mut().map(|top| &mut top.opener)
                {
                    rows.push(Vec::new());
                }
                Opener::Row
            }
            Tag::TableCell => Opener::Cell,
            Tag::Emphasis => Opener::Emphasis,
            Tag::Strong => Opener::Strong,
            Tag::Link { dest_url, .. } => Opener::Link(followable(&dest_url)),
            _ => Opener::Plain,
        };
        self.frames.push(Frame::new(opener));
    }

    fn end(&mut self, _end: TagEnd) {
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        // The root stays, whatever the parser reports.
        let frame = if self.frames.len() > 1 {
            self.frames.pop()
        } else {
            None
        };
        let Some(mut frame) = frame else {
            return;
        };
        let inlines = |frame: &mut Frame| std::mem::take(&mut frame.inlines);
        match frame.opener {
            Opener::Root => {}
            Opener::Paragraph => {
                frame.flush();
                self.all(frame);
            }
            Opener::Heading(level) => {
                let text = inlines(&mut frame);
                self.block(Block::Heading { level, text });
            }
            Opener::List(start, items) => self.block(Block::List { start, items }),
            Opener::Item => {
                frame.flush();
                match self.frames.last_mut().map(|top| &mut top.opener) {
                    Some(Opener::List(_, items)) => items.push(frame.blocks),
                    _ => self.all(frame),
                }
            }
            Opener::Code(ref language) => {
                let language = language.clone();
                let text = inlines(&mut frame).into_iter().map(plain).collect();
                self.block(Block::Code { language, text });
            }
            Opener::Quote => {
                frame.flush();
                self.block(Block::Quote {
                    blocks: frame.blocks,
                });
            }
            Opener::Table(mut rows) => {
                let head = if rows.is_empty() {
                    Vec::new()
                } else {
                    rows.remove(0)
                };
                self.block(Block::Table { head, rows });
            }
            Opener::Row => {}
            Opener::Cell => {
                let text = inlines(&mut frame);
                // The row frame lies between a cell and its table.
                let table =
                    self.frames
                        .iter_mut()
                        .rev()
                        .find_map(|frame| match &mut frame.opener {
                            Opener::Table(rows) => rows.last_mut(),
                            _ => None,
                        });
                if let Some(row) = table {
                    row.push(text);
                }
            }
            Opener::Emphasis => {
                let text = inlines(&mut frame);
                self.inline(Inline::Emphasis { text });
            }
            Opener::Strong => {
                let text = inlines(&mut frame);
                self.inline(Inline::Strong { text });
            }
            Opener::Link(Some(ref address)) => {
                let address = address.clone();
                let text = inlines(&mut frame);
                self.inline(Inline::Link { address, text });
            }
            Opener::Link(None) | Opener::Plain => self.all(frame),
        }
    }

    fn all(&mut self, frame: Frame) {
        for block in frame.blocks {
            self.block(block);
        }
        for inline in frame.inlines {
            self.inline(inline);
        }
    }

    fn block(&mut self, block: Block) {
        if let Some(top) = self.frames.last_mut() {
            top.flush();
            top.blocks.push(block);
        }
    }

    fn inline(&mut self, inline: Inline) {
        let Some(top) = self.frames.last_mut() else {
            return;
        };
        if let (Some(Inline::Text { text: before }), Inline::Text { text }) =
            (top.inlines.last_mut(), &inline)
        {
            before.push_str(text);
        } else {
            top.inlines.push(inline);
        }
    }
}

/// The one tag that is understood, since tables have no other way to break a line.
fn is_line_break(text: &str) -> bool {
    let tag = text.trim().to_ascii_lowercase();
    matches!(tag.as_str(), "<br>" | "<br/>" | "<br />")
}

fn followable(address: &str) -> Option<String> {
    let https = address
        .get(..8)
        .is_some_and(|start| start.eq_ignore_ascii_case("https://"));
    let clean = |c: char| !c.is_whitespace() && !unseen(c) && c != '\\';
    (https && address.len() > 8 && address.chars().all(clean)).then(|| address.to_owned())
}

fn plain(inline: Inline) -> String {
    match inline {
        Inline::Text { text } | Inline::Code { text } => text,
        Inline::Emphasis { text } | Inline::Strong { text } | Inline::Link { text, .. } => {
            text.into_iter().map(plain).collect()
        }
        Inline::Break => "\n".to_owned(),
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
