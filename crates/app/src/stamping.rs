//! The ticket in a request: where a vendor takes one and the draft says nothing there.

use crate::wire::{DraftInput, SlotPlace, SlotValue, TicketFieldView};
use domain::TicketFields;
use serde_json::{Map, Value};

/// What there is to fill in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stamp {
    /// The ticket that is set.
    pub ticket: Option<String>,
    /// What the organisation calls its tickets' system; empty when nobody said.
    pub system: String,
    /// Why the tenant was opened.
    pub reason: Option<String>,
}

impl Stamp {
    /// What goes where.
    fn values(&self, fields: &TicketFields) -> Vec<(String, String)> {
        let ticket = self.ticket.clone();
        // Without a place of its own the ticket leads the reason.
        let reason = match (&fields.id, &ticket, &self.reason) {
            (None, Some(ticket), Some(reason)) => Some(format!("{ticket}: {reason}")),
            (None, Some(ticket), None) => Some(ticket.clone()),
            (_, _, reason) => reason.clone(),
        };
        let system = (ticket.is_some() && !self.system.is_empty()).then(|| self.system.clone());
        [
            (&fields.system, system),
            (&fields.id, ticket),
            (&fields.reason, reason),
        ]
        .into_iter()
        .filter_map(|(place, value)| Some((place.clone()?, value?)))
        .collect()
    }

    /// Fills the fields a draft leaves empty, and says which. A body that is no JSON object is left
    /// as it is: nobody can say what it means.
    pub fn fill(&self, draft: &mut DraftInput, fields: &TicketFields) -> Vec<TicketFieldView> {
        let mut filled = Vec::new();
        let mut body = body_of(draft);
        for (place, value) in self.values(fields) {
            let done = match place.strip_prefix("query.") {
                Some(name) => fill_query(draft, name, &value),
                None => body
                    .as_mut()
                    .is_some_and(|body| fill_body(body, &place, &value)),
            };
            if done {
                filled.push(TicketFieldView {
                    field: place,
                    value,
                });
            }
        }
        let in_body = filled.iter().any(|field| field.field.starts_with('/'));
        if let Some(body) = body.filter(|_| in_body) {
            draft.body = Some(format!("{body:#}"));
        }
        filled
    }
}

/// The body as a JSON object; an empty one where nothing was entered.
fn body_of(draft: &DraftInput) -> Option<Value> {
    if !draft.files.is_empty() {
        return None;
    }
    match draft.body.as_deref().map(str::trim) {
        None | Some("") => Some(Value::Object(Map::new())),
        Some(text) => serde_json::from_str(text).ok().filter(Value::is_object),
    }
}

fn fill_query(draft: &mut DraftInput, name: &str, value: &str) -> bool {
    let found = draft
        .values
        .iter_mut()
        .find(|slot| slot.place == SlotPlace::Query && slot.name == name);
    match found {
        Some(slot) if !slot.value.trim().is_empty() => return false,
        Some(slot) => value.clone_into(&mut slot.value),
        None => draft.values.push(SlotValue {
            place: SlotPlace::Query,
            name: name.to_owned(),
            value: value.to_owned(),
        }),
    }
    true
}

/// Puts a value where nothing stands; makes the objects on the way there.
fn fill_body(body: &mut Value, pointer: &str, value: &str) -> bool {
    let unescaped = |part: &str| part.replace("~1", "/").replace("~0", "~");
    let mut at = body;
    for part in pointer.split('/').skip(1) {
        let Value::Object(members) = at else {
            return false;
        };
        let named = unescaped(part);
        // Servers do not care about case here, and neither does what a person typed.
        let known = members
            .keys()
            .find(|name| name.eq_ignore_ascii_case(&named))
            .cloned();
        at = members.entry(known.unwrap_or(named)).or_insert(Value::Null);
        if at.is_null() && !pointer.ends_with(part) {
            *at = Value::Object(Map::new());
        }
    }
    let empty = match &*at {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => false,
    };
    if empty {
        *at = Value::String(value.to_owned());
    }
    empty
}

#[cfg(test)]
mod tests {
    use super::Stamp;
    use crate::wire::DraftInput;
    use domain::TicketFields;
    use serde_json::{Value, json};

    fn draft(body: Option<&str>) -> DraftInput {
        serde_json::from_value(json!({
            "tenant": "fir", "target": { "kind": "free", "method": "POST", "path": "/a" },
            "values": [{ "place": "query", "name": "note", "value": " " }], "headers": [],
            "body": body, "media": null, "files": [], "timeoutMs": null, "anyway": false,
        }))
        .unwrap()
    }

    fn stamp() -> Stamp {
        Stamp {
            ticket: Some("INC0012345".to_owned()),
            system: "ServiceNow".to_owned(),
            reason: Some("The person has left".to_owned()),
        }
    }

    fn fields(system: &str, id: &str, reason: &str) -> TicketFields {
        let place = |place: &str| Some(place.to_owned()).filter(|place| !place.is_empty());
        TicketFields {
            system: place(system),
            id: place(id),
            reason: place(reason),
        }
    }

    fn filled(body: Option<&str>, fields: &TicketFields) -> (usize, Value) {
        let mut draft = draft(body);
        let filled = stamp().fill(&mut draft, fields);
        let body = draft.body.unwrap_or_else(|| "null".to_owned());
        (filled.len(), serde_json::from_str(&body).unwrap())
    }

    #[test]
    fn empty_fields_are_filled_and_others_stay() {
        let all = fields("/System", "/TicketId", "/Reason");
        let (count, body) = filled(None, &all);
        assert_eq!(count, 3);
        let wanted = json!({
            "System": "ServiceNow", "TicketId": "INC0012345", "Reason": "The person has left",
        });
        assert_eq!(body, wanted);
        let (count, body) = filled(Some(r#"{"ticketid":"CHG1","Reason":"","n":1}"#), &all);
        assert_eq!(count, 2);
        let wanted = json!({
            "ticketid": "CHG1", "Reason": "The person has left", "n": 1, "System": "ServiceNow",
        });
        assert_eq!(body, wanted);
        let (count, body) = filled(None, &fields("", "/a/b~1c", ""));
        assert_eq!((count, body), (1, json!({ "a": { "b/c": "INC0012345" } })));
    }

    #[test]
    fn without_a_place_of_its_own_the_ticket_leads_the_reason() {
        let (_, body) = filled(None, &fields("", "", "/comment"));
        let wanted = json!({ "comment": "INC0012345: The person has left" });
        assert_eq!(body, wanted);
    }

    #[test]
    fn what_is_no_object_is_left_alone_and_the_query_is_filled() {
        let (count, body) = filled(Some("[1]"), &fields("", "/TicketId", ""));
        assert_eq!((count, body), (0, json!([1])));
        let mut draft = draft(Some("[1]"));
        let filled = stamp().fill(&mut draft, &fields("", "query.note", ""));
        assert_eq!(filled[0].field, "query.note");
        assert_eq!(draft.values[0].value, "INC0012345");
        let none = Stamp::default().fill(&mut draft, &fields("/a", "/b", "/c"));
        assert!(none.is_empty());
    }
}
