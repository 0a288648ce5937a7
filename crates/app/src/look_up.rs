//! A person or a computer, looked up at every tenant at once.
//!
//! Tenants answer when they answer: what one knows is told as soon as it is known, and one that is
//! slow or dead holds up nobody.

mod hits;
mod subjects;

use crate::App;
use crate::convert::{count, invalid, millis};
use crate::lists::Unknown;
use crate::wire::{
    AppError, LookUpPart, LookUpProgress, LookUpState, LookUpView, MissingList, MissingWhy,
    ProblemKind, Sought, Subject,
};
use domain::{Find, Sink, Tenant};
use futures_util::future::join_all;
use hits::{Hit, shown};
use serde_json::Value;
use std::sync::{Arc, Mutex};
use subjects::subjects;
use tokio::time::Instant;

/// How many rows of a tenant are shown, the best of them with everything that is known.
const MOST_HITS: usize = 20;
const MOST_WHOLE: usize = 3;

/// Longer than a name with its domain; more is a mistake.
const LONGEST: usize = 200;

/// What has come so far, of every tenant.
struct Coming<'a> {
    watch: &'a dyn Sink<LookUpProgress>,
    parts: Mutex<Vec<(LookUpPart, Vec<Hit>)>>,
    started: Instant,
}

impl App {
    /// Looks for a person or a computer at every tenant at once.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when nothing was typed, [`AppError::Cancelled`]. What a tenant does not
    /// answer is told in its part.
    pub async fn look_up(
        &self,
        words: String,
        what: Sought,
        ticket: String,
        watch: Arc<dyn Sink<LookUpProgress>>,
    ) -> Result<LookUpView, AppError> {
        let words = words.trim().to_owned();
        if words.is_empty() {
            return Err(invalid("words", ProblemKind::Missing));
        }
        let words: String = words.chars().take(LONGEST).collect();
        self.ticketed(ticket, async {
            self.ready().await;
            let tenants = self.core.tenants().clone();
            let coming = Coming::of(&tenants, watch.as_ref());
            let asked = tenants.iter().enumerate();
            join_all(asked.map(|(at, tenant)| self.look_at(at, tenant, &words, what, &coming)))
                .await;
            Ok(coming.view())
        })
        .await
    }

    /// Looks at one tenant: its lists at once, then more about the best of what was found.
    async fn look_at(
        &self,
        at: usize,
        tenant: &Tenant,
        words: &str,
        what: Sought,
        coming: &Coming<'_>,
    ) {
        let Ok(vendor) = self.vendor(tenant) else {
            return coming.put(at, LookUpState::NotSupported, Vec::new());
        };
        let finds = vendor.look_up().finds.iter();
        let finds: Vec<&Find> = finds.filter(|find| what == find.what.into()).collect();
        if finds.is_empty() {
            return coming.put(at, LookUpState::NotSupported, Vec::new());
        }
        let searched = finds.iter().map(|find| self.search(tenant, find, words));
        let came = join_all(searched).await;
        let mut found = Vec::new();
        let mut missing = Vec::new();
        let mut asked = Vec::new();
        for (find, came) in finds.iter().zip(came) {
            match came {
                Ok(rows) => {
                    asked.push(find.label.clone());
                    found.extend(rows.into_iter().map(|row| (*find, row)));
                }
                Err(why) => missing.push(MissingList {
                    label: find.label.clone(),
                    why: self.missing(tenant, &find.rows, why),
                }),
            }
        }
        if found.is_empty() {
            return coming.put(at, nothing(asked, missing), Vec::new());
        }
        // What is called exactly as typed comes first; otherwise as the vendor sorts them.
        found.sort_by_key(|(find, row)| !find.is_called(row, words));
        let now = self.core.ports.clock.now();
        let rest = found.len().saturating_sub(MOST_HITS);
        found.truncate(MOST_HITS);
        let mut hits: Vec<Hit> = found
            .iter()
            .enumerate()
            .map(|(index, (find, row))| shown(tenant, index, find, row, now))
            .collect();
        for hit in hits.iter_mut().take(MOST_WHOLE) {
            hit.view.coming = true;
        }
        let state = |hits: &[Hit], missing: &[MissingList]| LookUpState::Found {
            hits: hits.iter().map(|hit| hit.view.clone()).collect(),
            rest: count(rest),
            missing: missing.to_vec(),
        };
        coming.put(at, state(&hits, &missing), hits.clone());
        let whole = found.iter().take(MOST_WHOLE);
        let more = join_all(whole.map(|(find, row)| self.more(tenant, find, row, now))).await;
        for (hit, (facts, events)) in hits.iter_mut().zip(more) {
            hit.view.facts.extend(facts);
            hit.view.events = events;
            hit.view.coming = false;
        }
        coming.put(at, state(&hits, &missing), hits);
    }

    /// The rows of one list that hold every word.
    async fn search(
        &self,
        tenant: &Tenant,
        find: &Find,
        words: &str,
    ) -> Result<Vec<Value>, Unknown> {
        // Most searches know one word; what they find is held to all of them.
        let longest = words.split_whitespace().max_by_key(|word| word.len());
        let hole = |name: &str| match name {
            "words" => Some(words.to_owned()),
            "word" => longest.map(str::to_owned),
            _ => domain::hole(name, &Value::Null, self.core.ports.clock.now()),
        };
        let body = self.ask_list(tenant, &find.rows, find.whole, hole).await?;
        let rows = find.rows.of(&body).ok_or(Unknown::NotSupported)?;
        let held = rows.into_iter().filter(|row| find.holds(row, words));
        Ok(held.cloned().collect())
    }
}

