//! The explorer on the real core: requests, answers, pages, the past, documents that change.

use app::wire::{
    AppError, Documented, DraftInput, DraftTarget, FollowEnd, HistoryFilter, SaveWhat,
    TableRequest, TableSort, Window,
};
use conformance::World;
use domain::Ignore;
use std::sync::Arc;

const EPM: &str = "beyondtrust-epm";
const COMPUTERS: &str = "GET /v3/Computers";

fn draft(world: &World, vendor: &str, target: DraftTarget) -> DraftInput {
    DraftInput {
        tenant: world.tenant(vendor),
        target,
        values: Vec::new(),
        headers: Vec::new(),
        body: None,
        media: None,
        files: Vec::new(),
        timeout_ms: None,
        anyway: false,
    }
}

fn computers(world: &World) -> DraftInput {
    let target = DraftTarget::Operation {
        document: format!("tenant:{}", world.tenant(EPM)),
        operation: COMPUTERS.to_owned(),
    };
    draft(world, EPM, target)
}

fn window(at_most: u32) -> Window {
    Window { from: 0, at_most }
}

fn all() -> HistoryFilter {
    HistoryFilter {
        words: String::new(),
        tenant: None,
        operation: None,
    }
}

#[tokio::test]
async fn an_answer_is_looked_at_as_lines_rows_values_and_places_of_words() {
    let world = World::start().await;
    let app = &world.app;
    let sent = app
        .draft_send(computers(&world), "t".to_owned(), Arc::new(Ignore))
        .await
        .unwrap();
    assert_eq!(sent.line.status, Some(200));
    assert!(
        matches!(sent.documented, Documented::Fits { .. }),
        "{:?}",
        sent.documented
    );
    assert!(sent.status_means.is_some() && sent.more_pages);
    let body = sent.body.unwrap();
    let table = &body.tables[0];
    let id = sent.line.id;
    let part = |descending| TableRequest {
        pointer: table.pointer.clone(),
        sort: Some(TableSort {
            column: "host".to_owned(),
            descending,
        }),
        from: 0,
        at_most: 500,
    };
    let rows = |slice: app::wire::TableSlice| {
        let at = table
            .columns
            .iter()
            .position(|name| name == "host")
            .unwrap();
        let hosts = slice.rows.into_iter().map(|row| row[at].clone().unwrap());
        hosts.collect::<Vec<_>>()
    };
    let up = rows(app.answer_table(id.clone(), part(false)).await.unwrap());
    let mut down = rows(app.answer_table(id.clone(), part(true)).await.unwrap());
    assert_eq!(up.len(), 200);
    assert_ne!(up, down);
    down.sort_unstable();
    let mut sorted = up.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, down, "the same rows in either order");

    let tree = app
        .answer_tree(id.clone(), table.pointer.clone(), window(3))
        .await
        .unwrap();
    assert_eq!(tree.len(), 3);
    assert!(tree[0].children > 10);
    let found = app
        .answer_find(id.clone(), up[0].clone(), window(10))
        .await
        .unwrap();
    let place = found.places[0];
    let lines = app
        .answer_lines(
            id.clone(),
            Window {
                from: place.line,
                at_most: 1,
            },
        )
        .await
        .unwrap();
    let found: String = lines.lines[0]
        .encode_utf16()
        .skip(place.from as usize)
        .take((place.to - place.from) as usize)
        .filter_map(|unit| char::from_u32(u32::from(unit)))
        .collect();
    assert_eq!(found, up[0]);

    let file = world.folder().join("out").join("computers.csv");
    *world.desk.saves.lock().unwrap() = Some(file.clone());
    let what = SaveWhat::Table {
        pointer: table.pointer.clone(),
    };
    app.answer_save(id, what).await.unwrap();
    let text = std::fs::read_to_string(file).unwrap();
    assert_eq!(text.lines().count(), 201, "a head and two hundred rows");
}

#[tokio::test]
async fn all_pages_of_a_list_become_one_table() {
    let world = World::start().await;
    let followed = world
        .app
        .draft_follow(computers(&world), 20, "t".to_owned(), Arc::new(Ignore))
        .await
        .unwrap();
    let told = followed.followed.unwrap();
    assert_eq!((told.pages, told.ended), (2, FollowEnd::Last));
    assert!(told.rows > 200);
    let table = &followed.body.unwrap().tables[0];
    assert_eq!((table.pointer.as_str(), table.rows), ("", told.rows));

    let capped = world
        .app
        .draft_follow(computers(&world), 1, "t".to_owned(), Arc::new(Ignore))
        .await
        .unwrap();
    assert_eq!(capped.followed.unwrap().ended, FollowEnd::Cap);
}

