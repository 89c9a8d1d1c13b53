//! What each revision changed, in the terms of the specification.

use crate::formats::pdf::catalog::{latest_pointer, page_numbers, references};
use crate::formats::pdf::objects::{Found, Objects};
use crate::formats::pdf::syntax::{Dictionary, Id, Object};
use crate::formats::pdf::xref::Entry;
use crate::model::exhibit::CHANGES_LIMIT;
use crate::model::{Change, ChangeKind, ObjectKind, Revision, RevisionKind};
use crate::readers::pdf::form_changes;
use std::collections::BTreeSet;

/// The revisions of the record.
pub fn revisions(objects: &mut Objects<'_>) -> Vec<Revision> {
    let walk = objects.walk;
    let mut listed = Vec::with_capacity(walk.revisions.len());
    // Of a file that was saved once nothing is compared.
    let mut form =
        if walk.revisions.len() > 1 { form_changes::State::of(objects, 1) } else { form_changes::State::default() };
    for (position, walked) in walk.revisions.iter().enumerate() {
        let number = u32::try_from(position + 1).unwrap_or(u32::MAX);
        let kind = match number {
            _ if walk.rebuilt => RevisionKind::Rebuilt,
            1 => RevisionKind::Original,
            _ => RevisionKind::Update,
        };
        let mut revision = Revision {
            number,
            start: walked.start as u64,
            end: walked.end as u64,
            sha256: vec![],
            kind,
            notes: walked.notes.clone(),
            changes: vec![],
            objects: walked.owned.len() as u64,
            words: vec![],
            form: vec![],
            uncompared: false,
        };
        if number > 1 {
            let now = form_changes::State::of(objects, number);
            revision.form = form.changes(&now);
            form = now;
            revision.changes = changes(objects, number);
            revision.objects = revision.changes.len() as u64;
            revision.notes.extend(purposes(&revision.changes));
            revision.uncompared = !revision.changes.iter().all(|change| is_silent(&change.what));
            revision.changes.truncate(CHANGES_LIMIT);
        }
        listed.push(revision);
    }
    listed
}

/// What changes no words of a page.
fn is_silent(what: &ObjectKind) -> bool {
    matches!(
        what,
        ObjectKind::Information
            | ObjectKind::Metadata
            | ObjectKind::Signature
            | ObjectKind::DocumentTimeStamp
            | ObjectKind::SecurityStore
            | ObjectKind::Outline
            | ObjectKind::EmbeddedFile
            | ObjectKind::FileSpecification
    )
}

/// What a save is for, where it leaves alone what pages draw by themselves: what the standard foresees after a signature (12.8.2.2,
/// 12.8.4.3), and corrected metadata.
fn purposes(changes: &[Change]) -> Vec<String> {
    let real: Vec<&Change> = changes.iter().filter(|change| change.change != ChangeKind::Rewritten).collect();
    let has = |test: &dyn Fn(&Change) -> bool| real.iter().any(|change| test(change));
    let touches_pages = has(&|change| {
        change.change == ChangeKind::Repointed
            || matches!(change.what, ObjectKind::PageContent | ObjectKind::PageTree)
            || change.change != ChangeKind::Added && change.what.serves_page()
    });
    if touches_pages || real.is_empty() {
        return vec![];
    }
    let mut found = Vec::new();
    let mut note = |is: bool, what: &str| {
        if is {
            found.push(what.to_owned());
        }
    };
    let added = |what: ObjectKind| has(&|change| change.change == ChangeKind::Added && change.what == what);
    let signs = added(ObjectKind::Signature);
    note(signs, "signing");
    note(added(ObjectKind::DocumentTimeStamp), "a document time-stamp");
    note(has(&|change| change.what == ObjectKind::SecurityStore), "validation data of signatures");
    let fills = has(&|change| change.change == ChangeKind::Changed && change.what.is_form_field());
    note(fills && !signs, "filling in a form");
    note(has(&|change| change.what.is_annotation()), "comments or other annotations");
    let metadata = |change: &&Change| change.what.is_metadata() || change.what == ObjectKind::Catalog;
    note(real.iter().all(metadata), "metadata alone");
    found
}

