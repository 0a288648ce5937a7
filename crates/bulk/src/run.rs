//! Which row is next, and when to stop. Pure: what happened goes in, what to do comes out.

use serde::{Deserialize, Serialize};

/// One row of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What its task is begun with, by field.
    pub inputs: Vec<(String, String)>,
    /// How it stands.
    pub state: RowState,
}

/// How a row stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowState {
    /// Its turn has not come.
    Waiting,
    /// It was begun, and nobody knows yet what came of it. After a crash it stays so until somebody
    /// looks.
    Begun,
    /// It is over.
    Over(Outcome),
}

/// What came of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Outcome {
    /// It was done.
    Done {
        /// In words.
        words: String,
    },
    /// Nothing had to be done, or nothing could.
    Skipped {
        /// Why.
        words: String,
    },
    /// The tenant refused.
    Failed {
        /// Why.
        words: String,
    },
    /// It may have been done.
    Unknown {
        /// Why nobody knows.
        words: String,
    },
}

/// When a run stops by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rules {
    /// After so many rows it waits for a person to look; none when zero.
    pub pilot: u32,
    /// After so many failures it stops; never when zero.
    pub failures: u32,
}

/// What to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Begin this row.
    Row(usize),
    /// Look whether this row was done: it was begun before a crash.
    Look(usize),
    /// Wait for a person.
    Stopped(Stop),
    /// Every row is over.
    Ended,
}

/// Why a run waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// They asked for it.
    Paused,
    /// The first rows are done and can be looked at.
    Pilot,
    /// Too many failed.
    Failures,
}

/// How many rows stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Rows whose turn has not come, or that are under way.
    pub waiting: usize,
    /// Rows that were done.
    pub done: usize,
    /// Rows where nothing had to be done.
    pub skipped: usize,
    /// Rows that were refused.
    pub failed: usize,
    /// Rows of which nobody knows.
    pub unknown: usize,
}

/// A run over rows. Every row is begun at most once, unless looking has shown that nothing came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    rows: Vec<Row>,
    rules: Rules,
    paused: bool,
    pilot_seen: bool,
    // Failures that a person has seen and went on from.
    forgiven: usize,
}

impl Run {
    /// A run of rows that have not begun.
    pub fn new(rows: Vec<Vec<(String, String)>>, rules: Rules) -> Self {
        let rows = rows.into_iter().map(|inputs| Row {
            inputs,
            state: RowState::Waiting,
        });
        Self {
            rows: rows.collect(),
            rules,
            paused: false,
            pilot_seen: false,
            forgiven: 0,
        }
    }

    /// Its rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Its rules.
    pub fn rules(&self) -> Rules {
        self.rules
    }

    /// What to do now.
    pub fn next(&self) -> Next {
        let at = |wanted: &RowState| self.rows.iter().position(|row| row.state == *wanted);
        if self.paused {
            return Next::Stopped(Stop::Paused);
        }
        // What nobody knows of comes first: it may change what a person wants to do with the rest.
        if let Some(row) = at(&RowState::Begun) {
            return Next::Look(row);
        }
        let Some(row) = at(&RowState::Waiting) else {
            return Next::Ended;
        };
        let totals = self.totals();
        let failed = totals.failed + totals.unknown - self.forgiven;
        if self.rules.failures > 0 && failed >= self.rules.failures as usize {
            return Next::Stopped(Stop::Failures);
        }
        let over = self.rows.len() - totals.waiting;
        let pilot = self.rules.pilot as usize;
        if pilot > 0 && !self.pilot_seen && over >= pilot {
            return Next::Stopped(Stop::Pilot);
        }
        Next::Row(row)
    }

    /// A row is begun.
    pub fn begin(&mut self, row: usize) {
        if let Some(row) = self.rows.get_mut(row) {
            row.state = RowState::Begun;
        }
    }

