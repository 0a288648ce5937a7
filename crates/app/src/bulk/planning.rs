//! Every row, held to the task and to what is there. Changes nothing.

use super::sheets::wanted;
use super::{Held, LookedInto, MOST_LYING, MOST_ROWS, Plan, Planned, views};
use crate::App;
use crate::convert::count;
use crate::tasks::Looked;
use crate::wire::{AppError, BulkFault, BulkPlan, BulkProblem, BulkProgress, ColumnFor, TaskInput};
use bulk::{Kind, RowProblem, Wanted, check};
use domain::{Effect, Sink, Tenant};
use std::sync::{Arc, Mutex};
use tasks::Task;

impl App {
    /// Holds every row to the task and to what is there. Changes nothing.
    ///
    /// # Errors
    /// [`AppError::Stale`] when the sheet was forgotten, [`AppError::Cancelled`], or why the tenant
    /// cannot be asked at all. What is wrong with a row is told of the row.
    pub async fn bulk_check(
        &self,
        sheet: String,
        mapping: Vec<ColumnFor>,
        ticket: String,
        watch: Arc<dyn Sink<BulkProgress>>,
    ) -> Result<BulkPlan, AppError> {
        self.ready().await;
        let held = self.core.bulk.state().sheets.get(&sheet).cloned();
        let held = held.ok_or(AppError::Stale)?;
        let tenant = self.tenant(held.tenant.as_str())?;
        if held.sheet.rows.len() > MOST_ROWS {
            let why = bulk::Unreadable::TooMuch {
                what: "rows",
                limit: MOST_ROWS,
            };
            return Err(views::no_sheet(&held.name, &why));
        }
        let work = self.look_into_all(&tenant, &held, &mapping, watch);
        let rows = self.ticketed(ticket, Box::pin(work)).await?;
        Ok(self.planned(&held, rows))
    }

    async fn look_into_all(
        &self,
        tenant: &Tenant,
        held: &Held,
        mapping: &[ColumnFor],
        watch: Arc<dyn Sink<BulkProgress>>,
    ) -> Result<Vec<Planned>, AppError> {
        let fields: Vec<Wanted> = held.task.ask.iter().map(wanted).collect();
        let cells: Vec<Vec<(String, String)>> = held
            .sheet
            .rows
            .iter()
            .map(|row| cells(row, mapping))
            .collect();
        let mut inputs = cells.clone();
        let mut wrong = problems(check(&mut inputs, &fields), held);
        let of = count(cells.len());
        let mut rows = Vec::with_capacity(cells.len());
        for (at, (cells, mut inputs)) in cells.into_iter().zip(inputs).enumerate() {
            let looked = match wrong.remove(&at) {
                Some(problems) => LookedInto::Wrong(problems),
                None => {
                    self.look_into_row(tenant, &held.task, &fields, &mut inputs)
                        .await?
                }
            };
            rows.push(Planned {
                line: held.sheet.lines[at],
                cells,
                inputs,
                looked,
            });
            let at = count(at + 1);
            watch.put(BulkProgress::Checked { at, of });
        }
        Ok(rows)
    }

    /// Finds what a row names, and looks what its task would do.
    async fn look_into_row(
        &self,
        tenant: &Tenant,
        task: &Arc<Task>,
        fields: &[Wanted],
        inputs: &mut [(String, String)],
    ) -> Result<LookedInto, AppError> {
        for field in fields.iter().filter(|field| field.kind == Kind::Pick) {
            let known: Vec<TaskInput> = inputs.iter().map(given).collect();
            let Some((_, typed)) = inputs.iter_mut().find(|(id, _)| *id == field.id) else {
                continue;
            };
            let choices = self.choices(tenant, task, &field.id, typed, &known).await;
            let choices = match choices {
                Ok(choices) => choices,
                Err(error) => return refused(error),
            };
            // What is called exactly so, or is so by its id: a sheet has either.
            let same = |text: &str| text.trim().eq_ignore_ascii_case(typed.trim());
            let mut fitting = choices
                .iter()
                .filter(|choice| same(&choice.label) || same(&choice.id));
            let problem = match (fitting.next(), fitting.next()) {
                (Some(choice), None) => {
                    choice.id.clone_into(typed);
                    continue;
                }
                (Some(_), Some(_)) => BulkFault::Several,
                (None, _) => BulkFault::NotThere,
            };
            return Ok(LookedInto::Wrong(vec![BulkProblem {
                field: Some(field.id.clone()),
                problem,
            }]));
        }
        match self.look_into(tenant, task, inputs).await {
            Ok(Looked::Ready(ready)) => {
                let (words, changes) = (ready.words.clone(), ready.changes.clone());
                Ok(LookedInto::Ready(Some(ready), words, changes))
            }
            Ok(Looked::Nothing(words)) => Ok(LookedInto::Nothing(words)),
            Ok(Looked::OneByOne) => Ok(LookedInto::Wrong(vec![BulkProblem {
                field: None,
                problem: BulkFault::OneByOne,
            }])),
            Err(error) => refused(error),
        }
    }

