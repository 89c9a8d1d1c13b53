//! Dated knowledge: tables that a person can read and mend, each row with its source.
//!
//! The tables are the CSV files under `data/`, embedded in the binary and parsed one at a time when they are first
//! asked. A string is matched by product (a keyword, then one expression a product) and then by version.
//!
//! # Floors
//! A row's *floor* is `earliest` where the date was read at its source with high confidence; `earliest` minus twelve
//! months where it was recalled or is of medium confidence; none where `earliest` is blank, the confidence is low or
//! the date is a ceiling. Between the floor and `released` only a pre-release could carry the mark.

pub mod defaults;
pub mod features;
pub mod orders;
pub mod self_dating;
pub mod software;
pub mod table;
pub mod zones;

use crate::model::{Error, Fact, Instant, KnowledgeIdentity, PremiseKind, PremiseRef, Role, Strength};
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

/// The version of the tables as shipped: the day on which they were last changed.
pub const VERSION: &str = "2026-11-24";

/// Where a software string stood; programs sign in different places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The program that wrote the bytes.
    Producer,
    /// The program in which the document was composed.
    Creator,
    /// The library that wrote the metadata packet.
    Toolkit,
    /// The banner of a typesetting program.
    Banner,
}

impl Field {
    /// The field that a role asks for.
    #[must_use]
    pub fn of(role: Role) -> Option<Self> {
        match role {
            Role::Producer => Some(Self::Producer),
            Role::Creator => Some(Self::Creator),
            Role::Toolkit => Some(Self::Toolkit),
            Role::Banner => Some(Self::Banner),
            _ => None,
        }
    }

    /// The word for it in the tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Producer => "producer",
            Self::Creator => "creator",
            Self::Toolkit => "toolkit",
            Self::Banner => "banner",
        }
    }
}

/// A recognised mark with its dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The row, for the record.
    pub fact: Fact,
    /// What was recognised: "Ghostscript 10.00".
    pub what: String,
    /// Who makes it: marks of one maker in one file are not independent.
    pub maker: String,
    /// Before this nothing could carry the mark.
    pub floor: Option<Instant>,
    /// How much the floor carries: hard where read, strong where recalled.
    pub floor_strength: Strength,
    /// First public release.
    pub release: Option<Instant>,
}

/// All tables.
#[derive(Debug, Default)]
pub struct Knowledge {
    software: OnceLock<software::Software>,
    self_dating: OnceLock<self_dating::SelfDating>,
    features: OnceLock<features::Features>,
    zones: OnceLock<zones::Zones>,
    defaults: OnceLock<defaults::Defaults>,
    orders: OnceLock<orders::Orders>,
}

/// Name and text of every table, in order.
pub const TABLES: &[(&str, &str)] = &[
    ("products", include_str!("data/products.csv")),
    ("versions", include_str!("data/versions.csv")),
    ("self_dating", include_str!("data/self_dating.csv")),
    ("pdf_features", include_str!("data/pdf_features.csv")),
    ("zones", include_str!("data/zones.csv")),
    ("defaults", include_str!("data/defaults.csv")),
    ("orders", include_str!("data/orders.csv")),
];

impl Knowledge {
    /// The tables that the program carries.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Knowledge> = OnceLock::new();
        EMBEDDED.get_or_init(Self::default)
    }

    /// Version and digest, as every record carries them.
    #[must_use]
    pub fn identity(&self) -> KnowledgeIdentity {
        static IDENTITY: OnceLock<KnowledgeIdentity> = OnceLock::new();
        IDENTITY
            .get_or_init(|| {
                let mut hash = Sha256::new();
                for (name, text) in TABLES {
                    hash.update(name.as_bytes());
                    hash.update([0]);
                    hash.update(text.as_bytes());
                }
                KnowledgeIdentity {
                    version: VERSION.to_owned(),
                    sha256: crate::model::evidence::hexadecimal(&hash.finalize()),
                }
            })
            .clone()
    }

    /// Reads every table, so that a broken row is an error at once and not in the middle of a run.
    ///
    /// # Errors
    /// The first table that cannot be read, with its row.
    pub fn verify(&self) -> Result<(), Error> {
        software::Software::parse()?;
        self_dating::SelfDating::parse()?;
        features::Features::parse()?;
        zones::Zones::parse()?;
        defaults::Defaults::parse()?;
        orders::Orders::parse().map(drop)
    }

    /// The product and version that a software string names, with their dates; where several match, the latest.
    #[must_use]
    pub fn software(&self, field: Field, text: &str) -> Option<Dated> {
        self.software.get_or_init(|| software::Software::parse().unwrap_or_default()).look_up(field, text)
    }

    /// The build dates and copyright years that a string carries itself.
    #[must_use]
    pub fn self_dating(&self, field: &str, text: &str) -> Vec<self_dating::Stamp> {
        self.self_dating.get_or_init(|| self_dating::SelfDating::parse().unwrap_or_default()).look_up(field, text)
    }

    /// The date of a feature of PDF, by its token (`version:1.5`).
    #[must_use]
    pub fn feature(&self, token: &str) -> Option<Dated> {
        self.features.get_or_init(|| features::Features::parse().unwrap_or_default()).look_up(token)
    }

    /// The zones of a place: a country, a city or the name of an IANA zone.
    #[must_use]
    pub fn place(&self, place: &str) -> Option<zones::Place> {
        self.zones.get_or_init(|| zones::Zones::parse().unwrap_or_default()).look_up(place)
    }

    /// The default that a date is, where it is one.
    #[must_use]
    pub fn default_date(&self, moment: &crate::model::Moment) -> Option<&defaults::Default_> {
        self.defaults.get_or_init(|| defaults::Defaults::parse().unwrap_or_default()).date(moment)
    }

    /// The default that a name is, where it is one.
    #[must_use]
    pub fn default_name(&self, field: &str, text: &str) -> Option<&defaults::Default_> {
        self.defaults.get_or_init(|| defaults::Defaults::parse().unwrap_or_default()).name(field, text)
    }

    /// The order between two roles.
    #[must_use]
    pub fn order(&self, earlier: Role, later: Role) -> orders::Order {
        self.orders.get_or_init(|| orders::Orders::parse().unwrap_or_default()).between(earlier, later)
    }

    /// That two places which state the same thing agree.
    #[must_use]
    pub fn said_twice(&self) -> orders::Order {
        self.orders.get_or_init(|| orders::Orders::parse().unwrap_or_default()).said_twice()
    }

    /// The rows that premises name, sorted and without repetition.
    #[must_use]
    pub fn facts_of<'a>(&self, premises: impl Iterator<Item = &'a PremiseRef>) -> Vec<Fact> {
        let mut ids: Vec<&str> =
            premises.filter(|premise| premise.kind == PremiseKind::Fact).map(|premise| premise.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().filter_map(|id| self.fact(id)).collect()
    }

    /// A row by its id, which begins with the name of its table.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<Fact> {
        let (table, row) = id.split_once(':')?;
        match table {
            "software" => self.software.get_or_init(|| software::Software::parse().unwrap_or_default()).fact(row),
            "self-dating" => {
                self.self_dating.get_or_init(|| self_dating::SelfDating::parse().unwrap_or_default()).fact(row)
            }
            "feature" => self.features.get_or_init(|| features::Features::parse().unwrap_or_default()).fact(row),
            "zone" => self.zones.get_or_init(|| zones::Zones::parse().unwrap_or_default()).fact(row),
            "default" => self.defaults.get_or_init(|| defaults::Defaults::parse().unwrap_or_default()).fact(row),
            _ => None,
        }
    }
}
