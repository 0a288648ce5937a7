//! Answers that can be looked at: everything since the program started, secrets already gone.

use crate::App;
use crate::convert::count;
use crate::history::store::Entry;
use crate::wire::{
    AppError, BodyKind, BodySlice, BodyView, BytesSlice, DraftInput, ExchangeView, FoundPlace,
    FoundView, SaveWhat, TableHead, TableRequest, TableSlice, TableSort, TreeKind, TreeNode,
    Window,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Effect;
use explorer::{BodyText, Direction, NodeKind, Redactor, Scrubber, Table, ViewError};
use gateway::{HeaderMap, HeaderValue};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

/// What was sent since the program started, newest first.
#[derive(Default)]
pub(crate) struct Sent(Mutex<State>);

#[derive(Default)]
struct State {
    made: u64,
    exchanges: VecDeque<Arc<Kept>>,
}

/// An exchange whose body can still be looked at.
pub(crate) struct Kept {
    /// As it is shown, without the body.
    view: ExchangeView,
    pub draft: DraftInput,
    pub body: Option<BodyText>,
    /// The body's media type.
    media: Option<String>,
    tables: Vec<TableHead>,
    /// The table that was looked at last, in its order: turning a page neither reads the body
    /// again nor sorts it.
    ordered: Mutex<Option<Ordered>>,
}

/// A table, and what it was made for.
struct Ordered {
    pointer: String,
    sort: Option<TableSort>,
    table: Arc<Table>,
}

/// How many exchanges are kept, and how much of their bodies in memory.
const MOST: usize = 200;
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// How many lines come with the answer itself.
const FIRST_LINES: usize = 400;

/// One message stays below 256 kB, however long its lines are.
const SLICE_BYTES: usize = 180_000;

/// So many tables are offered; more are found in the tree.
const MOST_TABLES: usize = 20;

impl Sent {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0
            .lock()
            .expect("nothing panics while holding the exchanges")
    }

    /// An id for an exchange that the history could not take.
    pub fn fresh_id(&self) -> String {
        let mut state = self.state();
        state.made += 1;
        format!("unkept-{}", state.made)
    }

    /// Keeps an exchange; the oldest make room.
    pub fn keep(&self, kept: Kept) -> Arc<Kept> {
        let kept = Arc::new(kept);
        let mut state = self.state();
        state.exchanges.push_front(Arc::clone(&kept));
        let mut bytes = 0;
        let enough = state.exchanges.iter().position(|kept| {
            bytes += kept.body.as_ref().map_or(0, BodyText::in_memory);
            bytes > MOST_BYTES
        });
        // The newest stays, however large it is.
        let keep = enough.unwrap_or(MOST).clamp(1, MOST);
        state.exchanges.truncate(keep);
        kept
    }

    /// An exchange that is still in memory.
    pub fn find(&self, id: &str) -> Option<Arc<Kept>> {
        let state = self.state();
        let found = state.exchanges.iter().find(|kept| kept.view.line.id == id);
        found.cloned()
    }

    /// Forgets the exchanges of one tenant, or all.
    pub fn clear(&self, tenant: Option<&str>) {
        self.state()
            .exchanges
            .retain(|kept| tenant.is_some_and(|tenant| kept.view.line.tenant != tenant));
    }
}

impl Kept {
    /// An exchange that was just made. Looks for tables in its body: that takes a moment.
    pub fn new(view: ExchangeView, draft: DraftInput, body: Option<BodyText>) -> Self {
        let media = view
            .headers
            .iter()
            .find(|header| header.name == "content-type")
            .map(|header| header.value.clone());
        let tables = body.as_ref().map(tables).unwrap_or_default();
        Self {
            view,
            draft,
            body,
            media,
            tables,
            ordered: Mutex::default(),
        }
    }

    /// An exchange from the history, with its body where it was kept. As long as [`Kept::new`].
    pub fn remembered(entry: Entry) -> Self {
        let Entry { view, draft, body } = entry;
        let body = body.map(|text| {
            let mut headers = HeaderMap::new();
            let told = view
                .headers
                .iter()
                .find(|header| header.name == "content-type");
            if let Some(media) = told.and_then(|told| HeaderValue::from_str(&told.value).ok()) {
                headers.insert("content-type", media);
            }
            let redactor = Redactor::new(Scrubber::new());
            let status = view.line.status.unwrap_or_default();
            let received = redactor.received(status, &headers, text.as_bytes(), Effect::Reads);
            received.body.clone()
        });
        Self::new(view, draft, body)
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.view.line.id
    }

    /// As it is shown.
    pub fn view(&self) -> ExchangeView {
        let mut view = self.view.clone();
        view.body = self.body.as_ref().map(|body| BodyView {
            kind: kind(body.kind()),
            media: self.media.clone(),
            size: body.size().to_string(),
            lines: u32::try_from(body.lines()).unwrap_or(u32::MAX),
            first: slice(body, 0, FIRST_LINES).unwrap_or(BodySlice {
                from: 0,
                lines: Vec::new(),
            }),
            tables: self.tables.clone(),
            tree: body.kind() == explorer::BodyKind::Json,
        });
        view
    }

