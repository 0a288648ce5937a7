//! The smallest set of permissions that is enough.

use super::Access;
use crate::Need;
use std::collections::BTreeSet;

/// The smallest set of permissions that is enough for something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Least<'a> {
    /// What has to be granted, in the order of the file; nothing in it includes anything else in it.
    pub grants: Vec<Grant<'a>>,
    /// What is held then.
    pub held: BTreeSet<&'a str>,
    /// Needs of which nothing is a permission we know.
    pub unmet: Vec<Need>,
}

/// One permission of a smallest set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant<'a> {
    /// Its key.
    pub permission: &'a str,
    /// Others that would do in its place as far as is known, where a need names several.
    pub instead: Vec<&'a str>,
}

/// What a set costs: dangerous permissions, then permissions at all. Nothing that is added makes
/// it less.
type Cost = (usize, usize);

struct Search<'a> {
    access: &'a Access,
    clauses: Vec<Vec<&'a str>>,
    best: Option<(Cost, Vec<&'a str>)>,
}

impl Access {
    /// The smallest set that meets every need: the fewest dangerous permissions held, then the fewest
    /// held at all, counting what is included; between equals what stands first in the file.
    ///
    /// Exact. Of a need's alternatives only themselves are tried: what includes one holds more than
    /// it, so a set with that instead is never smaller. Needs with one answer are settled first, and
    /// a branch ends where it costs as much as the best, so that only alternatives that are really
    /// open cost time.
    pub fn least<'a>(&'a self, needs: impl IntoIterator<Item = &'a Need>) -> Least<'a> {
        let mut clauses: Vec<Vec<&str>> = Vec::new();
        let mut unmet: Vec<Need> = Vec::new();
        for need in needs {
            let one_of: BTreeSet<&str> = need.one_of().iter().map(String::as_str).collect();
            let clause = self.sorted(&one_of);
            if clause.is_empty() {
                if !unmet.contains(need) {
                    unmet.push(need.clone());
                }
            } else if !clauses.contains(&clause) {
                clauses.push(clause);
            }
        }
        // What is met whenever another is met asks nothing of its own.
        let implied = |clause: &Vec<&str>| {
            let within = |other: &Vec<&str>| other.iter().all(|key| clause.contains(key));
            clauses.iter().any(|other| other != clause && within(other))
        };
        let mut left: Vec<Vec<&str>> = clauses.iter().filter(|c| !implied(c)).cloned().collect();
        left.sort_by_key(Vec::len);
        let mut search = Search {
            access: self,
            clauses: left,
            best: None,
        };
        search.go(&mut Vec::new());
        let chosen = search.best.map(|(_, chosen)| chosen).unwrap_or_default();
        Least {
            grants: self.grants(&chosen, &clauses),
            held: self.held(chosen),
            unmet,
        }
    }

    /// What is held beyond a smallest set, in the order of the file.
    pub fn beyond<'s>(&'s self, held: &BTreeSet<&str>, least: &Least<'_>) -> Vec<&'s str> {
        let beyond: BTreeSet<&str> = held.difference(&least.held).copied().collect();
        self.sorted(&beyond)
    }

    fn grants<'a>(&'a self, chosen: &[&'a str], clauses: &[Vec<&'a str>]) -> Vec<Grant<'a>> {
        let keys: BTreeSet<&str> = chosen.iter().copied().collect();
        let included = |key: &str| {
            let mut others = keys.iter().filter(|other| **other != key);
            others.any(|other| self.held([*other]).contains(key))
        };
        let grants = self.sorted(&keys).into_iter().filter(|key| !included(key));
        let grants: Vec<&str> = grants.collect();
        let instead = |grant: &str| {
            let rest = grants.iter().copied().filter(|other| *other != grant);
            let rest = self.held(rest);
            // What it alone settles, something else would have to settle.
            let own = clauses.iter().filter(|clause| {
                let mut keys = clause.iter();
                !keys.any(|key| rest.contains(key))
            });
            let mut common: Option<BTreeSet<&str>> = None;
            for clause in own {
                let keys: BTreeSet<&str> = clause.iter().copied().collect();
                common = Some(match common {
                    Some(common) => common.intersection(&keys).copied().collect(),
                    None => keys,
                });
            }
            let mut common = common.unwrap_or_default();
            common.remove(grant);
            self.sorted(&common)
        };
        let one = |permission: &&'a str| Grant {
            permission,
            instead: instead(permission),
        };
        grants.iter().map(one).collect()
    }

    fn cost(&self, held: &BTreeSet<&str>) -> Cost {
        let dangerous = |key: &&&str| self.permission(key).is_some_and(|one| one.danger.is_some());
        (held.iter().filter(dangerous).count(), held.len())
    }
}

