//! How values are written into paths, queries and headers: every style and explode of
//! OpenAPI 3, and the collection formats of Swagger 2.0, which map onto them.

use crate::entered::Entered;
use openapi::Style;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986.
pub(crate) const STRICT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// With `allowReserved`: what cannot end the query, start another pair or be read as a space;
/// without the apostrophe, which addresses escape in a query whoever writes them (WHATWG URL).
const RESERVED_KEPT: &AsciiSet = &STRICT
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

pub(crate) fn strict(text: &str) -> String {
    utf8_percent_encode(text, STRICT).to_string()
}

/// What a hole of a path becomes.
pub(crate) fn in_path(name: &str, style: Style, explode: bool, value: &Entered) -> String {
    let name = strict(name);
    match style {
        Style::Matrix => match value {
            Entered::One(one) => format!(";{name}={}", strict(one)),
            Entered::Many(many) if explode => many
                .iter()
                .map(|one| format!(";{name}={}", strict(one)))
                .collect(),
            Entered::Named(fields) if explode => fields
                .iter()
                .map(|(field, one)| format!(";{}={}", strict(field), strict(one)))
                .collect(),
            Entered::Many(_) | Entered::Named(_) => format!(";{name}={}", joined(value, ",")),
        },
        Style::Label => {
            let between = if explode { "." } else { "," };
            format!(".{}", simple(value, explode, between))
        }
        Style::Simple
        | Style::Form
        | Style::SpaceDelimited
        | Style::TabDelimited
        | Style::PipeDelimited
        | Style::DeepObject => match style {
            // Swagger 2.0 lets paths have the other separators too.
            Style::SpaceDelimited => joined(value, "%20"),
            Style::TabDelimited => joined(value, "%09"),
            Style::PipeDelimited => joined(value, "%7C"),
            _ => simple(value, explode, ","),
        },
    }
}

/// The pairs of a query, encoded.
pub(crate) fn in_query(
    name: &str,
    style: Style,
    explode: bool,
    allow_reserved: bool,
    value: &Entered,
) -> Vec<(String, String)> {
    let set = if allow_reserved {
        RESERVED_KEPT
    } else {
        STRICT
    };
    let encoded = |text: &str| utf8_percent_encode(text, set).to_string();
    let name = strict(name);
    let together = |between: &str| {
        let parts: Vec<String> = parts(value).iter().map(|part| encoded(part)).collect();
        vec![(name.clone(), parts.join(between))]
    };
    match (style, value) {
        (_, Entered::One(one)) => vec![(name, encoded(one))],
        (Style::DeepObject, Entered::Named(fields)) => fields
            .iter()
            .map(|(field, one)| (format!("{name}%5B{}%5D", strict(field)), encoded(one)))
            .collect(),
        (_, Entered::Named(fields)) if explode => fields
            .iter()
            .map(|(field, one)| (strict(field), encoded(one)))
            .collect(),
        (_, Entered::Many(many)) if explode || style == Style::DeepObject => many
            .iter()
            .map(|one| (name.clone(), encoded(one)))
            .collect(),
        (Style::SpaceDelimited, _) => together("%20"),
        (Style::TabDelimited, _) => together("%09"),
        (Style::PipeDelimited, _) => together("%7C"),
        (Style::Form | Style::Simple | Style::Matrix | Style::Label | Style::DeepObject, _) => {
            together(",")
        }
    }
}

/// The fields of a form of parts, in which nothing is encoded.
pub(crate) fn plainly(
    name: &str,
    style: Style,
    explode: bool,
    value: &Entered,
) -> Vec<(String, String)> {
    let between = match style {
        Style::SpaceDelimited => " ",
        Style::TabDelimited => "\t",
        Style::PipeDelimited => "|",
        Style::Form | Style::Simple | Style::Matrix | Style::Label | Style::DeepObject => ",",
    };
    let named = |one: &String| (name.to_owned(), one.clone());
    match value {
        Entered::One(one) => vec![named(one)],
        Entered::Named(fields) if style == Style::DeepObject => fields
            .iter()
            .map(|(field, one)| (format!("{name}[{field}]"), one.clone()))
            .collect(),
        Entered::Named(fields) if explode => fields.clone(),
        Entered::Many(many) if explode || style == Style::DeepObject => {
            many.iter().map(named).collect()
        }
        Entered::Many(_) | Entered::Named(_) => vec![named(&parts(value).join(between))],
    }
}

