//! A check looks at linked documents apart from all others: what it finds among them depends on them alone, and is remembered until one of them
//! changes. So a document that comes to a case costs what its own links cost.

use super::check::{CollectionCheck, Links, Strongest};
use super::memory::{Digest, Memory};
use super::sketch::TieKind;
use super::ties::{Shared, Ties};
use super::together::{Row, Together};
use crate::model::{Error, EvidenceRef, Finding, Holder, PremiseRef};
use std::collections::{BTreeMap, HashMap};

/// Documents are looked at in lots of about so many, so that the groups of a million are never held at once.
const LOT: usize = 50_000;

/// Documents that are linked, directly or through others.
#[derive(Debug)]
struct Component {
    /// The documents, ascending.
    numbers: Vec<u32>,
    /// The digest of the groups that link them.
    links: Digest,
}

/// Which documents are linked with which.
#[derive(Debug)]
struct Forest(Vec<u32>);

impl Forest {
    fn root(&mut self, mut at: u32) -> u32 {
        while let Some(above) = self.0.get(at as usize).copied().filter(|above| *above != at) {
            let further = self.0.get(above as usize).copied().unwrap_or(above);
            if let Some(here) = self.0.get_mut(at as usize) {
                *here = further;
            }
            at = further;
        }
        at
    }

    /// The smaller number is the root.
    fn link(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(place) = self.0.get_mut(one.max(other) as usize) {
            *place = one.min(other);
        }
    }
}

/// Hands on the groups of documents that a check looks at together.
fn groups(links: Links, ties: &Ties, rows: &[Row], mut take: impl FnMut(TieKind, &Shared)) {
    match links {
        Links::Whole => {}
        Links::Ties(kinds) | Links::TiesAndHolders(kinds) => {
            for kind in kinds {
                ties.each(*kind, |shared| take(*kind, &shared));
            }
        }
        Links::Series => {
            let mut series: BTreeMap<_, Vec<u32>> = BTreeMap::new();
            for row in rows.iter().filter(|row| !row.inside) {
                if let Some((of, _)) = row.series {
                    series.entry(of).or_default().push(row.number);
                }
            }
            for numbers in series.into_values().filter(|numbers| numbers.len() > 1) {
                // A series is no tie: no check asks for it by its kind.
                take(TieKind::Part, &Shared { numbers, key: 0 });
            }
        }
    }
}

/// The components, in the order of their first documents, and of each document the place of its component.
fn components(links: Links, ties: &Ties, rows: &[Row]) -> (Vec<Component>, Vec<u32>) {
    let mut forest = Forest((0..).take(rows.len()).collect());
    let mut is_linked = vec![false; rows.len()];
    groups(links, ties, rows, |_, shared| {
        let Some((first, others)) = shared.numbers.split_first() else { return };
        others.iter().for_each(|other| forest.link(*first, *other));
        is_linked.get_mut(*first as usize).into_iter().for_each(|linked| *linked = true);
    });
    if matches!(links, Links::TiesAndHolders(_)) {
        for row in rows {
            row.holder.into_iter().for_each(|holder| forest.link(row.number, holder));
        }
    }
    let mut roots = vec![false; rows.len()];
    for (number, _) in (0..).zip(&is_linked).filter(|(_, linked)| **linked) {
        let root = forest.root(number);
        roots.get_mut(root as usize).into_iter().for_each(|is_root| *is_root = true);
    }
    let mut components: Vec<Component> = Vec::new();
    let mut place_of = vec![u32::MAX; rows.len()];
    for number in (0..).take(rows.len()) {
        let root = forest.root(number);
        if !roots.get(root as usize).copied().unwrap_or(false) {
            continue;
        }
        // The root is the first of its component.
        if root == number {
            components.push(Component { numbers: vec![], links: Digest::default() });
        }
        let place = if root == number {
            u32::try_from(components.len() - 1).unwrap_or(u32::MAX)
        } else {
            place_of.get(root as usize).copied().unwrap_or(u32::MAX)
        };
        place_of.get_mut(number as usize).into_iter().for_each(|of| *of = place);
        components.get_mut(place as usize).into_iter().for_each(|component| component.numbers.push(number));
    }
    (components, place_of)
}

