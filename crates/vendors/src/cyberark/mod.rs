//! What data cannot say of this vendor: a logon that goes on with a code, an approval, a new
//! password, or a response that comes from somebody else's page.

mod identity;

use crate::{Adapter, Vendor};
use domain::{FieldId, MethodId, Secret};
use sessions::{
    Approval, AuthError, Context, Conversation, Conversing, Heard, Move, Question, Wants,
    read_grant, sign_in_request,
};
use url::Url;

/// The logon wants an answer to what its message says. It comes with a status of failure, and is
/// none.
const CHALLENGE: &str = "ITATS542I";

/// The status of a logon whose password is over.
const PASSWORD_OVER: u16 = 409;

/// The folder, and how one signs in.
#[derive(Debug)]
pub(crate) struct CyberArk(pub(crate) Vendor);

impl Adapter for CyberArk {
    fn vendor(&self) -> &Vendor {
        &self.0
    }

    fn conversation(&self, method: &MethodId) -> Option<Conversing> {
        match method.as_str() {
            "vault-user" | "ldap-user" | "vault-user-gen1" => Some(|| Box::new(Logon::default())),
            "radius-user" => Some(|| Box::new(Logon::default())),
            "radius-code-first" => Some(|| Box::new(Logon::with_the_code_first())),
            "saml" => Some(|| Box::new(Saml)),
            "identity-user" => Some(|| Box::new(identity::Identity::default())),
            _ => None,
        }
    }
}

/// What stands in the logon's place for the password.
#[derive(Default)]
enum Given {
    /// What the vault holds.
    #[default]
    Password,
    /// What the person answered.
    Reply(Secret<String>),
}

/// A logon: one request, and more while the server asks.
#[derive(Default)]
struct Logon {
    /// Whether the code is wanted before the password.
    code_first: bool,
    /// What was asked last.
    asked: Option<Wants>,
    /// What the last request had for the password.
    given: Given,
    /// The new password that was sent.
    chosen: Option<Secret<String>>,
}

impl Logon {
    fn with_the_code_first() -> Self {
        Self {
            code_first: true,
            ..Self::default()
        }
    }

    fn ask(&mut self, wants: Wants, sentence: Option<String>) -> Move {
        self.asked = Some(wants.clone());
        Move::Ask(Question {
            sentence,
            wants,
            secret: true,
            open: None,
        })
    }

    /// The logon with what there is now.
    fn log_on(&self, with: &Context<'_>) -> Result<Move, AuthError> {
        let mut instead: Vec<(&str, &Secret<String>)> = Vec::new();
        let appended;
        let mut by_phone = false;
        match &self.given {
            Given::Reply(reply) => {
                by_phone = is_keyword(reply);
                instead.push(("password", reply));
            }
            Given::Password => {
                if let Some((both, added)) = appended_password(with) {
                    by_phone = is_keyword(&added);
                    appended = both;
                    instead.push(("password", &appended));
                }
            }
        }
        if let Some(chosen) = &self.chosen {
            instead.push(("new_password", chosen));
        }
        let request = sign_in_request(with, &instead)?;
        Ok(if by_phone {
            Move::SendAndWait(request, Approval::default())
        } else {
            Move::Send(request)
        })
    }

    fn answered(
        &mut self,
        with: &Context<'_>,
        answer: &gateway::Response,
    ) -> Result<Move, AuthError> {
        let refused = read_grant(with, answer);
        let said = match refused {
            Ok(mut grant) => {
                if let Some(chosen) = self.chosen.take() {
                    grant.changed.push((FieldId::from("password"), chosen));
                }
                return Ok(Move::Signed(grant));
            }
            Err(error) => {
                let body = serde_json::from_slice(&answer.body).unwrap_or_default();
                (with.account.failures.words(answer.status, &body), error)
            }
        };
        let (words, error) = said;
        if words.code.as_deref() == Some(CHALLENGE) {
            if self.code_first && matches!(self.asked, Some(Wants::Code)) {
                // Asked for the password now, which is known.
                self.asked = None;
                self.given = Given::Password;
                return self.log_on(with);
            }
            return Ok(self.ask(Wants::Code, words.message));
        }
        if answer.status == PASSWORD_OVER && self.chosen.is_none() {
            return Ok(self.ask(Wants::NewPassword, words.message));
        }
        Err(error)
    }
}

