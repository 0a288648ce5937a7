//! A tenant's form: what it says, as a tenant, and a tenant as it says it.

use super::manifest;
use crate::convert::{address_problem, invalid};
use crate::papers::{CERTIFICATE, read_proxy};
use crate::wire::{AppError, ProblemKind, TenantDraft, TrustInput, TrustKind};
use domain::{Certificate, FieldId, MethodId, Place, Tenant, TenantId, Trust};
use gateway::Identity;
use sessions::Inputs;
use std::collections::BTreeMap;

/// A tenant from its form, or everything that is wrong with it.
pub(crate) fn read_draft(draft: &TenantDraft, id: TenantId) -> Result<Tenant, AppError> {
    let manifest = manifest(&draft.vendor)?;
    let method = manifest
        .method(&MethodId::new(draft.method.clone()))
        .ok_or(AppError::NotFound)?;
    let place = manifest.tenant.understand(&draft.address);
    let place = place
        .map_err(|error| address_problem("address", &error))?
        .places
        .swap_remove(0);
    if draft.name.trim().is_empty() {
        return Err(invalid("name", ProblemKind::Missing));
    }
    let mut addresses = BTreeMap::new();
    for address in manifest
        .tenant
        .addresses
        .iter()
        .filter(|a| a.methods.contains(&method.id))
    {
        let given = draft
            .addresses
            .iter()
            .find(|given| given.id == address.id.as_str());
        let text = given.map(|given| given.value.trim()).unwrap_or_default();
        if text.is_empty() && address.optional {
            continue;
        }
        let text = if text.contains("://") {
            text.to_owned()
        } else {
            format!("https://{text}")
        };
        let place =
            Place::parse(&text).map_err(|error| address_problem(address.id.as_str(), &error))?;
        addresses.insert(address.id.clone(), place);
    }
    let known = |id: &str| method.fields.iter().find(|field| field.id.as_str() == id);
    let fields = draft
        .fields
        .iter()
        .filter(|given| known(&given.id).is_some_and(|field| !field.secret))
        .map(|given| {
            (
                FieldId::new(given.id.clone()),
                given.value.trim().to_owned(),
            )
        })
        .collect();
    Ok(Tenant {
        id,
        name: draft.name.trim().to_owned(),
        vendor: manifest.id.clone(),
        place,
        addresses,
        method: method.id.clone(),
        fields,
        trust: read_trust(&draft.trust)?,
        proxy: read_proxy(&draft.proxy)?,
        // What the form holds is put here by whoever has it.
        certificate: None,
        environment: draft.environment.into(),
    })
}

fn read_trust(input: &TrustInput) -> Result<Trust, AppError> {
    let certificates = || {
        Certificate::all_from_pem(&input.pem)
            .map_err(|_| invalid("trust", ProblemKind::NotACertificate))
    };
    Ok(match input.kind {
        TrustKind::System => Trust::System,
        TrustKind::AlsoMine => Trust::SystemAnd(certificates()?),
        TrustKind::OnlyMine => Trust::Only(certificates()?),
    })
}

pub(super) fn anchors(trust: &Trust) -> &[Certificate] {
    match trust {
        Trust::System => &[],
        Trust::SystemAnd(all) | Trust::Only(all) => all,
    }
}

pub(super) fn trust_input(trust: &Trust) -> TrustInput {
    let pem = |all: &[Certificate]| all.iter().map(Certificate::to_pem).collect();
    match trust {
        Trust::System => TrustInput {
            kind: TrustKind::System,
            pem: String::new(),
        },
        Trust::SystemAnd(all) => TrustInput {
            kind: TrustKind::AlsoMine,
            pem: pem(all),
        },
        Trust::Only(all) => TrustInput {
            kind: TrustKind::OnlyMine,
            pem: pem(all),
        },
    }
}

/// The client certificate a form means: the one that is held, or the one there was.
pub(crate) fn certificate(
    draft: &TenantDraft,
    before: Option<&Tenant>,
    held: &Inputs,
) -> Option<Certificate> {
    let given = held.get(&FieldId::from(CERTIFICATE)).and_then(|pem| {
        let identity = pem.lend(|pem| Identity::read(pem.as_bytes(), None)).ok()?;
        identity.chain().first().cloned()
    });
    let stays = before.filter(|_| draft.keep_certificate);
    given.or_else(|| stays?.certificate.clone())
}