fn changes(objects: &mut Objects<'_>, revision: u32) -> Vec<Change> {
    let Some(walked) = usize::try_from(revision).ok().and_then(|number| objects.walk.revisions.get(number - 1)) else {
        return vec![];
    };
    let pointers = Pointers::of(objects, revision);
    let mut changes = Vec::new();
    for &number in &walked.owned {
        let before = objects.walk.entry(number, revision - 1).filter(|entry| *entry != Entry::Free);
        let found = objects.get(number, revision);
        // The section's own stream and the containers of objects say nothing by themselves.
        let carrier = found
            .as_ref()
            .and_then(Found::dictionary)
            .is_some_and(|dictionary| dictionary.is(b"Type", b"XRef") || dictionary.is(b"Type", b"ObjStm"));
        if carrier {
            continue;
        }
        let change = match before {
            None => ChangeKind::Added,
            Some(_) if objects.written(number, revision) == objects.written(number, revision - 1) => {
                ChangeKind::Rewritten
            }
            Some(_) => ChangeKind::Changed,
        };
        let what = found.as_ref().map_or(ObjectKind::Unreadable, |found| pointers.what(found));
        let id = found.map_or(Id { number, generation: 0 }, |found| found.id);
        changes.push(Change { object: id.to_string(), change, what });
    }
    for (set, change) in [(&walked.deleted, ChangeKind::Deleted), (&walked.repointed, ChangeKind::Repointed)] {
        for &number in set {
            let found = objects.get(number, revision - 1);
            let what = found.as_ref().map_or(ObjectKind::Unknown, |found| pointers.what(found));
            changes.push(Change { object: format!("{number} 0"), change, what });
        }
    }
    // A save need write no object to show another document: it may name another catalogue that was there before.
    let root = |objects: &Objects<'_>, revision: u32| latest_pointer(objects, revision, b"Root");
    if let (Some(before), Some(now)) = (root(objects, revision - 1), root(objects, revision))
        && before != now
        && !changes.iter().any(|change| change.object == now.to_string() && change.change == ChangeKind::Added)
    {
        let what = ObjectKind::OtherCatalog;
        changes.push(Change { object: now.to_string(), change: ChangeKind::Repointed, what });
    }
    changes
}

/// What the trailer and the pages point to in one revision.
struct Pointers {
    info: Option<Id>,
    root: Option<Id>,
    metadata: Option<Id>,
    contents: BTreeSet<u32>,
    /// Images and forms that pages draw by themselves, not as the appearance of an annotation.
    drawn: BTreeSet<u32>,
    /// The packets of a form of XFA (12.7.8).
    xfa: BTreeSet<u32>,
    /// Objects of fonts that pages use: the font, its descriptor, its program, its glyphs and their encoding.
    fonts: BTreeSet<u32>,
}

/// More objects of pages are not followed in one revision.
const FOLLOWED: usize = 20_000;

impl Pointers {
    fn of(objects: &mut Objects<'_>, revision: u32) -> Self {
        let pointer = |key: &[u8]| latest_pointer(objects, revision, key);
        let (info, root) = (pointer(b"Info"), pointer(b"Root"));
        let catalog = root.and_then(|root| objects.get(root.number, revision));
        let metadata = catalog.as_ref().and_then(Found::dictionary).and_then(|catalog| catalog.reference(b"Metadata"));
        let xfa = xfa_packets(objects, catalog.as_ref(), revision);
        let (mut contents, mut drawn, mut fonts) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for position in page_numbers(objects, revision) {
            let Some(page) = objects.get(position, revision) else { continue };
            let Some(dictionary) = page.dictionary() else { continue };
            match dictionary.get(b"Contents").map(|value| value.object.clone()) {
                Some(Object::Reference(id)) => {
                    contents.insert(id.number);
                    // An array of streams may itself be an object.
                    if let Some(Object::Array(streams)) =
                        objects.get(id.number, revision).map(|found| found.object.object)
                    {
                        contents.extend(references(&streams));
                    }
                }
                Some(Object::Array(streams)) => contents.extend(references(&streams)),
                _ => {}
            }
            let resources = inherited_resources(objects, &page, revision);
            if let Some(resources) = resources.filter(|_| drawn.len() + fonts.len() < FOLLOWED) {
                of_page(objects, &resources, revision, &mut drawn, &mut fonts);
            }
        }
        Self { info, root, metadata, contents, drawn, xfa, fonts }
    }