/// The value of a header. Headers are not percent-encoded.
pub(crate) fn in_header(style: Style, explode: bool, value: &Entered) -> String {
    let between = match style {
        Style::SpaceDelimited => " ",
        Style::TabDelimited => "\t",
        Style::PipeDelimited => "|",
        Style::Simple | Style::Form | Style::Matrix | Style::Label | Style::DeepObject => ",",
    };
    match value {
        Entered::One(one) => one.clone(),
        Entered::Many(many) => many.join(between),
        Entered::Named(fields) if explode => fields
            .iter()
            .map(|(field, one)| format!("{field}={one}"))
            .collect::<Vec<_>>()
            .join(between),
        Entered::Named(_) => parts(value).join(between),
    }
}

fn simple(value: &Entered, explode: bool, between: &str) -> String {
    match value {
        Entered::Named(fields) if explode => fields
            .iter()
            .map(|(field, one)| format!("{}={}", strict(field), strict(one)))
            .collect::<Vec<_>>()
            .join(between),
        Entered::One(_) | Entered::Many(_) | Entered::Named(_) => joined(value, between),
    }
}

fn joined(value: &Entered, between: &str) -> String {
    parts(value)
        .iter()
        .map(|part| strict(part))
        .collect::<Vec<_>>()
        .join(between)
}

fn parts(value: &Entered) -> Vec<String> {
    match value {
        Entered::One(one) => vec![one.clone()],
        Entered::Many(many) => many.clone(),
        Entered::Named(fields) => fields
            .iter()
            .flat_map(|(field, one)| [field.clone(), one.clone()])
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{in_header, in_path, in_query};
    use crate::entered::Entered;
    use openapi::Style;

    fn list() -> Entered {
        Entered::Many(["blue", "black", "brown"].map(str::to_owned).to_vec())
    }

    fn object() -> Entered {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Entered::Named(vec![pair("R", "100"), pair("G", "200")])
    }

    fn one() -> Entered {
        Entered::One("blue".to_owned())
    }

    /// The table of the OpenAPI specification, "Style Examples".
    #[test]
    fn paths_are_written_as_the_standard_shows() {
        for (style, explode, of_one, of_list, of_object) in [
            (
                Style::Matrix,
                false,
                ";color=blue",
                ";color=blue,black,brown",
                ";color=R,100,G,200",
            ),
            (
                Style::Matrix,
                true,
                ";color=blue",
                ";color=blue;color=black;color=brown",
                ";R=100;G=200",
            ),
            (
                Style::Label,
                false,
                ".blue",
                ".blue,black,brown",
                ".R,100,G,200",
            ),
            (
                Style::Label,
                true,
                ".blue",
                ".blue.black.brown",
                ".R=100.G=200",
            ),
            (
                Style::Simple,
                false,
                "blue",
                "blue,black,brown",
                "R,100,G,200",
            ),
            (
                Style::Simple,
                true,
                "blue",
                "blue,black,brown",
                "R=100,G=200",
            ),
        ] {
            assert_eq!(in_path("color", style, explode, &one()), of_one);
            assert_eq!(in_path("color", style, explode, &list()), of_list);
            assert_eq!(in_path("color", style, explode, &object()), of_object);
        }
    }

    #[test]
    fn queries_are_written_as_the_standard_shows() {
        let query = |style, explode, value: &Entered| {
            in_query("color", style, explode, false, value)
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect::<Vec<_>>()
                .join("&")
        };
        for (style, explode, of_list, of_object) in [
            (
                Style::Form,
                false,
                "color=blue,black,brown",
                "color=R,100,G,200",
            ),
            (
                Style::Form,
                true,
                "color=blue&color=black&color=brown",
                "R=100&G=200",
            ),
            (
                Style::SpaceDelimited,
                false,
                "color=blue%20black%20brown",
                "color=R%20100%20G%20200",
            ),
            (
                Style::PipeDelimited,
                false,
                "color=blue%7Cblack%7Cbrown",
                "color=R%7C100%7CG%7C200",
            ),
            (
                Style::TabDelimited,
                false,
                "color=blue%09black%09brown",
                "color=R%09100%09G%09200",
            ),
        ] {
            assert_eq!(query(style, explode, &list()), of_list);
            assert_eq!(query(style, explode, &object()), of_object);
        }
        let deep = query(Style::DeepObject, true, &object());
        assert_eq!(deep, "color%5BR%5D=100&color%5BG%5D=200");
    }

    #[test]
    fn nothing_in_a_value_ends_a_segment_or_a_pair() {
        let nasty = Entered::One("a/b?c#d&e=f;g,h%2F\u{0}ü".to_owned());
        assert_eq!(
            in_path("x", Style::Simple, false, &nasty),
            "a%2Fb%3Fc%23d%26e%3Df%3Bg%2Ch%252F%00%C3%BC"
        );
        let (_, kept) = &in_query("x", Style::Form, true, true, &nasty)[0];
        assert_eq!(kept, "a/b?c%23d%26e%3Df;g,h%252F%00%C3%BC");
        assert_eq!(in_header(Style::Simple, true, &object()), "R=100,G=200");
    }
}
