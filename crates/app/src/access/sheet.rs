//! The matrix as a sheet of a spreadsheet, and the sheet that hands a client over.

use super::reading::words;
use super::{named_by, owned, permission};
use crate::App;
use crate::convert::{count, invalid, moment};
use crate::wire::{
    AccessCell, AccessSection, AccessSheet, AccessView, AppError, HoldersState, OpensCounts,
    PlaceState, ProblemKind, SheetWish,
};
use domain::spreadsheet::harmless;
use domain::{Access, Catalogue, Effect, is_secret_text};
use std::collections::BTreeSet;
use std::io;

/// Longer than a purpose or a name is, in characters.
const LONGEST: usize = 2_000;

impl App {
    /// Writes who holds what into a file the person chooses, as it was last read; answers the
    /// file's name.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the tenant is not there any more, [`AppError::File`].
    pub async fn access_save(&self, tenant: String) -> Result<Option<String>, AppError> {
        let tenant = self.tenant(&tenant)?;
        let view = self.known_access(&tenant)?;
        let name = format!("{} access.csv", plain(&tenant.name));
        let Some(path) = self.core.ports.desk.save_file(&name).await else {
            return Ok(None);
        };
        let access = self.vendor(&tenant)?.access();
        let written = self.blocking(move |_| {
            let mut bytes = Vec::new();
            table(access, &view, &mut bytes)?;
            std::fs::write(&path, bytes)?;
            let name = path.file_name().unwrap_or_default();
            Ok(name.to_string_lossy().into_owned())
        });
        let written: io::Result<String> = written.await?;
        written.map(Some).map_err(|error| AppError::File {
            name,
            why: error.kind().to_string(),
        })
    }

    /// The sheet that hands a client over. It says what the client may do and never what it signs in
    /// with.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the tenant is not there any more; [`AppError::Invalid`] when
    /// something was not said, is too long, or is a secret.
    pub async fn access_sheet(&self, wish: SheetWish) -> Result<AccessSheet, AppError> {
        let tenant = self.tenant(&wish.tenant)?;
        let vendor = self.vendor(&tenant)?;
        let (purpose, owner) = (said("purpose", &wish.purpose)?, said("owner", &wish.owner)?);
        let access = vendor.access();
        let unknown = |key: &&String| access.permission(key).is_none();
        if wish.permissions.iter().any(|key| unknown(&key)) {
            return Err(invalid("permissions", ProblemKind::Missing));
        }
        let granted: BTreeSet<&str> = wish.permissions.iter().map(String::as_str).collect();
        let held = access.held(granted.iter().copied());
        let counts = named_by(vendor.catalogue());
        let given = access.permissions.iter();
        let given = given.filter(|one| granted.contains(one.key.as_str()));
        let permissions: Vec<_> = given.map(|one| permission(access, one, &counts)).collect();
        let pages = access.holders.iter().filter(|holders| {
            let mut given = permissions.iter();
            given.any(|one| holders.may_hold(&one.group))
        });
        let included: BTreeSet<&str> = held.difference(&granted).copied().collect();
        let manifest = vendor.manifest();
        Ok(AccessSheet {
            name: tenant.name.clone(),
            product: format!("{} {}", manifest.maker, manifest.product),
            host: tenant.place.origin().authority().to_owned(),
            purpose,
            owner,
            included: owned(&access.sorted(&included)),
            opens: counted(vendor.catalogue(), &held),
            pages: pages.map(|holders| holders.console.page.clone()).collect(),
            tested_at: self.core.cards.get(&tenant.id).as_of.map(moment),
            at: moment(self.core.ports.clock.now()),
            permissions,
        })
    }
}

/// What a person said, without what stands around it.
fn said(field: &str, text: &str) -> Result<String, AppError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(invalid(field, ProblemKind::Missing));
    }
    // A sheet lies on a desk: what looks like a secret is not printed on it.
    if text.chars().count() > LONGEST
        || text.split_whitespace().any(is_secret_text)
        || is_secret_text(text)
    {
        return Err(invalid(field, ProblemKind::Characters));
    }
    Ok(text.to_owned())
}

/// How many operations are open to what is held, by what they do.
fn counted(catalogue: &Catalogue, held: &BTreeSet<&str>) -> OpensCounts {
    let of = |effect: Effect| {
        let open = catalogue.entries().iter().filter(|entry| {
            let needs = entry.needs.as_deref();
            entry.effect == effect && needs.is_some_and(|needs| Access::opens(held, needs))
        });
        count(open.count())
    };
    OpensCounts {
        reads: of(Effect::Reads),
        discloses: of(Effect::Discloses),
        changes: of(Effect::Changes),
        removes: of(Effect::Removes),
    }
}

