//! From a schema of any of the standards to one self-contained schema of JSON Schema 2020-12.
//!
//! Only what the asked schema reaches is translated, nearest first. What cannot be translated
//! becomes something that lets everything through and is named: a check may miss a mistake, and
//! never reports one that is none.

mod containers;
mod keywords;
mod references;

use crate::not_checked::{NotChecked, WhyNotChecked};
use crate::{Document, Format, Node, Pointer, Use};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Schemas of one check. The largest published ones reach a few thousand.
const MOST_SCHEMAS: usize = 20_000;

/// Schemas for one and the same value, one referring to the next.
const DEEPEST_CHAIN: usize = 48;

/// The keyword that counts the work of a check.
pub(crate) const STEPS: &str = "x-keydesk-steps";

/// Why something is put into a schema beside others: about the same value, or one inside it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    Same,
    Inside,
}

pub(crate) struct Translation {
    pub(crate) schema: Value,
    pub(crate) not_checked: Vec<NotChecked>,
}

pub(crate) struct Translator<'d, 'n> {
    pub(crate) document: &'d Document,
    pub(crate) made_for: Use,
    pub(crate) newer: bool,
    /// What the value to be checked is made of, where that is known beforehand.
    pub(crate) extent: Option<&'n Extent>,
    /// How deep inside the value the schema that is written applies.
    pub(crate) depth: usize,
    pub(crate) not_checked: Vec<NotChecked>,
    /// Whether patterns are known to the engine.
    patterns: HashMap<String, bool>,
    /// By depth, so that each is written for the place nearest to the whole value.
    waiting: BTreeMap<(usize, usize), (Node<'d>, Pointer)>,
    known: HashMap<u32, usize>,
    /// How many were put there; those found first come first.
    found: usize,
    left: usize,
    current: u32,
    same: HashMap<u32, Vec<u32>>,
    all: HashMap<u32, Vec<u32>>,
    /// Definitions that let more through than the document says, from the run before.
    loose: HashSet<u32>,
    /// How many references to those were written.
    pub(crate) loosened: usize,
    loose_now: HashSet<u32>,
    anchors: Option<HashMap<String, Vec<Node<'d>>>>,
    /// Whether the definition that is written has an identity of its own.
    own_resource: bool,
}

/// The fields a value has anywhere, and how deep it is. Rules for others never apply to it and
/// are not translated, which matters where everything leads to everything.
pub(crate) struct Extent {
    pub(crate) names: HashSet<String>,
    pub(crate) depth: usize,
}

/// Translates the schema at a pointer.
pub(crate) fn translated(
    document: &Document,
    at: &Pointer,
    made_for: Use,
    extent: Option<&Extent>,
) -> Result<Translation, WhyNotChecked> {
    let root = document.schema_at(at).ok_or(WhyNotChecked::NoSchema)?;
    let mut loose = HashSet::new();
    loop {
        let mut translator = Translator {
            document,
            made_for,
            newer: matches!(
                document.about().format,
                Format::OpenApi31 | Format::OpenApi32
            ),
            extent,
            depth: 0,
            not_checked: Vec::new(),
            patterns: HashMap::new(),
            waiting: BTreeMap::new(),
            known: HashMap::new(),
            found: 0,
            left: MOST_SCHEMAS,
            current: root.index(),
            same: HashMap::new(),
            all: HashMap::new(),
            loosened: 0,
            loose_now: HashSet::new(),
            anchors: None,
            own_resource: false,
            loose,
        };
        let schema = translator.whole(root, at);
        if translator.longest_chain() > DEEPEST_CHAIN {
            return Err(WhyNotChecked::TooDeep {
                limit: DEEPEST_CHAIN,
            });
        }
        let closure = translator.loose_closure();
        // What a loosened schema stands in must know it: `not` of something that lets
        // everything through lets nothing through.
        if closure.len() > translator.loose.len() {
            loose = closure;
            continue;
        }
        return Ok(Translation {
            schema,
            not_checked: translator.not_checked,
        });
    }
}

impl Document {
    /// What stands at a pointer, not followed further where it is itself a reference.
    pub(crate) fn schema_at(&self, at: &Pointer) -> Option<Node<'_>> {
        let (parent, _) = at.as_str().rsplit_once('/').unwrap_or_default();
        let parent = self.resolve(&Pointer::parse(parent)?).ok()?;
        let name = at.last();
        parent
            .get(&name)
            .or_else(|| parent.item(name.parse().ok()?))
            // The top of a file stands under no name.
            .or_else(|| self.resolve(at).ok())
    }
}

