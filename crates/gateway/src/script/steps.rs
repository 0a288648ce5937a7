//! What a proxy script answers.

use domain::ProxyAddress;

/// One way a script names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Direct,
    Through(ProxyAddress),
    /// A proxy of a kind that is not spoken.
    NotSpoken,
}

/// The ways a script names, in its order: `PROXY a:8080; SOCKS5 b:1080; DIRECT`. What cannot be
/// read is left out.
pub(crate) fn steps(answer: &str) -> Vec<Step> {
    let step = |text: &str| {
        let text = text.trim();
        let (kind, address) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let through = |scheme: &str| {
            let address = ProxyAddress::parse(&format!("{scheme}://{}", address.trim()));
            address.ok().map(Step::Through)
        };
        match kind.to_ascii_uppercase().as_str() {
            "DIRECT" => Some(Step::Direct),
            "PROXY" | "HTTP" => through("http"),
            // Browsers that know version 5 speak it also when the script does not say which.
            "SOCKS" | "SOCKS5" => through("socks5"),
            "HTTPS" | "SOCKS4" | "QUIC" => Some(Step::NotSpoken),
            _ => None,
        }
    };
    answer.split(';').filter_map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::{Step, steps};
    use domain::ProxyAddress;

    #[test]
    fn the_answers_of_scripts_are_read_in_their_order() {
        let through = |text: &str| Step::Through(ProxyAddress::parse(text).unwrap());
        for (answer, expected) in [
            ("DIRECT", vec![Step::Direct]),
            ("PROXY p:8080", vec![through("p:8080")]),
            ("PROXY p", vec![through("p:80")]),
            (
                "PROXY a:1; PROXY b:2 ;DIRECT",
                vec![through("a:1"), through("b:2"), Step::Direct],
            ),
            ("socks s:1", vec![through("socks5://s:1")]),
            ("SOCKS5 s", vec![through("socks5://s:1080")]),
            ("HTTP h:3128;", vec![through("h:3128")]),
            ("HTTPS s:443; DIRECT", vec![Step::NotSpoken, Step::Direct]),
            (
                "PROXY [2001:db8::1]:8080",
                vec![through("[2001:db8::1]:8080")],
            ),
            ("PROXY me:pw@p:1; nonsense", vec![]),
            ("", vec![]),
            ("\tproxy\tp:1\n", vec![through("p:1")]),
        ] {
            assert_eq!(steps(answer), expected, "{answer:?}");
        }
    }
}
