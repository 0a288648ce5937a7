//! The hand-written exchanges of a vendor's folder, for tests.
//!
//! ```text
//! # source: the page or the program the exchange was taken from
//! POST /oauth/token
//! Content-Type: application/x-www-form-urlencoded
//!
//! grant_type=client_credentials&client_id=…
//! ---
//! 200
//! Content-Type: application/json
//!
//! {"access_token": "…"}
//! ```
//!
//! The path is below the tenant's place; for another address of a tenant the name of that address
//! stands before it in braces, as in the manifest. Headers that any client adds by itself are left out.

use std::path::PathBuf;

/// A request and its answer, as the vendor's documentation or a working client has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The file's name without its ending: `sign-in`, or `sign-in.service-user` for one method of several.
    pub name: String,
    /// Where it was taken from.
    pub source: String,
    /// `POST /path?query`.
    pub request_line: String,
    /// What is sent.
    pub request: Message,
    /// The HTTP status of the answer.
    pub status: u16,
    /// What comes back.
    pub answer: Message,
}

/// Headers and a body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// In the order of the file.
    pub headers: Vec<(String, String)>,
    /// Without the line break at its end.
    pub body: String,
}

impl Message {
    /// The value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    fn parse(lines: &[&str]) -> Option<Self> {
        let blank = lines.iter().position(|line| line.is_empty());
        let (head, body) = match blank {
            Some(at) => (&lines[..at], &lines[at + 1..]),
            None => (lines, &[][..]),
        };
        let headers = head.iter().map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.trim().to_owned(), value.trim().to_owned()))
        });
        Some(Self {
            headers: headers.collect::<Option<_>>()?,
            body: body.join("\n").trim_end().to_owned(),
        })
    }
}

impl Exchange {
    /// Reads one file; `None` when it is not of the form above.
    pub fn parse(name: &str, text: &str) -> Option<Self> {
        let (asked, answered) = text.split_once("\n---\n")?;
        let lines: Vec<&str> = asked.lines().map(str::trim_end).collect();
        let comments = lines.iter().take_while(|line| line.starts_with('#'));
        let comments = comments.count();
        let source = lines
            .iter()
            .take(comments)
            .find_map(|line| line.strip_prefix("# source:"))?;
        let (request_line, request) = lines[comments..].split_first()?;
        let lines: Vec<&str> = answered.lines().map(str::trim_end).collect();
        let (status, answer) = lines.split_first()?;
        Some(Self {
            name: name.to_owned(),
            source: source.trim().to_owned(),
            request_line: (*request_line).to_owned(),
            request: Message::parse(request)?,
            status: status.trim().parse().ok()?,
            answer: Message::parse(answer)?,
        })
    }
}

/// The exchanges of a folder, by name.
///
/// # Panics
/// When the folder is not there, or a file is not of the form above.
pub fn exchanges(folder: &str) -> Vec<Exchange> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "src", folder, "exchanges"]
        .iter()
        .collect();
    let files = std::fs::read_dir(&path).expect("every vendor has a folder of exchanges");
    let mut found: Vec<Exchange> = files
        .map(|file| file.expect("the folder can be listed").path())
        .filter(|file| file.extension().is_some_and(|ending| ending == "http"))
        .map(|file| {
            let text = std::fs::read_to_string(&file).expect("an exchange is UTF-8");
            let name = file.file_stem().unwrap_or_default().to_string_lossy();
            Exchange::parse(&name, &text)
                .unwrap_or_else(|| panic!("{} is not an exchange", file.display()))
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}