/// A digest of pieces, each with its length.
fn digest_of(pieces: &[&[u8]]) -> Digest {
    let mut hasher = blake3::Hasher::new();
    for piece in pieces {
        hasher.update(&(piece.len() as u64).to_le_bytes()).update(piece);
    }
    let mut digest = Digest::default();
    digest.copy_from_slice(hasher.finalize().as_bytes().split_at(16).0);
    digest
}

/// What a check finds in a collection: among the documents that are linked, one component after the other.
///
/// # Errors
/// When what was laid aside cannot be read.
pub fn find(
    check: &dyn CollectionCheck,
    together: &Together<'_>,
    ties: &Ties,
    claims: &Digest,
    memory: Option<&dyn Memory>,
) -> Result<Vec<Finding>, Error> {
    let links = check.links();
    let mut strongest = Strongest::default();
    if links == Links::Whole {
        strongest.extend(check.find(together)?);
        return Ok(strongest.into_list());
    }
    let (components, place_of) = components(links, ties, together.rows);
    let mut apart = Apart { check, links, together, ties, components, place_of };
    let remembered = memory.map(|memory| apart.remembered(claims, memory)).transpose()?;
    let mut from = 0;
    while from < apart.components.len() {
        let to = apart.end_of_lot(from);
        let mut new: HashMap<usize, ByKind> = HashMap::new();
        for at in from..to {
            let is_known = remembered.as_ref().is_some_and(|remembered| remembered.holds(at));
            if !is_known {
                new.insert(at, ByKind::new());
            }
        }
        apart.gather(&mut new);
        for at in from..to {
            match (new.remove(&at), &remembered) {
                (Some(groups), remembered) => {
                    let findings = apart.look(at, &groups)?;
                    if let Some(remembered) = remembered {
                        remembered.keep(&apart, at, &findings)?;
                    }
                    strongest.extend(findings);
                }
                (None, Some(remembered)) => strongest.extend(remembered.recall(&apart, at)?),
                (None, None) => {}
            }
        }
        from = to;
    }
    Ok(strongest.into_list())
}

type ByKind = BTreeMap<TieKind, Vec<Shared>>;

/// A check, and the components of a collection as it links them.
struct Apart<'a> {
    check: &'a dyn CollectionCheck,
    links: Links,
    together: &'a Together<'a>,
    ties: &'a Ties,
    components: Vec<Component>,
    /// Of each document the place of its component.
    place_of: Vec<u32>,
}

impl Apart<'_> {
    fn numbers(&self, at: usize) -> &[u32] {
        self.components.get(at).map_or(&[][..], |component| component.numbers.as_slice())
    }

    /// The place of the component to which a group belongs.
    fn place(place_of: &[u32], shared: &Shared) -> Option<usize> {
        place_of.get(*shared.numbers.first()? as usize).map(|place| *place as usize)
    }

    /// Where a lot ends that begins with a component: it has one at least.
    fn end_of_lot(&self, from: usize) -> usize {
        let mut held = 0;
        let fits = |component: &&Component| {
            held += component.numbers.len();
            held <= LOT
        };
        from + self.components.iter().skip(from).take_while(fits).count().max(1)
    }

    /// Gives components the groups that link their documents.
    fn gather(&self, new: &mut HashMap<usize, ByKind>) {
        if new.is_empty() || self.links == Links::Series {
            return;
        }
        groups(self.links, self.ties, self.together.rows, |kind, shared| {
            let place = Self::place(&self.place_of, shared);
            if let Some(groups) = place.and_then(|place| new.get_mut(&place)) {
                groups.entry(kind).or_default().push(shared.clone());
            }
        });
    }

    /// What the check finds in a component.
    fn look(&self, at: usize, groups: &ByKind) -> Result<Vec<Finding>, Error> {
        let row = |number: &u32| self.together.rows.get(*number as usize).cloned();
        let rows: Vec<Row> = self.numbers(at).iter().filter_map(row).collect();
        self.check.find(&self.together.of(&rows, groups))
    }

    /// Under which keys the findings of the components are remembered, and which are.
    fn remembered<'m>(&mut self, claims: &Digest, memory: &'m dyn Memory) -> Result<Remembered<'m>, Error> {
        let code = self.check.charter().code;
        let depends_on = self.check.depends_on(self.together);
        let beyond = digest_of(&[env!("CARGO_PKG_VERSION").as_bytes(), code.as_bytes(), claims, depends_on.as_bytes()]);
        let (components, place_of) = (&mut self.components, &self.place_of);
        groups(self.links, self.ties, self.together.rows, |kind, shared| {
            let place = Self::place(place_of, shared);
            if let Some(component) = place.and_then(|place| components.get_mut(place)) {
                let at = |number: &u32| component.numbers.binary_search(number).unwrap_or_default() as u64;
                let places: Vec<u8> = shared.numbers.iter().flat_map(|number| at(number).to_le_bytes()).collect();
                component.links = digest_of(&[&component.links, &[kind.number()], &shared.key.to_le_bytes(), &places]);
            }
        });
        let mut remembered = Remembered { code, memory, keys: vec![], is_kept: vec![] };
        for component in &self.components {
            let key = key(component, self.together, &beyond, memory)?;
            remembered.is_kept.push(memory.recall(code, &key)?.is_some());
            remembered.keys.push(key);
        }
        Ok(remembered)
    }
}

