//! The same piece of paper is in several scans, pixel for pixel.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::sketch::{Sketch, TieKind};
use crate::collation::together::{Together, finding, names, openly_of_one_hand};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding, Strength};
use std::collections::{BTreeMap, BTreeSet};

charter! {
    /// # What it looks for
    /// A field of ink on paper that is the same, pixel for pixel, in scans of different pages: a signature, a stamp.
    ///
    /// # Why it matters
    /// Nobody signs twice alike, and no scanner gives the same grain of paper twice. What is the same in every pixel was copied by a
    /// computer.
    ///
    /// # Innocent causes
    /// An office puts the picture of a signature into its letters. The same page was scanned once and is in both files.
    ///
    /// # What it cannot tell
    /// Which scan had it first. Copies that were scaled, turned or saved with loss (JPEG) are not found.
    ///
    /// # Example
    /// A receipt, a contract and a power of attorney have one signature, with the grain around it.
    ///
    /// # Sources
    /// Catalogue of checks (copy-move-signature); Fridrich, Soukal and Lukáš 2003. Windows of sixteen pixels, four of them at one
    /// displacement. Strength: medium where the documents are claimed to be independent; weak in at most five that do not openly come from one
    /// hand; else informational: of 4,088 ordinary documents the daily reports of one office share their maps.
    pub struct CopyMoveSignature { code: "C017", name: "copy-move-signature", summary: "the same piece of paper is in several scans, pixel for pixel", since: "0.1.0", group: Collection }
}

/// So many windows are the same, at one displacement.
const LEAST: usize = 4;
/// What more documents have is a picture that somebody uses often.
const FEW: usize = 5;
/// Where what is the same takes up more than one part in so many of what the pages show, it is one page.
const ONE_PAGE: i64 = 2;

/// A box, in pixels.
#[derive(Debug, Clone, Copy)]
struct Place {
    left: i64,
    top: i64,
    right: i64,
    bottom: i64,
}

impl CollectionCheck for CopyMoveSignature {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Ties(&[TieKind::Field])
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut with: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for ((one, other), count) in together.pairs(TieKind::Field)? {
            if count >= LEAST {
                with.entry(one).or_default().push(other);
            }
        }
        let mut findings = Strongest::default();
        let mut told: BTreeSet<u32> = BTreeSet::new();
        for (hub, others) in with {
            if told.contains(&hub) {
                continue;
            }
            let first = together.sketch(hub)?;
            let mut same: Vec<Sketch> = Vec::new();
            let mut place: Option<Place> = None;
            for other in together.sketches(&others)? {
                if other.sha256 == first.sha256 {
                    continue;
                }
                let Some(found) = common(&first, &other) else { continue };
                place = Some(place.map_or(found, |known| within(known, found)));
                same.push(other);
            }
            if let (Some(place), false) = (place, same.is_empty()) {
                told.extend(same.iter().map(|sketch| sketch.number));
                same.insert(0, first);
                let number = |sketch: &Sketch| sketch.number;
                let independent =
                    same.iter().any(|one| same.iter().any(|other| together.independent(number(one), number(other))));
                findings.push(found(&same, place, independent));
            }
        }
        Ok(findings.into_list())
    }
}

/// What two places have in common.
fn within(one: Place, other: Place) -> Place {
    Place {
        left: one.left.max(other.left),
        top: one.top.max(other.top),
        right: one.right.min(other.right),
        bottom: one.bottom.min(other.bottom),
    }
}

/// Where the first has what the other has as well, at one displacement; none where that is most of the page.
fn common(first: &Sketch, other: &Sketch) -> Option<Place> {
    let places: BTreeMap<&str, (i64, i64)> =
        other.fields.iter().map(|field| (field.digest.as_str(), (field.x, field.y))).collect();
    let mut shifts: BTreeMap<(i64, i64), Vec<(i64, i64)>> = BTreeMap::new();
    for field in &first.fields {
        if let Some((x, y)) = places.get(field.digest.as_str()) {
            shifts.entry((x - field.x, y - field.y)).or_default().push((field.x, field.y));
        }
    }
    let same = shifts.into_values().max_by_key(Vec::len).filter(|same| same.len() >= LEAST)?;
    let place = around(same.iter().copied())?;
    let all = |sketch: &Sketch| around(sketch.fields.iter().map(|field| (field.x, field.y))).map_or(0, Place::area);
    // Where what is the same takes up most of what either page shows, it is one page.
    (place.area() <= all(first).max(all(other)) / ONE_PAGE).then_some(place)
}

impl Place {
    fn area(self) -> i64 {
        (self.right - self.left).max(0) * (self.bottom - self.top).max(0)
    }
}

/// The box around windows.
fn around(windows: impl Iterator<Item = (i64, i64)> + Clone) -> Option<Place> {
    let (xs, ys) = (windows.clone().map(|window| window.0), windows.map(|window| window.1));
    Some(Place { left: xs.clone().min()?, top: ys.clone().min()?, right: xs.max()? + 16, bottom: ys.max()? + 16 })
}

fn found(same: &[Sketch], place: Place, independent: bool) -> Finding {
    let strength = match () {
        () if independent => Strength::Medium,
        // Reports of one office have one map, and whoever makes many papers uses one picture.
        () if same.len() > FEW || openly_of_one_hand(same) => Strength::Informational,
        () => Strength::Weak,
    };
    let said = format!(
        "{} have a field of at least {} by {} pixels in common, the same in every pixel, with the grain around the ink: in the first it is {} pixels from the left edge and {} from the upper one.",
        names(same),
        (place.right - place.left).max(16),
        (place.bottom - place.top).max(16),
        place.left,
        place.top
    );
    finding(&CopyMoveSignature::CHARTER, strength, said, same)
        .innocently(&[
            "An office puts the picture of a signature or a stamp into its letters.",
            "One page was scanned once and is in both files.",
        ])
        .settled_by("Lay the scans over each other at that place, and ask for the paper originals.")
}
