//! Which rows of which tenants are the same person or computer.

use super::Hit;
use crate::convert::count;
use crate::wire::{KnownAs, SameBy, Subject, SubjectHit};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Who was found, those whom most tenants know first. Two rows are the same when they share an
/// e-mail address, an account's name or a host's name.
pub(super) fn subjects<'h>(hits: impl Iterator<Item = (&'h str, &'h Hit)>) -> Vec<Subject> {
    let hits: Vec<(&str, &Hit)> = hits.collect();
    let mut group: Vec<usize> = (0..hits.len()).collect();
    let mut first: HashMap<(SameBy, &str), usize> = HashMap::new();
    for (at, (_, hit)) in hits.iter().enumerate() {
        for (by, folded, _) in &hit.same {
            let known = *first.entry((*by, folded.as_str())).or_insert(at);
            let (one, other) = (group[known], group[at]);
            if one != other {
                for each in &mut group {
                    if *each == other {
                        *each = one;
                    }
                }
            }
        }
    }
    let mut order: Vec<usize> = Vec::new();
    for root in &group {
        if !order.contains(root) {
            order.push(*root);
        }
    }
    let mut found: Vec<Subject> = order
        .into_iter()
        .map(|root| {
            let same = hits.iter().zip(&group);
            let same: Vec<(&str, &Hit)> = same
                .filter(|(_, of)| **of == root)
                .map(|(hit, _)| *hit)
                .collect();
            subject(&same)
        })
        .collect();
    let tenants = |subject: &Subject| {
        let tenants: HashSet<&str> = subject.hits.iter().map(|hit| hit.tenant.as_str()).collect();
        tenants.len()
    };
    found.sort_by_key(|subject| std::cmp::Reverse(tenants(subject)));
    found
}

fn subject(same: &[(&str, &Hit)]) -> Subject {
    let mut names: Vec<(&str, usize)> = Vec::new();
    for (_, hit) in same {
        match names.iter_mut().find(|(name, _)| *name == hit.view.name) {
            Some((_, times)) => *times += 1,
            None => names.push((&hit.view.name, 1)),
        }
    }
    // The name most of them say; of those said as often, the one with a blank in it is a person's.
    let best = names
        .iter()
        .max_by_key(|(name, times)| (*times, name.contains(' ')));
    let mut known: Vec<(SameBy, &str, &str, BTreeSet<&str>)> = Vec::new();
    for (tenant, hit) in same {
        for (by, folded, written) in &hit.same {
            match known.iter_mut().find(|(b, f, ..)| b == by && f == folded) {
                Some((.., tenants)) => {
                    tenants.insert(tenant);
                }
                None => known.push((*by, folded, written, BTreeSet::from([*tenant]))),
            }
        }
    }
    known.sort_by_key(|(by, .., tenants)| (*by as u8, std::cmp::Reverse(tenants.len())));
    Subject {
        name: best.map_or_else(String::new, |(name, _)| (*name).to_owned()),
        known_as: known
            .into_iter()
            .map(|(by, _, written, tenants)| KnownAs {
                by,
                value: written.to_owned(),
                tenants: count(tenants.len()),
            })
            .collect(),
        hits: same
            .iter()
            .map(|(tenant, hit)| SubjectHit {
                tenant: (*tenant).to_owned(),
                hit: hit.view.id.clone(),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Hit, subjects};
    use crate::wire::{LookUpHit, SameBy};

    fn hit(id: &str, name: &str, same: &[(SameBy, &str)]) -> Hit {
        Hit {
            view: LookUpHit {
                id: id.into(),
                label: "User".into(),
                name: name.into(),
                state: None,
                facts: Vec::new(),
                stands_out: Vec::new(),
                events: Vec::new(),
                coming: false,
                operation: "GET /users".into(),
                tasks: Vec::new(),
            },
            same: same
                .iter()
                .map(|(by, value)| (*by, (*value).to_owned(), value.to_uppercase()))
                .collect(),
        }
    }

    #[test]
    fn rows_are_one_person_through_a_third_that_knows_both_values() {
        use SameBy::{Account, Email};
        let vault = hit("1", "Jonas Lind", &[(Account, "jlind")]);
        let remote = hit("2", "jonas", &[(Email, "j.lind@x.example")]);
        let plants = hit(
            "3",
            "Jonas Lind",
            &[(Email, "j.lind@x.example"), (Account, "jlind")],
        );
        let other = hit("4", "Lindgren", &[(Account, "lindgren")]);
        let all = [("a", &vault), ("b", &remote), ("b", &other), ("c", &plants)];
        let found = subjects(all.into_iter());
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].name, "Jonas Lind");
        let ids: Vec<&str> = found[0].hits.iter().map(|hit| hit.hit.as_str()).collect();
        assert_eq!(ids, ["1", "2", "3"]);
        assert_eq!(found[0].known_as[0].tenants, 2);
        assert_eq!(found[1].name, "Lindgren");
    }

    #[test]
    fn rows_that_share_nothing_stay_apart() {
        let one = hit("1", "Lind", &[]);
        let two = hit("2", "Lind", &[]);
        assert_eq!(subjects([("a", &one), ("a", &two)].into_iter()).len(), 2);
    }
}
