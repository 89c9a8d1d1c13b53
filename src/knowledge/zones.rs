//! Places and the law of their clocks (IANA time-zone database, through `chrono-tz`).

use crate::knowledge::table::rows;
use crate::knowledge::text;
use crate::model::{Error, Fact};
use chrono::{Datelike, Days, Months, NaiveDate, Offset, TimeZone};
use chrono_tz::Tz;
use std::collections::{BTreeMap, BTreeSet};

/// A place and its zones: a country means all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The place as the table names it.
    pub name: String,
    /// Its zones.
    pub zones: Vec<Tz>,
    /// The codes of the countries that it lies in (ISO 3166-1), in small letters; none of a place that is named by its zone.
    pub countries: BTreeSet<String>,
}

impl Place {
    /// The offsets in minutes that the law of the place allowed on a day, or on the days next to it: a local date may
    /// be a day off.
    #[must_use]
    pub fn offsets_around(&self, day: NaiveDate) -> BTreeSet<i32> {
        let days = [day.checked_sub_days(Days::new(1)), Some(day), day.checked_add_days(Days::new(1))];
        let mut offsets = BTreeSet::new();
        for zone in &self.zones {
            for hour in days
                .into_iter()
                .flatten()
                .flat_map(|day| [0, 12, 23].into_iter().filter_map(move |hour| day.and_hms_opt(hour, 0, 0)))
            {
                offsets.insert(zone.offset_from_utc_datetime(&hour).fix().local_minus_utc() / 60);
            }
        }
        offsets
    }

    /// The months nearest to a day in which an offset was the law: the last before it and the first after it, within
    /// forty years.
    #[must_use]
    pub fn nearest_months_with(&self, offset: i32, day: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        const MONTHS: u32 = 480;
        let middle = day.with_day(15).unwrap_or(day);
        let lawful = |day: &NaiveDate| self.offsets_around(*day).contains(&offset);
        let before = (1..=MONTHS).filter_map(|months| middle.checked_sub_months(Months::new(months))).find(lawful);
        let after = (1..=MONTHS).filter_map(|months| middle.checked_add_months(Months::new(months))).find(lawful);
        (before, after)
    }
}

/// The table: names of places and their zones.
#[derive(Debug, Default)]
pub struct Zones {
    by_name: BTreeMap<String, Vec<String>>,
    countries: BTreeMap<String, BTreeSet<String>>,
    source: String,
}

impl Zones {
    /// Reads the table.
    ///
    /// # Errors
    /// The first broken row.
    pub fn parse() -> Result<Self, Error> {
        let mut zones = Self::default();
        rows("zones", text("zones"), |row| {
            let (place, country, zone) =
                (row.get("place")?.to_lowercase(), row.get("country")?.to_lowercase(), row.get("zone")?);
            if zone.parse::<Tz>().is_err() {
                return Err(row.error(format!("{zone:?} is not a zone in the time-zone database")));
            }
            // A country's rows name it by its code too; a city's rows carry the code for the reader only.
            if row.get("id")?.starts_with("country-") {
                zones.by_name.entry(country.clone()).or_default().push(zone.clone());
                zones.countries.entry(country.clone()).or_default().insert(country.clone());
            }
            zones.countries.entry(place.clone()).or_default().insert(country);
            zones.by_name.entry(place).or_default().push(zone);
            zones.source = row.get("source")?;
            Ok(())
        })?;
        Ok(zones)
    }

    /// A place by name, country code or zone.
    #[must_use]
    pub fn look_up(&self, place: &str) -> Option<Place> {
        let name = place.trim();
        let zones: Vec<Tz> = match self.by_name.get(&name.to_lowercase()) {
            Some(zones) => zones.iter().filter_map(|zone| zone.parse().ok()).collect(),
            None => vec![name.parse().ok()?],
        };
        let countries = self.countries.get(&name.to_lowercase()).cloned().unwrap_or_default();
        Some(Place { name: name.to_owned(), zones, countries })
    }

    /// The law of a place as a fact.
    #[must_use]
    pub fn fact(&self, place: &str) -> Option<Fact> {
        let found = self.look_up(place)?;
        let names: Vec<&str> = found.zones.iter().map(|zone| zone.name()).collect();
        Some(Fact {
            id: format!("zone:{place}"),
            statement: format!("clocks in {place} follow {}", names.join(", ")),
            basis: "read".to_owned(),
            confidence: "high".to_owned(),
            earliest: String::new(),
            released: String::new(),
            source: format!("{}; rules as in the release built into this program", self.source),
        })
    }
}
