use std::io;

/// Why a vendor cannot be played.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// One of the files handed in cannot be read.
    #[error("{vendor}: {file}: {reason}")]
    File {
        /// Whose file.
        vendor: String,
        /// Its name.
        file: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// A port cannot be had.
    #[error("port {port}: {source}")]
    Port {
        /// The port asked for; 0 when any would have done.
        port: u16,
        /// What the system says.
        source: io::Error,
    },
    /// No certificate can be made.
    #[error("certificate: {0}")]
    Certificate(String),
}
