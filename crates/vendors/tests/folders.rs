//! Every vendor's folder says nothing that it contradicts elsewhere.

use domain::{
    Access, Catalogue, Effect, LookUp, Manifest, OperationKey, Rows, Sought, VendorId, Waiting,
};
use openapi::Document;
use std::collections::BTreeSet;
use std::path::Path;
use vendors::{Adapter, all, find, other};

/// The operations of a vendor's document, below the tenant's place.
fn documented(vendor: &dyn Adapter) -> Vec<OperationKey> {
    let folder = vendor.folder();
    let (document, findings) = Document::read(folder.document)
        .unwrap_or_else(|why| panic!("{}/{}: {why:?}", folder.name, folder.document_name));
    assert!(findings.is_empty(), "{}: {findings:#?}", folder.name);
    let places = &vendor.manifest().tenant.paths;
    let keys = document.operations().iter().map(|line| {
        let operation = document
            .operation(&line.key)
            .expect("what is listed is there");
        let full = format!("{}{}", operation.prefix, line.key.path);
        OperationKey::new(&line.key.method, below(&full, places))
    });
    keys.collect()
}

/// A document's path without the path a tenant usually has.
fn below<'p>(path: &'p str, places: &[String]) -> &'p str {
    let place = places.iter().find(|place| {
        let head = path.get(..place.len());
        !place.is_empty()
            && head.is_some_and(|head| head.eq_ignore_ascii_case(place))
            && path[place.len()..].starts_with('/')
    });
    &path[place.map_or(0, String::len)..]
}

/// Whether a path is a template with its holes filled.
fn fills(path: &str, template: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let parts = |text: &str| text.split('/').map(str::to_ascii_lowercase).collect();
    let (path, template): (Vec<_>, Vec<_>) = (parts(path), parts(template));
    path.len() == template.len()
        && path
            .iter()
            .zip(&template)
            .all(|(part, wanted)| wanted.starts_with('{') && !part.is_empty() || part == wanted)
}

#[test]
fn every_folder_is_registered_and_has_its_files() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let folders: BTreeSet<String> = std::fs::read_dir(&source)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    let registered: BTreeSet<String> = all()
        .iter()
        .chain([&other()])
        .map(|vendor| vendor.folder().name.to_owned())
        .collect();
    assert_eq!(folders, registered);
    // Nobody wrote down what no vendor sends.
    for folder in folders
        .into_iter()
        .filter(|folder| folder != other().folder().name)
    {
        let names = [
            "vendor.toml",
            "operations.toml",
            "seed.json",
            "code.toml",
            "failures.toml",
            "failures.http",
            "waiting.toml",
            "look_up.toml",
            "access.toml",
            "exchanges",
        ];
        for name in names {
            assert!(
                source.join(&folder).join(name).exists(),
                "{folder} has no {name}"
            );
        }
    }
}

#[test]
fn every_manifest_and_catalogue_parses_and_the_id_is_the_folder() {
    for vendor in all().iter().chain([&other()]) {
        let folder = vendor.folder();
        if let Err(why) = Manifest::parse(folder.manifest) {
            panic!("{}/vendor.toml: {why}", folder.name);
        }
        if let Err(why) = Catalogue::parse(folder.operations) {
            panic!("{}/operations.toml: {why}", folder.name);
        }
        let id = &vendor.manifest().id;
        assert_eq!(id.as_str().replace('-', "_"), folder.name);
        assert_eq!(find(id).unwrap().folder().name, folder.name);
    }
    assert!(find(&VendorId::from("fir")).is_none());
}

#[test]
fn marks_can_be_told_apart() {
    let marks: BTreeSet<String> = all()
        .iter()
        .map(|vendor| vendor.manifest().mark.letters.clone())
        .collect();
    assert_eq!(marks.len(), all().len());
}

#[test]
fn every_operation_of_a_document_is_classified() {
    for vendor in all() {
        let unclassified: Vec<_> = documented(*vendor)
            .into_iter()
            .filter(|key| vendor.catalogue().find(key).is_none())
            .map(|key| key.to_string())
            .collect();
        let name = vendor.folder().name;
        assert!(unclassified.is_empty(), "{name}: {unclassified:#?}");
    }
}

#[test]
fn a_get_that_removes_and_a_delete_that_reads_are_mistakes() {
    for vendor in all() {
        let signs_out = |line: &str| {
            let mut methods = vendor.manifest().auth.iter();
            methods.any(|method| {
                let request = method.sign_out.as_ref().map(|out| &out.request);
                request.is_some_and(|to| format!("{} {}", to.method, to.path) == line)
            })
        };
        for entry in vendor.catalogue().entries() {
            let name = vendor.folder().name;
            let line = &entry.operation;
            // Where the query tells operations apart, the path alone may be any of them.
            let apart = vendor.catalogue().entries().iter().any(|other| {
                let head = other.operation.split_once('?').map(|(head, _)| head);
                head == Some(line.as_str())
            });
            if line.starts_with("GET ") && !apart {
                assert_ne!(entry.effect, Effect::Removes, "{name}: {line}");
            }
            if line.starts_with("DELETE ") && !signs_out(line) {
                assert!(entry.effect > Effect::Discloses, "{name}: {line}");
            }
        }
    }
}

