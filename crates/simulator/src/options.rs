use crate::Authority;
use domain::Timestamp;
use std::borrow::Cow;

/// A vendor's folder as text. This crate never sees the folder itself.
#[derive(Debug, Clone)]
pub struct Files {
    /// The manifest's id; chooses the habits.
    pub vendor: String,
    /// `vendor.toml`.
    pub manifest: String,
    /// The OpenAPI document, JSON or YAML, byte for byte as it is to be served.
    pub document: Cow<'static, [u8]>,
    /// `seed.json`.
    pub seed: String,
}

/// Whether a tenant speaks TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tls {
    /// With a certificate of a private authority.
    #[default]
    PrivateCa,
    /// Not at all, for outside clients that cannot be given an authority.
    Plain,
}

/// How a tenant is started. The default takes any free ports and a fresh authority.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// TLS or not.
    pub tls: Tls,
    /// Signs the certificate; a fresh one is made when left out.
    pub authority: Option<Authority>,
    /// The port of the tenant; 0 takes any.
    pub port: u16,
    /// The port of the control side; 0 takes any.
    pub control_port: u16,
    /// The ports of the manifest's further addresses, in its order; any where left out.
    pub further_ports: Vec<u16>,
    /// What time it is at the start; the machine's own when left out. It runs on from there.
    pub now: Option<Timestamp>,
    /// Makes tokens and ids repeat from run to run. Left out, a token of an earlier run is
    /// never good in a later one.
    pub random: Option<u64>,
}
