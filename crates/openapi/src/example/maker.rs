//! Makes one value for everything that has to hold for it at once.

use super::Sample;
use super::leaf::{bounds, fits, same, text};
use super::parts::Parts;
use super::text::Form;
use crate::{Document, Kind, Node, Pointer, Use};

/// How an example is made this time.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) made_for: Use,
    /// Places whose given examples turned out wrong; what stands in or around them is made.
    pub(super) spoiled: Vec<Pointer>,
    /// Whether examples of the document are taken at all.
    pub(super) givens: bool,
    /// Which alternative is taken where there are several.
    pub(super) turn: usize,
    /// Down to which depth fields are shown that may be left out.
    pub(super) optional: usize,
}

/// Why there is no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Nothing {
    /// No value fits, as far as could be seen.
    Fits,
    /// A pattern cannot be followed.
    Pattern(String),
    /// It would be too large or too deep.
    Room,
}

pub(super) struct Maker<'d, 'p> {
    pub(super) document: &'d Document,
    pub(super) plan: &'p Plan,
    /// The schemas we are inside of.
    pub(super) open: Vec<u32>,
    pub(super) budget: u32,
}

/// Values within values; more is a circle of fields that must be there.
const DEEPEST: usize = 40;

/// Items made for a lower bound; more is said to be too large.
const MOST_ITEMS: usize = 200;

