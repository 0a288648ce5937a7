//! What the simulated tenant heard, held against the vendor's catalogue and a preview.

use domain::{Effect, OperationKey, VendorId};
use percent_encoding::percent_decode_str;
use simulator::Heard;

/// Whether a request only looks, by the vendor's catalogue.
pub fn reads(vendor: &str, heard: &Heard) -> bool {
    let vendor = vendors::find(&VendorId::from(vendor)).unwrap();
    let mut ways = vendor.manifest().auth.iter();
    let signs_in = ways.any(|way| {
        let lines = way.sign_in.request.iter().chain(&way.sign_in.or);
        lines.into_iter().any(|line| {
            heard
                .path
                .to_lowercase()
                .ends_with(&line.path.to_lowercase())
        })
    });
    if signs_in {
        return true;
    }
    let places = vendor.manifest().tenant.paths.iter();
    let place = places.filter(|place| {
        let start = heard.path.get(..place.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(place))
    });
    let below = place
        .map(|place| &heard.path[place.len()..])
        .min_by_key(|rest| rest.len());
    let path = below.unwrap_or(&heard.path);
    let fits = |template: &str| {
        let template = template.split('?').next().unwrap_or_default();
        let parts =
            |text: &str| -> Vec<String> { text.split('/').map(str::to_lowercase).collect() };
        let (wanted, found) = (parts(template), parts(path));
        wanted.len() == found.len()
            && wanted
                .iter()
                .zip(&found)
                .all(|(wanted, found)| wanted.contains('{') || wanted == found)
    };
    let entries = vendor.catalogue().entries().iter();
    let mut known = entries
        .filter_map(|entry| {
            let key = OperationKey::parse(&entry.operation)?;
            let told = key.path.split_once('?').map(|(_, told)| told.to_owned());
            let says = told.as_ref().is_none_or(|told| {
                heard
                    .query
                    .iter()
                    .any(|(name, value)| *told == format!("{name}={value}"))
            });
            (key.method == heard.method && fits(&key.path) && says).then(|| {
                let fixed = key
                    .path
                    .split('/')
                    .filter(|part| !part.contains('{'))
                    .count();
                (fixed + usize::from(told.is_some()), entry.effect)
            })
        })
        .collect::<Vec<_>>();
    known.sort_by_key(|(fixed, _)| *fixed);
    known
        .last()
        .is_some_and(|(_, effect)| *effect == Effect::Reads)
}

/// Path and query of an address.
pub fn split(address: &str) -> (&str, &str) {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.find('/').map_or("/", |at| &path[at..]);
    path.split_once('?').unwrap_or((path, ""))
}

/// Without percent signs.
pub fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
