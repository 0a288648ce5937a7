//! What was done, as plain text for a ticket: systems for tickets take no other.

use crate::App;
use crate::convert::moment;
use crate::wire::{
    AppError, AuditKind, AuditLine, AuditResult, Effect, Environment, ExchangeView, Meaning,
    TicketSource, TicketText,
};
use domain::Timestamp;
use jiff::tz::TimeZone;

/// Fewer lines than this, so that it is read.
const MOST_LINES: usize = 14;

/// A longer value is cut, in characters.
const LONGEST: usize = 300;

/// What a text is made of; what is not known is left out.
#[derive(Debug, Clone, Default)]
struct Facts {
    tenant: String,
    what: String,
    target: Option<String>,
    request: Option<String>,
    result: Option<String>,
    code: Option<String>,
    reference: Option<String>,
    ticket: Option<String>,
    reason: Option<String>,
    who: Option<String>,
    at: Option<Timestamp>,
    number: Option<u32>,
}

impl App {
    /// What was done as plain text for a ticket.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is no more.
    pub async fn ticket_text(&self, source: TicketSource) -> Result<TicketText, AppError> {
        let facts = match source {
            TicketSource::Exchange { exchange } => {
                let view = self.kept(&exchange).await?.view();
                let tenant = self.tenant_words(&view.line.tenant);
                of_exchange(&view, tenant, self.core.ports.who.clone())
            }
            TicketSource::Audit { number } => of_audit(&self.audit_get(number).await?.line),
        };
        Ok(TicketText {
            text: text(&facts, &TimeZone::system()),
        })
    }

    /// A tenant in words: its name, its product and where it stands.
    pub(crate) fn tenant_words(&self, id: &str) -> String {
        let Ok(tenant) = self.tenant(id) else {
            return id.to_owned();
        };
        let product = self.vendor(&tenant).map_or_else(
            |_| tenant.vendor.to_string(),
            |vendor| {
                let manifest = vendor.manifest();
                format!("{} {}", manifest.maker, manifest.product)
            },
        );
        let place = environment(tenant.environment.into());
        format!("{} ({product}, {place})", tenant.name)
    }
}

fn of_exchange(view: &ExchangeView, tenant: String, who: String) -> Facts {
    let line = &view.line;
    let (code, reference, failed) = match &view.meaning {
        Some(Meaning::Failed { error }) => failure(error),
        Some(Meaning::Fine) | None => (None, None, None),
    };
    let status = line.status.map(|status| match (&view.meaning, failed) {
        (Some(Meaning::Failed { .. }), Some(message)) => format!("refused ({status}): {message}"),
        (Some(Meaning::Failed { .. }), None) => format!("refused ({status})"),
        (Some(Meaning::Fine) | None, _) => format!("done ({status})"),
    });
    Facts {
        tenant,
        what: done(line.effect).to_owned(),
        // Addresses carry what was searched for; the path says enough.
        request: Some(format!("{} {}", line.method, path(&line.address))),
        result: Some(status.unwrap_or_else(|| "no answer came".to_owned())),
        code,
        reference,
        ticket: line.ticket.clone(),
        who: Some(who),
        at: line.at.parse().ok(),
        ..Facts::default()
    }
}

/// Code, reference and sentence of a failure, as far as the vendor said them.
fn failure(error: &AppError) -> (Option<String>, Option<String>, Option<String>) {
    match error {
        AppError::VendorFailed {
            code,
            message,
            request_id,
            ..
        } => (code.clone(), request_id.clone(), message.clone()),
        AppError::MissingPermission { code, message, .. } => (code.clone(), None, message.clone()),
        _ => (None, None, None),
    }
}

fn of_audit(line: &AuditLine) -> Facts {
    let name = line.tenant_name.clone().unwrap_or_default();
    let tenant = match line.environment {
        Some(place) => format!("{name} ({})", environment(place)),
        None => name,
    };
    Facts {
        tenant,
        what: kind(line.kind).to_owned(),
        target: line.target.clone(),
        request: line.operation.clone(),
        result: line.result.as_ref().map(result),
        ticket: line.ticket.clone(),
        reason: line.reason.clone(),
        who: Some(line.who.clone()),
        at: line.at.parse().ok(),
        number: Some(line.number),
        ..Facts::default()
    }
}

/// The text, with times in UTC and in this zone.
fn text(facts: &Facts, zone: &TimeZone) -> String {
    let times = facts.at.map(|at| {
        let local = at.to_zoned(zone.clone());
        let there = local.strftime("%Y-%m-%d %H:%M:%S %Z");
        format!("{} (local: {there})", moment(at))
    });
    let number = facts.number.map(|number| number.to_string());
    let what = Some(facts.what.clone());
    let tenant = Some(facts.tenant.clone()).filter(|tenant| !tenant.is_empty());
    let parts = [
        ("Ticket", &facts.ticket),
        ("What", &what),
        ("Tenant", &tenant),
        ("Target", &facts.target),
        ("Request", &facts.request),
        ("Result", &facts.result),
        ("Code", &facts.code),
        ("Reference", &facts.reference),
        ("Reason", &facts.reason),
        ("Who", &facts.who),
        ("When", &times),
        ("Audit entry", &number),
    ];
    let lines: Vec<String> = parts
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}: {}", one_line(value.as_deref()?))))
        .take(MOST_LINES)
        .collect();
    lines.join("\n")
}