impl<'d> Maker<'d, '_> {
    pub(super) fn value(
        &mut self,
        schemas: &[Node<'d>],
        at: &Pointer,
        variant: usize,
    ) -> Result<Sample, Nothing> {
        self.budget = self.budget.checked_sub(1).ok_or(Nothing::Room)?;
        let parts = Parts::of(self.document, schemas, self.plan.turn, &self.open)?;
        let again = self.open.iter().filter(|open| **open == parts.identity);
        // A circle of fields that must be there has no end, however much room there is.
        if again.count() > 2 {
            return Err(Nothing::Fits);
        }
        if self.open.len() >= DEEPEST {
            return Err(Nothing::Room);
        }
        if variant == 0
            && let Some(given) = self.given(&parts, at)
        {
            return Ok(given);
        }
        self.open.push(parts.identity);
        let made = self.made(&parts, at, variant);
        self.open.pop();
        match made {
            Err(_) if parts.nullable && variant == 0 => Ok(Sample::Raw("null".to_owned())),
            made => made,
        }
    }

    fn made(&mut self, parts: &Parts<'d>, at: &Pointer, variant: usize) -> Result<Sample, Nothing> {
        if let Some(choices) = parts.choices() {
            let fitting: Vec<Node<'d>> = choices
                .iter()
                .copied()
                .filter(|choice| fits(parts, *choice))
                .collect();
            // YAML reads `60` as a number where a text was meant; a check takes the text, too.
            let wanted = parts.wanted(self.plan.turn);
            let meant = choices.get(variant).and_then(|choice| choice.scalar());
            if let (true, Some("string"), Some(text)) = (fitting.is_empty(), wanted, meant) {
                return Ok(Sample::Text(text.to_owned()));
            }
            let chosen = fitting.get(variant).ok_or(Nothing::Fits)?;
            return Ok(super::copied(*chosen));
        }
        match parts.wanted(self.plan.turn).ok_or(Nothing::Fits)? {
            "string" => text(parts, variant).map(Sample::Text),
            word @ ("integer" | "number") => {
                let mut bounds = bounds(parts);
                bounds.whole = word == "integer";
                bounds.number(variant).map(Sample::Raw).ok_or(Nothing::Fits)
            }
            "boolean" => match variant {
                0 => Ok(Sample::Raw("true".to_owned())),
                1 => Ok(Sample::Raw("false".to_owned())),
                _ => Err(Nothing::Fits),
            },
            "null" => match variant {
                0 => Ok(Sample::Raw("null".to_owned())),
                _ => Err(Nothing::Fits),
            },
            "array" => self.list(parts, at, variant),
            _ => self.object(parts, at, variant),
        }
    }

    /// A value the document itself gives.
    fn given(&self, parts: &Parts<'d>, at: &Pointer) -> Option<Sample> {
        let inside = |a: &Pointer, b: &Pointer| {
            a.as_str()
                .strip_prefix(b.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let spoiled = |place: &Pointer| inside(place, at) || inside(at, place);
        if !self.plan.givens || self.plan.spoiled.iter().any(spoiled) {
            return None;
        }
        let choices = parts.choices();
        let allowed = |value: &Node<'d>| {
            fits(parts, *value)
                && choices
                    .as_ref()
                    .is_none_or(|choices| choices.iter().any(|choice| same(*choice, *value)))
        };
        // An empty object shows nothing where fields are described.
        let shows = |value: &Node<'d>| {
            !(value.kind() == Kind::Object && value.is_empty() && parts.any("properties"))
        };
        parts
            .all("example")
            .chain(parts.all("examples").flat_map(Node::items))
            .chain(parts.all("default"))
            .filter(|value| value.kind() != Kind::Null)
            .find(|value| allowed(value) && shows(value))
            .map(super::copied)
    }

    fn list(&mut self, parts: &Parts<'d>, at: &Pointer, variant: usize) -> Result<Sample, Nothing> {
        let (least, most) = parts.count("minItems", "maxItems");
        if least > MOST_ITEMS {
            return Err(Nothing::Room);
        }
        let distinct = parts
            .all("uniqueItems")
            .any(|flag| flag.as_bool() == Some(true));
        let places = parts.all("prefixItems").map(Node::len).max().unwrap_or(0);
        let wanted = least
            .max(places.min(16))
            .max(1)
            .max(if variant > 0 { variant.min(3) } else { 0 })
            .min(most);
        let mut items: Vec<Sample> = Vec::new();
        let mut written: Vec<String> = Vec::new();
        let contained: Vec<Node<'d>> = parts.all("contains").collect();
        let needed = if contained.is_empty() {
            0
        } else {
            parts.count("minContains", "maxContains").0.max(1)
        };
        // Variants that another item already has are passed over.
        let mut next = if variant > 0 { variant } else { 0 };
        while items.len() < wanted.max(needed.min(most)) {
            let index = items.len();
            let mut schemas = parts.item_at(index);
            if index < needed {
                schemas.extend(&contained);
            }
            let place = at.then(&index.to_string());
            let made = if schemas.is_empty() {
                Ok(Sample::Raw((index + 1).to_string()))
            } else {
                self.value(&schemas, &place, next)
            };
            match made {
                Ok(sample) => {
                    let text = super::on_one_line(&sample);
                    if !(distinct && written.contains(&text)) {
                        written.push(text);
                        items.push(sample);
                    } else if next > least + 16 {
                        return Err(Nothing::Fits);
                    }
                    if distinct {
                        next += 1;
                    }
                }
                // What may be left out is.
                Err(_) if index >= least && index >= needed => break,
                Err(why) => return Err(why),
            }
        }
        Ok(Sample::List(items))
    }

    fn object(
        &mut self,
        parts: &Parts<'d>,
        at: &Pointer,
        variant: usize,
    ) -> Result<Sample, Nothing> {
        let (least, most) = parts.count("minProperties", "maxProperties");
        let required = parts.required(self.document, self.plan.made_for, self.plan.turn);
        let mut fields: Vec<(String, Sample)> = Vec::new();
        let mut vary = variant;
        let depth = self.open.len();
        let mut optional_left = most.saturating_sub(required.len());
        for name in parts.names() {
            let must = required.contains(&name);
            if !must && (depth > self.plan.optional || optional_left == 0) {
                continue;
            }
            if self.is_left_out(parts, name) && !(must && self.plan.turn > 1) {
                continue;
            }
            let Some(schemas) = parts.field(name) else {
                if must {
                    return Err(Nothing::Fits);
                }
                continue;
            };
            let is_open = || {
                schemas.iter().any(|schema| {
                    self.document
                        .follow(*schema)
                        .is_ok_and(|end| self.open.contains(&end.index()))
                })
            };
            if !must && is_open() {
                continue;
            }
            let place = at.then(name);
            if let Some((field, value)) = parts.told_apart
                && field == name
                && self.plan.turn == 0
            {
                fields.push((name.to_owned(), Sample::Text(value.to_owned())));
                continue;
            }
            let made = match self.value(&schemas, &place, vary) {
                Err(_) if vary > 0 => self.value(&schemas, &place, 0),
                made => {
                    vary = 0;
                    made
                }
            };
            match made {
                Ok(sample) => {
                    optional_left -= usize::from(!must);
                    fields.push((name.to_owned(), sample));
                }
                Err(_) if !must => {}
                Err(why) => return Err(why),
            }
        }
        let unnamed: Vec<&str> = required
            .iter()
            .copied()
            .filter(|name| !fields.iter().any(|(known, _)| known == name))
            .filter(|name| !parts.names().any(|known| known == *name))
            .collect();
        for name in unnamed {
            let schemas = parts.field(name).ok_or(Nothing::Fits)?;
            let sample = if schemas.is_empty() {
                Sample::Text("text".to_owned())
            } else {
                self.value(&schemas, &at.then(name), 0)?
            };
            fields.push((name.to_owned(), sample));
        }
        self.others(parts, at, &mut fields, least, most, variant)?;
        if fields.len() < least {
            return Err(Nothing::Fits);
        }
        Ok(Sample::Object(fields))
    }

    /// Fields the schema does not name: one where it says what such fields are, and as many as
    /// it asks for.
    fn others(
        &mut self,
        parts: &Parts<'d>,
        at: &Pointer,
        fields: &mut Vec<(String, Sample)>,
        least: usize,
        most: usize,
        variant: usize,
    ) -> Result<(), Nothing> {
        if least > MOST_ITEMS {
            return Err(Nothing::Room);
        }
        let described = parts
            .all("additionalProperties")
            .any(|others| others.kind() == Kind::Object && !others.is_empty())
            || parts.any("patternProperties");
        let shown = described && fields.is_empty() && self.open.len() <= self.plan.optional + 1;
        let wanted = least.max(usize::from(shown)).min(most);
        let patterns: Vec<&str> = parts.patterns().collect();
        let mut number = variant;
        while fields.len() < wanted {
            let name = match patterns.first() {
                Some(pattern) => Form {
                    pattern: Some(pattern),
                    ..Form::default()
                }
                .text(number),
                None => None,
            };
            let name = name.unwrap_or_else(|| match number {
                0 => "name".to_owned(),
                _ => format!("name{}", number + 1),
            });
            number += 1;
            let must = fields.len() < least;
            if number > variant + MOST_ITEMS {
                return if must { Err(Nothing::Fits) } else { Ok(()) };
            }
            if fields.iter().any(|(known, _)| *known == name)
                || parts.names().any(|known| known == name)
            {
                continue;
            }
            let made = match parts.field(&name) {
                None => Err(Nothing::Fits),
                Some(schemas) if schemas.is_empty() => Ok(Sample::Text("text".to_owned())),
                Some(schemas) => self.value(&schemas, &at.then(&name), 0),
            };
            match made {
                Ok(sample) => fields.push((name, sample)),
                Err(_) if !must => return Ok(()),
                Err(why) => return Err(why),
            }
        }
        Ok(())
    }

    fn is_left_out(&self, parts: &Parts<'d>, name: &str) -> bool {
        let flag = match self.plan.made_for {
            Use::Request => "readOnly",
            Use::Response => "writeOnly",
        };
        parts.says_of_field(self.document, name, flag)
    }
}