/// A name as part of a file's name.
fn plain(name: &str) -> String {
    let keep = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
    name.chars()
        .map(|c| if keep(c) { c } else { ' ' })
        .collect()
}

/// Who holds what, as CSV (RFC 4180) in UTF-8 with a mark, as spreadsheets want it: one line for each
/// permission of each section, one column for each holder. No cell runs as a formula.
fn table(access: &Access, view: &AccessView, to: &mut dyn io::Write) -> io::Result<()> {
    to.write_all("\u{feff}".as_bytes())?;
    let mut out = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .quote_style(csv::QuoteStyle::Always)
        .flexible(true)
        .from_writer(to);
    for section in &view.sections {
        let rows = std::iter::once(head(section));
        let lines = section.permissions.iter().enumerate();
        let lines = lines.filter_map(|(at, key)| {
            let one = access.permission(key)?;
            let mut cells = vec![one.group.clone(), words(one)];
            match &section.state {
                HoldersState::Read { columns, .. } => {
                    cells.extend(columns.iter().map(|column| cell(&column.cells[at])));
                }
                other => cells.push(state(other).to_owned()),
            }
            Some(cells)
        });
        for cells in rows.chain(lines) {
            out.write_record(cells.into_iter().map(harmless))?;
        }
    }
    out.flush()
}

fn head(section: &AccessSection) -> Vec<String> {
    let mut cells = vec![section.label.clone(), "Permission".to_owned()];
    if let HoldersState::Read { columns, .. } = &section.state {
        cells.extend(columns.iter().map(|column| {
            let at = column.at_place.as_ref();
            let place = at.and_then(|id| section.places.iter().find(|place| place.id == *id));
            match place {
                Some(place) => format!("{} at {}", column.name, place.name),
                None => column.name.clone(),
            }
        }));
        let read = |state: &PlaceState| matches!(state, PlaceState::Read);
        let left = section.places.iter().filter(|place| !read(&place.state));
        cells.extend(left.map(|place| format!("{} (not read)", place.name)));
    }
    cells
}

fn cell(cell: &AccessCell) -> String {
    match cell {
        AccessCell::Granted => "granted".to_owned(),
        AccessCell::Included { through } => format!("through {}", through.join(", ")),
        AccessCell::Not => String::new(),
        AccessCell::Unknown => "not known".to_owned(),
    }
}

fn state(state: &HoldersState) -> &'static str {
    match state {
        HoldersState::NotLoaded | HoldersState::Read { .. } => "not loaded",
        HoldersState::NotReadable { .. } => "not readable",
        HoldersState::NotAllowed { .. } => "not allowed",
        HoldersState::NotSupported => "not supported",
        HoldersState::Failed { .. } => "not reachable",
    }
}

#[cfg(test)]
mod tests {
    use super::table;
    use crate::wire::{
        AccessCell, AccessPlace, AccessSection, AccessView, HolderColumn, HoldersState, PlaceState,
    };
    use domain::Access;

    #[test]
    fn names_of_holders_are_cells_that_no_spreadsheet_runs() {
        let access = Access::parse(
            "permissions = [{ key = 'a', group = '=G', lets = 'x' }, { key = 'b', group = 'G', lets = 'x' }]",
        )
        .unwrap();
        let section = |state| AccessSection {
            id: "s".into(),
            label: "Members".into(),
            one: "Member".into(),
            page: "P".into(),
            address: None,
            permissions: vec!["a".into(), "b".into()],
            place: Some("Safe".into()),
            places: vec![AccessPlace {
                id: "1".into(),
                name: "@Safe".into(),
                state: PlaceState::Read,
            }],
            state,
            read_at: None,
        };
        let column = HolderColumn {
            id: "1/x".into(),
            name: "=cmd()".into(),
            note: None,
            own: false,
            at_place: Some("1".into()),
            cells: vec![
                AccessCell::Granted,
                AccessCell::Included {
                    through: vec!["a".into()],
                },
            ],
            unknown: Vec::new(),
        };
        let read = HoldersState::Read {
            columns: vec![column],
            rest: 0,
        };
        let view = AccessView {
            tenant: "t".into(),
            permissions: Vec::new(),
            presets: Vec::new(),
            sections: vec![section(read), section(HoldersState::NotSupported)],
        };
        let mut bytes = Vec::new();
        table(&access, &view, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(
            lines,
            [
                r#""Members","Permission","'=cmd() at @Safe""#,
                r#""'=G","a","granted""#,
                r#""G","b","through a""#,
                r#""Members","Permission""#,
                r#""'=G","a","not supported""#,
                r#""G","b","not supported""#,
            ]
        );
    }
}