/// On one line, without what nobody can see, and not too long.
fn one_line(value: &str) -> String {
    let seen = |c: char| {
        if c.is_control() || crate::marking::is_unseen(c) {
            ' '
        } else {
            c
        }
    };
    let line: String = value.chars().map(seen).collect();
    let mut line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(LONGEST) {
        line.truncate(end);
        line.push('…');
    }
    line
}

/// The path of an address, without its query.
fn path(address: &str) -> &str {
    let after = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = after.find('/').map_or("/", |at| &after[at..]);
    path.split(['?', '#']).next().unwrap_or(path)
}

fn environment(environment: Environment) -> &'static str {
    match environment {
        Environment::Production => "production",
        Environment::Test => "test",
        Environment::Demo => "demo",
    }
}

fn done(effect: Effect) -> &'static str {
    match effect {
        Effect::Reads => "Looked up",
        Effect::Discloses => "Asked for a secret",
        Effect::Changes => "Changed",
        Effect::Removes => "Removed",
    }
}

fn kind(kind: AuditKind) -> &'static str {
    match kind {
        AuditKind::SignedIn => "Signed in",
        AuditKind::SignedOut => "Signed out",
        AuditKind::Opened => "Opened for changes",
        AuditKind::Locked => "Locked",
        AuditKind::Approved => "Approved",
        AuditKind::Refused => "Refused",
        AuditKind::ChangeIntended => "About to change",
        AuditKind::ChangeDone => "Changed",
        AuditKind::Disclosed => "Showed a secret",
        AuditKind::SetUpStep => "Step of a set-up",
        AuditKind::Settings => "Changed a setting",
        AuditKind::Policy => "Read the policy",
    }
}

fn result(result: &AuditResult) -> String {
    match result {
        AuditResult::Done => "done".to_owned(),
        AuditResult::Answered { status } => format!("done ({status})"),
        AuditResult::Failed { why } => format!("failed: {why}"),
        AuditResult::Unknown { why } => format!("not known: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Facts, of_audit, path, text};
    use crate::wire::{AuditKind, AuditLine, AuditResult, Effect, Environment};
    use jiff::tz::{TimeZone, offset};

    #[test]
    fn an_entry_of_the_audit_reads_like_this() {
        let line = AuditLine {
            number: 42,
            at: "2026-11-22T09:15:00Z".to_owned(),
            kind: AuditKind::ChangeDone,
            who: "ada at desk-7".to_owned(),
            tenant: Some("fir".to_owned()),
            tenant_name: Some("Fir".to_owned()),
            environment: Some(Environment::Production),
            target: Some("root on srv-1".to_owned()),
            operation: Some("DELETE /accounts/{id}".to_owned()),
            effect: Some(Effect::Removes),
            result: Some(AuditResult::Answered { status: 204 }),
            ticket: Some("INC0012345".to_owned()),
            reason: Some("The server\nis \u{202E}gone".to_owned()),
        };
        let zone = TimeZone::fixed(offset(2));
        let wanted = "Ticket: INC0012345\n\
            What: Changed\n\
            Tenant: Fir (production)\n\
            Target: root on srv-1\n\
            Request: DELETE /accounts/{id}\n\
            Result: done (204)\n\
            Reason: The server is gone\n\
            Who: ada at desk-7\n\
            When: 2026-11-22T09:15:00Z (local: 2026-11-22 11:15:00 +02)\n\
            Audit entry: 42";
        assert_eq!(text(&of_audit(&line), &zone), wanted);
    }

    #[test]
    fn a_text_stays_short_whatever_is_in_it() {
        let long = Some("line\n".repeat(1_000));
        let facts = Facts {
            tenant: "x".repeat(5_000),
            what: String::new(),
            target: long.clone(),
            request: long.clone(),
            result: long.clone(),
            code: long.clone(),
            reference: long.clone(),
            ticket: long.clone(),
            reason: long.clone(),
            who: long,
            at: Some("2026-11-22T09:15:00Z".parse().unwrap()),
            number: Some(1),
        };
        let text = text(&facts, &TimeZone::UTC);
        assert!(text.lines().count() < 15);
        assert!(text.lines().all(|line| line.chars().count() < 330));
    }

    #[test]
    fn what_was_searched_for_is_not_in_it() {
        assert_eq!(
            path("https://fir.example:8443/a/b?search=ada&x=1#y"),
            "/a/b"
        );
        assert_eq!(path("https://fir.example"), "/");
    }
}
