//! OpenDocument: ISO/IEC 26300 (OASIS OpenDocument 1.0 to 1.4), texts, spreadsheets, presentations and drawings and their templates, as
//! packages and as one file of XML; and the form of `OpenOffice.org` 1 before it.
//!
//! What the document says of itself, who changed and noted what, its words with those that styles, rows and slides hide, earlier versions that
//! were kept inside, embedded pictures and objects as documents of their own.
//!
//! # Incomplete support
//! Packages that a password locks are named and not opened. Words in formulas' caches, charts of other programs and forms' values are not read;
//! what a style paints on its own ground counts as shown. Digital signatures are listed as parts and not tested.

pub mod changes;
pub mod manifest;
pub mod meta;
pub mod settings;
pub mod signatures;
pub mod story;
pub mod styles;

use crate::formats::budget::Purse;
use crate::formats::xml::{Declaration, Element, Markup};
use crate::formats::zip::directory::Archive;
use crate::model::trouble::LOCKED;
use crate::model::{Concealment, Editability, Extraction, Format, Locus, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::zip::part::Part;
use crate::readers::zip::properties as directory;
use crate::readers::{ChildName, Content, Intake, ReadOptions, Reader, read_child};
use std::collections::BTreeSet;
use std::sync::Arc;

const F1: Editability = Editability::F1;
const F2: Editability = Editability::F2;

/// The version of the format that a part states.
const VERSION: Property = Property::new("odf.version", Role::FormatVersion, F2);
/// What dates the form of the document: a namespace that is used, a part of the package, a way of encryption.
const FEATURE: Property = Property::new("odf.feature", Role::Feature, F1);
/// A program of macros.
const MACROS: Property = Property::plain("odf.macros", F1).hidden(Concealment::Script);
/// A signature is there.
const SIGNATURES: Property = Property::plain("odf.signatures", F1);

/// More namespaces in one document say nothing new.
const NAMESPACES: usize = 200;

/// The reader of packages and of single files.
#[derive(Debug, Clone, Copy)]
pub struct OpenDocument;

/// Formats of packages, whatever their version.
const PACKAGES: &[&str] = &["odt", "ods", "odp", "odg", "odf", "sxw", "sxc", "sxi", "sxd"];
/// Formats of one file of XML.
const FLAT: &[&str] = &["fodt", "fods", "fodp", "fodg"];

impl Reader for OpenDocument {
    fn name(&self) -> &'static str {
        "OpenDocument"
    }

    fn specification(&self) -> &'static str {
        "ISO/IEC 26300, OASIS OpenDocument 1.0 to 1.4; OpenOffice.org XML 1.0"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        let key = content.key()?;
        let name = key.split('-').next().unwrap_or(key);
        (PACKAGES.contains(&name) || FLAT.contains(&name)).then(|| content.format()).flatten()
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        if bytes.starts_with(b"PK") {
            match Archive::open(bytes, usize::try_from(purse.budget.objects).unwrap_or(usize::MAX)) {
                Err(why) => intake.error("zip-directory", format!("the package cannot be read: {why}")),
                Ok(archive) => package(&archive, options, purse, &mut intake),
            }
        } else {
            flat(bytes, purse, &mut intake);
        }
        intake.limits_of(purse);
        intake.finish()
    }
}

/// A document that is one file of XML: it has all parts in one.
fn flat(bytes: &[u8], purse: &Purse, intake: &mut Intake) {
    let part = Part::whole_file(bytes);
    let mut document = Document::default();
    let styles = styles::Styles::of(&part, purse, intake);
    document.read(&part, &styles, purse, intake);
    document.hand_over(intake);
}

fn package(archive: &Archive<'_>, options: &ReadOptions, purse: &Purse, intake: &mut Intake) {
    directory::hand_over(archive, directory::Use::Package, intake);
    let part = |name: &str, intake: &mut Intake| {
        archive.member(name).and_then(|member| Part::of(archive, member, purse, intake))
    };
    let locked =
        part("META-INF/manifest.xml", intake).map(|part| manifest::read(&part, purse, intake)).unwrap_or_default();
    let mut document = Document::default();
    let mut styles = styles::Styles::default();
    for name in ["styles.xml", "content.xml"] {
        if !locked.contains(name)
            && let Some(part) = part(name, intake)
        {
            styles.take(styles::Styles::of(&part, purse, intake));
        }
    }
    for member in archive.members.iter().filter(|member| !member.is_folder()) {
        if purse.is_empty() {
            break;
        }
        let name = member.name.as_str();
        if matches!(name, "mimetype" | "META-INF/manifest.xml") || locked.contains(name) {
            continue;
        }
        let Some(part) = Part::of(archive, member, purse, intake) else { continue };
        match kind_of(name) {
            Kind::Xml => document.read(&part, &styles, purse, intake),
            Kind::Macros => document.macros(&part, intake),
            Kind::Signatures => {
                let value = Reading::Present(Value::Text(name.to_owned()));
                intake.evidence(&SIGNATURES, b"", value, part.whole("signatures"));
                signatures::hand_over(archive, &part, options, purse, intake);
            }
            Kind::Rest => {}
            Kind::Inside => read_child(ChildName::from(part.name), part.bytes, options, purse, intake),
        }
        if matches!(name, "manifest.rdf" | "META-INF/documentsignatures.xml") {
            document.feature(name, Locus { path: "part of the package".to_owned(), ..Locus::default() });
        }
    }
    if !locked.is_empty() {
        intake.partial();
        let count = locked.len();
        intake.warn(LOCKED, format!("a password locks {count} parts of the document; valla does not open them"), None);
    }
    document.hand_over(intake);
}

