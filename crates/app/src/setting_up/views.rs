//! Set-up as the interface sees it.

use super::{App, Running};
use crate::convert::{count, moment};
use crate::wire::{
    SetupBrings, SetupClient, SetupField, SetupInstruction, SetupKind, SetupLeft, SetupPaste,
    SetupRole, SetupSeen, SetupSeenClient, SetupSeenRole, SetupState, SetupStep, SetupStepState,
    SetupView, SetupWeight, SetupWhy,
};
use domain::Tenant;
use setup::{
    Change, Further, Hand, Holding, Instruction, Kind, Left, LeftWhy, Observed, Plan, Proof,
    Rotation, Setup, State, Weight, Why,
};
use std::collections::BTreeSet;
use std::fmt::Display;
use vendors::Adapter;

impl App {
    /// A plan that was begun.
    pub(super) fn setup_view(&self, running: &Running) -> SetupView {
        let live = running.live();
        let plan = &running.head.kept.plan;
        let states = setup::states(plan, &live.lines);
        let standing = setup::standing(&states);
        let tenant = self.tenant(&running.head.tenant);
        let known = tenant.ok().and_then(|tenant| {
            let vendor = self.vendor(&tenant).ok()?;
            let setup = self.setup_of(&tenant).ok()?;
            Some(steps(&tenant, vendor, &setup, plan, &states))
        });
        let adopted = running.head.uses.iter().all(|(client, used)| {
            *used == crate::wire::SetupUse::Kept || live.adopted.contains_key(client)
        });
        SetupView {
            run: running.id.clone(),
            tenant: running.head.tenant.clone(),
            at: running.head.at.clone(),
            steps: known.unwrap_or_default(),
            state: live.state.clone(),
            resumable: standing.resumable
                || (!adopted && !matches!(live.state, SetupState::Undone)),
            undoable: standing.undoable,
            left: live.left.clone(),
            untested: live.untested.clone(),
        }
    }
}

pub(super) fn seen(tenant: &Tenant, setup: &Setup, observed: &Observed) -> SetupSeen {
    let role = |seen: &setup::Seen<setup::Role>| SetupSeenRole {
        id: seen.id.clone(),
        role: SetupRole {
            name: seen.is.name.to_string(),
            permissions: names(&seen.is.permissions),
            further: fields(&seen.is.further),
        },
    };
    let client = |seen: &setup::Seen<setup::Client>| SetupSeenClient {
        id: seen.id.clone(),
        client: SetupClient {
            name: seen.is.name.to_string(),
            roles: names(&seen.is.roles),
            further: fields(&seen.is.further),
        },
        held_since: match observed.held(&seen.is.name) {
            Holding::HeldSince(since) => Some(moment(since)),
            Holding::NotHeld => None,
        },
        in_use: setup.method() == Some(&tenant.method)
            && tenant.fields.values().any(|value| *value == seen.id),
    };
    SetupSeen {
        switches: names(&observed.switches),
        roles: observed.roles.values().map(role).collect(),
        clients: observed.clients.values().map(client).collect(),
        second_client: setup.rotation() == Rotation::SecondClient,
    }
}

fn names<T: Display>(all: &BTreeSet<T>) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

pub(super) fn joined<T: Display>(all: &BTreeSet<T>) -> String {
    names(all).join(", ")
}

fn fields(further: &Further) -> Vec<SetupField> {
    further
        .iter()
        .map(|(name, value)| SetupField {
            name: name.clone(),
            json: value.to_string(),
        })
        .collect()
}

/// The steps of a plan; `states` is empty for one nobody has begun.
pub(super) fn steps(
    tenant: &Tenant,
    vendor: &dyn Adapter,
    setup: &Setup,
    plan: &Plan,
    states: &[State],
) -> Vec<SetupStep> {
    let one = |(at, step): (usize, &setup::Step)| SetupStep {
        change: kind(step.change.kind()),
        subject: step.change.subject().to_owned(),
        adds: adds(&step.change),
        weight: match step.change.weight() {
            Weight::Adds => SetupWeight::Adds,
            Weight::Widens => SetupWeight::Widens,
            Weight::Breaks => SetupWeight::Breaks,
        },
        yours: match &step.hand {
            Hand::Ours => None,
            Hand::Yours(what) => Some(instruction(tenant, vendor, setup, what)),
        },
        reversible: setup.reversible(step.change.kind()),
        state: states.get(at).map_or(SetupStepState::Waiting, step_state),
    };
    plan.steps.iter().enumerate().map(one).collect()
}