    fn planned(&self, held: &Held, rows: Vec<Planned>) -> BulkPlan {
        let of = |which: fn(&LookedInto) -> bool| {
            count(rows.iter().filter(|row| which(&row.looked)).count())
        };
        let ready = of(|looked| matches!(looked, LookedInto::Ready(..)));
        let nothing = of(|looked| matches!(looked, LookedInto::Nothing(_)));
        let effects = rows.iter().filter_map(|row| match &row.looked {
            LookedInto::Ready(ready, ..) => ready.as_ref().map(|ready| ready.effect),
            _ => None,
        });
        let effect = effects.max().unwrap_or(Effect::Reads);
        let mut state = self.core.bulk.state();
        let id = state.id("plan");
        let view = BulkPlan {
            plan: id.clone(),
            tenant: held.tenant.to_string(),
            task: held.task.id.clone(),
            title: held.task.title.clone(),
            effect: effect.into(),
            ready,
            nothing,
            wrong: count(rows.len()) - ready - nothing,
        };
        if state.plans.len() >= MOST_LYING {
            state.plans.shift_remove_index(0);
        }
        let plan = Plan {
            tenant: held.tenant.clone(),
            task: Arc::clone(&held.task),
            sheet: held.name.clone(),
            rows,
        };
        state.plans.insert(id, Arc::new(Mutex::new(plan)));
        view
    }
}

/// What a row says for each field.
fn cells(row: &[String], mapping: &[ColumnFor]) -> Vec<(String, String)> {
    let cell = |one: &ColumnFor| {
        let column = one.column.map(|at| at as usize);
        let text = match column {
            Some(at) => row.get(at).cloned(),
            None => one.value.clone(),
        };
        Some((one.field.clone(), text.unwrap_or_default()))
    };
    mapping.iter().filter_map(cell).collect()
}

fn given((field, value): &(String, String)) -> TaskInput {
    TaskInput {
        field: field.clone(),
        value: Some(value.clone()),
        several: Vec::new(),
        held: None,
    }
}

fn problems(
    found: Vec<RowProblem>,
    held: &Held,
) -> std::collections::HashMap<usize, Vec<BulkProblem>> {
    let mut by_row: std::collections::HashMap<usize, Vec<BulkProblem>> = Default::default();
    for problem in found {
        let told = BulkProblem {
            field: problem.field,
            problem: views::fault(&problem.fault, &held.sheet.lines),
        };
        by_row.entry(problem.row).or_default().push(told);
    }
    by_row
}

/// A row that cannot be looked into; what is wrong with all of them ends the check.
fn refused(error: AppError) -> Result<LookedInto, AppError> {
    match error {
        AppError::Invalid { problems } => Ok(LookedInto::Wrong(
            problems
                .into_iter()
                .map(|problem| BulkProblem {
                    field: Some(problem.field),
                    problem: BulkFault::Value {
                        problem: problem.problem,
                    },
                })
                .collect(),
        )),
        AppError::VendorFailed { .. } | AppError::NotFound => Ok(LookedInto::Refused(error)),
        other => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use super::cells;
    use crate::wire::ColumnFor;

    #[test]
    fn a_field_takes_its_column_or_the_same_for_all() {
        let one = |field: &str, column, value: Option<&str>| ColumnFor {
            field: field.into(),
            column,
            value: value.map(str::to_owned),
        };
        let row = ["LT-1".to_owned(), "Laptops".to_owned()];
        let mapping = [
            one("host", Some(0), None),
            one("reason", None, Some("INC1")),
            one("group", Some(9), None),
        ];
        let own = |field: &str, text: &str| (field.to_owned(), text.to_owned());
        assert_eq!(
            cells(&row, &mapping),
            [own("host", "LT-1"), own("reason", "INC1"), own("group", "")]
        );
    }
}
