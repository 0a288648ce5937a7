//! What a vendor does that its files cannot say, one file or folder per vendor.
//!
//! Written from the vendors' documentation by people who do not look at our adapters.

mod beyondtrust_epm;
mod beyondtrust_pra;
mod cyberark;
mod delinea_pm;
mod privx;

use crate::{Answered, Asked, World};
use domain::Timestamp;

/// A vendor's way of answering.
///
/// Asked first for every request. `None` leaves it to the generic side: the vendor's own
/// document where the manifest says it is served, 405 for a known path, else 404.
pub trait Habits: Send {
    /// The answer, and what changes by it.
    fn answer(&mut self, asked: &Asked, world: &mut World) -> Option<Answered>;

    /// How this vendor words a failure that strikes every call (429, 500); `None` for no words.
    fn failure(&mut self, _status: u16, _asked: &Asked, _world: &mut World) -> Option<Answered> {
        None
    }
}

/// The habits of a vendor, if it has any beyond its files. They may first grow the world from
/// the recipes in its seed.
pub(crate) fn of(vendor: &str, world: &mut World, now: Timestamp) -> Option<Box<dyn Habits>> {
    let make = PLAYED
        .iter()
        .find(|(id, _)| *id == vendor)
        .map(|(_, make)| make)?;
    Some(make(world, now))
}

type Make = fn(&mut World, Timestamp) -> Box<dyn Habits>;

/// One line per vendor with habits.
const PLAYED: &[(&str, Make)] = &[
    ("beyondtrust-epm", beyondtrust_epm::habits),
    ("privx", privx::habits),
    ("beyondtrust-pra", |world, now| {
        Box::new(beyondtrust_pra::Pra::new(world, now))
    }),
    ("cyberark", |world, now| {
        Box::new(cyberark::CyberArk::new(world, now))
    }),
    ("delinea-pm", |world, now| {
        Box::new(delinea_pm::Delinea::new(world, now))
    }),
];
