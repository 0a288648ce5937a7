//! A value that can be lent, but not shown.

use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Can be lent, never shown: no `Display`, no `Serialize`, a blank `Debug`, wiped on drop.
///
/// ```compile_fail
/// let secret = domain::Secret::new(String::from("hunter2"));
/// serde_json::to_string(&secret).unwrap();
/// ```
///
/// ```compile_fail
/// let secret = domain::Secret::new(String::from("hunter2"));
/// format!("{secret}");
/// ```
#[derive(Clone)]
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Takes ownership of the value; wrap it where it enters the program.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Lends the value for the length of one call.
    pub fn lend<R>(&self, to: impl FnOnce(&T) -> R) -> R {
        to(&self.0)
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> ZeroizeOnDrop for Secret<T> {}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl From<String> for Secret<String> {
    fn from(value: String) -> Self {
        Self::new(value)
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn debug_text_of_a_secret_shows_nothing_of_it() {
        let secret = Secret::new(String::from("hunter2"));
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert_eq!(secret.lend(String::len), 7);
    }
}