fn adds(change: &Change) -> Vec<String> {
    match change {
        Change::CreateRole { role } => names(&role.permissions),
        Change::GrantPermissions { add, .. } => names(add),
        Change::CreateClient { client } => names(&client.roles),
        Change::AssignRoles { add, .. } => names(add),
        Change::SetRole { set, .. } | Change::SetClient { set, .. } => set
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect(),
        Change::TurnOn { .. } | Change::TakeSecret { .. } | Change::ReplaceSecret { .. } => {
            Vec::new()
        }
    }
}

pub(super) fn instruction(
    tenant: &Tenant,
    vendor: &dyn Adapter,
    setup: &Setup,
    what: &Instruction,
) -> SetupInstruction {
    let method = setup.method().and_then(|id| vendor.manifest().method(id));
    let described = |field: &domain::FieldId| {
        let mut fields = method.iter().flat_map(|method| &method.fields);
        fields.find(|one| one.id == *field)
    };
    let address = what.path.as_ref().map(|path| {
        let address = tenant.place.origin().to_string();
        format!("{}{path}", address.trim_end_matches('/'))
    });
    SetupInstruction {
        because: what.because.clone(),
        page: what.page.clone(),
        address,
        press: what.press.clone(),
        paste: what
            .paste
            .iter()
            .map(|paste| SetupPaste {
                label: paste.label.clone(),
                text: paste.text.clone(),
            })
            .collect(),
        brings: what
            .brings
            .iter()
            .map(|field| SetupBrings {
                field: field.to_string(),
                label: described(field).map_or_else(|| field.to_string(), |one| one.label.clone()),
                // What nobody describes is secret.
                secret: described(field).is_none_or(|one| one.secret),
            })
            .collect(),
        proven: what.proof != Proof::Word,
    }
}

pub(super) fn step_state(state: &State) -> SetupStepState {
    match state {
        State::Waiting => SetupStepState::Waiting,
        State::Begun => SetupStepState::Begun,
        State::Made(Some(_)) => SetupStepState::Made,
        State::Made(None) => SetupStepState::NotNeeded,
        State::Undone => SetupStepState::Undone,
    }
}

pub(super) fn left(tenant: &Tenant, vendor: &dyn Adapter, setup: &Setup, left: &Left) -> SetupLeft {
    let (yours, tried) = match &left.why {
        LeftWhy::NoWay => (None, None),
        LeftWhy::Yours(what) => (Some(instruction(tenant, vendor, setup, what)), None),
        LeftWhy::Tried(tried) => (None, Some(why(*tried))),
    };
    SetupLeft {
        step: count(left.step),
        yours,
        why: tried,
    }
}

pub(super) fn why(why: Why) -> SetupWhy {
    match why {
        Why::Refused => SetupWhy::Refused,
        Why::NotSeen => SetupWhy::NotSeen,
        Why::Declined => SetupWhy::Declined,
        Why::CannotCall => SetupWhy::CannotCall,
        Why::Unproven => SetupWhy::Unproven,
        Why::Unknown => SetupWhy::Unknown,
        Why::DoesNotWork => SetupWhy::DoesNotWork,
        Why::SecretLost => SetupWhy::SecretLost,
        Why::NotKept => SetupWhy::NotKept,
        Why::OutOfTurn => SetupWhy::OutOfTurn,
    }
}

fn kind(kind: Kind) -> SetupKind {
    match kind {
        Kind::TurnOn => SetupKind::TurnOn,
        Kind::CreateRole => SetupKind::CreateRole,
        Kind::GrantPermissions => SetupKind::GrantPermissions,
        Kind::SetRole => SetupKind::SetRole,
        Kind::CreateClient => SetupKind::CreateClient,
        Kind::AssignRoles => SetupKind::AssignRoles,
        Kind::SetClient => SetupKind::SetClient,
        Kind::TakeSecret => SetupKind::TakeSecret,
        Kind::ReplaceSecret => SetupKind::ReplaceSecret,
    }
}

/// What kind of change, in a word for what was done.
pub(super) fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::TurnOn => "turn on",
        Kind::CreateRole => "create role",
        Kind::GrantPermissions => "grant permissions",
        Kind::SetRole => "set role",
        Kind::CreateClient => "create client",
        Kind::AssignRoles => "assign roles",
        Kind::SetClient => "set client",
        Kind::TakeSecret => "take secret",
        Kind::ReplaceSecret => "replace secret",
    }
}
