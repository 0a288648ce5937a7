//! Descriptions.

use crate::mutate::Outcome;
use openapi::{Block, Inline, blocks, visible};

pub(crate) const SEEDS: &[&str] = &[
    "# A *b*\n\nx `y` <script>alert(1)</script> ![alt](https://i/x.png)\n\n- one\n  1. two\n\n> q\n\n```js\ncode\n```\n",
    "| a | b |\n|---|:-:|\n| 1<br>2 | [**3**](https://x.example \"t\") |\n\n[r]: https://y.example\n[r] <https://z.example>\n***\nSetext\n===\n",
];

pub(crate) const WORDS: &[&str] = &[
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "~~~\n",
    "#",
    "> ",
    "- ",
    "1. ",
    "999999999) ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "|",
    "|-",
    "---\n",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "](javascript:alert(1))",
    "](https://x.example)",
    "<a href=x>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<script>",
    "</",
    "&#x202e;",
    "&lt;",
    "&#0;",
    "\\",
    "\u{202e}",
    "\u{0}",
    "\u{feff}",
    "<https://",
    "[x]: ",
    "==",
    "  \n",
    "é",
    "<br>",
    "\r\n",
    "\u{2028}",
    "HTTPS://",
];

pub(crate) fn run(input: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(input);
    let made = blocks(&text);
    let mut outcome = Outcome::default();
    each(&made, 0, &mut outcome);
    outcome.done()
}

/// Deeper than anything may become.
const DEEPEST: usize = 40;

fn each(blocks: &[Block], depth: usize, outcome: &mut Outcome) {
    assert!(depth < DEEPEST, "too deep");
    outcome.count(blocks.len());
    for block in blocks {
        outcome.note(&format!("{:?}", std::mem::discriminant(block)));
        match block {
            Block::Paragraph { text } | Block::Heading { text, .. } => {
                inlines(text, depth + 1, outcome);
            }
            Block::List { items, .. } => {
                items.iter().for_each(|item| each(item, depth + 1, outcome));
            }
            Block::Code { language, text } => {
                seen(text);
                language.iter().for_each(|name| seen(name));
            }
            Block::Quote { blocks } => each(blocks, depth + 1, outcome),
            Block::Table { head, rows } => {
                let cells = head.iter().chain(rows.iter().flatten());
                cells.for_each(|cell| inlines(cell, depth + 1, outcome));
            }
            Block::Rule => {}
        }
    }
}

fn inlines(all: &[Inline], depth: usize, outcome: &mut Outcome) {
    assert!(depth < DEEPEST, "too deep");
    for inline in all {
        outcome.note(&format!("{:?}", std::mem::discriminant(inline)));
        match inline {
            Inline::Text { text } | Inline::Code { text } => seen(text),
            Inline::Emphasis { text } | Inline::Strong { text } => {
                inlines(text, depth + 1, outcome);
            }
            Inline::Link { address, text } => {
                assert!(
                    address.to_ascii_lowercase().starts_with("https://"),
                    "{address}"
                );
                seen(address);
                inlines(text, depth + 1, outcome);
            }
            Inline::Break => {}
        }
    }
}

fn seen(text: &str) {
    assert_eq!(visible(text), text, "something nobody sees");
}
