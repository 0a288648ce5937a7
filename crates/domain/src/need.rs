//! What an operation needs: one permission, or one of several.

use serde::{Deserialize, Deserializer};

/// One thing an operation needs. In files: `"a permission"`, or `{ one_of = ["this", "or that"] }`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Need {
    one_of: Vec<String>,
}

impl Need {
    /// The permissions of which one is enough, in the order of the file; at least one.
    pub fn one_of(&self) -> &[String] {
        &self.one_of
    }

    /// The need as a person reads it.
    pub fn words(&self) -> String {
        self.one_of.join(" or ")
    }
}

impl From<&str> for Need {
    fn from(permission: &str) -> Self {
        Self {
            one_of: vec![permission.to_owned()],
        }
    }
}

impl<'de> Deserialize<'de> for Need {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Permission(String),
            Alternatives(Alternatives),
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Alternatives {
            one_of: Vec<String>,
        }
        let one_of = match Written::deserialize(deserializer)? {
            Written::Permission(permission) => vec![permission],
            Written::Alternatives(Alternatives { one_of }) if one_of.len() < 2 => {
                return Err(serde::de::Error::custom("one_of names two or more"));
            }
            Written::Alternatives(Alternatives { one_of }) => one_of,
        };
        Ok(Self { one_of })
    }
}