    /// A row is over.
    pub fn end(&mut self, row: usize, outcome: Outcome) {
        if let Some(row) = self.rows.get_mut(row) {
            row.state = RowState::Over(outcome);
        }
    }

    /// Looking has shown that nothing came of a row that was begun: its turn comes again.
    pub fn again(&mut self, row: usize) {
        if let Some(row) = self.rows.get_mut(row)
            && row.state == RowState::Begun
        {
            row.state = RowState::Waiting;
        }
    }

    /// Stops before the next row.
    pub fn pause(&mut self) {
        self.paused = true;
    }

    /// A person has looked, and goes on.
    pub fn go_on(&mut self) {
        let stopped = self.next();
        self.paused = false;
        match stopped {
            Next::Stopped(Stop::Pilot) => self.pilot_seen = true,
            Next::Stopped(Stop::Failures) => {
                let totals = self.totals();
                self.forgiven = totals.failed + totals.unknown;
            }
            Next::Stopped(Stop::Paused) | Next::Row(_) | Next::Look(_) | Next::Ended => {}
        }
    }

    /// The turn of every row that failed comes again. Rows of which nobody knows stay as they are.
    pub fn retry_failed(&mut self) {
        for row in &mut self.rows {
            if matches!(row.state, RowState::Over(Outcome::Failed { .. })) {
                row.state = RowState::Waiting;
            }
        }
        self.forgiven = self.totals().unknown;
    }

    /// How many rows stand how.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for row in &self.rows {
            let count = match &row.state {
                RowState::Waiting | RowState::Begun => &mut totals.waiting,
                RowState::Over(Outcome::Done { .. }) => &mut totals.done,
                RowState::Over(Outcome::Skipped { .. }) => &mut totals.skipped,
                RowState::Over(Outcome::Failed { .. }) => &mut totals.failed,
                RowState::Over(Outcome::Unknown { .. }) => &mut totals.unknown,
            };
            *count += 1;
        }
        totals
    }
}

#[cfg(test)]
mod tests {
    use super::{Next, Outcome, Rules, Run, Stop};

    fn run(rows: usize, pilot: u32, failures: u32) -> Run {
        Run::new(vec![Vec::new(); rows], Rules { pilot, failures })
    }

    fn done() -> Outcome {
        Outcome::Done {
            words: String::new(),
        }
    }

    fn failed() -> Outcome {
        Outcome::Failed {
            words: String::new(),
        }
    }

    #[test]
    fn the_first_rows_are_looked_at_before_the_rest() {
        let mut run = run(5, 2, 0);
        for at in 0..2 {
            assert_eq!(run.next(), Next::Row(at));
            run.begin(at);
            run.end(at, done());
        }
        assert_eq!(run.next(), Next::Stopped(Stop::Pilot));
        run.go_on();
        assert_eq!(run.next(), Next::Row(2));
    }

    #[test]
    fn too_many_failures_stop_it_and_a_person_goes_on() {
        let mut run = run(6, 0, 2);
        for at in 0..2 {
            run.begin(at);
            run.end(at, failed());
        }
        assert_eq!(run.next(), Next::Stopped(Stop::Failures));
        run.go_on();
        run.begin(2);
        run.end(2, failed());
        assert_eq!(run.next(), Next::Row(3));
        run.retry_failed();
        assert_eq!(run.next(), Next::Row(0));
        assert_eq!(run.totals().waiting, 6);
    }

    #[test]
    fn a_row_that_was_begun_before_a_crash_is_looked_at_first() {
        let mut run = run(3, 0, 0);
        run.begin(0);
        assert_eq!(run.next(), Next::Look(0));
        run.again(0);
        assert_eq!(run.next(), Next::Row(0));
        run.begin(0);
        run.end(0, done());
        // What is over does not begin again.
        run.again(0);
        assert_eq!(run.next(), Next::Row(1));
        run.pause();
        assert_eq!(run.next(), Next::Stopped(Stop::Paused));
    }
}
