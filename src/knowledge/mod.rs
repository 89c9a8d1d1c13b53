//! Dated knowledge: tables that a person can read and mend, each row with its source.
//!
//! The tables are the CSV files under `data/`, embedded in the binary and parsed one at a time when they are first
//! asked; of the largest only the rows that are asked for ([`places`]). A string is matched by product (a keyword, then one expression a product) and then by version.
//!
//! # Floors
//! A row's *floor* is `earliest` where the date was read at its source with high confidence; `earliest` minus twelve
//! months where it was recalled or is of medium confidence; none where `earliest` is blank, the confidence is low or
//! the date is a ceiling. Between the floor and `released` only a pre-release could carry the mark.

pub mod answers;
pub mod births;
pub mod citations;
pub mod clocks;
pub mod date_forms;
pub mod date_grammar;
pub mod date_reader;
pub mod date_weekdays;
pub mod date_words;
pub mod dated;
pub mod defaults;
pub mod delivery;
pub mod expression;
pub mod features;
pub mod locales;
pub mod mentions;
pub mod name;
pub mod names;
pub mod orders;
pub mod own;
pub mod places;
pub mod residue;
pub mod script;
pub mod self_dating;
pub mod software;
pub mod spellings;
pub mod table;
pub mod unicode;
pub mod written_dates;
pub mod zones;

use crate::model::{Error, Evidence, Fact, Instant, KnowledgeIdentity, PremiseRef, Role, Strength};
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

/// The version of the tables as shipped: the day on which they were last changed.
pub const VERSION: &str = "2026-11-28";

/// Where a software string was; programs sign in different places.
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
    /// The build of a Word, as its own format names it: `16.8431`.
    Build,
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
            Self::Build => "build",
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

impl Dated {
    /// The day before which nothing of it is known; where that is blank, its release.
    #[must_use]
    pub fn since(&self) -> &str {
        if self.fact.earliest.is_empty() { &self.fact.released } else { &self.fact.earliest }
    }
}

/// All tables.
#[derive(Debug, Default)]
pub struct Knowledge {
    software: OnceLock<software::Software>,
    self_dating: OnceLock<self_dating::SelfDating>,
    features: OnceLock<features::Features>,
    zones: OnceLock<zones::Zones>,
    defaults: OnceLock<defaults::Defaults>,
    clocks: OnceLock<clocks::Clocks>,
    births: OnceLock<Vec<births::Birth>>,
    orders: OnceLock<orders::Orders>,
    locales: OnceLock<locales::Locales>,
    typefaces: OnceLock<dated::DatedRows>,
    typeface_versions: OnceLock<Vec<dated::DatedRow>>,
    links: OnceLock<dated::KeywordRows>,
    unicode: OnceLock<unicode::Unicode>,
    citations: OnceLock<citations::Citations>,
    names: OnceLock<names::Names>,
    written_dates: OnceLock<written_dates::WrittenDates>,
    residues: OnceLock<Option<residue::Residues>>,
    deliveries: OnceLock<Option<delivery::Deliveries>>,
    self_evident: OnceLock<Vec<Fact>>,
    /// Rows that were asked for by their ids.
    facts: answers::Answers<Option<Fact>>,
    own: Option<own::Own>,
    /// SHA-256 of a user's own names.
    lexicon: Option<String>,
}

/// The later of two rows that a text names: the user's own and the shipped one.
fn later(own: Option<Dated>, shipped: Option<Dated>) -> Option<Dated> {
    own.into_iter().chain(shipped).max_by_key(|dated| (dated.floor.or(dated.release), dated.release))
}

fn read_self_evident() -> Result<Vec<Fact>, Error> {
    let mut facts = Vec::new();
    table::rows("self_evident", text("self_evident"), |row| {
        facts.push(Fact {
            id: row.get("id")?,
            statement: row.get("statement")?,
            basis: row.get("basis")?,
            confidence: "high".to_owned(),
            earliest: String::new(),
            released: String::new(),
            source: row.get("source")?,
        });
        Ok(())
    })?;
    Ok(facts)
}

