//! What a pasted address means for a vendor.

use crate::manifest::TenantRules;
use crate::{Place, PlaceError};
use url::Url;

/// A pasted address, as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Where the API may be, best guess first; never empty.
    pub places: Vec<Place>,
    /// What was left out of the pasted text, when anything was: a console's path, a query.
    pub left_out: Option<String>,
    /// Whether `https://` was added.
    pub scheme_added: bool,
}

impl TenantRules {
    /// Understands a pasted address: a portal's, a Swagger page's, a host alone.
    /// Nothing is asked of the network; trying the places is somebody else's job.
    ///
    /// # Errors
    /// When the text is no address, not https, or carries credentials.
    pub fn understand(&self, pasted: &str) -> Result<Reading, PlaceError> {
        let pasted = pasted.trim();
        let scheme_added = !pasted.contains("://");
        let text = if scheme_added {
            format!("https://{pasted}")
        } else {
            pasted.to_owned()
        };
        let url = Url::parse(&text).map_err(|_| PlaceError::NotAnAddress)?;
        if pasted.is_empty() || pasted.contains(char::is_whitespace) {
            return Err(PlaceError::NotAnAddress);
        }
        let home = Place::parse(&text)?.at("");
        let path = collapse(url.path());

        let kept = self.kept(&path);
        let mut places = Vec::new();
        if let Some(kept) = &kept {
            places.push(home.at(kept));
        }
        for path in &self.paths {
            let place = home.at(path);
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let kept = kept.unwrap_or_default();
        let dropped = path.get(kept.len()..).unwrap_or_default();
        let mut left_out = dropped.trim_end_matches('/').to_owned();
        if let Some(query) = url.query() {
            left_out.push('?');
            left_out.push_str(query);
        }
        if let Some(fragment) = url.fragment() {
            left_out.push('#');
            left_out.push_str(fragment);
        }
        let left_out = if left_out.is_empty() {
            None
        } else {
            Some(left_out)
        };
        Ok(Reading {
            places,
            left_out,
            scheme_added,
        })
    }

    /// How much of a pasted path belongs to the API: one of `paths`, or the person's own.
    fn kept(&self, path: &str) -> Option<String> {
        if self.whole_path {
            return Some(path.trim_end_matches('/').to_owned());
        }
        let cut = self
            .console
            .iter()
            .filter_map(|console| find_segment(path, console))
            .min()
            .map_or(path, |at| &path[..at]);
        let cut = cut.trim_end_matches('/');
        let known = self
            .paths
            .iter()
            .filter(|known| !known.is_empty() && find_segment(cut, known) == Some(0))
            .max_by_key(|known| known.len());
        if let Some(known) = known {
            return Some(path[..known.len()].to_owned());
        }
        let own = cut
            .split('/')
            .nth(1)
            .filter(|segment| self.own_path && !segment.is_empty());
        own.map(|segment| path[..=segment.len()].to_owned())
    }
}

/// Where `segment` (`/login`) stands in a path as whole segments, whatever the case.
fn find_segment(path: &str, segment: &str) -> Option<usize> {
    let lower = path.to_ascii_lowercase();
    let wanted = segment.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = lower[from..].find(&wanted) {
        let at = from + found;
        match lower.as_bytes().get(at + wanted.len()) {
            None | Some(b'/') => return Some(at),
            Some(_) => from = at + wanted.len(),
        }
    }
    None
}

fn collapse(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        if c == '/' && out.ends_with('/') {
            continue;
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::manifest::TenantRules;

    fn rules(text: &str) -> TenantRules {
        toml::from_str(text).unwrap()
    }

    fn read(rules: &TenantRules, pasted: &str) -> (Vec<String>, Option<String>) {
        let reading = rules.understand(pasted).unwrap();
        (
            reading.places.iter().map(ToString::to_string).collect(),
            reading.left_out,
        )
    }

    #[test]
    fn a_console_address_becomes_the_root() {
        let rules = rules("ask = 'x'\nconsole = ['/login', '/swagger']");
        assert_eq!(
            read(&rules, "https://assist.example/login#/management"),
            (
                vec!["https://assist.example".into()],
                Some("/login#/management".into())
            )
        );
        assert_eq!(
            read(&rules, "assist.example"),
            (vec!["https://assist.example".into()], None)
        );
    }

    #[test]
    fn a_known_path_is_kept_and_added_when_missing() {
        let rules = rules("ask = 'x'\npaths = ['/PasswordVault']\nconsole = ['/v10', '/swagger']");
        let vault = vec!["https://pvwa.example/PasswordVault".to_owned()];
        assert_eq!(
            read(
                &rules,
                "https://pvwa.example/PasswordVault/v10/Accounts?x=1"
            ),
            (vault.clone(), Some("/v10/Accounts?x=1".into()))
        );
        assert_eq!(read(&rules, "pvwa.example/"), (vault, None));
    }

    #[test]
    fn a_path_of_the_persons_own_is_tried_first() {
        let rules = rules(
            "ask = 'x'\npaths = ['/Tms', '']\nown_path = true\nconsole = ['/PrivilegeManager', '/services']",
        );
        assert_eq!(
            read(
                &rules,
                "https://pm.example/Kiosk//services/swagger/ui/index"
            )
            .0,
            [
                "https://pm.example/Kiosk",
                "https://pm.example/Tms",
                "https://pm.example"
            ]
        );
        assert_eq!(
            read(&rules, "https://pm.example/PrivilegeManager/#/x").0,
            ["https://pm.example/Tms", "https://pm.example"]
        );
        assert_eq!(
            read(&rules, "https://pm.example/TMS/").0[0],
            "https://pm.example/TMS"
        );
    }

    #[test]
    fn a_sentence_is_no_address() {
        let rules = rules("ask = 'x'");
        assert!(rules.understand("our server").is_err());
        assert!(rules.understand("").is_err());
        assert!(rules.understand("ftp://pm.example").is_err());
    }
}