impl<'a> Search<'a> {
    fn go(&mut self, chosen: &mut Vec<&'a str>) {
        let held = self.access.held(chosen.iter().copied());
        let cost = self.access.cost(&held);
        if self.best.as_ref().is_some_and(|(best, _)| *best <= cost) {
            return;
        }
        let open = |clause: &&Vec<&str>| !clause.iter().any(|key| held.contains(key));
        let Some(clause) = self.clauses.iter().find(open).cloned() else {
            self.best = Some((cost, chosen.clone()));
            return;
        };
        for key in clause {
            chosen.push(key);
            self.go(chosen);
            chosen.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Access, Need};
    use std::collections::BTreeSet;
    use std::fmt::Write as _;

    fn need(one_of: &[String]) -> Need {
        let json = match one_of {
            [one] => serde_json::json!(one),
            several => serde_json::json!({ "one_of": several }),
        };
        serde_json::from_value(json).unwrap()
    }

    /// Numbers by a generator of their own (a linear congruence, as in Numerical Recipes).
    fn numbers() -> impl FnMut(usize) -> usize {
        let mut state: u32 = 20_261_122;
        move |below| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as usize % below
        }
    }

    /// A product with some permissions, of which later ones may include earlier ones.
    fn product(next: &mut impl FnMut(usize) -> usize) -> Access {
        let mut text = String::from("permissions = [\n");
        for at in 0..1 + next(7) {
            let mut includes: BTreeSet<usize> = BTreeSet::new();
            if at > 0 {
                includes.extend((0..next(3)).map(|_| next(at)));
            }
            let includes: Vec<String> = includes.iter().map(|i| format!("'p{i}'")).collect();
            let danger = if next(4) == 0 { ", danger = 'x'" } else { "" };
            let includes = match next(12) {
                0 => "'*'".to_owned(),
                _ => includes.join(", "),
            };
            let _ = writeln!(
                text,
                "{{ key = 'p{at}', group = 'g', lets = 'x', includes = [{includes}]{danger} }},"
            );
        }
        text.push(']');
        Access::parse(&text).unwrap()
    }

    #[test]
    fn the_least_of_ten_thousand_products_is_what_trying_every_set_finds() {
        let mut next = numbers();
        let mut branched = 0;
        for _ in 0..10_000 {
            let access = product(&mut next);
            let count = access.permissions.len();
            let needs: Vec<Need> = (0..next(6))
                .map(|_| {
                    let keys: BTreeSet<String> = (0..1 + next(3))
                        .map(|_| format!("p{}", next(count)))
                        .collect();
                    need(&keys.into_iter().collect::<Vec<_>>())
                })
                .collect();
            let least = access.least(&needs);
            assert!(least.unmet.is_empty());
            assert!(Access::opens(&least.held, &needs), "{needs:?}");
            let granted = least.grants.iter().map(|grant| grant.permission);
            assert_eq!(access.held(granted), least.held);
            // No grant is there for nothing, and what is said to do instead does.
            for grant in &least.grants {
                let others = || {
                    let others = least.grants.iter().map(|other| other.permission);
                    others.filter(|other| *other != grant.permission)
                };
                assert!(!Access::opens(&access.held(others()), &needs));
                for instead in &grant.instead {
                    let with = access.held(others().chain([*instead]));
                    assert!(Access::opens(&with, &needs), "{grant:?} {needs:?}");
                    branched += 1;
                }
            }
            let every = (0..1_u32 << count).map(|set| {
                let keys = access.permissions.iter().enumerate();
                let keys = keys.filter(|(at, _)| set >> at & 1 == 1);
                access.held(keys.map(|(_, one)| one.key.as_str()))
            });
            let enough = every.filter(|held| Access::opens(held, &needs));
            let best = enough.map(|held| access.cost(&held)).min();
            assert_eq!(best, Some(access.cost(&least.held)), "{needs:?}");
        }
        assert!(branched > 1_000, "{branched}");
    }

    #[test]
    fn a_need_nobody_knows_is_told_and_spoils_nothing() {
        let access = Access::parse(
            "permissions = [{ key = 'a', group = 'g', lets = 'x' }, { key = 'b', group = 'g', lets = 'x' }]",
        )
        .unwrap();
        let needs = [
            need(&["moon".into()]),
            need(&["a".into(), "moon".into()]),
            need(&["moon".into()]),
        ];
        let least = access.least(&needs);
        assert_eq!(least.unmet, [Need::from("moon")]);
        assert_eq!(least.held, BTreeSet::from(["a"]));
        let held = access.held(["a", "b"]);
        assert_eq!(access.beyond(&held, &least), ["b"]);
    }
}
