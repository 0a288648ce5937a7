//! Names of fields whose values are never quoted.

/// Whether a field of this name may hold a secret. Rather one too many: all it costs is that
/// a report says what kind of value stood there instead of the value.
pub(crate) fn may_be_secret(name: &str) -> bool {
    const PARTS: [&str; 19] = [
        "password",
        "passwd",
        "pwd",
        "passphrase",
        "passcode",
        "secret",
        "token",
        "apikey",
        "accesskey",
        "authkey",
        "privatekey",
        "sharedkey",
        "encryptionkey",
        "licensekey",
        "credential",
        "authorization",
        "assertion",
        "cookie",
        "sessionid",
    ];
    const WHOLE: [&str; 6] = ["pin", "otp", "totp", "jwt", "sig", "signature"];
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    WHOLE.iter().any(|whole| plain.ends_with(whole))
        || PARTS.iter().any(|part| plain.contains(part))
}

#[cfg(test)]
mod tests {
    use super::may_be_secret;

    #[test]
    fn secrets_are_known_in_every_spelling() {
        for name in [
            "password",
            "new_Password",
            "API-Key",
            "x_totp",
            "clientSecret",
            "PIN",
        ] {
            assert!(may_be_secret(name), "{name}");
        }
        for name in ["name", "userId", "key", "pinned", "address"] {
            assert!(!may_be_secret(name), "{name}");
        }
    }
}