/// What is remembered of a check.
struct Remembered<'m> {
    code: &'static str,
    memory: &'m dyn Memory,
    keys: Vec<Digest>,
    is_kept: Vec<bool>,
}

impl Remembered<'_> {
    fn holds(&self, at: usize) -> bool {
        self.is_kept.get(at).copied().unwrap_or(false)
    }

    fn keep(&self, apart: &Apart<'_>, at: usize, findings: &[Finding]) -> Result<(), Error> {
        let Some(key) = self.keys.get(at) else { return Ok(()) };
        let mut places = HashMap::new();
        if !findings.is_empty() {
            for (place, number) in (1_usize..).zip(apart.numbers(at)) {
                places.insert(apart.together.id(*number)?, place);
            }
        }
        let place = |id: &str| places.get(id).map(|place| format!("x{place}"));
        // What names a document beyond its links is found anew each time.
        let Some(findings) = renamed(findings, &place) else { return Ok(()) };
        let Ok(text) = serde_json::to_string(&findings) else { return Ok(()) };
        self.memory.keep(self.code, key, &text)
    }

    fn recall(&self, apart: &Apart<'_>, at: usize) -> Result<Vec<Finding>, Error> {
        let text = self.keys.get(at).map(|key| self.memory.recall(self.code, key)).transpose()?.flatten();
        let findings: Vec<Finding> = text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        if findings.is_empty() {
            return Ok(findings);
        }
        let ids: Vec<String> =
            apart.numbers(at).iter().map(|number| apart.together.id(*number)).collect::<Result<_, Error>>()?;
        let id = |place: &str| ids.get(place.strip_prefix('x')?.parse::<usize>().ok()?.checked_sub(1)?).cloned();
        Ok(renamed(&findings, &id).unwrap_or_default())
    }
}

/// All that the findings of a check among these documents depend on.
fn key(component: &Component, together: &Together<'_>, beyond: &Digest, memory: &dyn Memory) -> Result<Digest, Error> {
    let mut all: Vec<u8> = Vec::with_capacity(component.numbers.len() * 24);
    for number in &component.numbers {
        all.extend(memory.digest(*number)?);
        let holder = together.rows.get(*number as usize).and_then(|row| row.holder);
        let holder = holder.and_then(|holder| component.numbers.binary_search(&holder).ok());
        all.extend(holder.map_or(u64::MAX, |at| at as u64).to_le_bytes());
    }
    Ok(digest_of(&[beyond, &component.links, &all]))
}

/// The name that a document has in memory, where numbers of a case would not last: its place in its component, from 1.
fn renamed(findings: &[Finding], name: &impl Fn(&str) -> Option<String>) -> Option<Vec<Finding>> {
    let mut findings = findings.to_vec();
    for finding in &mut findings {
        for among in &mut finding.among {
            *among = name(among)?;
        }
        for premise in &mut finding.premises {
            if let PremiseRef::Evidence(EvidenceRef { holder: Holder::Exhibit(exhibit), .. }) = premise {
                *exhibit = name(exhibit)?;
            }
        }
    }
    Some(findings)
}
