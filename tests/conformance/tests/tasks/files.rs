//! The files: all are listed, all are read, and what one says of another is true.

use std::collections::BTreeSet;
use std::path::Path;
use tasks::{Task, Vendor};

fn read(vendor: &dyn vendors::Adapter) -> Vec<Task> {
    let known = Vendor {
        catalogue: vendor.catalogue(),
    };
    let folder = vendor.folder();
    let tasks = folder.tasks.iter().map(|(id, text)| {
        Task::read(id, text, known)
            .unwrap_or_else(|why| panic!("{}/tasks/{id}.toml: {why}", folder.name))
    });
    tasks.collect()
}

#[test]
fn every_file_is_a_task_whose_operations_the_catalogue_has() {
    for vendor in vendors::all() {
        let tasks = read(*vendor);
        assert!(tasks.len() >= 10, "{}: ten at least", vendor.folder().name);
        for task in &tasks {
            let place = format!("{}/tasks/{}.toml", vendor.folder().name, task.id);
            assert!(task.about.len() > 40, "{place}: about says what it is for");
            assert!(
                !task.title.ends_with('.'),
                "{place}: a title has no full stop"
            );
            if let Some(inverse) = task.inverse() {
                assert!(
                    tasks.iter().any(|other| other.id == inverse),
                    "{place}: {inverse}"
                );
            }
        }
        let titles: BTreeSet<&str> = tasks.iter().map(|task| task.title.as_str()).collect();
        assert_eq!(
            titles.len(),
            tasks.len(),
            "{}: titles differ",
            vendor.folder().name
        );
    }
}

#[test]
fn every_file_of_a_folder_is_listed_and_names_its_evidence() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/vendors/src");
    for vendor in vendors::all() {
        let folder = source.join(vendor.folder().name).join("tasks");
        let files: BTreeSet<String> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        let listed: BTreeSet<String> = vendor
            .folder()
            .tasks
            .iter()
            .map(|(id, _)| (*id).to_owned())
            .collect();
        assert_eq!(files, listed, "{}", vendor.folder().name);
        for (id, text) in vendor.folder().tasks {
            let first = text.lines().next().unwrap_or_default();
            assert!(
                first.starts_with("# Evidence: "),
                "{}/{id}: {first}",
                vendor.folder().name
            );
        }
    }
}

#[test]
fn every_task_is_done_in_a_test_or_undoes_one_that_is() {
    let sources = [
        ("beyondtrust_epm", include_str!("beyondtrust_epm.rs")),
        ("beyondtrust_pra", include_str!("beyondtrust_pra.rs")),
        ("cyberark", include_str!("cyberark.rs")),
        ("delinea_pm", include_str!("delinea_pm.rs")),
        ("privx", include_str!("privx.rs")),
    ];
    for vendor in vendors::all() {
        let name = vendor.folder().name;
        let (_, source) = sources.iter().find(|(folder, _)| *folder == name).unwrap();
        let tasks = read(*vendor);
        let done = |id: &str| source.contains(&format!("\"{id}\""));
        for task in &tasks {
            let mut undone = tasks
                .iter()
                .filter(|other| other.inverse() == Some(&task.id));
            let through = undone.any(|other| other.id != task.id && done(&other.id));
            assert!(done(&task.id) || through, "{name}: nobody does {}", task.id);
        }
    }
}
