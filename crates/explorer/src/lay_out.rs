//! Laying JSON out for reading, without changing a digit.

use crate::json::{BadJson, Kind, Token, scan};

/// Deeper levels are not moved further to the right.
pub(crate) const DEEPEST: usize = 32;

/// JSON with a line for each member and item. `replace` may give another text for a value:
/// it is told the name the value stands under (with its quotes) and the value.
pub(crate) fn laid_out(
    text: &str,
    mut replace: impl FnMut(Option<&str>, &str) -> Option<String>,
) -> Result<String, BadJson> {
    let mut out = String::with_capacity(text.len() * 2);
    let mut name: Option<std::ops::Range<usize>> = None;
    let mut opened = false;
    scan(text, |token| {
        let Token {
            kind,
            range,
            depth,
            follows,
        } = token;
        let part = &text[range.clone()];
        match kind {
            Kind::Close => {
                if !opened {
                    new_line(&mut out, depth);
                }
                out.push_str(part);
                opened = false;
                return;
            }
            Kind::Open | Kind::Name | Kind::Text | Kind::Word => {}
        }
        // A value after its name stays on the name's line.
        if name.is_none() && depth > 0 {
            if follows && !opened {
                out.push(',');
            }
            new_line(&mut out, depth);
        }
        match kind {
            Kind::Name => {
                out.push_str(part);
                out.push_str(": ");
                name = Some(range);
            }
            Kind::Open => {
                out.push_str(part);
                name = None;
            }
            Kind::Text | Kind::Word => {
                let known = name.take().map(|name| &text[name]);
                match replace(known, part) {
                    Some(other) => out.push_str(&other),
                    None => out.push_str(part),
                }
            }
            Kind::Close => {}
        }
        opened = kind == Kind::Open;
    })?;
    Ok(out)
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth.min(DEEPEST)));
}

#[cfg(test)]
mod tests {
    use super::laid_out;

    #[test]
    fn json_is_laid_out_and_every_digit_kept() {
        // P5: 64-bit and 40-digit numbers
        let text = r#"{"id":12345678901234567890123456789012345678901,"n":[1.10,1e400,{}],"e":[],"s":"a\/b"}"#;
        let laid = laid_out(text, |_, _| None).unwrap();
        assert_eq!(
            laid,
            "{\n  \"id\": 12345678901234567890123456789012345678901,\n  \"n\": [\n    1.10,\n    1e400,\n    {}\n  ],\n  \"e\": [],\n  \"s\": \"a\\/b\"\n}"
        );
        assert_eq!(laid_out(&laid, |_, _| None).unwrap(), laid);
        assert_eq!(laid_out(" \"x\" ", |_, _| None).unwrap(), "\"x\"");
        assert!(laid_out("{", |_, _| None).is_err());
    }

    #[test]
    fn values_are_replaced_by_the_name_they_stand_under() {
        let hide = |name: Option<&str>, _: &str| {
            (name == Some("\"password\"")).then(|| "\"•••\"".to_owned())
        };
        let laid = laid_out(r#"[{"password":"x","other":["x"]},"x"]"#, hide).unwrap();
        assert!(laid.contains("\"password\": \"•••\""), "{laid}");
        assert_eq!(laid.matches("\"x\"").count(), 2);
    }
}
