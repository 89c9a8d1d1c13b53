//! Archives of files, compressed files and images of discs: each is walked over, and what it says of a member is told with the member.
//!
//! The times that a container says of its members are those of the disk that they were packed from, by the clock of that machine: no
//! member states them itself.

pub mod cabinet;
pub mod compressed;
pub mod gzip;
pub mod iso9660;
mod names;
pub mod rar;
pub mod seven_zip;
mod tally;
pub mod tar;

use crate::model::{ByteRange, Locus, Moment, Property, Reading, Value};
use crate::readers::Intake;
use crate::readers::members::{Member, Told};
use names::{leads_out, name_of};
use std::ops::Range;

/// A place in a container.
fn at(range: Range<u64>, path: impl Into<String>) -> Locus {
    Locus { bytes: Some(ByteRange { start: range.start, end: range.end }), path: path.into(), ..Locus::default() }
}

/// A time that was read; none is no time of the calendar.
fn time(moment: Option<Moment>) -> Reading {
    moment.map_or_else(
        || Reading::Unreadable("not a date in the calendar".to_owned()),
        |moment| Reading::Present(Value::Moment(moment)),
    )
}

/// A text.
fn text(text: impl Into<String>) -> Reading {
    Reading::Present(Value::Text(text.into()))
}

/// A number.
fn number(number: u64) -> Reading {
    Reading::Present(Value::Number(i64::try_from(number).unwrap_or(i64::MAX)))
}

/// What a container says of one member, as it is gathered.
struct About {
    member: Member,
}

impl About {
    /// Of the member with this name. A name that would lead out of the folder that it is unpacked to is noted once.
    fn new(name: &[u8], intake: &mut Intake) -> Self {
        let name = name_of(name);
        if leads_out(&name.text) && intake.first("name", "leads out") {
            let message = format!(
                "{:?} would be written outside of the folder that it is unpacked to; valla writes no member to disk",
                name.text
            );
            intake.warn("member-name-leads-out", message, None);
        }
        Self { member: Member { name, told: vec![] } }
    }

    /// One value, its bytes, its place and the words for it.
    fn tell(&mut self, property: &Property, raw: &[u8], value: Reading, place: Range<u64>, words: &str) {
        let locus = at(place, format!("{}: {words}", self.member.name.text));
        self.member.told.push(Told { property: property.clone(), raw: raw.to_vec(), value, locus });
    }
}

/// The latest of the times of the members, which bounds when the container was made.
#[derive(Default)]
struct Newest {
    found: Option<(Moment, Vec<u8>, Locus)>,
}

impl Newest {
    /// Looks at a value that was told of a member.
    fn see(&mut self, value: &Reading, raw: &[u8], locus: impl FnOnce() -> Locus) {
        let Some(moment) = value.moment() else { return };
        if self.found.as_ref().is_none_or(|(latest, _, _)| moment.earliest > latest.earliest) {
            self.found = Some((moment.clone(), raw.to_vec(), locus()));
        }
    }

    /// Looks at all that is told of a member by a property.
    fn see_told(&mut self, about: &About, key: &str) {
        for told in about.member.told.iter().filter(|told| told.property.key == key) {
            self.see(&told.value, &told.raw, || told.locus.clone());
        }
    }

    /// Hands the latest over.
    fn hand_over(self, property: &Property, intake: &mut Intake) {
        if let Some((moment, raw, locus)) = self.found {
            intake.evidence(property, &raw, Reading::Present(Value::Moment(moment)), locus);
        }
    }
}
