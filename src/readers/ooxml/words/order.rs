//! In which order the words of a document's parts come, and where they are seen: from the part with which the document begins to those that it
//! refers to, in the order in which it does.

use super::Reading;
use super::binary::BinaryReading;
use super::part_words::{Listing, PartWords, Run, Sheet};
use crate::formats::budget::Budget;
use crate::model::trouble::WORDS;
use crate::model::{Concealment, Editability, Property, Seen, Words};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::hidden_words::HiddenWords;
use crate::readers::ooxml::appearance::Appearance;
use crate::readers::ooxml::package::{Part, Relationship, resolve};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Relationships that lead away from what the document shows.
const AWAY: &[&str] =
    &["slideMaster", "slideLayout", "notesMaster", "handoutMaster", "glossaryDocument", "attachedTemplate"];

/// Words that nobody sees, by the reason. What is on a hidden sheet or slide is told with that.
const HIDDEN: &[Property] = &[
    Property::plain(keys::HIDDEN_TEXT, Editability::F3).hidden(Concealment::SetHidden),
    Property::plain("ooxml.hidden.same-colour", Editability::F3).hidden(Concealment::SameColour),
    Property::plain("ooxml.hidden.black", Editability::F3).hidden(Concealment::Blackened),
    Property::plain("ooxml.hidden.tiny", Editability::F3).hidden(Concealment::Tiny),
    Property::plain("ooxml.hidden.format", Editability::F3).hidden(Concealment::Invisible),
    Property::plain("ooxml.hidden.shape", Editability::F3).hidden(Concealment::HiddenShape),
    Property::plain("ooxml.hidden.off-slide", Editability::F3).hidden(Concealment::OffSlide),
    Property::plain("ooxml.hidden.behind-shape", Editability::F3).hidden(Concealment::BehindShape),
];

/// Where the words of a part are seen.
#[derive(Debug, Default)]
struct Setting {
    /// How the way to them begins: `slide 3, `.
    place: String,
    /// Why they are not seen, all of them.
    unseen: Option<Concealment>,
}

/// A relationship as far as it leads to words.
#[derive(Debug)]
struct Link {
    id: String,
    kind: String,
    target: String,
}

/// The words of the parts that were read so far. Parts are known by their names in small letters.
#[derive(Debug)]
pub struct PackageWords {
    limit: u64,
    room: usize,
    appearance: Rc<Appearance>,
    parts: BTreeMap<String, PartWords>,
    /// The parts in the order of the directory.
    names: Vec<String>,
    links: BTreeMap<String, Vec<Link>>,
    strings: Vec<String>,
    /// A part whose words had no room.
    cut: Option<String>,
}

impl PackageWords {
    /// None yet.
    #[must_use]
    pub fn within(budget: &Budget, appearance: Appearance) -> Self {
        Self {
            appearance: Rc::new(appearance),
            limit: budget.words_bytes,
            room: usize::try_from(budget.words_bytes).unwrap_or(usize::MAX),
            parts: BTreeMap::new(),
            names: vec![],
            links: BTreeMap::new(),
            strings: vec![],
            cut: None,
        }
    }

    /// Begins to read a part.
    #[must_use]
    pub fn begin(&self) -> Reading {
        Reading {
            reader: None,
            begun: false,
            appearance: Rc::clone(&self.appearance),
            alternatives: super::Alternatives::default(),
            words: PartWords::with_room(self.room),
        }
    }

    /// Takes the words of a part that was read.
    pub fn take(&mut self, part: &Part, reading: Reading) {
        self.take_words(part, reading.words, reading.reader.is_some());
    }

    /// Begins to read a part of records.
    #[must_use]
    pub fn begin_binary(&self) -> BinaryReading {
        BinaryReading::with_room(self.room)
    }

    /// Takes the words of a part of records.
    pub fn take_binary(&mut self, part: &Part, reading: BinaryReading) {
        self.take_words(part, reading.finish(), true);
    }

    fn take_words(&mut self, part: &Part, mut words: PartWords, has_words: bool) {
        self.room = words.room;
        if words.cut {
            self.cut.get_or_insert_with(|| part.name.clone());
        }
        if let Listing::Strings(strings) = &mut words.listing {
            self.strings = std::mem::take(strings);
        }
        if has_words {
            let name = part.name.to_lowercase();
            self.names.push(name.clone());
            self.parts.insert(name, words);
        }
    }

    /// Notes to which parts another leads.
    pub fn relationships(&mut self, list: &Part, relationships: &[Relationship]) {
        let (folder, name) = list.name.rsplit_once('/').unwrap_or(("", &list.name));
        let folder = folder.strip_suffix("_rels").unwrap_or(folder);
        let of = format!("{folder}{}", name.get(..name.len().saturating_sub(".rels".len())).unwrap_or_default());
        let inside = relationships.iter().filter(|relationship| !relationship.external);
        let links = inside.map(|relationship| Link {
            id: relationship.id.clone(),
            kind: relationship.kind.clone(),
            target: resolve(&of, &relationship.target).to_lowercase(),
        });
        self.links.insert(of.to_lowercase(), links.collect());
    }

