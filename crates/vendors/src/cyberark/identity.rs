//! A person signs in at the identity service: challenge after challenge, each answered here or on
//! another device.

use domain::{FieldId, Safety, Secret};
use gateway::{Body, HeaderValue, Request};
use serde_json::{Value, json};
use sessions::{
    Approval, AuthError, Choice, Context, Conversation, Heard, Lapse, Move, Question, Wants,
    read_grant, sign_in_request,
};
use std::time::Duration;

/// How often a phone that was rung is asked about.
const POLL: Duration = Duration::from_secs(2);

/// One way of answering a challenge.
#[derive(Debug, Clone)]
struct Mechanism {
    id: String,
    /// `UP` is the password.
    name: String,
    /// `Text` is answered here, `StartOob` on another device, `StartTextOob` with what comes there.
    answer: String,
    prompt: String,
}

/// What was asked last.
#[derive(Debug, Default)]
enum Asked {
    #[default]
    Nothing,
    /// Which of the mechanisms of this challenge.
    Which,
    /// The answer to the chosen one.
    Answer,
}

/// A conversation with the identity service.
#[derive(Default)]
pub(super) struct Identity {
    session: String,
    tenant: String,
    /// What is still to be answered, the next one first.
    challenges: Vec<Vec<Mechanism>>,
    chosen: Option<Mechanism>,
    asked: Asked,
}

impl Identity {
    fn begun(&mut self, with: &Context<'_>, result: &Value) -> Result<Move, AuthError> {
        let text = |name: &str| result[name].as_str().unwrap_or_default().to_owned();
        self.session = text("SessionId");
        self.tenant = text("TenantId");
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        self.challenges = list(&result["Challenges"])
            .iter()
            .map(|challenge| {
                list(&challenge["Mechanisms"])
                    .iter()
                    .map(mechanism)
                    .collect()
            })
            .collect();
        self.next_challenge(with)
    }

    fn next_challenge(&mut self, with: &Context<'_>) -> Result<Move, AuthError> {
        if self.challenges.is_empty() {
            return Err(AuthError::NotThisProduct {
                status: 200,
                content_type: None,
            });
        }
        let mut ways = self.challenges.remove(0);
        match ways.len() {
            1 => self.choose(with, ways.remove(0)),
            _ => {
                let choices = ways.iter().map(|way| Choice {
                    id: way.id.clone(),
                    label: way.prompt.clone(),
                });
                let wants = Wants::Choice(choices.collect());
                self.challenges.insert(0, ways);
                self.asked = Asked::Which;
                Ok(ask(None, wants))
            }
        }
    }

    fn choose(&mut self, with: &Context<'_>, way: Mechanism) -> Result<Move, AuthError> {
        let password = with.inputs.get(&FieldId::from("password"));
        let password = password.filter(|value| !value.lend(String::is_empty));
        let here = way.answer.eq_ignore_ascii_case("Text");
        let is_password = way.name.eq_ignore_ascii_case("UP");
        let prompt = Some(way.prompt.clone()).filter(|prompt| !prompt.is_empty());
        self.chosen = Some(way);
        self.asked = Asked::Answer;
        match (here, is_password, password) {
            (true, true, Some(password)) => self.advance(with, "Answer", Some(password)),
            (true, true, None) => Ok(ask(prompt, Wants::Password)),
            (true, false, _) => Ok(ask(prompt, Wants::Code)),
            (false, _, _) => self.advance(with, "StartOOB", None),
        }
    }

    /// The next request of the conversation, at the service's other address.
    fn advance(
        &self,
        with: &Context<'_>,
        action: &str,
        answer: Option<&Secret<String>>,
    ) -> Result<Move, AuthError> {
        let chosen = self.chosen.as_ref().ok_or(AuthError::Unknown)?;
        let mut body = json!({
            "TenantId": self.tenant, "SessionId": self.session,
            "MechanismId": chosen.id, "Action": action,
        });
        if let Some(answer) = answer {
            body["Answer"] = answer.lend(|answer| json!(answer));
        }
        let mut request = native(sign_in_request(with, &[])?);
        request.url.set_path("/Security/AdvanceAuthentication");
        request.body = Body::Secret(Secret::new(body.to_string().into_bytes()));
        request.safety = Safety::Once;
        Ok(Move::Send(request))
    }

    fn answered(
        &mut self,
        with: &Context<'_>,
        answer: &gateway::Response,
    ) -> Result<Move, AuthError> {
        let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        // A failed call is an answer 200 as well; only its envelope tells.
        if body["success"] != true {
            let failure = with.account.failures.words(answer.status, &body);
            return match body["success"] == false {
                true => Err(AuthError::Lapsed(Lapse::Refused(failure))),
                false => read_grant(with, answer).map(Move::Signed),
            };
        }
        let result = &body["Result"];
        match result["Summary"].as_str() {
            None if self.session.is_empty() => self.begun(with, result),
            Some("StartNextChallenge") => self.next_challenge(with),
            Some("OobPending") => {
                let chosen = self.chosen.as_ref().ok_or(AuthError::Unknown)?;
                let sentence = Some(chosen.prompt.clone()).filter(|text| !text.is_empty());
                if chosen.answer.eq_ignore_ascii_case("StartTextOob") {
                    return Ok(ask(sentence, Wants::Code));
                }
                Ok(Move::WaitFor(POLL, Approval { sentence }))
            }
            _ => read_grant(with, answer).map(Move::Signed),
        }
    }
}

impl Conversation for Identity {
    fn next(&mut self, with: &Context<'_>, heard: Heard<'_>) -> Result<Move, AuthError> {
        match heard {
            Heard::Answer(answer) => self.answered(with, answer),
            Heard::Waited => self.advance(with, "Poll", None),
            Heard::Reply(reply) => match self.asked {
                Asked::Which => {
                    let ways = self.challenges.remove(0);
                    let way = ways
                        .iter()
                        .find(|way| reply.lend(|reply| *reply == way.id))
                        .cloned();
                    match way {
                        Some(way) => self.choose(with, way),
                        None => {
                            self.challenges.insert(0, ways);
                            self.next_challenge(with)
                        }
                    }
                }
                Asked::Nothing | Asked::Answer => self.advance(with, "Answer", Some(reply)),
            },
            Heard::Beginning | Heard::Listening(_) | Heard::Returned(_) | Heard::Opened => {
                sign_in_request(with, &[]).map(native).map(Move::Send)
            }
        }
    }
}

/// What tells the service that no browser is asking.
fn native(mut request: Request) -> Request {
    for name in ["x-idap-native-client", "oobidpauth"] {
        let value = HeaderValue::from_static("true");
        request.headers.insert(name, value);
    }
    request
}

fn ask(sentence: Option<String>, wants: Wants) -> Move {
    let secret = !matches!(wants, Wants::Choice(_));
    Move::Ask(Question {
        sentence,
        wants,
        secret,
        open: None,
    })
}

fn mechanism(value: &Value) -> Mechanism {
    let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let prompt = match text("PromptMechChosen") {
        empty if empty.is_empty() => text("PromptSelectMech"),
        prompt => prompt,
    };
    Mechanism {
        id: text("MechanismId"),
        name: text("Name"),
        answer: text("AnswerType"),
        prompt,
    }
}
