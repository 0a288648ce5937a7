//! Tasks as the interface sees them.

use crate::convert::count;
use crate::wire::{
    Effect, TaskAsk, TaskAskKind, TaskChange, TaskConsole, TaskFact, TaskGroup, TaskInput,
    TaskLater, TaskLine, TaskOperation, TaskOption, TaskProof, TaskState, TaskTable, TaskUndo,
    TaskView,
};
use domain::{OperationKey, Tenant};
use tasks::{Ask, AskKind, Group, Later, Outcome, Proof, Task};
use vendors::Adapter;

pub(super) fn line(vendor: &dyn Adapter, task: &Task) -> TaskLine {
    TaskLine {
        vendor: vendor.manifest().id.to_string(),
        id: task.id.clone(),
        title: task.title.clone(),
        about: task.about.clone(),
        group: match task.group {
            Group::People => TaskGroup::People,
            Group::Computers => TaskGroup::Computers,
            Group::Requests => TaskGroup::Requests,
            Group::Sessions => TaskGroup::Sessions,
            Group::Accounts => TaskGroup::Accounts,
            Group::Policies => TaskGroup::Policies,
            Group::Reports => TaskGroup::Reports,
        },
        words: task.words.clone(),
        effect: task.effect().into(),
        console: task.console.is_some(),
    }
}

pub(super) fn view(tenant: &Tenant, vendor: &dyn Adapter, task: &Task) -> TaskView {
    let mut operations: Vec<TaskOperation> = Vec::new();
    for key in task.operations() {
        let one = operation(vendor, key);
        if !operations
            .iter()
            .any(|known| known.operation == one.operation)
        {
            operations.push(one);
        }
    }
    TaskView {
        line: line(vendor, task),
        asks: task.ask.iter().map(ask).collect(),
        operations,
        console: task.console.as_ref().map(|console| TaskConsole {
            because: console.because.clone(),
            page: console.page.clone(),
            address: console.path.as_ref().and_then(|path| {
                // The console lies beside the API, at the same place.
                let whole = format!("{}{}{path}", tenant.place.origin(), tenant.place.path());
                path.starts_with('/').then_some(whole)
            }),
            steps: console.steps.clone(),
            labels: console.labels.clone(),
            say: console.say.clone(),
        }),
        inverse: task.inverse().map(str::to_owned),
    }
}

fn operation(vendor: &dyn Adapter, key: &OperationKey) -> TaskOperation {
    let entry = vendor.catalogue().find(key);
    TaskOperation {
        operation: key.to_string(),
        effect: vendor.catalogue().effect(key).into(),
        needs: entry
            .map(domain::CatalogueEntry::needs_words)
            .unwrap_or_default(),
    }
}

pub(crate) fn ask(ask: &Ask) -> TaskAsk {
    TaskAsk {
        id: ask.id.clone(),
        label: ask.label.clone(),
        about: ask.about.clone(),
        kind: match ask.kind {
            AskKind::Text => TaskAskKind::Text,
            AskKind::Choice => TaskAskKind::Choice,
            AskKind::Toggle => TaskAskKind::Toggle,
            AskKind::Number => TaskAskKind::Number,
            AskKind::Date => TaskAskKind::Date,
            AskKind::Reason => TaskAskKind::Reason,
            AskKind::Pick => TaskAskKind::Pick,
            AskKind::Secret => TaskAskKind::Secret,
        },
        optional: ask.optional,
        many: ask.many,
        options: ask
            .options
            .iter()
            .map(|option| TaskOption {
                value: option.value.clone(),
                label: option.label.clone(),
            })
            .collect(),
        usual: ask.usual.clone(),
        least: ask.least,
        most: ask.most,
    }
}

pub(super) fn done(outcome: Outcome) -> TaskState {
    TaskState::Done {
        words: outcome.words,
        facts: outcome
            .facts
            .into_iter()
            .map(|fact| TaskFact {
                label: fact.label,
                value: fact.value,
            })
            .collect(),
        table: outcome.table.map(|table| TaskTable {
            columns: table.columns,
            rows: table.rows,
            none: table.none,
            total: table
                .total
                .map(|total| u32::try_from(total).unwrap_or(u32::MAX)),
        }),
        proof: match outcome.proof {
            Proof::NotNeeded => TaskProof::NotNeeded,
            Proof::Seen => TaskProof::Seen,
            Proof::NotSeen => TaskProof::NotSeen,
            Proof::NotPossible => TaskProof::NotPossible,
        },
        undo: outcome.undo.map(|undo| TaskUndo {
            task: undo.task,
            inputs: undo
                .inputs
                .into_iter()
                .map(|(field, value)| TaskInput {
                    field,
                    value: Some(value),
                    several: Vec::new(),
                    held: None,
                })
                .collect(),
        }),
    }
}

pub(super) fn changes(changes: &[tasks::Before]) -> Vec<TaskChange> {
    let one = |change: &tasks::Before| TaskChange {
        what: change.what.clone(),
        before: change.before.clone(),
        after: change.after.clone(),
    };
    changes.iter().map(one).collect()
}

pub(super) fn later(later: &[Later]) -> Vec<TaskLater> {
    let one = |later: &Later| TaskLater {
        says: later.says.clone(),
        operation: later.line.clone(),
    };
    later.iter().map(one).collect()
}

/// The gravest of several effects.
pub(super) fn gravest(effects: impl Iterator<Item = domain::Effect>) -> Effect {
    effects
        .fold(domain::Effect::Reads, domain::Effect::max)
        .into()
}

/// Which of how many, as the interface counts.
pub(super) fn place(at: usize, of: usize) -> (u32, u32) {
    (count(at), count(of))
}