fn read_typefaces() -> Result<Vec<dated::DatedRow>, Error> {
    dated::parse("font_names", "typeface", ["family", "", "", "pattern"])
}

fn read_typeface_versions() -> Result<Vec<dated::DatedRow>, Error> {
    dated::parse("font_versions", "typeface-version", ["family", "", "version", ""])
}

fn read_links() -> Result<Vec<dated::DatedRow>, Error> {
    dated::parse("links", "link", ["name", "", "keyword", "pattern"])
}

fn read_device(row: &table::Row<'_>) -> Result<dated::DatedRow, Error> {
    dated::DatedRow::read(row, "device", ["product", "vendor", "keyword", "pattern"])
}

/// Name and text of every table, in order.
pub const TABLES: &[(&str, &str)] = &[
    ("products", include_str!("data/products.csv")),
    ("versions", include_str!("data/versions.csv")),
    ("self_dating", include_str!("data/self_dating.csv")),
    ("pdf_features", include_str!("data/pdf_features.csv")),
    ("odf_features", include_str!("data/odf_features.csv")),
    ("office_features", include_str!("data/office_features.csv")),
    ("cryptography", include_str!("data/cryptography.csv")),
    ("zones", include_str!("data/zones.csv")),
    ("defaults", include_str!("data/defaults.csv")),
    ("clocks", include_str!("data/clocks.csv")),
    ("births", include_str!("data/births.csv")),
    ("orders", include_str!("data/orders.csv")),
    ("locales", include_str!("data/locales.csv")),
    ("font_names", include_str!("data/font_names.csv")),
    ("font_versions", include_str!("data/font_versions.csv")),
    ("links", include_str!("data/links.csv")),
    ("devices", include_str!("data/devices.csv")),
    ("unicode", include_str!("data/unicode.csv")),
    ("unicode_versions", include_str!("data/unicode_versions.csv")),
    ("characters", include_str!("data/characters.csv")),
    ("self_evident", include_str!("data/self_evident.csv")),
    ("citations", include_str!("data/citations.csv")),
    ("citation_numbers", include_str!("data/citation_numbers.csv")),
    ("citation_months", include_str!("data/citation_months.csv")),
    ("names", include_str!("data/names.csv")),
    ("weekdays_months", include_str!("data/weekdays_months.csv")),
    ("delivery", include_str!("data/delivery.csv")),
    ("residue", include_str!("data/residue.csv")),
];

/// The text of a table; empty of one that there is not.
fn text(table: &str) -> &'static str {
    TABLES.iter().find(|(name, _)| *name == table).map_or("", |(_, text)| text)
}

