//! The explorer: what is in a document.

use crate::App;
use crate::convert::count;
use crate::documents::Loaded;
use crate::paint::{self, known, operation_line, prose, schema_child, schema_root, shapeless};
use crate::wire::{
    AnswerMedia, AnswerView, AppError, BodyOption, DocumentView, Effect, EffectCounts, GroupView,
    OperationLine, OperationView, ParameterView, PathBranch, PathLevel, SchemaNode, SearchHit,
    SlotPlace, Unavailable, Window,
};
use domain::{OperationKey, Tenant};
use explorer::Home;
use openapi::{Document, In, Media, Operation, Parameter, Pointer, Use};

impl App {
    /// Opens a document: its head and its groups.
    ///
    /// # Errors
    /// Why it cannot be had or read.
    pub async fn explorer_open(&self, document: String) -> Result<DocumentView, AppError> {
        let (loaded, tenant) = self.document(&document).await?;
        let line = self.document_line(&document, &loaded)?;
        self.blocking(move |_| {
            let document = &loaded.document;
            let mut groups: Vec<GroupView> = Vec::new();
            let mut effects = EffectCounts::default();
            let mut at = std::collections::HashMap::new();
            let tags = document.tags();
            let told: std::collections::HashMap<&str, &openapi::TagLine> =
                tags.iter().map(|tag| (tag.name.as_str(), tag)).collect();
            for operation in document.operations() {
                let known = known(document, tenant.as_ref(), &operation.key);
                match known.effect.into() {
                    Effect::Reads => effects.reads += 1,
                    Effect::Discloses => effects.discloses += 1,
                    Effect::Changes => effects.changes += 1,
                    Effect::Removes => effects.removes += 1,
                }
                let group = operation.group();
                let index = *at.entry(group).or_insert_with(|| {
                    groups.push(GroupView {
                        name: group.to_owned(),
                        title: told.get(group).and_then(|tag| tag.summary.clone()),
                        parent: told.get(group).and_then(|tag| tag.parent.clone()),
                        count: 0,
                    });
                    groups.len() - 1
                });
                groups[index].count += 1;
            }
            DocumentView {
                line,
                groups,
                effects,
                servers: document
                    .servers()
                    .into_iter()
                    .map(|server| server.address)
                    .collect(),
                calls_go_to: tenant.map(|tenant| tenant.place.to_string()),
            }
        })
        .await
    }

    /// Some operations of one group, in the document's order.
    ///
    /// # Errors
    /// As opening the document.
    pub async fn explorer_group(
        &self,
        document: String,
        group: String,
        window: Window,
    ) -> Result<Vec<OperationLine>, AppError> {
        let (loaded, tenant) = self.document(&document).await?;
        let document = &loaded.document;
        let inside = document
            .operations()
            .iter()
            .filter(|operation| operation.group() == group);
        let part = inside
            .skip(window.from as usize)
            .take(window.at_most.min(1000) as usize);
        Ok(part
            .map(|line| operation_line(document, tenant.as_ref(), line))
            .collect())
    }

    /// What stands directly below a part of the paths. Parts that lead to one other part only
    /// stand together, as people read them.
    ///
    /// # Errors
    /// As opening the document.
    pub async fn explorer_level(
        &self,
        document: String,
        path: String,
    ) -> Result<PathLevel, AppError> {
        let (loaded, tenant) = self.document(&document).await?;
        self.blocking(move |_| {
            let document = &loaded.document;
            let below = document.below(&path);
            let lines = document.operations();
            let line = |at: &usize| operation_line(document, tenant.as_ref(), &lines[*at]);
            PathLevel {
                operations: below.operations.iter().map(line).collect(),
                branches: below
                    .steps
                    .into_iter()
                    .map(|step| branch(document, step))
                    .collect(),
            }
        })
        .await
    }

    /// Operations that fit the words, best first.
    ///
    /// # Errors
    /// As opening the document.
    pub async fn explorer_search(
        &self,
        document: String,
        words: String,
        at_most: u32,
    ) -> Result<Vec<SearchHit>, AppError> {
        let (loaded, tenant) = self.document(&document).await?;
        self.blocking(move |_| {
            let document = &loaded.document;
            let found = document.search(&words, at_most.min(500) as usize);
            found
                .into_iter()
                .filter_map(|hit| paint::hit(document, tenant.as_ref(), hit))
                .collect()
        })
        .await
    }

    /// One operation as its page shows it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the document does not have it.
    pub async fn explorer_operation(
        &self,
        document: String,
        operation: String,
    ) -> Result<OperationView, AppError> {
        let (loaded, tenant) = self.document(&document).await?;
        let locked = tenant
            .as_ref()
            .is_none_or(|tenant| self.core.open_now(&tenant.id).is_none());
        let view = self.blocking(move |_| {
            let key = OperationKey::parse(&operation)?;
            let document = &loaded.document;
            let operation = document
                .operation(&key)
                .or_else(|| document.operation(&written(document, tenant.as_ref()?, &key)?))?;
            Some(operation_view(
                document,
                tenant.as_ref(),
                &operation,
                locked,
            ))
        });
        view.await?.ok_or(AppError::NotFound)
    }

    /// The fields of one schema, one level deep.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no schema there.
    pub async fn explorer_schema(
        &self,
        document: String,
        pointer: String,
    ) -> Result<Vec<SchemaNode>, AppError> {
        let (loaded, _) = self.document(&document).await?;
        let nodes = self.blocking(move |_| {
            let Loaded { document, .. } = loaded.as_ref();
            let view = document.schema(&Pointer::parse(&pointer)?)?;
            Some(
                view.children
                    .into_iter()
                    .map(|child| schema_child(document, child))
                    .collect(),
            )
        });
        nodes.await?.ok_or(AppError::NotFound)
    }
}

