//! Every task of every vendor, from what a person enters to the changed world, over real sockets:
//! what was proposed is what arrives, and the simulated world has changed.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod ground;
mod heard;

mod beyondtrust_epm;
mod beyondtrust_pra;
mod cyberark;
mod delinea_pm;
mod files;
mod privx;
mod robust;
