//! What can go wrong here, and the sentence each of them is told in.

use std::fmt;

/// Why a command could not go on. The words are for the person at the terminal.
#[derive(Debug)]
pub enum Trouble {
    /// The command line was not understood.
    Usage(String),
    /// The machine lacks something; `get` says how to have it.
    Missing { what: String, get: String },
    /// A program we started ended badly.
    Refused {
        program: String,
        how: String,
        next: String,
    },
    /// A file or a program could not be reached at all.
    Io {
        doing: String,
        source: std::io::Error,
    },
    /// Checks or tests found something; the lines say what.
    Found { what: String, lines: Vec<String> },
}

impl Trouble {
    /// An I/O failure while `doing` something, said as a verb phrase.
    pub fn io(doing: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let doing = doing.into();
        move |source| Self::Io { doing, source }
    }

    /// Replaces the advice of a failed program by better advice.
    #[must_use]
    pub fn with_next(self, advice: &str) -> Self {
        match self {
            Self::Refused { program, how, .. } => Self::Refused {
                program,
                how,
                next: advice.to_owned(),
            },
            other => other,
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(words) => f.write_str(words),
            Self::Missing { what, get } => write!(f, "{what} is missing.\n  {get}"),
            Self::Refused { program, how, next } => {
                write!(f, "`{program}` {how}.")?;
                if next.is_empty() {
                    Ok(())
                } else {
                    write!(f, "\n  {next}")
                }
            }
            Self::Io { doing, source } => write!(f, "Could not {doing}: {source}."),
            Self::Found { what, lines } => {
                write!(f, "{what}")?;
                lines.iter().try_for_each(|line| write!(f, "\n  {line}"))
            }
        }
    }
}
