//! `cargo xtask bench`: what the program costs in time and memory, each figure beside its budget.
//! Times of a busy machine are worth little by themselves, so what can be compared is measured
//! side by side in one run, and the ratio is what counts.

mod desk;
mod documents;
mod engine;
mod figures;
mod gateway;
mod rivals;
mod viewers;
mod window;

use crate::trouble::Trouble;

/// Measures everything, or the part that is named.
pub fn bench(words: &[&str]) -> Result<(), Trouble> {
    match words {
        [] => {
            window::window()?;
            engine::engine()?;
            gateway::gateway()?;
            desk::desk()?;
            viewers::viewers(&[])
        }
        ["window"] => window::window(),
        ["engine"] => engine::engine(),
        ["desk"] => desk::desk(),
        ["gateway"] => gateway::gateway(),
        ["viewers", words @ ..] => viewers::viewers(words),
        _ => Err(Trouble::Usage(
            "`cargo xtask bench` measures window, engine, gateway, desk and viewers, or the one that is named."
                .to_owned(),
        )),
    }
}