/// An operation's key as its document writes it, from the key below the tenant's place that the
/// catalogue and the numbers of a card use.
fn written(document: &Document, tenant: &Tenant, key: &OperationKey) -> Option<OperationKey> {
    let usual_paths = &vendors::find(&tenant.vendor)?.manifest().tenant.paths;
    let home = Home {
        place: &tenant.place,
        usual_paths,
    };
    let line = document.operations().iter().find(|line| {
        let below = home.key(&document.prefix_of(&line.key), &line.key);
        below.method == key.method && below.path.eq_ignore_ascii_case(&key.path)
    })?;
    Some(line.key.clone())
}

fn operation_view(
    document: &Document,
    tenant: Option<&Tenant>,
    operation: &Operation<'_>,
    locked: bool,
) -> OperationView {
    let known = known(document, tenant, &operation.key);
    let group = operation.tags.first().copied();
    let unavailable = match tenant {
        None => Some(Unavailable::NoTenant),
        Some(_) if locked && known.effect != domain::Effect::Reads => Some(Unavailable::Locked),
        Some(_) => None,
    };
    OperationView {
        key: operation.key.to_string(),
        method: operation.key.method.clone(),
        path: operation.key.path.clone(),
        name: paint::name(operation.summary, operation.id, &operation.key.path),
        group: group
            .map(str::to_owned)
            .unwrap_or_else(|| first_part(&operation.key.path)),
        operation_id: operation.id.map(str::to_owned),
        description: prose(operation.description),
        effect: known.effect.into(),
        classified: known.classified,
        needs: known.needs,
        since: known
            .since
            .or_else(|| operation.node.text("x-since").map(str::to_owned)),
        evidence: operation.node.text("x-evidence").map(str::to_owned),
        deprecated: operation.deprecated,
        parameters: operation
            .parameters
            .iter()
            .map(|one| parameter(document, one))
            .collect(),
        bodies: bodies(document, operation),
        answers: answers(document, operation),
        unavailable,
    }
}

fn branch(document: &Document, mut step: openapi::Step) -> PathBranch {
    let mut name = format!("/{}", step.name);
    loop {
        let below = document.below(&step.path);
        if !below.operations.is_empty() || below.steps.len() != 1 {
            break;
        }
        let Some(only) = below.steps.into_iter().next() else {
            break;
        };
        name.push('/');
        name.push_str(&only.name);
        step = only;
    }
    PathBranch {
        path: step.path,
        name,
        count: count(step.operations),
    }
}

fn first_part(path: &str) -> String {
    path.split('/')
        .find(|part| !part.is_empty())
        .unwrap_or("/")
        .to_owned()
}

/// Where a parameter stands.
pub(crate) fn slot_place(place: In) -> SlotPlace {
    match place {
        In::Path => SlotPlace::Path,
        In::Query => SlotPlace::Query,
        In::Header => SlotPlace::Header,
        In::Cookie => SlotPlace::Cookie,
    }
}

fn parameter(document: &Document, parameter: &Parameter) -> ParameterView {
    let view = parameter
        .schema
        .as_ref()
        .and_then(|pointer| document.schema(pointer));
    let mut schema = match view {
        Some(view) => schema_root(view, parameter.name.clone(), parameter.required),
        None => shapeless(&parameter.name, parameter),
    };
    if schema.allowed.is_empty() {
        schema.allowed.clone_from(&parameter.choices);
    }
    ParameterView {
        place: slot_place(parameter.place),
        name: parameter.name.clone(),
        required: parameter.required,
        schema,
        description: prose(parameter.description.as_deref()),
        example: parameter
            .example
            .clone()
            .or_else(|| parameter.default.clone()),
        deprecated: parameter.deprecated,
    }
}

fn bodies(document: &Document, operation: &Operation<'_>) -> Vec<BodyOption> {
    let Some(body) = &operation.body else {
        return Vec::new();
    };
    let option = |media: &Media| BodyOption {
        media: media.name.clone(),
        required: body.required,
        schema: media
            .schema
            .as_ref()
            .and_then(|pointer| document.schema(pointer))
            .map(|view| schema_root(view, String::new(), body.required)),
        example: example(document, media, Use::Request),
        others: Vec::new(),
    };
    body.media.iter().map(option).collect()
}

/// An example the document gives, or one made from the schema.
fn example(document: &Document, media: &Media, made_for: Use) -> Option<String> {
    let given = media
        .example
        .as_ref()
        .and_then(|pointer| document.resolve(pointer).ok());
    if let Some(given) = given {
        return Some(given.to_json());
    }
    document.example(media.schema.as_ref()?, made_for)
}

fn answers(document: &Document, operation: &Operation<'_>) -> Vec<AnswerView> {
    let media = |media: &Media| AnswerMedia {
        media: media.name.clone(),
        schema: media
            .schema
            .as_ref()
            .and_then(|pointer| document.schema(pointer))
            .map(|view| schema_root(view, String::new(), false)),
        example: example(document, media, Use::Response),
    };
    let view = |answer: &openapi::Answer| AnswerView {
        status: answer.status.clone(),
        description: prose(answer.description.as_deref()),
        media: answer.media.iter().map(media).collect(),
    };
    operation.answers.iter().map(view).collect()
}
