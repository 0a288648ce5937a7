//! Takes the body of an answer as it comes, takes the secrets out, and keeps the rest.

use crate::body::{BodyKind, BodyText};
use crate::disclosing::Disclosed;
use crate::json_flow::{JsonFlow, Rest};
use crate::redact::Redactor;
use crate::scrub::{MARK, ScrubFlow};
use crate::store::Writing;
use crate::text_flow::{FormFlow, KeyBlocks};
use crate::xml_flow::XmlFlow;
use domain::Effect;
use http::{HeaderMap, header};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroize as _;

/// Up to this size a body is kept in memory and redacted as a whole; beyond it goes to a file.
const IN_MEMORY: usize = 4 * 1024 * 1024;

/// Takes a body in pieces. What it keeps of it is redacted and laid out; the body as it came is in
/// memory while it is small, and never on a disk. A spool that is dropped leaves no file.
pub struct Spool {
    redactor: Arc<Redactor>,
    media: Option<String>,
    effect: Effect,
    folder: PathBuf,
    in_memory: usize,
    size: u64,
    /// The body as it came, while it is small.
    raw: Vec<u8>,
    flow: Option<Flow>,
    /// What was redacted and not written yet.
    out: Vec<u8>,
}

/// A body on its way to a file.
struct Flow {
    kind: BodyKind,
    shape: Shape,
    scrub: ScrubFlow,
    writing: Writing,
    /// What the shape gave and the scrubber has not seen yet.
    shaped: Vec<u8>,
}

/// What is done with a body before known secrets are taken out.
enum Shape {
    Json(Box<JsonFlow>),
    Form(FormFlow),
    Xml(XmlFlow, KeyBlocks),
    Text(KeyBlocks),
    /// A picture, or what nobody reads.
    Bytes,
    /// It is the secret itself.
    LeftOut,
}

impl Spool {
    /// A spool for an answer with these headers to an operation with this effect. Large bodies go
    /// to a file in the folder, which has to be there and be the user's own.
    pub fn new(
        redactor: Arc<Redactor>,
        headers: &HeaderMap,
        effect: Effect,
        folder: PathBuf,
    ) -> Self {
        let media = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        Self {
            redactor,
            media: media.map(str::to_owned),
            effect,
            folder,
            in_memory: IN_MEMORY,
            size: 0,
            raw: Vec::new(),
            flow: None,
            out: Vec::new(),
        }
    }

    #[cfg(test)]
    pub(crate) fn with_memory(mut self, in_memory: usize) -> Self {
        self.in_memory = in_memory;
        self
    }

    /// Takes a piece.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        self.size += piece.len() as u64;
        if self.flow.is_none() {
            if self.raw.len() + piece.len() <= self.in_memory {
                self.raw.extend_from_slice(piece);
                return Ok(());
            }
            let room = (self.in_memory - self.raw.len()).min(piece.len());
            self.raw.extend_from_slice(&piece[..room]);
            let mut raw = std::mem::take(&mut self.raw);
            self.flow = Some(Flow::begin(self, &raw)?);
            let begun = self.pour(&raw);
            raw.zeroize();
            begun?;
            return self.pour(&piece[room..]);
        }
        self.pour(piece)
    }

    /// Ends the body.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(self) -> io::Result<BodyText> {
        self.finish_with().map(|(body, _)| body)
    }

    /// Ends the body, and gives the values that are not shown with it. Those of a large body are
    /// gone.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish_with(mut self) -> io::Result<(BodyText, Vec<Disclosed>)> {
        let Some(mut flow) = self.flow.take() else {
            let media = self.media.as_deref();
            let body = self.redactor.whole_body(media, &self.raw, self.effect);
            let disclosed = self.redactor.disclosed(media, &self.raw, self.effect);
            return Ok((body, disclosed));
        };
        self.out.clear();
        flow.end(&self.redactor, &mut self.out);
        flow.writing.piece(&self.out)?;
        let kind = flow.kind_after_all();
        let stored = flow.writing.end(kind.is_text())?;
        Ok((BodyText::stored(kind, self.size, stored), Vec::new()))
    }

    fn pour(&mut self, piece: &[u8]) -> io::Result<()> {
        // Small steps, so that what is between the stages stays small.
        for piece in piece.chunks(64 * 1024) {
            let Some(flow) = &mut self.flow else {
                return Ok(());
            };
            self.out.clear();
            flow.piece(&self.redactor, piece, &mut self.out);
            flow.writing.piece(&self.out)?;
        }
        Ok(())
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        self.raw.zeroize();
    }
}