    fn what(&self, found: &Found) -> ObjectKind {
        if Some(found.id) == self.info {
            return ObjectKind::Information;
        }
        if Some(found.id) == self.root {
            return ObjectKind::Catalog;
        }
        if Some(found.id) == self.metadata {
            return ObjectKind::Metadata;
        }
        if self.contents.contains(&found.id.number) {
            return ObjectKind::PageContent;
        }
        if self.xfa.contains(&found.id.number) {
            return ObjectKind::FormData;
        }
        let is_image = found.dictionary().is_some_and(|dictionary| dictionary.is(b"Subtype", b"Image"));
        if self.drawn.contains(&found.id.number) {
            return if is_image { ObjectKind::PageImage } else { ObjectKind::PageDrawing };
        }
        if self.fonts.contains(&found.id.number) {
            return ObjectKind::PageFont;
        }
        match &found.object.object {
            Object::Dictionary(dictionary) => kind_of(dictionary),
            Object::Array(_) => ObjectKind::Array,
            Object::Integer(_) => ObjectKind::Number,
            _ => ObjectKind::Value,
        }
    }
}

/// The streams that a form of XFA is in: one, or one a packet.
fn xfa_packets(objects: &mut Objects<'_>, catalog: Option<&Found>, revision: u32) -> BTreeSet<u32> {
    let form = catalog.and_then(|catalog| resolved(objects, catalog, b"AcroForm", revision));
    match form.as_ref().and_then(|form| form.get(b"XFA")).map(|value| value.object.clone()) {
        Some(Object::Array(packets)) => references(&packets).into_iter().collect(),
        Some(Object::Reference(id)) => match objects.get(id.number, revision).map(|found| found.object.object) {
            Some(Object::Array(packets)) => references(&packets).into_iter().collect(),
            _ => BTreeSet::from([id.number]),
        },
        _ => BTreeSet::new(),
    }
}

/// The resources of a page: its own, or those of the nearest node above it that has any (7.7.3.4).
fn inherited_resources(objects: &mut Objects<'_>, page: &Found, revision: u32) -> Option<Dictionary> {
    let mut node = page.clone();
    for _ in 0..16 {
        if let Some(resources) = resolved(objects, &node, b"Resources", revision) {
            return Some(resources);
        }
        let parent = node.dictionary()?.reference(b"Parent")?;
        node = objects.get(parent.number, revision)?;
    }
    None
}

/// The dictionary at a key of an object, direct or referenced.
fn resolved(objects: &mut Objects<'_>, found: &Found, key: &[u8], revision: u32) -> Option<Dictionary> {
    let value = found.dictionary()?.get(key)?.object.clone();
    as_dictionary(objects, &value, revision)
}

fn as_dictionary(objects: &mut Objects<'_>, value: &Object, revision: u32) -> Option<Dictionary> {
    match value {
        Object::Dictionary(dictionary) => Some(dictionary.clone()),
        Object::Reference(_) => objects.resolve(value, revision)?.dictionary().cloned(),
        _ => None,
    }
}

/// What the resources of a page draw and write with (7.8.3), and those of the forms that it draws.
fn of_page(
    objects: &mut Objects<'_>,
    resources: &Dictionary,
    revision: u32,
    drawn: &mut BTreeSet<u32>,
    fonts: &mut BTreeSet<u32>,
) {
    let mut open = vec![resources.clone()];
    while let Some(resources) = open.pop() {
        let listed = |objects: &mut Objects<'_>, key: &[u8]| -> Vec<u32> {
            let value = resources.get(key).map(|value| value.object.clone());
            let Some(entries) = value.and_then(|value| as_dictionary(objects, &value, revision)) else { return vec![] };
            let ids = entries.entries.iter().filter_map(|(_, value)| match &value.object {
                Object::Reference(id) => Some(id.number),
                _ => None,
            });
            ids.collect()
        };
        for number in listed(objects, b"Font") {
            if drawn.len() + fonts.len() < FOLLOWED && fonts.insert(number) {
                font_objects(objects, number, revision, fonts);
            }
        }
        for number in listed(objects, b"XObject") {
            if drawn.len() + fonts.len() < FOLLOWED
                && drawn.insert(number)
                && let Some(form) = objects.get(number, revision)
                && let Some(inner) = resolved(objects, &form, b"Resources", revision)
            {
                open.push(inner);
            }
        }
    }
}

