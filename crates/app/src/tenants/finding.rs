//! Finds a further address of a tenant, where a service of the vendor's knows it by the name of the
//! tenant.

use super::manifest;
use crate::App;
use crate::convert::{address_problem, gateway_failed};
use crate::wire::AppError;
use domain::Trust;

impl App {
    /// Asks the vendor's own service for a further address of the tenant whose address is given;
    /// nothing when the address does not tell the tenant's name, or the service does not know it.
    /// Nobody is signed in for this, and nothing is kept.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the vendor has no such service, [`AppError::Invalid`] when the
    /// tenant's address is none, or why the service did not answer.
    pub async fn tenant_find_address(
        &self,
        vendor: String,
        address: String,
        place: String,
    ) -> Result<Option<String>, AppError> {
        let tenant = &manifest(&vendor)?.tenant;
        let rules = tenant
            .addresses
            .iter()
            .find(|further| further.id.as_str() == address)
            .and_then(|further| further.find.as_ref())
            .ok_or(AppError::NotFound)?;
        let reading = tenant.understand(&place);
        let reading = reading.map_err(|error| address_problem("address", &error))?;
        let Some(name) = reading.places.iter().find_map(|place| rules.name(place)) else {
            return Ok(None);
        };
        let gateway = self.core.ports.gateway.as_ref();
        let found = sessions::find_address(gateway, rules, &name, Trust::System).await;
        let host = rules.at.origin().authority();
        let found = found.map_err(|error| gateway_failed(host, error))?;
        Ok(found.map(|place| place.to_string()))
    }
}
