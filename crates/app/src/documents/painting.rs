//! Changes between documents as the interface shows them: a code for the kind of change, what it is
//! about, before and after. The interface has the words.

use crate::paint::operation_line;
use crate::wire::{ChangeCounts, ChangeKind, ChangeView, ChangeWeight};
use domain::Tenant;
use openapi::{Difference, Document, Reason, Weight};

/// How many differences weigh what.
pub(super) fn counts(differences: &[Difference]) -> ChangeCounts {
    let of = |weight| {
        let all = differences.iter();
        crate::convert::count(all.filter(|one| one.weight == weight).count())
    };
    ChangeCounts {
        breaking: of(Weight::Breaking),
        additive: of(Weight::Additive),
        wording: of(Weight::Wording),
    }
}

/// One difference.
pub(super) fn change(
    older: &Document,
    newer: &Document,
    tenant: Option<&Tenant>,
    difference: &Difference,
) -> ChangeView {
    let named = |document: &Document| {
        let key = difference.operation.as_ref()?;
        let line = document.operations().iter().find(|line| line.key == *key)?;
        Some(operation_line(document, tenant, line))
    };
    let change = match difference.kind {
        openapi::ChangeKind::Added => ChangeKind::Added,
        openapi::ChangeKind::Removed => ChangeKind::Removed,
        openapi::ChangeKind::Changed => ChangeKind::Changed,
    };
    let said = said(&difference.reason, change);
    let filled = |text: String| Some(text).filter(|text| !text.is_empty());
    ChangeView {
        operation: named(newer).or_else(|| named(older)),
        pointer: difference.pointer.to_string(),
        change,
        weight: match difference.weight {
            Weight::Breaking => ChangeWeight::Breaking,
            Weight::Additive => ChangeWeight::Additive,
            Weight::Wording => ChangeWeight::Wording,
        },
        reason: said.code,
        subject: said.subject,
        before: filled(said.before),
        after: filled(said.after),
    }
}

#[derive(Default)]
struct Said {
    code: String,
    subject: String,
    before: String,
    after: String,
}

fn said(reason: &Reason, change: ChangeKind) -> Said {
    let kind = match change {
        ChangeKind::Added => "Added",
        ChangeKind::Removed => "Removed",
        ChangeKind::Changed => "Changed",
    };
    let noun = |word: &str, subject: &str| Said {
        code: format!("{word}{kind}"),
        subject: subject.to_owned(),
        ..Said::default()
    };
    let plain = |code: &str, subject: &str| Said {
        code: code.to_owned(),
        subject: subject.to_owned(),
        ..Said::default()
    };
    let turned = |code: &str, subject: &str, from: &str, to: &str| Said {
        code: code.to_owned(),
        subject: subject.to_owned(),
        before: from.to_owned(),
        after: to.to_owned(),
    };
    let needed = |required: bool, word: &'static str, upper: &'static str| {
        if required && change == ChangeKind::Added {
            format!("required{upper}")
        } else {
            word.to_owned()
        }
    };
    match reason {
        Reason::Text { what } => plain(&format!("{what}Changed"), ""),
        Reason::ServerPath { from, to } => turned("serverPathChanged", "", from, to),
        Reason::Operation => noun("operation", ""),
        Reason::HoleRenamed { from, to } => turned("holeRenamed", "", from, to),
        Reason::Deprecated => plain("deprecated", ""),
        Reason::NoLongerDeprecated => plain("undeprecated", ""),
        Reason::Parameter { name, required, .. } => {
            noun(&needed(*required, "parameter", "Parameter"), name)
        }
        Reason::ParameterStyle { name } => plain("styleChanged", name),
        Reason::NowRequired { name } => plain("nowRequired", name),
        Reason::NowOptional { name } => plain("nowOptional", name),
        Reason::Body { required } => noun(&needed(*required, "body", "Body"), ""),
        Reason::Media { name } => noun("media", name),
        Reason::Answer { status } => noun("answer", status),
        Reason::Header { name } => noun("header", name),
        Reason::Field { name, required } => noun(&needed(*required, "field", "Field"), name),
        Reason::Type { from, to } => turned("typeChanged", "", from, to),
        Reason::Format { from, to } => turned("formatChanged", "", from, to),
        Reason::NullAllowed => plain("becameNullable", ""),
        Reason::NullRefused => plain("becameNotNullable", ""),
        Reason::ChoicesAdded { values } => turned("enumValueAdded", "", "", &values.join(", ")),
        Reason::ChoicesRemoved { values } => turned("enumValueRemoved", "", &values.join(", "), ""),
        Reason::ChoicesLimited => plain("choicesLimited", ""),
        Reason::ChoicesUnlimited => plain("choicesUnlimited", ""),
        Reason::Tighter { rule, from, to } => turned("boundTightened", rule, from, to),
        Reason::Looser { rule, from, to } => turned("boundLoosened", rule, from, to),
        Reason::Rule { rule } => plain("ruleChanged", rule),
        Reason::Default { from, to } => turned("defaultChanged", "", from, to),
        Reason::Alternative { name } => noun("alternative", name),
        Reason::SignInNeeded => plain("signInNeeded", ""),
        Reason::SignInNotNeeded => plain("signInNotNeeded", ""),
        Reason::WayToSignIn { schemes } => noun("wayToSignIn", &schemes.join(", ")),
        Reason::Scope { scheme, scope } => noun("scope", &format!("{scheme} {scope}")),
        Reason::Scheme { name } => noun("scheme", name),
    }
}
