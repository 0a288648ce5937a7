//! A composed request as code in other languages, and as a command of the vendor's own tool.
//!
//! Everything here is text from text: no secret comes in, so none can come out. The credential is
//! named by the variable it is read from, and what looks like a secret in an address, a header or
//! a body is taken out and named in the same way. What a snippet sends is what we send: the whole
//! address as it is encoded, our headers, our bytes; redirects are not followed, since credentials
//! are for one place only.
//!
//! Start at [`snippet`]; for vendors' tools at [`Tools`].

mod csharp;
mod curl;
mod filling;
mod held;
mod javascript;
mod literal;
mod powershell;
mod python;
mod recipe;
mod tools;

pub use tools::{Called, Command, Tool, Tools, ToolsError};

use crate::Composed;
use domain::Template;
use recipe::Recipe;

/// A language a request can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// curl in bash.
    Curl,
    /// `Invoke-RestMethod`, for Windows PowerShell 5.1 and PowerShell 7.
    PowerShell,
    /// Python with requests.
    Requests,
    /// Python with httpx.
    Httpx,
    /// JavaScript with fetch, for Node 20 and browsers.
    Fetch,
    /// C# with `HttpClient`, a program of top-level statements for .NET 8.
    CSharp,
}

impl Language {
    /// Every language, in the order it is offered.
    pub const ALL: [Self; 6] = [
        Self::Curl,
        Self::PowerShell,
        Self::Requests,
        Self::Httpx,
        Self::Fetch,
        Self::CSharp,
    ];

    /// A name for programs.
    pub fn id(self) -> &'static str {
        match self {
            Self::Curl => "curl",
            Self::PowerShell => "powershell",
            Self::Requests => "python-requests",
            Self::Httpx => "python-httpx",
            Self::Fetch => "javascript-fetch",
            Self::CSharp => "csharp-httpclient",
        }
    }

    /// A name for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Curl => "curl",
            Self::PowerShell => "PowerShell",
            Self::Requests => "Python requests",
            Self::Httpx => "Python httpx",
            Self::Fetch => "JavaScript fetch",
            Self::CSharp => "C# HttpClient",
        }
    }

    /// What its text is written in.
    pub fn syntax(self) -> Syntax {
        match self {
            Self::Curl => Syntax::Bash,
            Self::PowerShell => Syntax::PowerShell,
            Self::Requests | Self::Httpx => Syntax::Python,
            Self::Fetch => Syntax::JavaScript,
            Self::CSharp => Syntax::CSharp,
        }
    }
}

/// What a text is written in, for colouring it and for naming its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "languages")]
pub enum Syntax {
    Bash,
    PowerShell,
    Python,
    JavaScript,
    CSharp,
}

/// How a tenant's credential travels. Its value is never asked for.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    /// The tenant's name, from which variables are named: `Fir` reads `FIR_TOKEN`.
    pub tenant: &'a str,
    /// The header that carries the credential.
    pub header: &'a str,
    /// That header's value, `"Bearer {token}"`.
    pub form: &'a Template,
}

/// A request as code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// [`Language::id`], or the tool's.
    pub language: String,
    /// What the text is written in.
    pub syntax: Syntax,
    /// The text.
    pub text: String,
    /// What a person should know before running it.
    pub notes: Vec<Note>,
}

/// What a person should know before running a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// This environment variable has to be set.
    Variable {
        /// Its name.
        name: String,
    },
    /// This file is read from the folder the snippet runs in.
    File {
        /// Its name.
        name: String,
    },
    /// Windows PowerShell 5.1 cannot send this; PowerShell 7 can.
    PowerShell7,
    /// The language refuses to send a body with this method.
    BodyRefused,
    /// The library writes some escapes of the address in its own way.
    AddressRewritten,
    /// The tool has no place for this value of the draft.
    NotCarried {
        /// The parameter's or field's name.
        name: String,
    },
}

/// A request in one language.
pub fn snippet(language: Language, composed: &Composed, held: Held<'_>) -> Code {
    let recipe = Recipe::new(composed, held);
    let mut notes: Vec<Note> = recipe.notes();
    let text = match language {
        Language::Curl => curl::write(&recipe),
        Language::PowerShell => powershell::write(&recipe, &mut notes),
        Language::Requests => python::write(python::Library::Requests, &recipe, &mut notes),
        Language::Httpx => python::write(python::Library::Httpx, &recipe, &mut notes),
        Language::Fetch => javascript::write(&recipe, &mut notes),
        Language::CSharp => csharp::write(&recipe),
    };
    Code {
        language: language.id().to_owned(),
        syntax: language.syntax(),
        text,
        notes,
    }
}
