use super::{marked, marked_lines, spoken};
use crate::wire::{MarkedText, TextMark, TextRun};

/// What a person sees: text as it is, marks in brackets.
fn seen(MarkedText(runs): MarkedText) -> String {
    let seen = |run: TextRun| match run.mark {
        None => run.text,
        Some(TextMark::Invisible { code }) => format!("[{code}]"),
        Some(TextMark::Direction { code }) => format!("[turn {code}]"),
        Some(TextMark::LookAlike { of, code }) => format!("[{code} like {of}]"),
    };
    runs.into_iter().map(seen).collect()
}

/// Goal 36: 40 tricks, each by its name.
const TRICKS: [(&str, &str, &str); 40] = [
    ("zero width space", "ad\u{200B}min", "ad[U+200B]min"),
    ("zero width non-joiner", "ad\u{200C}min", "ad[U+200C]min"),
    ("zero width joiner", "ad\u{200D}min", "ad[U+200D]min"),
    ("word joiner", "ad\u{2060}min", "ad[U+2060]min"),
    ("byte order mark", "\u{FEFF}admin", "[U+FEFF]admin"),
    ("soft hyphen", "ad\u{00AD}min", "ad[U+00AD]min"),
    (
        "combining grapheme joiner",
        "ad\u{034F}min",
        "ad[U+034F]min",
    ),
    (
        "Mongolian vowel separator",
        "ad\u{180E}min",
        "ad[U+180E]min",
    ),
    ("invisible times", "ad\u{2062}min", "ad[U+2062]min"),
    ("function application", "ad\u{2061}min", "ad[U+2061]min"),
    ("Hangul filler", "ad\u{3164}min", "ad[U+3164]min"),
    ("half-wide Hangul filler", "ad\u{FFA0}min", "ad[U+FFA0]min"),
    ("Hangul initial filler", "ad\u{115F}min", "ad[U+115F]min"),
    ("blank Braille pattern", "ad\u{2800}min", "ad[U+2800]min"),
    ("variation selector", "admin\u{FE0F}", "admin[U+FE0F]"),
    (
        "supplementary variation selector",
        "admin\u{E0101}",
        "admin[U+E0101]",
    ),
    (
        "tag letters",
        "admin\u{E0061}\u{E0062}",
        "admin[U+E0061][U+E0062]",
    ),
    ("interlinear annotation", "ad\u{FFF9}min", "ad[U+FFF9]min"),
    ("no-break space", "prod\u{00A0}db", "prod[U+00A0]db"),
    ("thin space", "prod\u{2009}db", "prod[U+2009]db"),
    ("ideographic space", "prod\u{3000}db", "prod[U+3000]db"),
    ("Ogham space", "prod\u{1680}db", "prod[U+1680]db"),
    ("line separator", "safe\u{2028}other", "safe[U+2028]other"),
    ("line feed in a name", "safe\nother", "safe[U+000A]other"),
    ("backspace", "safe\u{0008}other", "safe[U+0008]other"),
    ("escape of a terminal", "safe\u{001B}[2J", "safe[U+001B][2J"),
    (
        "next line of the second set",
        "safe\u{0085}other",
        "safe[U+0085]other",
    ),
    ("private use", "safe\u{E000}", "safe[U+E000]"),
    (
        "right-to-left override",
        "txt\u{202E}exe.nimda",
        "txt[turn U+202E]exe.nimda",
    ),
    ("left-to-right override", "a\u{202D}b", "a[turn U+202D]b"),
    (
        "right-to-left embedding",
        "a\u{202B}b\u{202C}",
        "a[turn U+202B]b[turn U+202C]",
    ),
    (
        "right-to-left isolate",
        "a\u{2067}b\u{2069}",
        "a[turn U+2067]b[turn U+2069]",
    ),
    ("right-to-left mark", "a\u{200F}b", "a[turn U+200F]b"),
    ("Arabic letter mark", "a\u{061C}b", "a[turn U+061C]b"),
    (
        "one Cyrillic letter among Latin ones",
        "\u{0430}dmin",
        "[U+0430 like a]dmin",
    ),
    (
        "one Greek letter among Latin ones",
        "r\u{03BF}ot",
        "r[U+03BF like o]ot",
    ),
    (
        "a word of nothing but Cyrillic look-alikes",
        "\u{0441}\u{043E}\u{0440}\u{0435}",
        "[U+0441 like c][U+043E like o][U+0440 like p][U+0435 like e]",
    ),
    ("wide letters", "\u{FF41}dmin", "[U+FF41 like a]dmin"),
    (
        "mathematical letters",
        "\u{1D41A}dmin",
        "[U+1D41A like a]dmin",
    ),
    (
        "a slash that is none",
        "host\u{2215}path",
        "host[U+2215 like /]path",
    ),
];

#[test]
fn forty_of_forty_tricks_are_visible() {
    for (name, text, wanted) in TRICKS {
        assert_eq!(seen(marked(text)), wanted, "{name}");
    }
}

#[test]
fn further_tricks_are_visible_too() {
    for (name, text, wanted) in [
        (
            "a dot that is none",
            "host\u{2024}example",
            "host[U+2024 like .]example",
        ),
        (
            "a colon that is none",
            "host\u{2236}443",
            "host[U+2236 like :]443",
        ),
        ("a hyphen that is none", "a\u{2010}b", "a[U+2010 like -]b"),
        (
            "a Latin letter that is another",
            "\u{0261}o",
            "[U+0261 like g]o",
        ),
        (
            "a Cherokee letter among Latin ones",
            "\u{13A0}og",
            "[U+13A0 like D]og",
        ),
        (
            "accents without end",
            "a\u{0300}\u{0301}\u{0302}",
            "a\u{0300}\u{0301}[U+0302]",
        ),
    ] {
        assert_eq!(seen(marked(text)), wanted, "{name}");
    }
}

#[test]
fn what_people_write_every_day_has_no_mark() {
    for text in [
        "admin@example.com",
        "Zoë Müller, José Núñez & Łukasz",
        "Иванов Пётр",
        "Παπαδόπουλος",
        "山田太郎",
        "محمد",
        "शर्मा",
        "The person’s account – “kept”…",
        "e\u{0301}t\u{00E9}",
        "{\"a\": [1, true]}",
    ] {
        assert_eq!(seen(marked(text)), text);
    }
}

#[test]
fn a_body_keeps_its_lines_and_nothing_else_that_controls() {
    assert_eq!(seen(marked_lines("a\n\tb\r")), "a\n\tb[U+000D]");
}

#[test]
fn a_name_is_typed_as_it_is_seen() {
    assert_eq!(spoken("  Fir DB "), "fir db");
    assert_eq!(spoken("\u{202E}Fir\u{200B} \u{0430}dmin"), "fir admin");
    assert_eq!(spoken("prod\u{00A0}db"), "prod db");
    assert_eq!(spoken("\u{200B}\u{FE0F}"), "");
}