#[tokio::test]
async fn what_was_sent_is_found_compared_opened_again_and_forgotten() {
    let world = World::start().await;
    let app = &world.app;
    let mut first = computers(&world);
    first.values = serde_json::from_value(serde_json::json!([
        { "place": "query", "name": "Pagination.PageSize", "value": "3" },
    ]))
    .unwrap();
    let send = |draft| app.draft_send(draft, "t".to_owned(), Arc::new(Ignore));
    let three = send(first.clone()).await.unwrap().line.id;
    let all_of_them = send(computers(&world)).await.unwrap().line.id;
    let page = app.history_list(all(), window(10)).await.unwrap();
    assert_eq!(page.total, 2);
    assert_eq!(page.lines[0].id, all_of_them, "newest first");
    let words = HistoryFilter {
        words: "pagesize=3 computers".to_owned(),
        ..all()
    };
    let found = app.history_list(words, window(10)).await.unwrap();
    assert_eq!(found.total, 1);
    let entry = app.history_get(three.clone()).await.unwrap();
    assert_eq!(entry.draft, first);
    let compared = app.history_compare(three, all_of_them).await.unwrap();
    assert!(compared.added > 100);
    app.history_clear(Some(world.tenant(EPM))).await.unwrap();
    assert_eq!(app.history_list(all(), window(10)).await.unwrap().total, 0);
}

#[tokio::test]
async fn a_free_request_reaches_the_origin_and_a_change_is_kept_back() {
    let world = World::start().await;
    let app = &world.app;
    let free = |method: &str, path: &str| {
        let target = DraftTarget::Free {
            method: method.to_owned(),
            path: path.to_owned(),
        };
        draft(&world, EPM, target)
    };
    let path = "/management-api/v3/Computers?Pagination.PageSize=2";
    let sent = app
        .draft_send(free("GET", path), "t".to_owned(), Arc::new(Ignore))
        .await
        .unwrap();
    assert_eq!(sent.line.status, Some(200));
    assert_eq!(sent.documented, Documented::NoDocument);
    let change = free("DELETE", "/management-api/v3/Computers");
    let kept_back = app
        .draft_send(change, "t".to_owned(), Arc::new(Ignore))
        .await;
    assert!(matches!(kept_back, Err(AppError::TenantLocked { .. })));
    for elsewhere in [
        "//evil.example/x",
        "https://evil.example/",
        "/a/../../b",
        "x",
    ] {
        let draft = free("GET", elsewhere);
        let refused = app
            .draft_send(draft, "t".to_owned(), Arc::new(Ignore))
            .await;
        assert!(
            matches!(refused, Err(AppError::Invalid { .. })),
            "{elsewhere}"
        );
    }
    assert_eq!(
        app.history_list(all(), window(10)).await.unwrap().total,
        1,
        "what never left is nothing to remember"
    );
}

#[tokio::test]
async fn a_request_becomes_code_without_its_secret() {
    let world = World::start().await;
    let app = &world.app;
    let DraftTarget::Operation {
        document,
        operation,
    } = computers(&world).target
    else {
        panic!("an operation");
    };
    let tenant = world.tenant(EPM);
    let languages = app
        .draft_languages(tenant, Some(document), Some(operation))
        .await
        .unwrap();
    assert!(
        languages.len() > 6,
        "the usual ones and a tool of the vendor's"
    );
    for language in languages {
        let code = app
            .draft_code(computers(&world), language.id.clone())
            .await
            .unwrap();
        assert!(
            !code.text.is_empty() && !code.text.contains("canary"),
            "{}",
            language.id
        );
    }
}

#[tokio::test]
async fn a_document_in_two_files_opens_and_two_versions_are_compared() {
    let world = World::start().await;
    let app = &world.app;
    let folder = world.folder().join("api");
    std::fs::create_dir(&folder).unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    write(
        "parts.yaml",
        "User: { type: object, properties: { name: { type: string } } }",
    );
    write(
        "old.yaml",
        "openapi: 3.0.0\ninfo: { title: Old, version: '1' }\npaths:\n  /users:\n    get:\n      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: 'parts.yaml#/User' } } } } }\n  /gone:\n    get: { responses: { '200': { description: ok } } }\n",
    );
    write(
        "new.yaml",
        "openapi: 3.0.0\ninfo: { title: Old, version: '1' }\npaths:\n  /users:\n    get:\n      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: 'parts.yaml#/User' } } } } }\n  /new:\n    get: { responses: { '200': { description: ok } } }\n",
    );
    let mut opened = Vec::new();
    for name in ["old.yaml", "new.yaml"] {
        *world.desk.picks.lock().unwrap() = Some(folder.join(name));
        opened.push(app.explorer_pick().await.unwrap().unwrap());
    }
    assert_eq!((opened[0].operations, opened[0].findings), (Some(2), 0));
    let operation = app
        .explorer_operation(opened[0].id.clone(), "GET /users".to_owned())
        .await
        .unwrap();
    let schema = operation.answers[0].media[0].schema.as_ref().unwrap();
    let fields = app
        .explorer_schema(opened[0].id.clone(), schema.pointer.clone())
        .await
        .unwrap();
    assert_eq!(fields[0].name, "name", "read from the file beside it");
    let level = app
        .explorer_level(opened[0].id.clone(), String::new())
        .await
        .unwrap();
    assert_eq!(level.branches.len(), 2);

    let ids = (opened[0].id.clone(), opened[1].id.clone());
    let compared = app
        .explorer_compare(ids.0, ids.1, window(10))
        .await
        .unwrap();
    assert_eq!((compared.counts.breaking, compared.counts.additive), (1, 1));
    assert_eq!(compared.changes[0].reason, "operationRemoved");
}
