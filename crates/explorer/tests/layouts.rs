//! The documents and catalogues of every vendor meet below the tenant's place.

use domain::{Catalogue, Manifest, Place};
use explorer::Home;
use openapi::Document;
use std::path::PathBuf;

#[test]
fn the_catalogue_knows_the_operations_of_our_documents_by_their_path_below_the_place() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../vendors/src");
    let mut seen = 0;
    for vendor in std::fs::read_dir(folder).unwrap() {
        let vendor = vendor.unwrap().path();
        let text = |name: &str| std::fs::read_to_string(vendor.join(name)).ok();
        let document = text("openapi.json").or_else(|| text("openapi.yaml"));
        let (Some(document), Some(catalogue), Some(manifest)) =
            (document, text("operations.toml"), text("vendor.toml"))
        else {
            continue;
        };
        let name = vendor.display();
        let (document, _) = Document::read(document.as_bytes()).unwrap();
        let catalogue = Catalogue::parse(&catalogue).unwrap();
        let usual_paths = Manifest::parse(&manifest).unwrap().tenant.paths;
        let usual = usual_paths.first().cloned().unwrap_or_default();
        // The usual place, one with the alias renamed, and one behind a proxy's path.
        for path in [
            usual.clone(),
            "/renamed".to_owned(),
            format!("/proxy{usual}"),
        ] {
            let place = Place::parse(&format!("https://tenant.example{path}")).unwrap();
            let home = Home {
                place: &place,
                usual_paths: &usual_paths,
            };
            let prefix = document.prefix();
            let unknown: Vec<String> = document
                .operations()
                .iter()
                .map(|line| home.key(&prefix, &line.key))
                .filter(|key| catalogue.find(key).is_none())
                .map(|key| key.to_string())
                .collect();
            assert!(
                unknown.len() * 10 <= document.operations().len(),
                "{name} at {path}: {} of {} are not classified, such as {:?}",
                unknown.len(),
                document.operations().len(),
                &unknown[..unknown.len().min(5)],
            );
        }
        seen += 1;
    }
    assert!(seen > 0, "the vendors' folders are beside this crate");
}