#[test]
fn every_tile_names_an_operation_of_the_document_that_only_reads() {
    for vendor in all() {
        let name = vendor.folder().name;
        let manifest = vendor.manifest();
        let guilty = manifest.tiles_that_do_not_read(vendor.catalogue());
        assert!(guilty.is_empty(), "{name}: {guilty:#?}");
        let known = documented(*vendor);
        for tile in &manifest.tiles {
            let line = &tile.operation;
            assert!(
                known
                    .iter()
                    .any(|key| key.method == line.method && fills(&line.path, &key.path)),
                "{name}: the document has no {} {}",
                line.method,
                line.path
            );
        }
        assert!(manifest.tiles.len() >= 2, "{name}: a card shows numbers");
    }
}

/// A path whose holes are empty: what stands in them may have slashes.
fn bare(path: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in path.chars() {
        inside = (inside || c == '{') && c != '}';
        if !inside || c == '{' {
            out.push(c);
        }
    }
    out
}

/// Every list a vendor's files ask for.
fn lists(vendor: &dyn Adapter) -> Vec<&Rows> {
    let waits = vendor.waiting().rows();
    let finds = vendor.look_up().rows();
    waits.chain(finds).chain(vendor.access().rows()).collect()
}

#[test]
fn every_list_that_is_asked_for_is_an_operation_of_the_document_that_only_reads() {
    for vendor in all().iter().chain([&other()]) {
        let folder = vendor.folder();
        if let Err(why) = Waiting::parse(folder.waiting) {
            panic!("{}/waiting.toml: {why}", folder.name);
        }
        if let Err(why) = LookUp::parse(folder.look_up) {
            panic!("{}/look_up.toml: {why}", folder.name);
        }
        if let Err(why) = Access::parse(folder.access) {
            panic!("{}/access.toml: {why}", folder.name);
        }
        let known = documented(*vendor);
        for rows in lists(*vendor) {
            let line = &rows.operation;
            let key = OperationKey::new(&line.method, line.path.as_str());
            let effect = vendor.catalogue().effect(&key);
            assert_eq!(effect, Effect::Reads, "{}: {key}", folder.name);
            assert!(
                known
                    .iter()
                    .any(|known| known.method == line.method
                        && fills(&bare(&line.path), &known.path)),
                "{}: the document has no {key}",
                folder.name
            );
        }
    }
}

#[test]
fn every_vendor_knows_how_people_and_computers_are_found_and_what_waits() {
    for vendor in all() {
        let name = vendor.folder().name;
        for what in [Sought::Person, Sought::Computer] {
            let mut finds = vendor.look_up().finds.iter();
            assert!(finds.any(|find| find.what == what), "{name}: {what:?}");
        }
        assert!(!vendor.waiting().all.is_empty(), "{name}");
        let mut ids = BTreeSet::new();
        for find in &vendor.look_up().finds {
            assert!(ids.insert(&find.id), "{name}: {} is there twice", find.id);
            assert!(!find.matched.is_empty(), "{name}: {} finds all", find.id);
        }
    }
}

#[test]
fn every_operation_says_how_sure_it_is() {
    for vendor in all() {
        let (document, _) = Document::read(vendor.folder().document).unwrap();
        for line in document.operations() {
            let operation = document.operation(&line.key).unwrap();
            let evidence = operation.node.text("x-evidence");
            assert!(
                evidence.is_some_and(|words| !words.is_empty()),
                "{}: {} does not",
                vendor.folder().name,
                line.key
            );
        }
    }
}

#[test]
fn a_seed_is_json_and_its_secrets_carry_a_canary() {
    for vendor in all() {
        let name = vendor.folder().name;
        let seed: serde_json::Value = serde_json::from_str(vendor.folder().seed)
            .unwrap_or_else(|why| panic!("{name}/seed.json: {why}"));
        let credentials = seed["credentials"].as_array();
        let credentials = credentials.unwrap_or_else(|| panic!("{name}: no credentials"));
        for may in ["everything", "reads"] {
            let one = credentials.iter().any(|one| one["may"] == may);
            assert!(one, "{name}: no credentials for {may}");
        }
        for credential in credentials {
            let id = credential["method"].as_str().unwrap_or_default().into();
            // Outside clients may sign in by methods that the program itself does not offer.
            let Some(method) = vendor.manifest().method(&id) else {
                continue;
            };
            for field in method.fields.iter().filter(|field| !field.optional) {
                let value = credential["values"][field.id.as_str()].as_str();
                let value = value.unwrap_or_else(|| panic!("{name}: {id} lacks {}", field.id));
                let marked = value.to_ascii_lowercase().contains("canary");
                assert!(marked || !field.secret, "{name}: {id} {}", field.id);
            }
        }
    }
}
