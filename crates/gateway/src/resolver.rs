//! Looks names up with the system's resolver, and tells its failures from others.

use crate::dialing;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::time::Duration;
use tokio::time::Instant;

/// A name could not be looked up, or not in time.
#[derive(Debug, thiserror::Error)]
#[error("the name could not be looked up")]
pub(crate) struct NameFailed;

/// The system's resolver with a time limit and an error of our own: the system's cannot be told
/// from other failures without reading its text.
pub(crate) struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let began = Instant::now();
            let found = tokio::net::lookup_host((host, 0));
            let found = tokio::time::timeout(Duration::from_secs(5), found).await;
            match found {
                Ok(Ok(found)) => {
                    dialing::looked_up(began.elapsed());
                    Ok(Box::new(found.collect::<Vec<_>>().into_iter()) as Addrs)
                }
                Ok(Err(_)) | Err(_) => Err(NameFailed.into()),
            }
        })
    }
}