    fn columns(&self, pointer: &str) -> Option<&[String]> {
        let head = self.tables.iter().find(|head| head.pointer == pointer)?;
        Some(&head.columns)
    }

    /// A table of the body in an order. Reads all of the body unless it was the last one asked for.
    fn table(
        &self,
        body: &BodyText,
        pointer: &str,
        sort: Option<&TableSort>,
    ) -> Result<Arc<Table>, ViewError> {
        let mut ordered = self
            .ordered
            .lock()
            .expect("nothing panics while holding a table");
        let last = ordered.as_ref();
        let same = last.filter(|last| last.pointer == pointer && last.sort.as_ref() == sort);
        if let Some(last) = same {
            return Ok(Arc::clone(&last.table));
        }
        let mut table = body.table(pointer)?;
        if let Some(sort) = sort {
            let direction = if sort.descending {
                Direction::Descending
            } else {
                Direction::Ascending
            };
            table.sort(&sort.column, direction)?;
        }
        let table = Arc::new(table);
        *ordered = Some(Ordered {
            pointer: pointer.to_owned(),
            sort: sort.cloned(),
            table: Arc::clone(&table),
        });
        Ok(table)
    }
}

impl App {
    /// Some lines of an answer's body.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is no longer kept.
    pub async fn answer_lines(
        &self,
        exchange: String,
        window: Window,
    ) -> Result<BodySlice, AppError> {
        let at_most = window.at_most.min(2_000) as usize;
        self.of_body(&exchange, move |_, body| {
            Ok(slice(body, u64::from(window.from), at_most)?)
        })
        .await
    }

    /// Some rows of a list in an answer's body.
    ///
    /// # Errors
    /// As [`App::answer_lines`], and when no such list stands in it.
    pub async fn answer_table(
        &self,
        exchange: String,
        part: TableRequest,
    ) -> Result<TableSlice, AppError> {
        self.of_body(&exchange, move |kept, body| {
            let columns = kept.columns(&part.pointer).ok_or(ViewError::NotThere)?;
            let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
            let table = kept.table(body, &part.pointer, part.sort.as_ref())?;
            let page = table.page(&columns, part.from as usize, part.at_most.min(500) as usize)?;
            let mut bytes = 0;
            let rows = page.into_iter().map(|row| {
                let cell = |cell: explorer::Cell| cell.kind.map(|_| cell.text);
                row.into_iter().map(cell).collect::<Vec<_>>()
            });
            let fit = rows.take_while(|row| {
                bytes += row.iter().flatten().map(String::len).sum::<usize>();
                bytes < SLICE_BYTES
            });
            Ok(TableSlice {
                from: part.from,
                rows: fit.collect(),
            })
        })
        .await
    }

    /// The values directly in one value of an answer's body.
    ///
    /// # Errors
    /// As [`App::answer_table`].
    pub async fn answer_tree(
        &self,
        exchange: String,
        pointer: String,
        window: Window,
    ) -> Result<Vec<TreeNode>, AppError> {
        self.of_body(&exchange, move |_, body| {
            let at_most = window.at_most.min(500) as usize;
            let branch = body.branch(&pointer, u64::from(window.from), at_most)?;
            let first = u64::from(window.from);
            let node = |(node, at): (explorer::Node, u64)| TreeNode {
                name: node.name.unwrap_or_else(|| at.to_string()),
                pointer: node.pointer,
                kind: tree_kind(node.kind),
                text: node.text,
                children: u32::try_from(node.children).unwrap_or(u32::MAX),
            };
            Ok(branch.nodes.into_iter().zip(first..).map(node).collect())
        })
        .await
    }

    /// Where words stand in an answer's body.
    ///
    /// # Errors
    /// As [`App::answer_lines`].
    pub async fn answer_find(
        &self,
        exchange: String,
        words: String,
        window: Window,
    ) -> Result<FoundView, AppError> {
        self.of_body(&exchange, move |_, body| {
            let at_most = window.at_most.min(1_000) as usize;
            let found = body.find(&words, window.from as usize, at_most)?;
            let place = |found: explorer::Match| FoundPlace {
                line: u32::try_from(found.line).unwrap_or(u32::MAX),
                from: found.from,
                to: found.to,
            };
            Ok(FoundView {
                total: count(found.total),
                places: found.matches.into_iter().map(place).collect(),
            })
        })
        .await
    }

    /// Some bytes of a picture, from a byte on.
    ///
    /// # Errors
    /// As [`App::answer_lines`]; [`AppError::TooLarge`] for a picture that is not shown.
    pub async fn answer_picture(
        &self,
        exchange: String,
        from: u32,
    ) -> Result<BytesSlice, AppError> {
        self.of_body(&exchange, move |_, body| {
            let bytes = body.picture_bytes()?;
            let rest = bytes.get(from as usize..).unwrap_or_default();
            // A multiple of three: the pieces can be put together as text.
            let part = &rest[..rest.len().min(SLICE_BYTES / 4 * 3 / 3 * 3)];
            Ok(BytesSlice {
                base64: STANDARD.encode(part),
                more: part.len() < rest.len(),
            })
        })
        .await
    }