impl Flow {
    fn begin(spool: &Spool, head: &[u8]) -> io::Result<Self> {
        let media = spool.media.as_deref();
        let kind = BodyKind::of_head(media, head);
        let structured = kind == BodyKind::Json && BodyKind::is_container(head);
        let form = media.is_some_and(|media| media.contains("form-urlencoded"));
        let discloses = spool.effect == Effect::Discloses;
        let shape = match kind {
            _ if discloses && !structured => Shape::LeftOut,
            BodyKind::Json => Shape::Json(Box::new(JsonFlow::new(if discloses {
                Rest::LeftOut
            } else {
                Rest::Shown
            }))),
            BodyKind::Text if form => Shape::Form(FormFlow::default()),
            BodyKind::Xml => Shape::Xml(XmlFlow::default(), KeyBlocks::default()),
            BodyKind::Text | BodyKind::Html => Shape::Text(KeyBlocks::default()),
            BodyKind::Empty | BodyKind::Image | BodyKind::Binary => Shape::Bytes,
        };
        let mut flow = Self {
            kind,
            shape,
            scrub: ScrubFlow::default(),
            writing: Writing::begin(&spool.folder)?,
            shaped: Vec::new(),
        };
        if let Shape::LeftOut = flow.shape {
            flow.kind = BodyKind::Text;
            flow.writing.piece(MARK.as_bytes())?;
        }
        Ok(flow)
    }

    /// What the body turned out to be: JSON that ends before its end is text.
    fn kind_after_all(&self) -> BodyKind {
        match &self.shape {
            Shape::Json(json) if !json.is_json() => BodyKind::Text,
            Shape::Json(_)
            | Shape::Form(_)
            | Shape::Xml(..)
            | Shape::Text(_)
            | Shape::Bytes
            | Shape::LeftOut => self.kind,
        }
    }

    fn piece(&mut self, redactor: &Redactor, piece: &[u8], out: &mut Vec<u8>) {
        self.shaped.clear();
        let shaped = &mut self.shaped;
        match &mut self.shape {
            Shape::Json(json) => json.piece(piece, shaped),
            Shape::Form(form) => form.piece(piece, |pair| redactor.pair(pair), shaped),
            Shape::Xml(xml, keys) => {
                let mut written = Vec::with_capacity(piece.len());
                xml.piece(piece, &mut written);
                keys.piece(&written, shaped);
            }
            Shape::Text(keys) => keys.piece(piece, shaped),
            Shape::Bytes => shaped.extend_from_slice(piece),
            Shape::LeftOut => {}
        }
        self.scrub.piece(redactor.scrubber(), shaped, out);
    }

    fn end(&mut self, redactor: &Redactor, out: &mut Vec<u8>) {
        self.shaped.clear();
        let shaped = &mut self.shaped;
        match &mut self.shape {
            Shape::Json(json) => json.end(shaped),
            Shape::Form(form) => form.end(|pair| redactor.pair(pair), shaped),
            Shape::Xml(xml, keys) => {
                let mut written = Vec::new();
                xml.end(&mut written);
                keys.piece(&written, shaped);
                keys.end(shaped);
            }
            Shape::Text(keys) => keys.end(shaped),
            Shape::Bytes | Shape::LeftOut => {}
        }
        self.scrub.piece(redactor.scrubber(), shaped, out);
        self.scrub.end(redactor.scrubber(), out);
    }
}

#[cfg(test)]
#[path = "spool_tests.rs"]
mod tests;
