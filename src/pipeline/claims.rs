//! Claims as users write them: on the command line, or in a file per path or pattern.
//!
//! ```toml
//! [[claim]]
//! path = "*.pdf"              # the last matching claim wins, field by field
//! content = "2008/2014"       # EDTF level 0: a date or an interval
//! bytes = "2013-05"
//! origin = "Moscow"           # a country, a city or a zone of the IANA database
//! received = "2026-03-02"
//! sha256 = "..."              # the digest that is stated of these bytes
//!
//! [[anchor]]
//! sha256 = "..."
//! existed_by = "2014-01-01"
//! held_by = "National Library"
//!
//! [[set]]
//! members = ["source-a/*"]    # patterns of paths; of drafts in the order that is claimed
//! says = "independent"        # or one author, one machine, one series, drafts in this order, copies of one original
//! from = "Source A"           # who handed them over; independent sets of two sources are independent of each other
//! ```

use crate::knowledge::Knowledge;
use crate::model::case::CaseClaims;
use crate::model::{Anchor, Claim, ClaimedSet, Claims, Error, Layer, Moment, Precision, SetClaim};
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

/// All claims of a run.
#[derive(Debug, Clone, Default)]
pub struct ClaimBook {
    entries: Vec<Entry>,
    anchors: Vec<Anchor>,
    sets: Vec<ClaimedSet>,
    index: Index,
}

/// Which entries speak of a path: however many there are, a path is looked up, not compared with each.
#[derive(Debug, Clone, Default)]
struct Index {
    /// Entries that speak of everything.
    everything: Vec<usize>,
    /// Entries whose pattern is a plain path.
    plain: HashMap<String, Vec<usize>>,
    /// The patterns of all others, and their entries.
    patterns: GlobSet,
    of_patterns: Vec<usize>,
}

impl Index {
    fn of(entries: &[Entry]) -> Result<Self, globset::Error> {
        let (mut index, mut patterns) = (Self::default(), GlobSetBuilder::new());
        for (number, entry) in entries.iter().enumerate() {
            match &entry.glob {
                None => index.everything.push(number),
                // What has no sign of a pattern names one path.
                Some(_) if !entry.pattern.contains(['*', '?', '[', ']', '{', '}', '\\']) => {
                    index.plain.entry(entry.pattern.clone()).or_default().push(number);
                }
                Some(glob) => {
                    patterns.add(glob.clone());
                    index.of_patterns.push(number);
                }
            }
        }
        index.patterns = patterns.build()?;
        Ok(index)
    }

    /// The entries that speak of a path, as a whole or by a tail that begins at a folder or in a container.
    fn find(&self, path: &str, found: &mut BTreeSet<usize>) {
        let tails = path.match_indices(['/', '\\', '#']).filter_map(|(at, _)| path.get(at + 1..));
        for tail in std::iter::once(path).chain(tails) {
            found.extend(self.plain.get(tail).into_iter().flatten());
            found.extend(self.patterns.matches(tail).into_iter().filter_map(|at| self.of_patterns.get(at)));
        }
    }
}