/// The objects that make a font what it shows: its descriptor and program (9.8), its glyphs (9.6.4), its encoding, its descendant.
fn font_objects(objects: &mut Objects<'_>, number: u32, revision: u32, fonts: &mut BTreeSet<u32>) {
    let Some(font) = objects.get(number, revision) else { return };
    let Some(dictionary) = font.dictionary().cloned() else { return };
    let mut parts = vec![dictionary];
    let mut at = 0;
    while let Some(part) = parts.get(at).cloned() {
        at += 1;
        for key in [
            b"FontDescriptor".as_slice(),
            b"FontFile",
            b"FontFile2",
            b"FontFile3",
            b"Encoding",
            b"CharProcs",
            b"DescendantFonts",
        ] {
            let Some(value) = part.get(key).map(|value| value.object.clone()) else { continue };
            if let Object::Reference(id) = &value {
                fonts.insert(id.number);
            }
            let found = objects.resolve(&value, revision).map_or(value, |found| found.object.object);
            match found {
                Object::Array(items) => {
                    for number in references(&items) {
                        if fonts.insert(number)
                            && let Some(inner) =
                                objects.get(number, revision).and_then(|inner| inner.dictionary().cloned())
                        {
                            parts.push(inner);
                        }
                    }
                }
                Object::Dictionary(inner) if key == b"CharProcs" => {
                    fonts.extend(inner.entries.iter().filter_map(|(_, glyph)| match &glyph.object {
                        Object::Reference(id) => Some(id.number),
                        _ => None,
                    }));
                }
                Object::Dictionary(inner) if parts.len() < 16 => parts.push(inner),
                _ => {}
            }
        }
    }
}

/// What a dictionary says of its kind.
fn kind_of(dictionary: &Dictionary) -> ObjectKind {
    let text = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
    let subtype = dictionary.name(b"Subtype").map(text);
    match dictionary.name(b"Type") {
        Some(b"Catalog") => ObjectKind::Catalog,
        Some(b"Page") => ObjectKind::Page,
        Some(b"Pages") => ObjectKind::PageTree,
        Some(b"Font") => ObjectKind::Font,
        Some(b"FontDescriptor") => ObjectKind::FontDescriptor,
        Some(b"Metadata") => ObjectKind::Metadata,
        Some(b"Annot") => match subtype.as_deref() {
            Some("Widget") => ObjectKind::Widget,
            _ => ObjectKind::Annotation(subtype),
        },
        Some(b"Sig") => ObjectKind::Signature,
        Some(b"DocTimeStamp") => ObjectKind::DocumentTimeStamp,
        Some(b"DSS") => ObjectKind::SecurityStore,
        Some(b"Filespec") => ObjectKind::FileSpecification,
        Some(b"EmbeddedFile") => ObjectKind::EmbeddedFile,
        Some(b"XObject") => match subtype.as_deref() {
            Some("Image") => ObjectKind::Image,
            _ => ObjectKind::Drawing,
        },
        Some(b"ExtGState") => ObjectKind::GraphicsState,
        Some(b"Outlines") => ObjectKind::Outline,
        // What an object calls itself may be the words of a kind; a record that is read back says the same as this one.
        Some(other) => ObjectKind::from(text(other)),
        None => match subtype.as_deref() {
            Some("Image") => ObjectKind::Image,
            Some("Form") => ObjectKind::Drawing,
            Some("Widget") => ObjectKind::Widget,
            Some("Link" | "Text" | "FreeText" | "Highlight" | "Popup" | "Stamp" | "Ink") => {
                ObjectKind::Annotation(subtype)
            }
            _ if dictionary.get(b"ByteRange").is_some() => ObjectKind::Signature,
            _ if dictionary.get(b"FT").is_some() => ObjectKind::FormField,
            _ if dictionary.get(b"Fields").is_some() => ObjectKind::Form,
            _ if dictionary.get(b"Length").is_some() => ObjectKind::Stream,
            _ => ObjectKind::Dictionary,
        },
    }
}
