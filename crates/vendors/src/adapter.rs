//! A vendor as the rest of the program sees it.

use domain::{
    Access, Catalogue, Explanation, Explanations, FailedAnswer, LookUp, Manifest, MethodId,
    Verdict, Waiting,
};
use sessions::Conversing;
use setup::Setup;
use std::sync::{Arc, OnceLock};

/// The texts of a vendor's folder, as they ship.
#[derive(Debug)]
pub struct Folder {
    /// The folder's name.
    pub name: &'static str,
    /// `vendor.toml`.
    pub manifest: &'static str,
    /// `operations.toml`.
    pub operations: &'static str,
    /// The name of our OpenAPI document, whose ending says JSON or YAML.
    pub document_name: &'static str,
    /// Our OpenAPI document.
    pub document: &'static [u8],
    /// `seed.json`, the world the simulator starts with.
    pub seed: &'static str,
    /// `code.toml`, the commands of tools made for the vendor.
    pub code: &'static str,
    /// `failures.toml`, what the vendor's refusals mean in plain words.
    pub failures: &'static str,
    /// `waiting.toml`, what waits for a person at a tenant.
    pub waiting: &'static str,
    /// `look_up.toml`, how a person or a computer is found.
    pub look_up: &'static str,
    /// `access.toml`, what permissions there are, what they are given for, and what holds them.
    pub access: &'static str,
    /// `setup.toml`, how API clients and roles are set up.
    pub setup: &'static str,
    /// `tasks/<id>.toml`, what help-desk staff do most: ids and texts, in the order they are listed.
    pub tasks: &'static [(&'static str, &'static str)],
}

/// A vendor's folder, read: the adapter of every vendor whose manifest says it all.
#[derive(Debug)]
pub struct Vendor {
    folder: &'static Folder,
    manifest: Manifest,
    // Read when first asked for: every start needs all manifests, and few start with all catalogues.
    catalogue: OnceLock<Catalogue>,
    // Read when the first call fails.
    explanations: OnceLock<Explanations>,
    waiting: OnceLock<Waiting>,
    look_up: OnceLock<LookUp>,
    access: OnceLock<Access>,
    setup: OnceLock<Arc<Setup>>,
}

impl Vendor {
    pub(crate) fn read(folder: &'static Folder) -> Self {
        let manifest =
            Manifest::parse(folder.manifest).expect("a test parses every manifest before it ships");
        Self {
            folder,
            manifest,
            catalogue: OnceLock::new(),
            explanations: OnceLock::new(),
            waiting: OnceLock::new(),
            look_up: OnceLock::new(),
            access: OnceLock::new(),
            setup: OnceLock::new(),
        }
    }
}

impl Adapter for Vendor {
    fn vendor(&self) -> &Vendor {
        self
    }
}

/// What is known of a vendor. Every method is pure, and all but the first are read from the folder
/// unless the vendor has code of its own.
pub trait Adapter: Send + Sync {
    /// The vendor's folder, read.
    fn vendor(&self) -> &Vendor;

    /// The texts of the folder.
    fn folder(&self) -> &'static Folder {
        self.vendor().folder
    }

    /// `vendor.toml`.
    fn manifest(&self) -> &Manifest {
        &self.vendor().manifest
    }

    /// `operations.toml`.
    fn catalogue(&self) -> &Catalogue {
        let vendor = self.vendor();
        vendor.catalogue.get_or_init(|| {
            Catalogue::parse(vendor.folder.operations)
                .expect("a test parses every catalogue before it ships")
        })
    }

    /// `failures.toml`.
    fn explanations(&self) -> &Explanations {
        let vendor = self.vendor();
        vendor.explanations.get_or_init(|| {
            Explanations::parse(vendor.folder.failures)
                .expect("a test parses every list of failures before it ships")
        })
    }

    /// `waiting.toml`.
    fn waiting(&self) -> &Waiting {
        let vendor = self.vendor();
        vendor.waiting.get_or_init(|| {
            Waiting::parse(vendor.folder.waiting)
                .expect("a test parses every list of what waits before it ships")
        })
    }

    /// `look_up.toml`.
    fn look_up(&self) -> &LookUp {
        let vendor = self.vendor();
        vendor.look_up.get_or_init(|| {
            LookUp::parse(vendor.folder.look_up)
                .expect("a test parses every way of looking up before it ships")
        })
    }

    /// `access.toml`.
    fn access(&self) -> &Access {
        let vendor = self.vendor();
        vendor.access.get_or_init(|| {
            Access::parse(vendor.folder.access)
                .expect("a test parses every list of permissions before it ships")
        })
    }

    /// `setup.toml`.
    fn setup(&self) -> Arc<Setup> {
        let vendor = self.vendor();
        let read = vendor.setup.get_or_init(|| {
            let catalogue = self.catalogue();
            let read = Setup::read(vendor.folder.setup, tasks::Vendor { catalogue });
            Arc::new(read.expect("a test reads every way of setting up before it ships"))
        });
        Arc::clone(read)
    }

    /// What a failure means in plain words: the vendor's own list first, then the general one.
    /// `None` for answers that nobody expected.
    fn explain(&self, answer: &FailedAnswer<'_>) -> Option<&Explanation> {
        self.explanations()
            .explain(answer)
            .or_else(|| Explanations::general().explain(answer))
    }

    /// Signing in by a method when the manifest's one request is not all.
    fn conversation(&self, _method: &MethodId) -> Option<Conversing> {
        None
    }

    /// What an answer means, whatever its status says.
    fn judge(&self, status: u16, body: &[u8]) -> Verdict {
        self.manifest().failures.judge(status, body)
    }
}
