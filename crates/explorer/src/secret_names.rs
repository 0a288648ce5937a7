//! Names and values that look like secrets.

/// Whether a field, query parameter or header of this name usually holds a secret.
pub(crate) fn is_secret_name(name: &str) -> bool {
    const ENDINGS: [&str; 22] = [
        "password",
        "passwd",
        "pwd",
        "passphrase",
        "passcode",
        "secret",
        "secretkey",
        "token",
        "tokenvalue",
        "apikey",
        "accesskey",
        "authkey",
        "privatekey",
        "sharedkey",
        "encryptionkey",
        "licensekey",
        "credential",
        "credentials",
        "assertion",
        "otp",
        "totpseed",
        "sessionid",
    ];
    const WHOLE: [&str; 8] = [
        "authorization",
        "pin",
        "jwt",
        "sig",
        "signature",
        "clientassertion",
        "samlresponse",
        "cookie",
    ];
    // Tokens that only turn pages.
    const HARMLESS: [&str; 6] = [
        "pagetoken",
        "nexttoken",
        "nextpagetoken",
        "continuationtoken",
        "skiptoken",
        "synctoken",
    ];
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    !HARMLESS.contains(&plain.as_str())
        && (WHOLE.contains(&plain.as_str()) || ENDINGS.iter().any(|ending| plain.ends_with(ending)))
}

/// Whether a text is a private key or a signed token, whatever it is called.
pub(crate) fn is_secret_text(text: &str) -> bool {
    let key = text.contains("-----BEGIN ") && text.contains("PRIVATE KEY-----");
    let mut parts = text.trim().splitn(4, '.');
    let token = text.trim().starts_with("eyJ")
        && parts
            .by_ref()
            .take(3)
            .filter(|part| is_base64url(part))
            .count()
            == 3
        && parts.next().is_none();
    key || token
}

fn is_base64url(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    text.len() > 8 && text.bytes().all(letter)
}

#[cfg(test)]
mod tests {
    use super::{is_secret_name, is_secret_text};

    #[test]
    fn names_of_secrets_are_known_in_every_spelling() {
        for name in [
            "password",
            "NewPassword",
            "client_secret",
            "access_token",
            "private-key",
            "API_KEY",
            "passphrase",
            "oauthClientSecret",
            "Authorization",
            "x_totp",
            "PIN",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "passwordLength",
            "secretType",
            "nextPageToken",
            "tokenLifetime",
            "key",
            "name",
            "hasSecretAccess",
            "pinned",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn keys_and_tokens_are_known_by_their_looks() {
        assert!(is_secret_text("-----BEGIN OPENSSH PRIVATE KEY-----\nabc"));
        assert!(is_secret_text(
            "eyJhbGciOiJub25l.eyJzdWIiOiJ4IiwiYSI6MX0.c2lnbmF0dXJl"
        ));
        assert!(!is_secret_text("-----BEGIN PUBLIC KEY-----"));
        assert!(!is_secret_text("1.2.3"));
    }
}