impl Conversation for Logon {
    fn next(&mut self, with: &Context<'_>, heard: Heard<'_>) -> Result<Move, AuthError> {
        match heard {
            Heard::Answer(answer) => self.answered(with, answer),
            Heard::Reply(reply) => {
                match self.asked {
                    Some(Wants::NewPassword) => self.chosen = Some(reply.clone()),
                    _ => self.given = Given::Reply(reply.clone()),
                }
                self.log_on(with)
            }
            _ if self.code_first => Ok(self.ask(Wants::Code, None)),
            _ => self.log_on(with),
        }
    }
}

/// The password with what the person wants sent after it, and that alone.
fn appended_password(with: &Context<'_>) -> Option<(Secret<String>, Secret<String>)> {
    let value = |field: &str| with.inputs.get(&FieldId::from(field));
    let (password, appended) = (value("password")?, value("appended")?);
    if appended.lend(String::is_empty) {
        return None;
    }
    let both = password.lend(|password| {
        let mark = value("delimiter").map(|mark| mark.lend(Clone::clone));
        let mark = mark.filter(|mark| !mark.is_empty());
        let mark = mark.unwrap_or_else(|| ",".to_owned());
        appended.lend(|appended| format!("{password}{mark}{appended}"))
    });
    Some((Secret::new(both), appended.clone()))
}

/// Whether an answer is a word such as `push`, on which the server asks the person's phone and
/// holds its own answer back. Codes have digits.
fn is_keyword(reply: &Secret<String>) -> bool {
    reply.lend(|reply| {
        let letters = reply.chars().any(char::is_alphabetic);
        letters && !reply.contains(|c: char| c.is_ascii_digit())
    })
}

/// A SAML response, from the page of whoever knows the person.
struct Saml;

impl Conversation for Saml {
    fn next(&mut self, with: &Context<'_>, heard: Heard<'_>) -> Result<Move, AuthError> {
        match heard {
            Heard::Answer(answer) => read_grant(with, answer).map(Move::Signed),
            Heard::Reply(pasted) => {
                let response = pasted.lend(|pasted| response(pasted));
                let instead = [("saml_response", &response)];
                sign_in_request(with, &instead).map(Move::Send)
            }
            _ => {
                let address = with.inputs.get(&FieldId::from("sign_in_page"));
                let open = address.and_then(|text| text.lend(|text| Url::parse(text.trim()).ok()));
                Ok(Move::Ask(Question {
                    sentence: None,
                    wants: Wants::Pasted,
                    secret: true,
                    // Only a page may be opened.
                    open: open.filter(|url| domain::Origin::of(url).is_ok()),
                }))
            }
        }
    }
}

/// The response in what a person copied: alone, or as the form field it was sent in.
fn response(pasted: &str) -> Secret<String> {
    let pasted = pasted.trim();
    let field = url::form_urlencoded::parse(pasted.as_bytes())
        .find(|(name, _)| name == "SAMLResponse")
        .map(|(_, value)| value.into_owned());
    let plain = || pasted.split_whitespace().collect::<String>();
    Secret::new(field.unwrap_or_else(plain))
}

#[cfg(test)]
mod tests {
    use super::{is_keyword, response};
    use domain::Secret;

    #[test]
    fn a_word_asks_the_phone_and_a_code_does_not() {
        let keyword = |text: &str| is_keyword(&Secret::new(text.to_owned()));
        assert!(keyword("push"));
        assert!(keyword("phone call"));
        assert!(!keyword("471108"));
        assert!(!keyword("B4 7K"));
        assert!(!keyword(""));
    }

    #[test]
    fn a_response_is_found_alone_and_in_the_form_it_was_sent_in() {
        let read = |text: &str| response(text).lend(Clone::clone);
        assert_eq!(read(" PHNh\nbWw+ "), "PHNhbWw+");
        assert_eq!(
            read("SAMLResponse=PHNhbWw%2BPg%3D%3D&RelayState=x"),
            "PHNhbWw+Pg=="
        );
        assert_eq!(read("PHNhbWw+Pg=="), "PHNhbWw+Pg==");
    }
}
