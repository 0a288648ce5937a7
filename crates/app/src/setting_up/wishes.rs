//! From what a person wishes to what should be there.

use super::Uses;
use crate::convert::invalid;
use crate::wire::{
    AppError, ProblemKind, SetupClient, SetupField, SetupRole, SetupSecret, SetupUse, SetupWish,
};
use domain::Timestamp;
use serde_json::Value;
use setup::{Client, ClientName, Desired, Further, Permission, Role, RoleName, Switch, Wish};

pub(super) fn desired(wish: SetupWish, now: Timestamp) -> Result<(Desired, Uses), AppError> {
    let mut desired = Desired::default();
    let mut uses = Uses::new();
    desired
        .switches
        .extend(wish.switches.into_iter().map(Switch::new));
    for role in wish.roles {
        desired = desired.with_role(read_role(role)?);
    }
    for wished in wish.clients {
        let client = read_client(wished.client)?;
        let secret = match wished.wanted {
            SetupSecret::Nothing => Wish::Nothing,
            SetupSecret::Held => Wish::Held,
            SetupSecret::Renewed => Wish::NewerThan(now),
        };
        if let (Wish::Nothing, SetupUse::NewTenant { .. } | SetupUse::ThisTenant) =
            (secret, &wished.then)
        {
            // Nobody signs in with what is not here.
            return Err(invalid("wanted", ProblemKind::Missing));
        }
        uses.insert(client.name.clone(), wished.then);
        desired = desired.with_client(client, secret);
    }
    Ok((desired, uses))
}

fn read_role(role: SetupRole) -> Result<Role, AppError> {
    Ok(Role {
        name: RoleName::new(named(&role.name)?),
        permissions: role.permissions.into_iter().map(Permission::new).collect(),
        further: further(role.further)?,
    })
}

fn read_client(client: SetupClient) -> Result<Client, AppError> {
    Ok(Client {
        name: ClientName::new(named(&client.name)?),
        roles: client.roles.into_iter().map(RoleName::new).collect(),
        further: further(client.further)?,
    })
}

fn named(name: &str) -> Result<&str, AppError> {
    let name = name.trim();
    match name.is_empty() {
        true => Err(invalid("name", ProblemKind::Missing)),
        false => Ok(name),
    }
}

fn further(fields: Vec<SetupField>) -> Result<Further, AppError> {
    let one = |field: SetupField| {
        let value: Result<Value, _> = serde_json::from_str(&field.json);
        let wrong = || ProblemKind::WrongType {
            wanted: "JSON".to_owned(),
        };
        let value = value.map_err(|_| invalid(&field.name, wrong()))?;
        Ok((field.name, value))
    };
    fields.into_iter().map(one).collect()
}
