//! Text of foreign origin, with what nobody can see made visible, and what looks like something else
//! told from it (`docs/security.md`, T6).
//!
//! What looks alike is Unicode's list of confusable characters (UTS 39); what is invisible goes by
//! general category, with the few characters that are blank and are called letters.

use crate::wire::{MarkedText, TextMark, TextRun};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};
use unicode_script::{Script, UnicodeScript as _};

/// Whether a text may have lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lines {
    /// A name, an address: a line break has no business there.
    One,
    /// A body: line feeds and tabs lay it out.
    Many,
}

/// One line of text in runs.
pub(crate) fn marked(text: &str) -> MarkedText {
    runs(text, Lines::One)
}

/// A text of several lines in runs: its line feeds and tabs are shown as what they are.
pub(crate) fn marked_lines(text: &str) -> MarkedText {
    runs(text, Lines::Many)
}

/// The text as a person would say and type it: without what cannot be seen, spaces at the ends, or
/// case, and with the letters that look-alikes look like.
pub(crate) fn spoken(text: &str) -> String {
    let MarkedText(runs) = marked(text);
    let said: String = runs
        .into_iter()
        .map(|run| match run.mark {
            None => run.text,
            Some(TextMark::LookAlike { of, .. }) => of,
            Some(TextMark::Invisible { code }) if code == "U+00A0" => " ".to_owned(),
            Some(TextMark::Invisible { .. } | TextMark::Direction { .. }) => String::new(),
        })
        .collect();
    said.trim().to_lowercase()
}

fn runs(text: &str, lines: Lines) -> MarkedText {
    let mut runs: Vec<TextRun> = Vec::new();
    let mut plain = String::new();
    let mut stacked = 0;
    for word in words(text) {
        let suspect = Suspect::of(word);
        for c in word.chars() {
            let mark = match plain_space(c, lines) {
                true => None,
                false => unseen(c, &mut stacked).or_else(|| suspect.look_alike(c)),
            };
            let Some(mark) = mark else {
                plain.push(c);
                continue;
            };
            if !plain.is_empty() {
                runs.push(TextRun {
                    text: std::mem::take(&mut plain),
                    mark: None,
                });
            }
            let text = match &mark {
                TextMark::LookAlike { .. } => c.to_string(),
                TextMark::Invisible { .. } | TextMark::Direction { .. } => String::new(),
            };
            runs.push(TextRun {
                text,
                mark: Some(mark),
            });
        }
    }
    if !plain.is_empty() {
        runs.push(TextRun {
            text: plain,
            mark: None,
        });
    }
    MarkedText(runs)
}

fn plain_space(c: char, lines: Lines) -> bool {
    c == ' ' || (lines == Lines::Many && matches!(c, '\n' | '\t'))
}

/// The text in pieces: letters, digits and their accents together, each other character alone.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let of_word = |c: char| {
        c.is_alphanumeric()
            || matches!(
                c.general_category(),
                GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark
            )
    };
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if of_word(first) {
            rest.find(|c| !of_word(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// More accents than this on one letter run into the lines above and below.
const MOST_ACCENTS: usize = 2;

/// Whether a character cannot be seen, or turns what follows.
pub(crate) fn is_unseen(c: char) -> bool {
    unseen(c, &mut 0).is_some()
}

/// What cannot be seen of a character. `stacked` counts accents.
fn unseen(c: char, stacked: &mut usize) -> Option<TextMark> {
    let category = c.general_category();
    if category == GeneralCategory::NonspacingMark {
        *stacked += 1;
    } else {
        *stacked = 0;
    }
    let directs = matches!(
        c,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    );
    if directs {
        return Some(TextMark::Direction { code: code(c) });
    }
    let blank = match category {
        GeneralCategory::Control
        | GeneralCategory::Format
        | GeneralCategory::LineSeparator
        | GeneralCategory::ParagraphSeparator
        | GeneralCategory::SpaceSeparator
        | GeneralCategory::PrivateUse
        | GeneralCategory::Surrogate
        | GeneralCategory::Unassigned => c != ' ',
        _ => {
            *stacked > MOST_ACCENTS
                || matches!(
                    c,
                    // Joins letters and is nothing itself.
                    '\u{034F}'
                        // Letters of Hangul, Khmer and Braille that are blank.
                        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}'
                        | '\u{17B4}' | '\u{17B5}' | '\u{2800}'
                        // Variations of the character before.
                        | '\u{180B}'..='\u{180F}' | '\u{FE00}'..='\u{FE0F}'
                        | '\u{E0100}'..='\u{E01EF}'
                )
        }
    };
    blank.then(|| TextMark::Invisible { code: code(c) })
}

/// What a word is suspected of.
struct Suspect {
    /// It has letters of Latin and of another script, or nothing but letters that look like Latin
    /// ones.
    scripts: bool,
}

impl Suspect {
    fn of(word: &str) -> Self {
        let mut latin = false;
        let mut other = false;
        let mut alike = true;
        for c in word.chars() {
            match c.script() {
                Script::Latin => latin = true,
                Script::Common | Script::Inherited => {}
                _ => {
                    other = true;
                    alike &= like(c).is_some();
                }
            }
        }
        Self {
            scripts: other && (latin || alike),
        }
    }

    fn look_alike(&self, c: char) -> Option<TextMark> {
        if c.is_ascii() || typeset(c) {
            return None;
        }
        let suspicious = match c.script() {
            // Nobody writes them but to be taken for others, or set by a machine.
            Script::Latin | Script::Common => true,
            Script::Inherited => false,
            _ => self.scripts,
        };
        let of = like(c).filter(|_| suspicious)?;
        Some(TextMark::LookAlike { of, code: code(c) })
    }
}

/// Quotes, dashes and dots that are part of any well set text.
fn typeset(c: char) -> bool {
    matches!(
        c,
        '\u{2013}' | '\u{2014}' | '\u{2018}'
            ..='\u{201F}' | '\u{2026}' | '\u{2032}' | '\u{2033}' | '´' | '×'
    )
}

/// The plain character or characters that one looks like.
fn like(c: char) -> Option<String> {
    let mut buffer = [0; 4];
    let skeleton: String = unicode_security::skeleton(c.encode_utf8(&mut buffer)).collect();
    let plain = !skeleton.is_empty() && skeleton.bytes().all(|byte| byte.is_ascii_graphic());
    // The list takes an m for an r and an n.
    plain.then(|| match skeleton.as_str() {
        "rn" => "m".to_owned(),
        _ => skeleton,
    })
}

#[cfg(test)]
#[path = "marking_tests.rs"]
mod tests;