impl<'d> Translator<'d, '_> {
    fn whole(&mut self, root: Node<'d>, at: &Pointer) -> Value {
        self.known.insert(root.index(), 0);
        self.waiting.insert((0, 0), (root, at.clone()));
        let mut definitions = Map::new();
        while let Some(((depth, _), (node, at))) = self.waiting.pop_first() {
            if definitions.contains_key(&key(node)) {
                continue;
            }
            self.depth = depth;
            self.current = node.index();
            let before = self.not_checked.len();
            let definition = self.definition(node, &at);
            if self.not_checked.len() > before {
                self.loose_now.insert(node.index());
            }
            definitions.insert(key(node), definition);
        }
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": ROOT,
            "$ref": self.address(root),
            "$defs": definitions,
        })
    }

    fn definition(&mut self, node: Node<'d>, at: &Pointer) -> Value {
        self.own_resource = self.newer && node.text("$id").is_some();
        let schema = self.schema(node, at, &HashSet::new(), About::Same);
        let mut guarded = match guarded(&schema, node) {
            Value::Object(members) => members,
            other => return other,
        };
        if self.own_resource {
            guarded.insert("$id".to_owned(), resource(node).into());
            let mut own = Map::new();
            let mut names = HashSet::new();
            if let Some(anchor) = node.text("$dynamicAnchor") {
                names.insert(anchor);
                guarded.insert("$dynamicAnchor".to_owned(), anchor.into());
            }
            let held = node.get("$defs").into_iter().flat_map(Node::entries);
            for (name, inner) in held {
                let Some(anchor) = inner.text("$dynamicAnchor") else {
                    continue;
                };
                if !names.insert(anchor) {
                    continue;
                }
                let at = at.then_all(&["$defs", name]);
                let schema = self.schema(inner, &at, &HashSet::new(), About::Inside);
                own.insert(
                    name.to_owned(),
                    json!({ "$dynamicAnchor": anchor, "allOf": [schema] }),
                );
            }
            if !own.is_empty() {
                guarded.insert("$defs".to_owned(), own.into());
            }
        }
        Value::Object(guarded)
    }

    /// A schema that stands inside another one. `absent` are fields that need not be there
    /// although something says so.
    pub(crate) fn schema(
        &mut self,
        node: Node<'d>,
        at: &Pointer,
        absent: &HashSet<&'d str>,
        about: About,
    ) -> Value {
        if let Some(flag) = node.as_bool() {
            return flag.into();
        }
        if self.left == 0 {
            return self.leave_out(
                at,
                "",
                WhyNotChecked::TooManySchemas {
                    limit: MOST_SCHEMAS,
                },
            );
        }
        self.left -= 1;
        if node.kind() != crate::Kind::Object {
            return self.leave_out(at, "", WhyNotChecked::BadRule);
        }
        let reference = node
            .text("$ref")
            .map(|reference| self.reference(node, reference, at, about));
        let mut made = match reference {
            // Before 3.1 nothing counts beside a reference, except what allows more.
            Some(target) if !self.newer => target,
            Some(target) => {
                let mut members = self.keywords(node, at, absent, about);
                if target != Value::Bool(true) {
                    members.insert(
                        "$ref".to_owned(),
                        target.get("$ref").cloned().unwrap_or_default(),
                    );
                }
                Value::Object(members)
            }
            None => Value::Object(self.keywords(node, at, absent, about)),
        };
        if self.newer
            && let Some(reference) = node.text("$dynamicRef")
        {
            let target = self.dynamic(node, reference, at, about);
            if let (Value::Object(members), Value::Object(target)) = (&mut made, target) {
                members.extend(target);
            }
        }
        if node.flag("nullable") || node.flag("x-nullable") {
            made = json!({ "if": { "type": "null" }, "else": made });
        }
        made
    }

    /// Names a rule that is not checked; nothing is asked in its place.
    pub(crate) fn leave_out(&mut self, at: &Pointer, rule: &str, why: WhyNotChecked) -> Value {
        self.loosened += 1;
        // Enough to see what kind of document it is.
        if self.not_checked.len() < 1_000 {
            self.not_checked.push(NotChecked {
                pointer: at.clone(),
                rule: rule.to_owned(),
                why,
            });
        }
        Value::Bool(true)
    }

    pub(crate) fn pattern_known(&mut self, pattern: &str) -> bool {
        if let Some(known) = self.patterns.get(pattern) {
            return *known;
        }
        let known = crate::validator::pattern_known(pattern);
        self.patterns.insert(pattern.to_owned(), known);
        known
    }

    /// The most definitions that can apply to one value one after the other.
    fn longest_chain(&self) -> usize {
        let mut lengths: HashMap<u32, usize> = HashMap::new();
        let mut inside: HashSet<u32> = HashSet::new();
        let mut longest = 0;
        for start in self.same.keys() {
            let mut open = vec![(*start, 0)];
            inside.insert(*start);
            while let Some((at, next)) = open.last_mut() {
                let at = *at;
                let after = self.same.get(&at).map_or(&[][..], Vec::as_slice);
                if let Some(to) = after.get(*next) {
                    *next += 1;
                    // A circle ends where it closes; the checker does the same.
                    if !lengths.contains_key(to) && inside.insert(*to) {
                        open.push((*to, 0));
                    }
                    continue;
                }
                let below = after.iter().filter_map(|to| lengths.get(to)).max();
                let length = below.map_or(1, |below| below + 1);
                longest = longest.max(length);
                lengths.insert(at, length);
                inside.remove(&at);
                open.pop();
            }
        }
        longest
    }

    fn loose_closure(&self) -> HashSet<u32> {
        let mut backwards: HashMap<u32, Vec<u32>> = HashMap::new();
        for (from, targets) in &self.all {
            for to in targets {
                backwards.entry(*to).or_default().push(*from);
            }
        }
        let mut loose: HashSet<u32> = self.loose.clone();
        let mut waiting: Vec<u32> = self.loose_now.iter().copied().collect();
        while let Some(at) = waiting.pop() {
            if loose.insert(at) {
                waiting.extend(backwards.get(&at).into_iter().flatten());
            }
        }
        loose
    }
}

/// The schema's own address. It is never looked up anywhere.
const ROOT: &str = "urn:keydesk:schema";

fn key(node: Node<'_>) -> String {
    format!("n{}", node.index())
}

fn resource(node: Node<'_>) -> String {
    format!("urn:keydesk:n{}", node.index())
}

/// The schema behind the keyword that counts work.
pub(crate) fn guarded(schema: &Value, node: Node<'_>) -> Value {
    let members = ["properties", "required", "enum", "allOf", "anyOf", "oneOf"];
    let weight: usize = members
        .iter()
        .filter_map(|name| node.get(name))
        .map(Node::len)
        .sum();
    json!({ "if": { (STEPS): 1 + weight / 8 }, "then": schema })
}