/// A tenant where nothing was found: because there is nothing, or because nobody could look.
fn nothing(asked: Vec<String>, missing: Vec<MissingList>) -> LookUpState {
    if !asked.is_empty() {
        return LookUpState::None { asked, missing };
    }
    let first = missing.into_iter().map(|list| list.why).next();
    match first {
        Some(MissingWhy::NotAllowed { needs, operation }) => {
            LookUpState::NotAllowed { needs, operation }
        }
        Some(MissingWhy::Failed { error }) => LookUpState::Failed { error },
        Some(MissingWhy::NotSupported) | None => LookUpState::NotSupported,
    }
}

impl<'a> Coming<'a> {
    fn of(tenants: &[Tenant], watch: &'a dyn Sink<LookUpProgress>) -> Self {
        let part = |tenant: &Tenant| LookUpPart {
            tenant: tenant.id.to_string(),
            state: LookUpState::Asking,
            took_ms: 0,
        };
        let coming = Self {
            watch,
            parts: Mutex::new(tenants.iter().map(|t| (part(t), Vec::new())).collect()),
            started: Instant::now(),
        };
        for (part, _) in coming.parts().iter() {
            watch.put(LookUpProgress::Part { part: part.clone() });
        }
        coming
    }

    fn parts(&self) -> std::sync::MutexGuard<'_, Vec<(LookUpPart, Vec<Hit>)>> {
        self.parts
            .lock()
            .expect("nothing panics while holding what came")
    }

    /// Tells what a tenant knows now.
    fn put(&self, at: usize, state: LookUpState, hits: Vec<Hit>) {
        let mut parts = self.parts();
        let Some((part, known)) = parts.get_mut(at) else {
            return;
        };
        part.state = state;
        part.took_ms = millis(self.started.elapsed());
        *known = hits;
        let part = part.clone();
        let subjects = Self::subjects(&parts);
        drop(parts);
        self.watch.put(LookUpProgress::Part { part });
        self.watch.put(LookUpProgress::Subjects { subjects });
    }

    fn subjects(parts: &[(LookUpPart, Vec<Hit>)]) -> Vec<Subject> {
        subjects(parts.iter().flat_map(|(part, hits)| {
            let tenant = part.tenant.as_str();
            hits.iter().map(move |hit| (tenant, hit))
        }))
    }

    fn view(self) -> LookUpView {
        let parts = self.parts();
        LookUpView {
            subjects: Self::subjects(&parts),
            parts: parts.iter().map(|(part, _)| part.clone()).collect(),
        }
    }
}

/// Ids are told apart within one look-up.
fn hit_id(tenant: &Tenant, index: usize) -> String {
    format!("{}#{index}", tenant.id)
}

#[cfg(test)]
mod tests {
    use super::{MissingList, MissingWhy, nothing};
    use crate::wire::LookUpState;

    #[test]
    fn nothing_found_is_told_from_nobody_could_look() {
        let missing = || {
            vec![MissingList {
                label: "User".into(),
                why: MissingWhy::NotAllowed {
                    needs: vec!["Users".into()],
                    operation: None,
                },
            }]
        };
        assert!(matches!(
            nothing(vec!["Group".into()], missing()),
            LookUpState::None { missing, .. } if missing.len() == 1
        ));
        assert!(matches!(
            nothing(Vec::new(), missing()),
            LookUpState::NotAllowed { needs, .. } if needs == ["Users"]
        ));
    }

    #[test]
    fn every_task_that_is_offered_is_there_and_has_the_inputs_it_is_begun_with() {
        for vendor in vendors::all() {
            let folder = vendor.folder();
            let waits = vendor.waiting().all.iter();
            let waits = waits.filter_map(|wait| {
                let task = wait.task.as_ref()?;
                Some((task, wait.inputs.keys().collect::<Vec<_>>()))
            });
            let finds = vendor.look_up().finds.iter();
            let offers = finds.flat_map(|find| {
                let stands_out = find.stands_out.iter();
                let stands_out =
                    stands_out.filter_map(|rule| Some((rule.task.as_ref()?, Vec::new())));
                let tasks = find.tasks.iter();
                let tasks = tasks.map(|offer| (&offer.task, offer.inputs.keys().collect()));
                stands_out.chain(tasks)
            });
            let known = tasks::Vendor {
                catalogue: vendor.catalogue(),
            };
            for (wanted, inputs) in waits.chain(offers) {
                let mut files = folder.tasks.iter();
                let found = files.find(|(id, _)| id == wanted);
                let (id, text) =
                    found.unwrap_or_else(|| panic!("{}: no task {wanted}", folder.name));
                let task = tasks::Task::read(id, text, known).unwrap();
                for input in inputs {
                    assert!(
                        task.ask.iter().any(|ask| ask.id == *input),
                        "{}: {wanted} asks for no {input}",
                        folder.name
                    );
                }
            }
        }
    }
}