#[derive(Debug, Clone)]
struct Entry {
    pattern: String,
    glob: Option<Glob>,
    sha256: Option<String>,
    content: Option<Moment>,
    bytes: Option<Moment>,
    origin: Option<(String, Vec<String>)>,
    received: Option<Moment>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    claim: Vec<ClaimRow>,
    #[serde(default)]
    anchor: Vec<AnchorRow>,
    #[serde(default)]
    set: Vec<SetRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SetRow {
    members: Vec<String>,
    says: String,
    from: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimRow {
    #[serde(default = "everything")]
    path: String,
    content: Option<String>,
    bytes: Option<String>,
    origin: Option<String>,
    received: Option<String>,
    sha256: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AnchorRow {
    sha256: String,
    existed_by: String,
    held_by: String,
}

fn everything() -> String {
    "*".to_owned()
}

impl ClaimBook {
    /// `--claimed-date`: content and bytes of every exhibit.
    ///
    /// # Errors
    /// When the date is none.
    pub fn claim_date(&mut self, text: &str) -> Result<(), Error> {
        let moment = edtf(text).map_err(|message| Error::Claim { place: "--claimed-date".to_owned(), message })?;
        let mut entry = Entry::everything();
        entry.content = Some(moment.clone());
        entry.bytes = Some(moment);
        self.push(entry);
        Ok(())
    }

    /// `--claimed-place`: origin of every exhibit.
    ///
    /// # Errors
    /// When the place is not known.
    pub fn claim_place(&mut self, text: &str) -> Result<(), Error> {
        let mut entry = Entry::everything();
        entry.origin =
            Some(place(text).map_err(|message| Error::Claim { place: "--claimed-place".to_owned(), message })?);
        self.push(entry);
        Ok(())
    }

    /// `--claims FILE.toml`.
    ///
    /// # Errors
    /// When the file cannot be read or a claim in it cannot be understood; the claim is named.
    pub fn read_file(&mut self, path: &Path) -> Result<(), Error> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| Error::Unreadable { path: path.to_path_buf(), message: error.to_string() })?;
        self.read_text(&text, &path.display().to_string())
    }

    /// Claims in TOML.
    ///
    /// # Errors
    /// As [`Self::read_file`].
    pub fn read_text(&mut self, text: &str, name: &str) -> Result<(), Error> {
        let file: File = toml::from_str(text)
            .map_err(|error| Error::Claim { place: name.to_owned(), message: error.to_string() })?;
        for row in file.claim {
            let at = |field: &str| format!("{name}: claim for {:?}, {field}", row.path);
            let moment = |field: &str, text: &Option<String>| {
                text.as_deref().map(edtf).transpose().map_err(|message| Error::Claim { place: at(field), message })
            };
            let glob = GlobBuilder::new(&row.path)
                .build()
                .map_err(|error| Error::Claim { place: at("path"), message: error.to_string() })?;
            self.entries.push(Entry {
                content: moment("content", &row.content)?,
                bytes: moment("bytes", &row.bytes)?,
                received: moment("received", &row.received)?,
                origin: row
                    .origin
                    .as_deref()
                    .map(place)
                    .transpose()
                    .map_err(|message| Error::Claim { place: at("origin"), message })?,
                // A single star speaks of everything.
                glob: Some(glob).filter(|_| row.path != "*"),
                sha256: row
                    .sha256
                    .as_deref()
                    .map(digest)
                    .transpose()
                    .map_err(|message| Error::Claim { place: at("sha256"), message })?,
                pattern: row.path,
            });
        }
        for row in file.anchor {
            let place = format!("{name}: anchor {:?}", row.sha256);
            let sha256 = digest(&row.sha256).map_err(|message| Error::Claim { place: place.clone(), message })?;
            let existed_by = edtf(&row.existed_by).map_err(|message| Error::Claim { place, message })?;
            self.anchors.push(Anchor { sha256, existed_by, held_by: row.held_by });
        }
        for row in file.set {
            let id = format!("s{}", self.sets.len() + 1);
            let wrong =
                |message: String| Error::Claim { place: format!("{name}: set {id} ({:?})", row.members), message };
            let says =
                SetClaim::ALL.into_iter().find(|claim| claim.to_string() == row.says.trim()).ok_or_else(|| {
                    let known: Vec<String> =
                        SetClaim::ALL.iter().map(|claim| format!("{:?}", claim.to_string())).collect();
                    wrong(format!("{:?} cannot be claimed of a set; what can be: {}", row.says, known.join(", ")))
                })?;
            if row.members.is_empty() {
                return Err(wrong("name its members by patterns: members = [\"folder/*\"]".to_owned()));
            }
            for member in &row.members {
                GlobBuilder::new(member).build().map_err(|error| wrong(error.to_string()))?;
            }
            self.sets.push(ClaimedSet { id, members: row.members, says, from: row.from });
        }
        self.index = Index::of(&self.entries)
            .map_err(|error| Error::Claim { place: name.to_owned(), message: error.to_string() })?;
        Ok(())
    }

    /// Takes an entry that speaks of everything.
    fn push(&mut self, entry: Entry) {
        self.index.everything.push(self.entries.len());
        self.entries.push(entry);
    }

    /// What is claimed of one exhibit: field by field the last entry whose pattern matches its path, or that of a document
    /// that holds it.
    #[must_use]
    pub fn of(&self, path: &str, owners: &[String]) -> Claims {
        let mut found: BTreeSet<usize> = self.index.everything.iter().copied().collect();
        self.index.find(path, &mut found);
        owners.iter().for_each(|owner| self.index.find(owner, &mut found));
        let matching: Vec<&Entry> = found.iter().rev().filter_map(|&at| self.entries.get(at)).collect();
        // A digest is that of the file itself, not of what it is inside.
        let mut own = BTreeSet::new();
        self.index.find(path, &mut own);
        let mut claims = Vec::new();
        if let Some((entry, moment)) =
            matching.iter().find_map(|entry| entry.content.as_ref().map(|moment| (entry, moment)))
        {
            claims.push(entry.claim(Layer::Content, moment));
        }
        if let Some((entry, moment)) =
            matching.iter().find_map(|entry| entry.bytes.as_ref().map(|moment| (entry, moment)))
        {
            claims.push(entry.claim(Layer::Bytes, moment));
        }
        if let Some((entry, origin)) =
            matching.iter().find_map(|entry| entry.origin.as_ref().map(|origin| (entry, origin)))
        {
            claims.push(entry.claim_of_origin(origin));
        }
        Claims {
            claims,
            received: matching.iter().find_map(|entry| entry.received.clone()),
            digest: own.iter().rev().filter_map(|&at| self.entries.get(at)).find_map(|entry| entry.sha256.clone()),
            anchors: self.anchors.clone(),
        }
    }

    /// Whether anything is claimed at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.anchors.is_empty() && self.sets.is_empty()
    }

