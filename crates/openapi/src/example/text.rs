//! Texts for examples: by format, by length, by pattern.

use regex_syntax::hir::{Class, Hir, HirKind};

/// What a text has to keep to.
#[derive(Debug, Default)]
pub(super) struct Form<'d> {
    pub(super) format: Option<&'d str>,
    pub(super) pattern: Option<&'d str>,
    pub(super) least: usize,
    pub(super) most: Option<usize>,
}

/// The longest text made for a lower bound of length.
pub(super) const LONGEST: usize = 4_096;

impl Form<'_> {
    /// A text of this form, another one for each variant. `None` when the pattern cannot be
    /// followed.
    pub(super) fn text(&self, variant: usize) -> Option<String> {
        if let Some(pattern) = self.pattern {
            return self.by_pattern(pattern, variant);
        }
        let known = self.format.and_then(by_format);
        let mut text = known.unwrap_or("text").to_owned();
        if variant > 0 {
            text = varied(&text, known.is_some(), variant);
        }
        let mut letters = text.chars().count();
        let least = self.least.min(LONGEST);
        while letters < least {
            text.push('x');
            letters += 1;
        }
        if let Some(most) = self.most.filter(|most| *most < letters) {
            // The end is what differs between variants.
            let from = if variant == 0 { 0 } else { letters - most };
            text = text.chars().skip(from).take(most).collect();
        }
        Some(text)
    }

    fn by_pattern(&self, pattern: &str, variant: usize) -> Option<String> {
        let parsed = regex_syntax::ParserBuilder::new()
            .nest_limit(100)
            .build()
            .parse(pattern)
            .ok()?;
        let long_enough = |text: &String| text.chars().count() >= self.least;
        // More of what repeats, until it is long enough.
        let mut shortest = None;
        for more in 0..64 {
            let mut writer = Writer {
                more,
                variant,
                left: LONGEST,
                out: String::new(),
            };
            writer.write(&parsed);
            if writer.left == 0 {
                break;
            }
            if more == 0 && self.format.is_none() && self.least == 0 && variant == 0 {
                // One more than the least is what people would write.
                shortest = Some(writer.out);
                continue;
            }
            let fits_most = self
                .most
                .is_none_or(|most| writer.out.chars().count() <= most);
            if long_enough(&writer.out) && fits_most {
                return Some(writer.out);
            }
            if let Some(shortest) = shortest {
                return Some(shortest);
            }
            shortest = None;
        }
        // A pattern without an end takes anything after it.
        let mut writer = Writer {
            more: 0,
            variant,
            left: LONGEST,
            out: String::new(),
        };
        writer.write(&parsed);
        while writer.out.chars().count() < self.least.min(LONGEST) {
            writer.out.push('x');
        }
        Some(writer.out)
    }
}

fn by_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "date-time" => "2026-01-31T09:30:00Z",
        "date" => "2026-01-31",
        "time" => "09:30:00Z",
        "duration" => "PT15M",
        "uuid" | "guid" => "7f3c2a10-5d1e-4b8a-9c66-2e0f4a1b9d55",
        "email" | "idn-email" => "jlind@northmere.example",
        "uri" | "url" | "iri" => "https://northmere.example/",
        "uri-reference" | "iri-reference" => "/",
        "hostname" | "idn-hostname" => "fs-02.northmere.example",
        "ipv4" => "192.0.2.10",
        "ipv6" => "2001:db8::10",
        "byte" => "S2V5ZGVzaw==",
        "json-pointer" => "/name",
        "regex" => "^.*$",
        _ => return None,
    })
}

/// Another text of the same format: its last digit that may change does.
fn varied(text: &str, is_format: bool, variant: usize) -> String {
    if !is_format {
        return format!("{text}{}", variant + 1);
    }
    let mut letters: Vec<char> = text.chars().collect();
    let mut left = variant;
    // From the end; seconds, the last part of an address or of an identity.
    for letter in letters.iter_mut().rev() {
        if left == 0 {
            break;
        }
        if let Some(digit) = letter.to_digit(10) {
            let sum = left + digit as usize;
            *letter = char::from(b"0123456789"[sum % 10]);
            left = sum / 10;
        }
    }
    letters.into_iter().collect()
}

struct Writer {
    /// How often more than asked for something is repeated.
    more: u32,
    variant: usize,
    left: usize,
    out: String,
}

impl Writer {
    fn write(&mut self, hir: &Hir) {
        if self.left == 0 {
            return;
        }
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => {
                let text = String::from_utf8_lossy(&literal.0).into_owned();
                self.push(&text);
            }
            HirKind::Class(class) => {
                let letter = letter(class, self.variant);
                self.push(&letter.to_string());
            }
            HirKind::Repetition(repeated) => {
                let most = repeated.max.unwrap_or(u32::MAX);
                let times = repeated.min.saturating_add(self.more).min(most);
                for _ in 0..times {
                    self.write(&repeated.sub);
                    if self.left == 0 {
                        return;
                    }
                }
            }
            HirKind::Capture(group) => self.write(&group.sub),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.write(part)),
            HirKind::Alternation(parts) => {
                if let Some(part) = parts.get(self.variant % parts.len().max(1)) {
                    self.write(part);
                }
            }
        }
    }

    fn push(&mut self, text: &str) {
        self.left = self.left.saturating_sub(text.len().max(1));
        self.out.push_str(text);
    }
}

/// A letter of a class, one that people would take where there is one.
fn letter(class: &Class, variant: usize) -> char {
    const NICE: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_. ";
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class
            .iter()
            .map(|range| (range.start(), range.end()))
            .collect(),
        Class::Bytes(class) => class
            .iter()
            .map(|range| (char::from(range.start()), char::from(range.end())))
            .collect(),
    };
    let holds = |letter: &char| {
        ranges
            .iter()
            .any(|(from, to)| from <= letter && letter <= to)
    };
    let nice: Vec<char> = NICE.chars().filter(holds).collect();
    match nice[..] {
        [] => ranges
            .iter()
            .find(|(_, to)| !to.is_control())
            .map_or(
                '?',
                |(from, to)| if from.is_control() { *to } else { *from },
            ),
        _ => nice[variant % nice.len()],
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    fn text(pattern: &str, least: usize) -> String {
        let form = Form {
            pattern: Some(pattern),
            least,
            ..Form::default()
        };
        form.text(0).unwrap()
    }

    #[test]
    fn a_text_follows_its_pattern() {
        for (pattern, least) in [
            ("^[a-z]{3}-\\d+$", 0),
            ("^(ab|cd)*x?$", 5),
            ("[^a-z]", 3),
            ("^\\p{Lu}\\w{2,}$", 9),
            ("^urn:[0-9a-f]{8}(-[0-9a-f]{4}){3}$", 0),
            ("", 2),
        ] {
            let made = text(pattern, least);
            let known = regex::Regex::new(pattern).unwrap();
            assert!(known.is_match(&made), "{pattern}: {made}");
            assert!(made.chars().count() >= least, "{pattern}: {made}");
        }
    }

    #[test]
    fn variants_of_a_format_are_of_that_format() {
        let form = Form {
            format: Some("ipv4"),
            ..Form::default()
        };
        assert_ne!(form.text(0), form.text(1));
        assert_eq!(form.text(3).unwrap(), "192.0.2.13");
    }
}
