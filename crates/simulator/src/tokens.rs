use crate::Asked;
use crate::clock::moved;
use domain::Timestamp;
use indexmap::IndexMap;
use jiff::SignedDuration;
use serde_json::Value;

/// How long a token is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// From its issue.
    For(SignedDuration),
    /// From its last use.
    Idle(SignedDuration),
    /// Until it is revoked.
    Endless,
}

/// A token a tenant gave out.
#[derive(Debug, Clone)]
pub struct Token {
    /// Who holds it: whatever the habits know the account by.
    pub holder: String,
    /// When it was given out.
    pub issued: Timestamp,
    /// When it was last shown.
    pub used: Timestamp,
    /// How long it is good.
    pub life: Life,
    /// Anything the habits keep with it.
    pub data: Value,
    revoked: bool,
}

/// Why a token is not good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Never given out here.
    Unknown,
    /// Too old.
    Expired,
    /// Taken back.
    Revoked,
}

/// The tokens a tenant gave out.
#[derive(Debug, Default)]
pub struct Tokens(IndexMap<String, Token>);

/// Beyond so many tokens the oldest are forgotten, so that a test in a loop costs no memory.
const KEPT: usize = 10_000;

impl Tokens {
    /// Remembers `value` as a token of `holder`.
    pub fn issue(&mut self, value: String, holder: &str, life: Life, data: Value, now: Timestamp) {
        if self.0.len() >= KEPT {
            self.0.shift_remove_index(0);
        }
        let token = Token {
            holder: holder.to_owned(),
            issued: now,
            used: now,
            life,
            data,
            revoked: false,
        };
        self.0.insert(value, token);
    }

    /// The token, if it is good; being shown keeps an idle one alive.
    pub fn check(&mut self, value: &str, now: Timestamp) -> Result<&Token, Refused> {
        let token = self.0.get_mut(value).ok_or(Refused::Unknown)?;
        token.good(now)?;
        token.used = now;
        Ok(token)
    }

    /// The token, good or not, without showing it.
    pub fn get(&self, value: &str) -> Option<&Token> {
        self.0.get(value)
    }

    /// Takes one token back; whether it was there.
    pub fn revoke(&mut self, value: &str) -> bool {
        match self.0.get_mut(value) {
            Some(token) => {
                token.revoked = true;
                true
            }
            None => false,
        }
    }

    /// Takes back every token of `holder`; how many were good until now.
    pub fn revoke_of(&mut self, holder: &str, now: Timestamp) -> usize {
        self.revoke_where(now, |token| token.holder == holder)
    }

    /// Takes back every token; how many were good until now.
    pub fn revoke_all(&mut self, now: Timestamp) -> usize {
        self.revoke_where(now, |_| true)
    }

    /// The good tokens, oldest first.
    pub fn live(&self, now: Timestamp) -> impl Iterator<Item = (&str, &Token)> {
        self.0
            .iter()
            .filter(move |(_, token)| token.good(now).is_ok())
            .map(|(value, token)| (value.as_str(), token))
    }

    /// The good token a request carries in any of its headers, whatever the scheme.
    pub fn carried(&self, asked: &Asked, now: Timestamp) -> Option<String> {
        self.live(now)
            .find(|(value, _)| asked.headers.iter().any(|(_, shown)| shown.contains(value)))
            .map(|(value, _)| value.to_owned())
    }

    /// Whether `text` holds a token that was ever given out.
    pub(crate) fn within(&self, text: &str) -> bool {
        self.0.keys().any(|value| text.contains(value.as_str()))
    }

    fn revoke_where(&mut self, now: Timestamp, which: impl Fn(&Token) -> bool) -> usize {
        let mut count = 0;
        for token in self.0.values_mut().filter(|token| which(token)) {
            count += usize::from(token.good(now).is_ok());
            token.revoked = true;
        }
        count
    }
}

impl Token {
    /// When it ends, as things stand.
    pub fn ends(&self) -> Option<Timestamp> {
        match self.life {
            Life::For(life) => Some(moved(self.issued, life)),
            Life::Idle(life) => Some(moved(self.used, life)),
            Life::Endless => None,
        }
    }

    fn good(&self, now: Timestamp) -> Result<(), Refused> {
        if self.revoked {
            Err(Refused::Revoked)
        } else if self.ends().is_some_and(|end| now >= end) {
            Err(Refused::Expired)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Life, Refused, Tokens};
    use crate::clock::moved;
    use domain::Timestamp;
    use jiff::SignedDuration;
    use serde_json::Value;

    #[test]
    fn tokens_end_by_age_by_idleness_and_by_being_taken_back() {
        let start: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
        let after = |seconds| moved(start, SignedDuration::from_secs(seconds));
        let minute = SignedDuration::from_mins(1);
        let mut tokens = Tokens::default();
        for (name, life) in [
            ("age", Life::For(minute)),
            ("idle", Life::Idle(minute)),
            ("endless", Life::Endless),
        ] {
            tokens.issue(name.to_owned(), "me", life, Value::Null, start);
        }
        assert!(tokens.check("age", after(59)).is_ok());
        assert!(tokens.check("idle", after(59)).is_ok());
        assert_eq!(tokens.check("age", after(60)).err(), Some(Refused::Expired));
        assert!(tokens.check("idle", after(118)).is_ok());
        assert_eq!(
            tokens.check("idle", after(178)).err(),
            Some(Refused::Expired)
        );
        assert_eq!(tokens.live(after(178)).count(), 1);
        assert_eq!(tokens.revoke_of("me", after(178)), 1);
        assert_eq!(
            tokens.check("endless", after(178)).err(),
            Some(Refused::Revoked)
        );
        assert_eq!(tokens.check("other", start).err(), Some(Refused::Unknown));
    }
}