    /// Writes an answer into a file the person chooses; answers the file's name.
    ///
    /// # Errors
    /// As [`App::answer_table`], and [`AppError::File`] when it cannot be written.
    pub async fn answer_save(
        &self,
        exchange: String,
        what: SaveWhat,
    ) -> Result<Option<String>, AppError> {
        let kept = self.kept(&exchange).await?;
        let end = match &what {
            SaveWhat::Table { .. } => "csv",
            SaveWhat::Body => match kept.body.as_ref().map(BodyText::kind) {
                Some(explorer::BodyKind::Json) => "json",
                Some(explorer::BodyKind::Xml) => "xml",
                Some(explorer::BodyKind::Image) => "img",
                _ => "txt",
            },
        };
        let name = format!("answer-{}.{end}", kept.view.line.at.replace(':', ""));
        let Some(path) = self.core.ports.desk.save_file(&name).await else {
            return Ok(None);
        };
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let told = name.clone();
        self.of_body(&exchange, move |kept, body| {
            let file = |error: std::io::Error| AppError::File {
                name: name.clone(),
                why: error.kind().to_string(),
            };
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).map_err(file)?;
            }
            let mut to = std::io::BufWriter::new(std::fs::File::create(&path).map_err(file)?);
            match &what {
                SaveWhat::Body => {
                    body.save(&mut to).map_err(file)?;
                }
                SaveWhat::Table { pointer } => {
                    let columns = kept.columns(pointer).ok_or(AppError::NotFound)?;
                    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
                    let table = body.table(pointer).map_err(view_failed)?;
                    table.csv(&columns, &mut to).map_err(|error| match error {
                        ViewError::Disk(kind) => file(kind.into()),
                        other => view_failed(other),
                    })?;
                }
            }
            std::io::Write::flush(&mut to).map_err(file)
        })
        .await?;
        Ok(Some(told))
    }

    /// Looks at a body, off the async threads.
    async fn of_body<T: Send + 'static>(
        &self,
        exchange: &str,
        look: impl FnOnce(&Kept, &BodyText) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let kept = self.kept(exchange).await?;
        self.blocking(move |_| {
            let body = kept.body.as_ref().ok_or(AppError::NotFound)?;
            look(&kept, body)
        })
        .await?
    }
}

fn tables(body: &BodyText) -> Vec<TableHead> {
    // What is no JSON, or too large, has none.
    let found = body.tables().unwrap_or_default();
    let head = |line: explorer::TableLine| {
        let table = body.table(&line.pointer).ok()?;
        Some(TableHead {
            pointer: line.pointer,
            rows: u32::try_from(line.rows).unwrap_or(u32::MAX),
            columns: table.columns().to_vec(),
        })
    };
    found
        .into_iter()
        .take(MOST_TABLES)
        .filter_map(head)
        .collect()
}

fn slice(body: &BodyText, from: u64, at_most: usize) -> Result<BodySlice, ViewError> {
    let mut lines = body.slice(from, at_most)?;
    let mut bytes = 0;
    let fit = lines.iter().take_while(|line| {
        bytes += line.len();
        bytes < SLICE_BYTES
    });
    let fit = fit.count().max(1);
    lines.truncate(fit);
    Ok(BodySlice {
        from: u32::try_from(from).unwrap_or(u32::MAX),
        lines,
    })
}

fn kind(kind: explorer::BodyKind) -> BodyKind {
    match kind {
        explorer::BodyKind::Empty => BodyKind::Empty,
        explorer::BodyKind::Json => BodyKind::Json,
        explorer::BodyKind::Xml => BodyKind::Xml,
        explorer::BodyKind::Html => BodyKind::Html,
        explorer::BodyKind::Text => BodyKind::Text,
        explorer::BodyKind::Image => BodyKind::Image,
        explorer::BodyKind::Binary => BodyKind::Binary,
    }
}

fn tree_kind(kind: NodeKind) -> TreeKind {
    match kind {
        NodeKind::Object => TreeKind::Object,
        NodeKind::List => TreeKind::Array,
        NodeKind::Text => TreeKind::String,
        NodeKind::Number => TreeKind::Number,
        NodeKind::Truth => TreeKind::Boolean,
        NodeKind::Null => TreeKind::Null,
    }
}

fn view_failed(error: ViewError) -> AppError {
    match error {
        ViewError::OtherKind | ViewError::NotThere => AppError::NotFound,
        ViewError::TooLarge { limit } => AppError::TooLarge {
            limit_kb: u32::try_from(limit / 1024).unwrap_or(u32::MAX),
        },
        ViewError::Disk(kind) => AppError::File {
            name: String::new(),
            why: kind.to_string(),
        },
    }
}

impl From<ViewError> for AppError {
    fn from(error: ViewError) -> Self {
        view_failed(error)
    }
}
