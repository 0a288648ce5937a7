//! What the program has seen of each number: for lines that show where it goes.
//!
//! Numbers only, in a small database beside the history. Where it cannot be used there are no lines,
//! and nothing else is missing.

use crate::wire::TrendPoint;
use domain::{TenantId, TileId, Timestamp};
use rusqlite::{Connection, params};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

/// How long a number is remembered.
const KEPT: Duration = Duration::from_secs(14 * 24 * 60 * 60);
/// A number that comes again within this replaces the one before.
const APART: Duration = Duration::from_secs(10 * 60);
/// How many points a line has, at the most.
const MOST: usize = 24;

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS seen (
        tenant TEXT NOT NULL,
        tile TEXT NOT NULL,
        at INTEGER NOT NULL,
        value INTEGER NOT NULL,
        PRIMARY KEY (tenant, tile, at)
    ) WITHOUT ROWID;
    PRAGMA user_version = 1;
";

/// The numbers that were seen.
pub(crate) struct Trends {
    file: PathBuf,
    open: Mutex<Option<Connection>>,
}

impl Trends {
    pub fn at(file: PathBuf) -> Self {
        Self {
            file,
            open: Mutex::new(None),
        }
    }

    /// Remembers numbers that came together, and answers what was seen of each so far.
    pub fn remember(
        &self,
        tenant: &TenantId,
        numbers: &[(TileId, u32)],
        now: Timestamp,
    ) -> HashMap<TileId, Vec<TrendPoint>> {
        self.put(tenant, numbers, now);
        let lines = numbers.iter();
        lines
            .map(|(tile, _)| (tile.clone(), self.of(tenant, tile)))
            .collect()
    }

    fn put(&self, tenant: &TenantId, numbers: &[(TileId, u32)], now: Timestamp) {
        self.with(|connection| {
            let slot = now.as_second() / APART.as_secs().cast_signed();
            let slot = slot * APART.as_secs().cast_signed();
            let mut put = connection.prepare_cached(
                "INSERT OR REPLACE INTO seen (tenant, tile, at, value) VALUES (?1, ?2, ?3, ?4)",
            )?;
            for (tile, value) in numbers {
                put.execute(params![tenant.as_str(), tile.as_str(), slot, value])?;
            }
            connection
                .prepare_cached("DELETE FROM seen WHERE at < ?1")?
                .execute([slot - KEPT.as_secs().cast_signed()])?;
            Ok(())
        });
    }

    /// What was seen of one number, oldest first: the last of each of some equal stretches of time.
    fn of(&self, tenant: &TenantId, tile: &TileId) -> Vec<TrendPoint> {
        let seen: Option<Vec<(i64, u32)>> = self.with(|connection| {
            let mut rows = connection.prepare_cached(
                "SELECT at, value FROM seen WHERE tenant = ?1 AND tile = ?2 ORDER BY at",
            )?;
            let found = rows.query_map([tenant.as_str(), tile.as_str()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
            found.collect()
        });
        thinned(&seen.unwrap_or_default())
            .into_iter()
            .filter_map(|(at, value)| {
                let at = Timestamp::from_second(at).ok()?;
                Some(TrendPoint {
                    at: crate::convert::moment(at),
                    value,
                })
            })
            .collect()
    }

    /// A tenant is gone, and so is what was seen of it.
    pub fn forget(&self, tenant: &TenantId) {
        self.with(|connection| {
            connection
                .prepare_cached("DELETE FROM seen WHERE tenant = ?1")?
                .execute([tenant.as_str()])
        });
    }

    fn with<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Option<T> {
        let mut open = self.open.lock().expect("nothing panics while counting");
        if open.is_none() {
            let connection = Connection::open(&self.file).ok()?;
            // One that is no database is left as it is: it is ours to use, not to repair.
            connection.execute_batch(SCHEMA).ok()?;
            *open = Some(connection);
        }
        work(open.as_ref()?).ok()
    }
}

fn thinned(seen: &[(i64, u32)]) -> Vec<(i64, u32)> {
    let (Some(first), Some(last)) = (seen.first(), seen.last()) else {
        return Vec::new();
    };
    if seen.len() < 2 {
        return Vec::new();
    }
    if seen.len() <= MOST {
        return seen.to_vec();
    }
    let span = (last.0 - first.0).max(1);
    let stretches = i64::try_from(MOST).unwrap_or(i64::MAX);
    let stretch = |at: i64| ((at - first.0) * stretches / (span + 1)).min(stretches - 1);
    let mut thin: Vec<(i64, u32)> = Vec::new();
    for point in seen {
        match thin.last_mut() {
            Some(before) if stretch(before.0) == stretch(point.0) => *before = *point,
            _ => thin.push(*point),
        }
    }
    thin
}

#[cfg(test)]
mod tests {
    use super::{MOST, Trends, thinned};
    use domain::{TenantId, TileId, Timestamp};
    use std::time::Duration;

    #[test]
    fn a_long_past_is_thinned_and_ends_with_the_last_number() {
        let seen: Vec<(i64, u32)> = (0..2000_u32).map(|at| (i64::from(at) * 600, at)).collect();
        let thin = thinned(&seen);
        assert!(thin.len() <= MOST && thin.len() > MOST / 2);
        assert_eq!(thin.last(), seen.last());
        assert!(thinned(&seen[..1]).is_empty());
    }

    #[test]
    fn numbers_are_remembered_over_a_restart_and_forgotten_with_their_tenant() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("trends.db");
        let (tenant, tile) = (TenantId::new("t1"), TileId::new("users"));
        let start: Timestamp = "2026-11-10T10:00:00Z".parse().unwrap();
        let trends = Trends::at(file.clone());
        for step in 0..3_u32 {
            let now = start + Duration::from_secs(u64::from(step) * 300);
            trends.remember(&tenant, &[(tile.clone(), step)], now);
        }
        drop(trends);
        let trends = Trends::at(file);
        let values: Vec<u32> = trends.of(&tenant, &tile).iter().map(|p| p.value).collect();
        // Five minutes later the number replaced the one before.
        assert_eq!(values, [1, 2]);
        trends.forget(&tenant);
        assert!(trends.of(&tenant, &tile).is_empty());
    }

    #[test]
    fn without_a_database_there_are_no_lines() {
        let folder = tempfile::tempdir().unwrap();
        let trends = Trends::at(folder.path().join("no/such/folder/trends.db"));
        let (tenant, tile) = (TenantId::new("t1"), TileId::new("users"));
        trends.remember(&tenant, &[(tile.clone(), 1)], Timestamp::UNIX_EPOCH);
        assert!(trends.of(&tenant, &tile).is_empty());
    }
}