    /// Hands over everything.
    pub fn hand_over(mut self, intake: &mut Intake) {
        let links = std::mem::take(&mut self.links);
        let begin = links.get("").into_iter().flatten().find(|link| link.kind == "officeDocument");
        let found = begin.is_some_and(|begin| self.parts.contains_key(&begin.target));
        let mut to_come: Vec<(String, Rc<Setting>)> =
            begin.map(|begin| (begin.target.clone(), Rc::default())).into_iter().collect();
        let over_picture = self.parts.values().any(|part| part.over_picture);
        let mut given =
            Given { left: self.limit, strings: &self.strings, over_picture, hidden: HiddenWords::told_as(HIDDEN) };
        while let Some((name, setting)) = to_come.pop() {
            let Some(part) = self.parts.remove(&name) else { continue };
            let links = links.get(&name).map(Vec::as_slice).unwrap_or_default();
            to_come.extend(next(&part, links, &setting, &self.parts).into_iter().rev());
            given.hand_over(part, &setting, intake);
        }
        // What is left is referred to by masters and their like, or by nothing.
        let targets: BTreeSet<&String> = links.values().flatten().map(|link| &link.target).collect();
        for name in &self.names {
            let Some(part) = self.parts.remove(name).filter(|_| !found || !targets.contains(name)) else { continue };
            let unseen = found.then_some(Concealment::Unreferenced);
            let place = if part.way.is_empty() { format!("{name}: ") } else { String::new() };
            given.hand_over(part, &Setting { place, unseen }, intake);
        }
        given.hidden.end(intake);
        if let Some(name) = self.cut {
            intake.limit(WORDS, self.limit, name);
        }
    }
}

/// The parts that come next, and where their words are seen.
fn next(
    part: &PartWords,
    links: &[Link],
    setting: &Rc<Setting>,
    parts: &BTreeMap<String, PartWords>,
) -> Vec<(String, Rc<Setting>)> {
    let lists_slides = matches!(part.listing, Listing::Slides);
    let sheets: BTreeMap<&str, &Sheet> = match &part.listing {
        Listing::Sheets(sheets) => sheets.iter().map(|sheet| (sheet.relationship.as_str(), sheet)).collect(),
        _ => BTreeMap::new(),
    };
    // A link on one slide to another does not bring that here.
    let leads_on = |link: &&Link| !AWAY.contains(&link.kind.as_str()) && (link.kind != "slide" || lists_slides);
    let mut links: Vec<&Link> = links.iter().filter(leads_on).collect();
    links.sort_by_key(|link| part.referred.get(&link.id).copied().unwrap_or(usize::MAX));
    let mut slides = 0;
    let setting_of = |link: &Link| match link.kind.as_str() {
        "slide" if part.referred.contains_key(&link.id) => {
            slides += 1;
            let hidden = parts.get(&link.target).is_some_and(|slide| slide.hidden_slide);
            let unseen = hidden.then_some(Concealment::HiddenSlide);
            Rc::new(Setting { place: format!("slide {slides}, "), unseen })
        }
        "slide" => {
            let unseen = Some(Concealment::Unreferenced);
            Rc::new(Setting { place: format!("{}, ", link.target), unseen })
        }
        "worksheet" | "chartsheet" | "dialogsheet" => match sheets.get(link.id.as_str()) {
            Some(sheet) => {
                let unseen = sheet.hidden.then_some(Concealment::HiddenSheet);
                Rc::new(Setting { place: format!("sheet \"{}\", ", sheet.name), unseen })
            }
            None => {
                let unseen = Some(Concealment::Unreferenced);
                Rc::new(Setting { place: format!("{}, ", link.target), unseen })
            }
        },
        _ => Rc::clone(setting),
    };
    let settings: Vec<Rc<Setting>> = links.iter().copied().map(setting_of).collect();
    links.iter().map(|link| link.target.clone()).zip(settings).collect()
}

/// Words on their way to the intake.
struct Given<'s> {
    /// For so many bytes there may be room; behind that nothing is copied any more.
    left: u64,
    strings: &'s [String],
    /// Whether a picture may lie under the words.
    over_picture: bool,
    hidden: HiddenWords,
}

impl Given<'_> {
    fn hand_over(&mut self, part: PartWords, setting: &Setting, intake: &mut Intake) {
        for Run { words, shared, number } in part.runs {
            if self.left == 0 {
                return;
            }
            let text = match shared {
                Some(number) => self.strings.get(number).cloned().unwrap_or_default(),
                None => words.text,
            };
            let mut locus = words.locus;
            locus.path = [setting.place.as_str(), &part.way, &locus.path].concat();
            let mut words = Words { text, locus, ..words };
            if let Seen::Hidden(why) = words.seen
                && (part.doubted.contains(&why) || self.over_picture && why == Concealment::SameColour)
            {
                words.seen = Seen::Shown;
            }
            self.hidden.take(&words, intake);
            if number {
                continue;
            }
            if let Some(why) = setting.unseen.filter(|_| words.seen == Seen::Shown) {
                words.seen = Seen::Hidden(why);
            }
            self.left = self.left.saturating_sub((words.text.len() + words.locus.path.len()) as u64 + 1);
            intake.words(words);
        }
    }
}
