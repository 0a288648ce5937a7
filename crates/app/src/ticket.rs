//! The ticket a person works on: set once, and stamped on everything that is done.

use crate::App;
use crate::convert::invalid;
use crate::wire::{
    AppError, ProblemKind, Settings, TicketRequired, TicketSource, TicketText, TicketView, Topic,
};
use domain::{Environment, Tenant};
use regex::{Regex, RegexBuilder};

/// The largest pattern in bytes, once it is compiled: a ticket's number is short.
const PATTERN_SIZE: usize = 256 * 1024;

/// No system's tickets are longer.
const LONGEST: usize = 128;

/// A pattern for all of a ticket.
pub(crate) fn pattern(text: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(&format!("^(?:{text})$"))
        .size_limit(PATTERN_SIZE)
        .build()
}

impl App {
    /// The ticket that is set, and what tickets look like here.
    ///
    /// # Errors
    /// None.
    pub async fn ticket_get(&self) -> Result<TicketView, AppError> {
        let Settings {
            ticket_system,
            ticket_pattern,
            ticket_hint,
            ticket_required,
            ..
        } = self.settings();
        let policy = &self.core.policy;
        let fixed = policy.ticket_pattern().map(str::to_owned);
        Ok(TicketView {
            ticket: self.core.ticket(),
            system: ticket_system,
            // What a person says of their own pattern is not said of the policy's.
            hint: if fixed.is_some() {
                String::new()
            } else {
                ticket_hint
            },
            pattern: fixed.unwrap_or(ticket_pattern),
            required: policy.tickets(ticket_required),
        })
    }

    /// Sets the ticket everything is done for from now on; nothing takes it away.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when tickets do not look like this here.
    pub async fn ticket_set(&self, ticket: Option<String>) -> Result<(), AppError> {
        let ticket = ticket.map(|ticket| ticket.trim().to_owned());
        let ticket = ticket.filter(|ticket| !ticket.is_empty());
        if let Some(ticket) = &ticket {
            self.looks_like_a_ticket(ticket)?;
        }
        *self
            .core
            .ticket
            .lock()
            .expect("nothing panics while holding it") = ticket;
        self.changed(&[Topic::Ticket]);
        Ok(())
    }

    fn looks_like_a_ticket(&self, ticket: &str) -> Result<(), AppError> {
        let settings = self.settings();
        let fixed = self.core.policy.ticket_pattern();
        let wanted = fixed.unwrap_or(&settings.ticket_pattern);
        // A pattern that came into the settings by another way than this program refuses nothing.
        let fits = wanted.is_empty() || pattern(wanted).is_ok_and(|wanted| wanted.is_match(ticket));
        let plain = ticket.len() <= LONGEST && !ticket.chars().any(char::is_control);
        if fits && plain {
            return Ok(());
        }
        let hint = match fixed {
            None if !settings.ticket_hint.is_empty() => &settings.ticket_hint,
            None | Some(_) => wanted,
        };
        let wanted = hint.to_owned();
        Err(invalid("ticket", ProblemKind::NotATicket { wanted }))
    }

    /// The ticket something is done for at a tenant.
    ///
    /// # Errors
    /// [`AppError::TicketRequired`] when none is set and one must be.
    pub(crate) fn ticket_for(&self, tenant: &Tenant) -> Result<Option<String>, AppError> {
        let ticket = self.core.ticket();
        let settings = self.settings();
        let needed = match self.core.policy.tickets(settings.ticket_required) {
            TicketRequired::Never => false,
            TicketRequired::Production => tenant.environment == Environment::Production,
            TicketRequired::Always => true,
        };
        if needed && ticket.is_none() {
            return Err(AppError::TicketRequired {
                hint: settings.ticket_hint,
            });
        }
        Ok(ticket)
    }

    /// Puts that text on the clipboard.
    ///
    /// # Errors
    /// As [`App::ticket_text`], and [`AppError::File`] when there is no clipboard.
    pub async fn ticket_copy(&self, source: TicketSource) -> Result<(), AppError> {
        let TicketText { text } = self.ticket_text(source).await?;
        self.put_on_clipboard(text).await
    }
}

impl crate::core::Core {
    /// The ticket that is set.
    pub fn ticket(&self) -> Option<String> {
        let ticket = self.ticket.lock();
        ticket.expect("nothing panics while holding it").clone()
    }
}