impl Knowledge {
    /// The tables that the program carries.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Knowledge> = OnceLock::new();
        EMBEDDED.get_or_init(Self::default)
    }

    /// The shipped tables and a user's own rows.
    #[must_use]
    pub fn with_own(own: own::Own) -> Self {
        Self { own: Some(own), ..Self::default() }
    }

    /// With a newsroom's own names besides those of the table: the text of a CSV file (see [`names`]).
    ///
    /// # Errors
    /// A row that is not as described, with its line and column.
    pub fn with_names(mut self, text: &str) -> Result<Self, Error> {
        self.names = OnceLock::from(names::Names::parse(Some(text))?);
        self.lexicon = Some(crate::model::evidence::hexadecimal(&Sha256::digest(text.as_bytes())));
        Ok(self)
    }

    fn own(&self, field: &str, text: &str) -> Option<Dated> {
        self.own.as_ref()?.look_up(field, text)
    }

    /// Version and digest, as every record carries them; a user's own rows are named with theirs.
    #[must_use]
    pub fn identity(&self) -> KnowledgeIdentity {
        let mut identity = Self::shipped_identity();
        for (what, digest) in [("rows", self.own.as_ref().map(|own| &own.sha256)), ("names", self.lexicon.as_ref())] {
            if let Some(digest) = digest {
                identity.version.push_str(&format!(" with own {what} {digest}"));
            }
        }
        identity
    }

    fn shipped_identity() -> KnowledgeIdentity {
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
        software::Software::parse()?.verify()?;
        self_dating::SelfDating::parse()?;
        features::Features::parse()?;
        zones::Zones::parse()?;
        defaults::Defaults::parse()?;
        clocks::Clocks::parse()?;
        births::parse()?;
        orders::Orders::parse()?;
        locales::Locales::parse()?;
        read_typefaces()?;
        read_typeface_versions()?;
        read_links()?;
        table::rows("devices", text("devices"), |row| read_device(row).map(drop))?;
        read_self_evident()?;
        citations::Citations::parse()?;
        names::Names::parse(None)?.verify()?;
        written_dates::WrittenDates::parse()?;
        residue::Residues::parse()?;
        delivery::Deliveries::parse()?;
        unicode::Unicode::parse().map(drop)
    }

    /// The product and version that a software string names, with their dates; where several match, the latest.
    #[must_use]
    pub fn software(&self, field: Field, text: &str) -> Option<Dated> {
        let software = self.software.get_or_init(|| software::Software::parse().unwrap_or_default());
        later(self.own(field.word(), text), software.look_up(field, text))
    }

    /// The build dates and copyright years that a string carries itself.
    #[must_use]
    pub fn self_dating(&self, field: &str, text: &str) -> Vec<self_dating::Stamp> {
        self.self_dating.get_or_init(|| self_dating::SelfDating::parse().unwrap_or_default()).look_up(field, text)
    }

    /// The date of a feature of a format, by its token (`version:1.5`, the address of a namespace, `rtf:themedata`).
    #[must_use]
    pub fn feature(&self, token: &str) -> Option<Dated> {
        self.features.get_or_init(|| features::Features::parse().unwrap_or_default()).look_up(token)
    }

    /// The zones of a place: a country, a city or the name of an IANA zone.
    #[must_use]
    pub fn place(&self, place: &str) -> Option<zones::Place> {
        self.zones.get_or_init(|| zones::Zones::parse().unwrap_or_default()).look_up(place)
    }

    /// What a stated date is that is none: the zero or the end of a clock, or a program's default.
    #[must_use]
    pub fn null_date(&self, evidence: &Evidence) -> Option<clocks::Null> {
        let stated = evidence.moment()?;
        let clocks = self.clocks.get_or_init(|| clocks::Clocks::parse().unwrap_or_default());
        clocks.null(&evidence.property, stated).or_else(|| {
            let defaults = self.defaults.get_or_init(|| defaults::Defaults::parse().unwrap_or_default());
            let default = defaults.date(&evidence.property, stated)?;
            let (fact, what) = (default.fact.id.clone(), default.what.clone());
            Some(clocks::Null { fact, what, epoch: default.epoch })
        })
    }

    /// What is known of a clock that counted on from the start that a stated date closely follows: no more than a guess.
    #[must_use]
    pub fn restarted_clock(&self, evidence: &Evidence) -> Option<clocks::Null> {
        let defaults = self.defaults.get_or_init(|| defaults::Defaults::parse().unwrap_or_default());
        let row = defaults.restarted_clock(&evidence.property, evidence.moment()?)?;
        Some(clocks::Null { fact: row.fact.id.clone(), what: row.what.clone(), epoch: true })
    }

    /// From when on the format that a property is of can have stated a date.
    #[must_use]
    pub fn birth(&self, property: &str) -> Option<&births::Birth> {
        births::of(self.births(), property)
    }

    fn births(&self) -> &[births::Birth] {
        self.births.get_or_init(|| births::parse().unwrap_or_default())
    }

    /// The default that a name is, where it is one.
    #[must_use]
    pub fn default_name(&self, field: &str, text: &str) -> Option<&defaults::Default_> {
        self.defaults.get_or_init(|| defaults::Defaults::parse().unwrap_or_default()).name(field, text)
    }

    fn locales(&self) -> &locales::Locales {
        self.locales.get_or_init(|| locales::Locales::parse().unwrap_or_default())
    }

    /// The language that a mark of a document tells: a number of Windows, a tag, a code page. English is none.
    #[must_use]
    pub fn language(&self, mark: &str) -> Option<&locales::Language> {
        self.locales().language(mark)
    }

    /// A language or a script by its name: `Cyrillic`.
    #[must_use]
    pub fn language_named(&self, name: &str) -> Option<&locales::Language> {
        self.locales().named(name)
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

    fn typefaces(&self) -> &dated::DatedRows {
        self.typefaces.get_or_init(|| dated::DatedRows::new(read_typefaces().unwrap_or_default()))
    }

    fn typeface_versions(&self) -> &[dated::DatedRow] {
        self.typeface_versions.get_or_init(|| read_typeface_versions().unwrap_or_default())
    }

    fn links(&self) -> &dated::KeywordRows {
        self.links.get_or_init(|| dated::KeywordRows::new(read_links().unwrap_or_default()))
    }

    fn unicode(&self) -> &unicode::Unicode {
        self.unicode.get_or_init(|| unicode::Unicode::parse().unwrap_or_default())
    }

    /// The typeface that a font's PostScript name (without subset tag) is of.
    #[must_use]
    pub fn typeface(&self, name: &str) -> Option<Dated> {
        later(self.own("font", name), self.typefaces().best(name).map(dated::DatedRow::dated))
    }

    /// The version of a typeface, by its family and the number of its version.
    #[must_use]
    pub fn typeface_version(&self, family: &str, version: &str) -> Option<Dated> {
        let rows = self.typeface_versions().iter().filter(|row| row.name == family && row.keyword() == version);
        // The same number came with several systems: the first of them is the one that bounds.
        let row = rows.min_by_key(|row| (row.fact().earliest.clone(), row.fact().released.clone()))?;
        let mut dated = row.dated();
        dated.what = format!("{family} {version}");
        Some(dated)
    }

    /// The domain or service that an address names.
    #[must_use]
    pub fn link(&self, address: &str) -> Option<Dated> {
        // An address may name several (a domain and a service on it): the youngest that is known bounds it.
        let shipped = self
            .links()
            .all(address)
            .map(dated::DatedRow::dated)
            .max_by_key(|dated| (dated.floor, dated.release))
            // Names were in private use before they were delegated, and domains before their service.
            .map(|dated| Dated { floor_strength: dated.floor_strength.min(Strength::Strong), ..dated });
        later(self.own("link", address), shipped)
    }

    /// The device of this make and model. Short model names are shared, so the make must agree.
    #[must_use]
    pub fn device(&self, make: &str, model: &str) -> Option<Dated> {
        const SAME: [(&str, &str); 6] = [
            ("rim", "blackberry"),
            ("lge", "lg"),
            ("hmd", "nokia"),
            ("redmi", "xiaomi"),
            ("poco", "xiaomi"),
            ("nikon", "nikon"),
        ];
        let model = model.split_whitespace().collect::<Vec<_>>().join(" ");
        let (make, lower) = (make.to_lowercase(), model.to_lowercase());
        let of_make = |row: &&dated::DatedRow| {
            let vendor = row.maker().to_lowercase();
            let vendor = vendor.split_whitespace().next().unwrap_or_default();
            !vendor.is_empty()
                && (make.contains(vendor) || SAME.iter().any(|(other, name)| make.contains(other) && *name == vendor))
        };
        let rows = places::devices_named(&lower, read_device);
        let shipped =
            rows.iter().filter(of_make).min_by_key(|row| (row.fact().earliest.clone(), row.fact().released.clone()));
        later(self.own("device", &model), shipped.map(dated::DatedRow::dated))
    }

    /// The date of a character, where it is a young one.
    #[must_use]
    pub fn character(&self, character: char) -> Option<Dated> {
        self.unicode().look_up(character)
    }

    /// Whether a character may be a young one; most are told at a glance to be none.
    #[must_use]
    pub fn may_be_young(&self, character: char) -> bool {
        self.unicode().may_know(character)
    }

    fn references(&self) -> &citations::Citations {
        self.citations.get_or_init(|| citations::Citations::parse().unwrap_or_default())
    }

    fn lexicon(&self) -> &names::Names {
        self.names.get_or_init(|| names::Names::parse(None).unwrap_or_default())
    }

    /// Whether a place of a text was put there by a service that handed the document on.
    #[must_use]
    pub fn is_of_delivery(&self, text: &str, place: &std::ops::Range<usize>) -> bool {
        let deliveries = self.deliveries.get_or_init(|| delivery::Deliveries::parse().ok()).as_ref();
        deliveries.is_some_and(|deliveries| deliveries.holds(text, place))
    }

    fn residues(&self) -> Option<&residue::Residues> {
        self.residues.get_or_init(|| residue::Residues::parse().ok()).as_ref()
    }

    /// References in a text that carry their own date.
    #[must_use]
    pub fn citations(&self, text: &str) -> Vec<citations::Cited> {
        self.references().find(text)
    }

    /// Dated names in a text.
    #[must_use]
    pub fn names(&self, text: &str) -> Vec<names::Named> {
        self.lexicon().find(text)
    }

    /// Dates in a text.
    #[must_use]
    pub fn written_dates(&self, text: &str) -> Vec<written_dates::WrittenDate> {
        self.written_dates.get_or_init(|| written_dates::WrittenDates::parse().unwrap_or_default()).find(text)
    }

    /// What chat programs leave in a text.
    #[must_use]
    pub fn residue(&self, text: &str) -> Vec<residue::Residue> {
        self.residues().map_or_else(Vec::new, |residues| residues.find(text))
    }

    /// A mark that dates itself: the fact is that the part is made before the whole.
    #[must_use]
    pub fn own_date(&self, id: &str, what: String, maker: &str, floor: Instant, strength: Strength) -> Option<Dated> {
        let fact = self.fact(id)?;
        Some(Dated { fact, what, maker: maker.to_owned(), floor: Some(floor), floor_strength: strength, release: None })
    }

    /// The rows that premises name, sorted and without repetition.
    #[must_use]
    pub fn facts_of<'a>(&self, premises: impl Iterator<Item = &'a PremiseRef>) -> Vec<Fact> {
        let mut ids: Vec<&str> = premises.filter_map(PremiseRef::as_fact).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().filter_map(|id| self.fact(id)).collect()
    }

    /// A row by its id, which begins with the name of its table.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<Fact> {
        self.facts.of(id, || self.row(id))
    }

    fn row(&self, id: &str) -> Option<Fact> {
        let (table, row) = id.split_once(':')?;
        match table {
            "software" => self.software.get_or_init(|| software::Software::parse().unwrap_or_default()).fact(row),
            "self-dating" => {
                self.self_dating.get_or_init(|| self_dating::SelfDating::parse().unwrap_or_default()).fact(row)
            }
            "feature" => self.features.get_or_init(|| features::Features::parse().unwrap_or_default()).fact(row),
            "zone" => self.zones.get_or_init(|| zones::Zones::parse().unwrap_or_default()).fact(row),
            "own" => self.own.as_ref().and_then(|own| own.fact(id)),
            "typeface" => self.typefaces().rows().iter().map(dated::DatedRow::fact).find(|fact| fact.id == id).cloned(),
            "typeface-version" => {
                self.typeface_versions().iter().map(dated::DatedRow::fact).find(|fact| fact.id == id).cloned()
            }
            "link" => self.links().rows().iter().map(dated::DatedRow::fact).find(|fact| fact.id == id).cloned(),
            "device" => places::device(row, read_device).map(|row| row.fact().clone()),
            "unicode" | "character" => {
                self.unicode().rows().map(dated::DatedRow::fact).find(|fact| fact.id == id).cloned()
            }
            "citation" => self.references().fact(row),
            "name" | "own-name" => self.lexicon().fact(id),
            "residue" => self.residues()?.rows().map(dated::DatedRow::fact).find(|fact| fact.id == id).cloned(),
            "clock" => self.clocks.get_or_init(|| clocks::Clocks::parse().unwrap_or_default()).fact(row),
            "birth" => self.births().iter().map(|birth| &birth.fact).find(|fact| fact.id.ends_with(row)).cloned(),
            "default" => self.defaults.get_or_init(|| defaults::Defaults::parse().unwrap_or_default()).fact(row),
            _ => {
                let facts = self.self_evident.get_or_init(|| read_self_evident().unwrap_or_default());
                facts.iter().find(|fact| fact.id == id).cloned()
            }
        }
    }
}
