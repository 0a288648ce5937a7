//! From the events of a CommonMark parser to text nodes.

use crate::prose::{Block, Inline, unseen, visible};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

/// Deeper nesting is flattened, so that nothing that walks the nodes runs out of stack.
const DEEPEST: usize = 24;

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

/// Takes the parser's events and keeps the open blocks on a stack of its own.
pub(crate) struct Maker {
    frames: Vec<Frame>,
    /// Openings beyond the deepest level, whose ends are to be passed over.
    ignored: usize,
}

impl Maker {
    pub(crate) fn new() -> Self {
        Self {
            frames: vec![Frame::new(Opener::Root)],
            ignored: 0,
        }
    }

    pub(crate) fn done(mut self) -> Vec<Block> {
        let mut root = self.frames.swap_remove(0);
        root.flush();
        root.blocks
    }

    pub(crate) fn take(&mut self, event: Event<'_>) {
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

    pub(crate) fn inline(&mut self, inline: Inline) {
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
