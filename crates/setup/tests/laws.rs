//! The laws of planning, over generated worlds.

use proptest::collection::{btree_map, btree_set};
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use setup::{
    Change, ClientName, Desired, Hand, Holding, Instruction, Mark, Observed, Permission, Plan,
    RoleName, Setup, Step, Switch, plan,
};
use std::collections::BTreeSet;

/// A vendor whose API does some kinds of change and leaves others to people.
#[derive(Debug)]
struct Vendor {
    creates: bool,
    widens: bool,
}

impl Setup for Vendor {
    fn hand(&self, change: &Change) -> Hand {
        let ours = match change {
            Change::CreateRole(_) | Change::CreateClient(_) => self.creates,
            Change::GrantPermissions { .. } | Change::AssignRoles { .. } => self.widens,
            Change::TurnOn(_) | Change::ReplaceSecret { .. } => false,
        };
        if ours {
            return Hand::Ours;
        }
        Hand::Yours(Instruction {
            page: "/api".into(),
            press: vec!["API".into()],
            paste: vec![],
        })
    }
}

/// The tenant itself. Refuses what a real one would refuse, by panicking.
fn make(change: &Change, tenant: &mut Observed) {
    match change {
        Change::TurnOn(switch) => assert!(tenant.switches.insert(switch.clone()), "it was on"),
        Change::CreateRole(role) => {
            let before = tenant
                .roles
                .insert(role.name.clone(), role.permissions.clone());
            assert_eq!(before, None, "names are taken once");
        }
        Change::GrantPermissions { role, add } => {
            let there = tenant.roles.get_mut(role).expect("a role that exists");
            assert!(
                !add.is_empty() && there.is_disjoint(add),
                "only what was lacking"
            );
            there.extend(add.iter().cloned());
        }
        Change::CreateClient(client) => {
            let made = (client.roles.clone(), Holding::Held);
            let before = tenant.clients.insert(client.name.clone(), made);
            assert_eq!(before, None, "names are taken once");
        }
        Change::AssignRoles { client, add } => {
            let (there, _) = tenant
                .clients
                .get_mut(client)
                .expect("a client that exists");
            assert!(
                !add.is_empty() && there.is_disjoint(add),
                "only what was lacking"
            );
            there.extend(add.iter().cloned());
        }
        Change::ReplaceSecret { client } => {
            let (_, secret) = tenant
                .clients
                .get_mut(client)
                .expect("a client that exists");
            assert_eq!(
                *secret,
                Holding::NotHeld,
                "a secret we hold is not thrown away"
            );
            *secret = Holding::Held;
        }
    }
}

fn after<'a>(tenant: &Observed, steps: impl IntoIterator<Item = &'a Step>) -> Observed {
    let mut tenant = tenant.clone();
    for step in steps {
        make(&step.change, &mut tenant);
    }
    tenant
}

/// Few names, so that worlds overlap.
fn names() -> impl Strategy<Value = String> {
    prop_oneof![Just("audit"), Just("hosts"), Just("Ünï \u{202e}"), Just("")]
        .prop_map(str::to_owned)
}

fn some<T: Ord + std::fmt::Debug>(of: fn(String) -> T) -> impl Strategy<Value = BTreeSet<T>> {
    btree_set(names().prop_map(of), 0..4)
}

fn worlds() -> impl Strategy<Value = Observed> {
    let secret = prop_oneof![Just(Holding::Held), Just(Holding::NotHeld)];
    let roles = btree_map(names().prop_map(RoleName::new), some(Permission::new), 0..4);
    let client = (some(RoleName::new), secret);
    let clients = btree_map(names().prop_map(ClientName::new), client, 0..4);
    (some(Switch::new), roles, clients).prop_map(|(switches, roles, clients)| Observed {
        switches,
        roles,
        clients,
    })
}

fn wishes() -> impl Strategy<Value = Desired> {
    worlds().prop_map(
        |Observed {
             switches,
             roles,
             clients,
         }| Desired {
            switches,
            roles,
            clients,
        },
    )
}

fn vendors() -> impl Strategy<Value = Vendor> {
    any::<(bool, bool)>().prop_map(|(creates, widens)| Vendor { creates, widens })
}

proptest! {
    #[test]
    fn planning_after_applying_gives_no_steps(
        (desired, tenant, vendor) in (wishes(), worlds(), vendors()),
    ) {
        let first = plan(&desired, &tenant, &vendor);
        let changed = after(&tenant, &first.steps);
        assert_eq!(plan(&desired, &changed, &vendor).steps, []);
    }

    #[test]
    fn the_same_inputs_give_the_same_steps_in_the_same_order(
        (desired, tenant, vendor) in (wishes(), worlds(), vendors()),
    ) {
        let again = plan(&desired.clone(), &tenant.clone(), &vendor);
        assert_eq!(plan(&desired, &tenant, &vendor), again);
    }

    #[test]
    fn nothing_is_removed((desired, tenant, vendor) in (wishes(), worlds(), vendors())) {
        let changed = after(&tenant, &plan(&desired, &tenant, &vendor).steps);
        assert!(changed.switches.is_superset(&tenant.switches));
        for (name, permissions) in &tenant.roles {
            assert!(changed.roles[name].is_superset(permissions));
        }
        for (name, (roles, secret)) in &tenant.clients {
            let (now, held) = &changed.clients[name];
            assert!(now.is_superset(roles));
            assert!(*secret == Holding::NotHeld || *held == Holding::Held);
        }
    }

    #[test]
    fn no_step_is_idle((desired, tenant, vendor) in (wishes(), worlds(), vendors())) {
        let Plan { steps, .. } = plan(&desired, &tenant, &vendor);
        for left_out in 0..steps.len() {
            let others = steps.iter().enumerate().filter(|(at, _)| *at != left_out);
            let changed = after(&tenant, others.map(|(_, step)| step));
            assert_eq!(plan(&desired, &changed, &vendor).steps, [steps[left_out].clone()]);
        }
    }

    #[test]
    fn a_plan_that_was_stopped_half_way_is_continued_by_the_next(
        (desired, tenant, vendor) in (wishes(), worlds(), vendors()),
    ) {
        let Plan { steps, .. } = plan(&desired, &tenant, &vendor);
        for done in 0..=steps.len() {
            let half = after(&tenant, &steps[..done]);
            assert_eq!(plan(&desired, &half, &vendor).steps, steps[done..]);
        }
    }

    #[test]
    fn a_plan_knows_the_tenant_it_was_made_for(
        (desired, tenant, other, vendor) in (wishes(), worlds(), worlds(), vendors()),
    ) {
        let made_for = plan(&desired, &tenant, &vendor).made_for;
        assert_eq!(made_for == Mark::of(&other), tenant == other);
        assert_eq!(made_for, Mark::of(&tenant));
    }

    #[test]
    fn every_step_says_whose_hands_do_it(
        (desired, tenant, vendor) in (wishes(), worlds(), vendors()),
    ) {
        for step in plan(&desired, &tenant, &vendor).steps {
            assert_eq!(step.hand, vendor.hand(&step.change));
        }
    }
}