/// What a member of a package is.
enum Kind {
    /// XML of the document.
    Xml,
    /// A module of macros.
    Macros,
    /// Its signatures.
    Signatures,
    /// Something that says nothing of the document: settings of menus.
    Rest,
    /// A document or a picture of its own.
    Inside,
}

fn kind_of(name: &str) -> Kind {
    let file = name.rsplit('/').next().unwrap_or(name);
    match file {
        _ if name.starts_with("Configurations2/") || file == "layout-cache" => Kind::Rest,
        "meta.xml" | "settings.xml" | "styles.xml" | "content.xml" | "VersionList.xml" => Kind::Xml,
        "documentsignatures.xml" | "macrosignatures.xml" => Kind::Signatures,
        _ if name.starts_with("Basic/") || name.starts_with("Scripts/") => Kind::Macros,
        "manifest.rdf" | "script-lb.xml" | "script-lc.xml" | "dialog-lb.xml" => Kind::Rest,
        _ => Kind::Inside,
    }
}

/// What is gathered of all parts.
#[derive(Debug, Default)]
struct Document {
    features: BTreeSet<String>,
    found: Vec<(String, Locus)>,
    has_macros: bool,
    version_told: bool,
}

impl Document {
    /// Reads a part of XML: each reader takes what is its own.
    fn read(&mut self, part: &Part, styles: &styles::Styles, purse: &Purse, intake: &mut Intake) {
        // An object inside has properties and settings of its own, which are not those of the document.
        let is_own = !part.name.contains('/');
        let mut meta = meta::Meta::default();
        let mut settings = settings::Settings::default();
        let mut story = story::Story::of(styles);
        let declarations = part.walk(purse, intake, |markup, intake| match markup {
            Markup::Open(element) => {
                if let Some(version) = element.attribute("version").filter(|_| element.within.is_empty())
                    && is_own
                    && !std::mem::replace(&mut self.version_told, true)
                {
                    part.text(&VERSION, version.range.clone(), "office:version", &version.value(), intake);
                    self.feature(&format!("office:version={}", version.value()), part.place(version.range.clone()));
                }
                if element.is("VL", "version-entry") {
                    version(part, element, intake);
                }
                if is_own {
                    meta.open(part, element, intake);
                    settings.open(element);
                }
                story.open(part, element, intake);
            }
            Markup::Close(closed) => {
                if is_own {
                    meta.close(part, closed, intake);
                    settings.close(part, closed, intake);
                }
                story.close(part, closed, intake);
            }
        });
        self.namespaces(part, &declarations);
        story.end(intake);
    }

    fn namespaces(&mut self, part: &Part, declarations: &[Declaration<'_>]) {
        for declaration in declarations.iter().filter(|declaration| declaration.used) {
            if self.features.len() < NAMESPACES {
                let locus = part.locus(declaration.range.clone(), format!("xmlns:{}", declaration.prefix));
                self.feature(&declaration.uri, locus);
            }
        }
    }

    fn feature(&mut self, feature: &str, locus: Locus) {
        if self.features.insert(feature.to_owned()) {
            self.found.push((feature.to_owned(), locus));
        }
    }

    fn macros(&mut self, part: &Part, intake: &mut Intake) {
        if !std::mem::replace(&mut self.has_macros, true) {
            let value = Reading::Present(Value::Text("a program of macros".to_owned()));
            intake.evidence(&MACROS, b"", value, part.whole("macros"));
        }
    }

    fn hand_over(self, intake: &mut Intake) {
        for (feature, locus) in self.found {
            intake.evidence(&FEATURE, feature.as_bytes(), Reading::Present(Value::Text(feature.clone())), locus);
        }
    }
}

/// When a person had the program keep a version inside the document, and who.
const KEPT: Property = Property::new("odf.save.date", Role::HistoryTime, F1);
const KEPT_BY: Property = Property::new("odf.save.author", Role::Identifying, F1);

/// A version in the list of those that are kept.
fn version(part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
    let title = element.value("title").unwrap_or_default().into_owned();
    if let Some(date) = element.attribute("date-time") {
        part.hand_over(&KEPT, date.range.clone(), &title, meta::moment(&date.value()), intake);
    }
    if let Some(creator) = element.attribute("creator") {
        part.text(&KEPT_BY, creator.range.clone(), &title, &creator.value(), intake);
    }
}

/// The property of a value that has a name of its own.
fn custom(name: &str) -> Property {
    Property { editability: Editability::F3, ..Property::named(keys::ODF_CUSTOM, name) }
}
