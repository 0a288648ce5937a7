//! Which way a call took, and who said so.

use domain::{ProxyAddress, ScriptAddress};

/// Which way a call took, and who said so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Via {
    /// The proxy it went through; nothing when it went straight to the tenant.
    pub proxy: Option<ProxyAddress>,
    /// Who said so.
    pub said_by: SaidBy,
}

impl Via {
    /// Straight to the tenant, because its settings say so.
    pub const DIRECT: Self = Self {
        proxy: None,
        said_by: SaidBy::Settings,
    };
}

/// Who said which way a call takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaidBy {
    /// The tenant's settings.
    Settings,
    /// The operating system or the environment.
    System,
    /// A script.
    Script {
        /// Where it is.
        address: ScriptAddress,
        /// Why its last good answer is used instead of a fresh one.
        stale: Option<ScriptFault>,
    },
    /// Nobody was asked: the address is this machine itself.
    Loopback,
}

/// What a proxy did instead of letting a call through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProxyFault {
    /// It did not answer.
    Unreachable(crate::NetworkFault),
    /// It asks to sign in, and there is no password.
    SignInRequired {
        /// The schemes it offered, as it wrote them: `Basic`, `Negotiate`, `NTLM`.
        schemes: Vec<String>,
    },
    /// It refused the sign-in.
    SignInRefused {
        /// The schemes it offers.
        schemes: Vec<String>,
    },
    /// It asks to sign in, but by no scheme that is spoken here.
    SchemeNotSpoken {
        /// The schemes it offered.
        schemes: Vec<String>,
    },
    /// It refuses to let calls through to this host.
    TunnelRefused {
        /// Its HTTP status, or what SOCKS says instead (RFC 1928, 6).
        status: u16,
    },
    /// It closed the connection while the tunnel was made.
    BrokeOff,
    /// What it said is not HTTP.
    Protocol,
    /// The system or a script names a proxy of a kind that is not spoken, such as one that wants
    /// TLS to itself.
    KindNotSpoken,
    /// The host is an IPv6 address in numbers, which the HTTP library cannot take through a proxy: it
    /// looks for a certificate of that name with its brackets. The proxy was not asked.
    NumericHost,
    /// The script that names the proxy gave no answer, nor did it ever before.
    Script(ScriptFault),
}

/// Why a proxy script gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScriptFault {
    /// It could not be fetched.
    Unreachable,
    /// It is larger than a script may be.
    TooLarge,
    /// Fetching and running it took longer than three seconds.
    TooSlow,
    /// It is no script, or failed while it ran.
    Broken,
    /// Its answer names no way.
    NoWay,
}
