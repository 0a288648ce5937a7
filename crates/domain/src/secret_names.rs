//! Names and values that look like secrets.

/// What the name of a secret ends with.
const ENDINGS: [&str; 18] = [
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
];

/// Further endings.
const FURTHER: [&str; 4] = ["assertion", "otp", "totpseed", "sessionid"];

/// Names that are secrets when they are the whole name.
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

/// Tokens that only turn pages.
const HARMLESS: [&str; 6] = [
    "pagetoken",
    "nexttoken",
    "nextpagetoken",
    "continuationtoken",
    "skiptoken",
    "synctoken",
];

/// A name without what is spelled differently from place to place.
fn plain(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// Whether a field, query parameter or header of this name usually holds a secret, so that its
/// value is not shown.
pub fn is_secret_name(name: &str) -> bool {
    let plain = plain(name);
    let ends = |endings: &[&str]| endings.iter().any(|ending| plain.ends_with(ending));
    !HARMLESS.contains(&plain.as_str())
        && (WHOLE.contains(&plain.as_str()) || ends(&ENDINGS) || ends(&FURTHER))
}

/// Whether a field of this name may hold a secret, so that a report does not quote its value.
/// Rather one too many: what it costs is a value that is told by its kind.
pub fn may_be_secret(name: &str) -> bool {
    let plain = plain(name);
    ENDINGS.iter().any(|ending| plain.contains(ending))
        || FURTHER
            .iter()
            .chain(&WHOLE)
            .any(|ending| plain.ends_with(ending))
        || ["assertion", "authorization", "cookie", "sessionid"]
            .iter()
            .any(|part| plain.contains(part))
}

/// Whether a text is a private key or a signed token, whatever it is called.
pub fn is_secret_text(text: &str) -> bool {
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
    use super::{is_secret_name, is_secret_text, may_be_secret};

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

    #[test]
    fn values_are_rather_not_quoted() {
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
