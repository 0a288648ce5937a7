//! A text as each language quotes it, so that it means itself and nothing more.
//!
//! Characters that cannot be seen, or that turn the direction of reading, are written as escapes:
//! what a person reads before running it is what runs.

use std::fmt::Write as _;

/// Whether a character shows as itself wherever it stands.
fn shows(c: char) -> bool {
    let hidden = matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}');
    !c.is_control() && !hidden
}

/// For bash: single quotes, or `$'…'` where something does not show.
pub(super) fn bash(text: &str) -> String {
    if text.chars().all(|c| shows(c) || c == '\n') {
        return format!("'{}'", text.replace('\'', r"'\''"));
    }
    let mut out = String::from("$'");
    for c in text.chars() {
        match c {
            '\\' => out.push_str(r"\\"),
            '\'' => out.push_str(r"\'"),
            '\n' => out.push_str(r"\n"),
            '\r' => out.push_str(r"\r"),
            '\t' => out.push_str(r"\t"),
            c if shows(c) => out.push(c),
            // Byte by byte: what `\u` gives depends on the locale.
            c => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    escape(&mut out, format_args!("\\x{byte:02x}"));
                }
            }
        }
    }
    out.push('\'');
    out
}

/// For PowerShell: single quotes, or double quotes with backticks where something does not show.
/// Curly quotes end its strings as straight ones do, and are escaped like them.
pub(super) fn powershell(text: &str) -> String {
    if text.chars().all(|c| shows(c) || c == '\n') {
        let mut out = String::from("'");
        for c in text.chars() {
            if matches!(c, '\'' | '\u{2018}'..='\u{201b}') {
                out.push(c);
            }
            out.push(c);
        }
        out.push('\'');
        return out;
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            // The number sign needs none, but some readers take it for a comment after an escape.
            '`' | '$' | '"' | '#' | '\u{201c}'..='\u{201e}' => {
                out.push('`');
                out.push(c);
            }
            '\n' => out.push_str("`n"),
            '\r' => out.push_str("`r"),
            '\t' => out.push_str("`t"),
            c if shows(c) => out.push(c),
            c => escape(
                &mut out,
                format_args!("$([char]::ConvertFromUtf32(0x{:x}))", u32::from(c)),
            ),
        }
    }
    out.push('"');
    out
}

/// For Python, in the quotes that need fewer escapes.
pub(super) fn python(text: &str) -> String {
    let quote = if text.contains('"') && !text.contains('\'') {
        '\''
    } else {
        '"'
    };
    escaped(text, quote, |out, c| match u32::from(c) {
        code @ 0..=0xff => escape(out, format_args!("\\x{code:02x}")),
        code @ 0x100..=0xffff => escape(out, format_args!("\\u{code:04x}")),
        code => escape(out, format_args!("\\U{code:08x}")),
    })
}

/// For JavaScript.
pub(super) fn javascript(text: &str) -> String {
    escaped(text, '"', |out, c| {
        escape(out, format_args!("\\u{{{:x}}}", u32::from(c)));
    })
}

/// For C#, with escapes of a fixed length: `\x` would take in the letters after it.
pub(super) fn csharp(text: &str) -> String {
    escaped(text, '"', |out, c| match u32::from(c) {
        code @ 0..=0xffff => escape(out, format_args!("\\u{code:04x}")),
        code => escape(out, format_args!("\\U{code:08x}")),
    })
}

fn escaped(text: &str, quote: char, hidden: impl Fn(&mut String, char)) -> String {
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str(r"\\"),
            '\n' => out.push_str(r"\n"),
            '\r' => out.push_str(r"\r"),
            '\t' => out.push_str(r"\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if shows(c) => out.push(c),
            c => hidden(&mut out, c),
        }
    }
    out.push(quote);
    out
}

fn escape(out: &mut String, what: std::fmt::Arguments<'_>) {
    out.write_fmt(what)
        .expect("writing to a text does not fail");
}

#[cfg(test)]
mod tests {
    use super::{bash, csharp, javascript, powershell, python};

    #[test]
    fn each_language_quotes_in_its_own_way() {
        let text = "it's \"a\" `b` $c %d \\e\n";
        assert_eq!(bash(text), "'it'\\''s \"a\" `b` $c %d \\e\n'");
        assert_eq!(powershell(text), "'it''s \"a\" `b` $c %d \\e\n'");
        assert_eq!(python(text), r#""it's \"a\" `b` $c %d \\e\n""#);
        assert_eq!(javascript(text), r#""it's \"a\" `b` $c %d \\e\n""#);
        assert_eq!(csharp(text), r#""it's \"a\" `b` $c %d \\e\n""#);
        assert_eq!(python("{\"a\": 1}"), "'{\"a\": 1}'");
    }

    #[test]
    fn what_does_not_show_is_escaped() {
        let text = "a\r\u{1b}\u{202e}\u{e0041}'$\u{201c}";
        assert_eq!(
            bash(text),
            "$'a\\r\\x1b\\xe2\\x80\\xae\\xf3\\xa0\\x81\\x81\\'$\u{201c}'"
        );
        assert_eq!(
            powershell(text),
            "\"a`r$([char]::ConvertFromUtf32(0x1b))$([char]::ConvertFromUtf32(0x202e))\
             $([char]::ConvertFromUtf32(0xe0041))'`$`\u{201c}\""
        );
        assert_eq!(python(text), "\"a\\r\\x1b\\u202e\\U000e0041'$\u{201c}\"");
        assert_eq!(
            javascript(text),
            "\"a\\r\\u{1b}\\u{202e}\\u{e0041}'$\u{201c}\""
        );
        assert_eq!(csharp(text), "\"a\\r\\u001b\\u202e\\U000e0041'$\u{201c}\"");
        assert_eq!(powershell("\u{2019}"), "'\u{2019}\u{2019}'");
    }
}