    /// All claims, as the case records them.
    #[must_use]
    pub fn record(&self) -> CaseClaims {
        let mut claims = Vec::new();
        for entry in &self.entries {
            claims.extend(entry.content.as_ref().map(|moment| entry.claim(Layer::Content, moment)));
            claims.extend(entry.bytes.as_ref().map(|moment| entry.claim(Layer::Bytes, moment)));
            claims.extend(entry.origin.as_ref().map(|origin| entry.claim_of_origin(origin)));
            claims.extend(entry.received.as_ref().map(|moment| entry.claim(Layer::Custody, moment)));
        }
        CaseClaims { claims, anchors: self.anchors.clone(), sets: self.sets.clone() }
    }
}

impl Entry {
    fn everything() -> Self {
        Self {
            pattern: everything(),
            glob: None,
            sha256: None,
            content: None,
            bytes: None,
            origin: None,
            received: None,
        }
    }

    fn claim(&self, layer: Layer, moment: &Moment) -> Claim {
        Claim {
            id: format!("{layer}:{}", moment.text),
            layer,
            text: moment.text.clone(),
            path: self.pattern.clone(),
            moment: Some(moment.clone()),
            zones: vec![],
        }
    }

    fn claim_of_origin(&self, (name, zones): &(String, Vec<String>)) -> Claim {
        Claim {
            id: format!("origin:{name}"),
            layer: Layer::Origin,
            text: name.clone(),
            path: self.pattern.clone(),
            moment: None,
            zones: zones.clone(),
        }
    }
}

fn digest(text: &str) -> Result<String, String> {
    let sha256 = text.trim().to_lowercase();
    let is_digest = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_digest { Ok(sha256) } else { Err("sha256 must be 64 hexadecimal digits".to_owned()) }
}

fn place(text: &str) -> Result<(String, Vec<String>), String> {
    Knowledge::embedded()
        .place(text)
        .map(|place| (text.trim().to_owned(), place.zones.iter().map(|zone| zone.name().to_owned()).collect()))
        .ok_or_else(|| {
            format!("the place {text:?} is not known; give a country (\"Russia\" or \"RU\"), a large city (\"Moscow\") or a zone (\"Europe/Moscow\")")
        })
}

/// Two years as people write a span: `2008-2014`, also with a dash.
fn years(text: &str) -> Option<(&str, &str)> {
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let (from, to) = text.split_once(['-', '–', '—'])?;
    (is_year(from.trim()) && is_year(to.trim())).then_some((from, to))
}

/// Reads a date of the Extended Date/Time Format, level 0 (ISO 8601-2:2019, annex A): a year, a month, a day, an instant,
/// or an interval of two of them.
///
/// # Errors
/// Says which forms are understood.
pub fn edtf(text: &str) -> Result<Moment, String> {
    let one = |part: &str| {
        Moment::from_iso8601(part).map_err(|_| {
            format!("{part:?} is no date; write a year (2013), a month (2013-05), a day (2013-05-14) or a span (2008/2014, 2008-2014)")
        })
    };
    let span = years(text.trim()).or_else(|| text.split_once('/'));
    let Some((from, to)) = span else { return one(text.trim()) };
    let (from, to) = (one(from.trim())?, one(to.trim())?);
    if from.earliest > to.latest {
        return Err(format!("the interval {text:?} ends before it begins"));
    }
    Ok(Moment {
        text: format!("{}/{}", from.text.trim(), to.text.trim()),
        earliest: from.earliest,
        latest: to.latest,
        zone: from.zone,
        precision: from.precision.min(to.precision).min(Precision::Day),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_matching_claim_wins_field_by_field() {
        let mut book = ClaimBook::default();
        book.read_text(
            "[[claim]]\npath='*.pdf'\ncontent='2008/2014'\nreceived='2026-03-02'\n[[claim]]\npath='02-*.pdf'\ncontent='2012-11'\nbytes='2012-11'\norigin='Moscow'",
            "claims.toml",
        )
        .unwrap();
        let claims = book.of("leak/02-order.pdf", &[]);
        let ids: Vec<&str> = claims.claims.iter().map(|claim| claim.id.as_str()).collect();
        assert_eq!(ids, ["content:2012-11", "bytes:2012-11", "origin:Moscow"]);
        assert_eq!(claims.received.unwrap().text, "2026-03-02");
        assert_eq!(book.of("leak/01.pdf", &[]).claims.len(), 1);
        assert!(book.of("leak/01.txt", &[]).claims.is_empty());
    }

    #[test]
    fn a_claim_that_cannot_be_understood_says_which_and_what_to_write() {
        let mut book = ClaimBook::default();
        let error =
            book.read_text("[[claim]]\npath='a.pdf'\nbytes='around 2012'", "claims.toml").unwrap_err().to_string();
        assert!(error.contains("a.pdf") && error.contains("bytes") && error.contains("2013-05"), "{error}");
        assert!(book.claim_date("2014/2008").is_err());
        assert!(book.claim_place("Atlantis").unwrap_err().to_string().contains("Atlantis"));
    }
}
