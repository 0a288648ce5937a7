//! The faults that Keydesk has to stand, by the names that tests give them.

/// What the names of faults begin with.
pub const FAMILIES: &str = "NLHCPSKU";

/// One fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Its family and number: `N` network, `L` certificates, `H` answers, `C` credentials, `P`
    /// documents, `S` storage, `K` keychain, `U` the program itself.
    pub name: &'static str,
    /// What goes wrong.
    pub what: &'static str,
}

const fn row(name: &'static str, what: &'static str) -> Row {
    Row { name, what }
}

/// All of them, in the order in which they are shown.
pub const ROWS: &[Row] = &[
    row("N1", "the name does not exist"),
    row("N2", "the name server says nothing"),
    row("N3", "the name moves to another machine at work"),
    row("N4", "nothing listens at the port"),
    row("N5", "packets vanish on the way"),
    row("N6", "the connection is reset once it stands"),
    row("N7", "the connection is reset within the body"),
    row("N8", "a kept connection is dead already"),
    row("N9", "IPv6 leads nowhere, IPv4 works"),
    row("N10", "the proxy wants a sign-in"),
    row("N11", "the proxy dies while it opens the tunnel"),
    row("N12", "the proxy script is slow or broken"),
    row("N13", "a captive portal answers in the tenant's place"),
    row("N14", "the machine moves to another network"),
    row("N15", "the machine sleeps for eight hours"),
    row("N16", "the head comes byte by byte"),
    row("N17", "the body comes byte by byte"),
    row("L1", "the certificate is expired"),
    row("L2", "the certificate is not valid yet"),
    row("L3", "the certificate is for another name"),
    row("L4", "the certificate is of an unknown authority"),
    row("L5", "the vendor changes a pinned authority"),
    row("L6", "the server speaks old TLS only"),
    row("L7", "the handshake stops half-way"),
    row(
        "L8",
        "a client certificate is wanted, missing or unreadable",
    ),
    row("L9", "the company looks into its traffic"),
    row("H1", "a redirect leads to another origin"),
    row("H2", "a sign-in is redirected with its body"),
    row("H3", "redirects run in a circle or leave TLS"),
    row("H4", "429 asks for a wait, sane or not"),
    row("H5", "429 comes again and again"),
    row("H6", "500 or 503 comes again and again"),
    row("H7", "the body is shorter than was said"),
    row("H8", "the body is longer than was said"),
    row("H9", "a length and chunks are said at once"),
    row("H10", "gzip ends early"),
    row("H11", "the body unpacks without end"),
    row("H12", "the content type is wrong"),
    row("H13", "the text is not UTF-8, or marked at its start"),
    row("H14", "the body has 200 MB"),
    row("H15", "the body never ends"),
    row("H16", "the head is huge"),
    row("H17", "the body is empty where data is expected"),
    row("H18", "HTTP/2 goes away, resets or floods"),
    row("H19", "cookies come for other hosts"),
    row("C1", "a token dies before its time"),
    row("C2", "fifty calls are refused with 401 at once"),
    row("C3", "the token address is down"),
    row("C4", "the token answer is odd"),
    row("C5", "the secret was changed at the vendor"),
    row("C6", "the new token is refused too"),
    row("C7", "a clock is wrong, or jumps"),
    row("C8", "signing out fails at the exit"),
    row("C9", "a sign-in would end another session"),
    row("C10", "the account is disabled, or the network not allowed"),
    row("P1", "references go round in circles or very deep"),
    row(
        "P2",
        "a reference points at files or the machine's metadata",
    ),
    row("P3", "YAML, XML or JSON unfolds without end"),
    row("P4", "a pattern takes for ever to match"),
    row("P5", "numbers are longer than 64 bits"),
    row("P6", "the document changes while it is in use"),
    row("S1", "the disk is full when the vault is written"),
    row("S2", "the folder or the file is read-only"),
    row("S3", "a byte of the vault flips"),
    row("S4", "the vault is cut short or empty"),
    row("S5", "the program is killed while it writes"),
    row("S6", "the program is killed while the key changes"),
    row("S7", "an older vault is put back"),
    row("S8", "the vault is of a newer version"),
    row("S9", "the program is started twice"),
    row("S10", "a virus scanner holds the file"),
    row("S11", "the history is damaged"),
    row("S12", "the log cannot be written"),
    row("S13", "the audit log cannot be written"),
    row("K1", "there is no keychain"),
    row("K2", "the keychain is locked at work"),
    row("K3", "the keychain never answers"),
    row("K4", "the key is gone from the keychain"),
    row("K5", "the person refuses the keychain's question"),
    row("K6", "it is another keychain than before"),
    row("U1", "the web view's process dies"),
    row("U2", "a command panics"),
    row("U3", "a write is cancelled on its way"),
    row("U4", "memory runs short"),
    row("U5", "an update is interrupted"),
    row("U6", "the program starts after a crash"),
];

/// The row of that name.
pub fn find(name: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn there_are_86_faults_and_each_has_its_own_name() {
        let names: BTreeSet<&str> = ROWS.iter().map(|row| row.name).collect();
        assert_eq!((names.len(), ROWS.len()), (86, 86));
    }

    #[test]
    fn the_numbers_of_a_family_have_no_gap() {
        for family in FAMILIES.chars() {
            let own = ROWS.iter().filter(|row| row.name.starts_with(family));
            for (index, row) in own.enumerate() {
                assert_eq!(row.name, format!("{family}{}", index + 1));
            }
        }
    }
}
