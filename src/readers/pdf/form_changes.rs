//! What a save did to the form and to what signatures rest on: fields put in, renamed, filled in; permissions, validation data or
//! the form itself taken away (ISO 32000-2:2020, 12.7 and 12.8).

use crate::formats::pdf::catalog::latest_pointer;
use crate::formats::pdf::objects::{Found, Objects};
use crate::formats::pdf::syntax::{Dictionary, Object, text_string};
use crate::model::{FormChange, FormChangeKind};
use std::collections::{BTreeMap, BTreeSet};

/// More fields of one state are not followed.
const FIELDS: usize = 2_000;

/// A field as one state has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Field {
    /// Its full name (12.7.4.2).
    name: String,
    /// Its value, in words; empty where it has none.
    value: String,
    /// Whether it is a place for a signature.
    signs: bool,
}

/// What one state has of that.
#[derive(Debug, Default)]
pub(super) struct State {
    permissions: bool,
    validation: bool,
    form: bool,
    fields: BTreeMap<u32, Field>,
}

impl State {
    /// The state of a revision.
    pub(super) fn of(objects: &mut Objects<'_>, revision: u32) -> Self {
        let catalog = latest_pointer(objects, revision, b"Root").and_then(|root| objects.get(root.number, revision));
        let Some(catalog) = catalog.as_ref().and_then(Found::dictionary).cloned() else { return Self::default() };
        let stands = |objects: &mut Objects<'_>, key: &[u8]| {
            dictionary(objects, catalog.get(key).map(|value| &value.object), revision)
        };
        let form = stands(objects, b"AcroForm");
        let mut state = Self {
            permissions: stands(objects, b"Perms").is_some(),
            validation: stands(objects, b"DSS").is_some(),
            form: form.is_some(),
            fields: BTreeMap::new(),
        };
        let listed =
            form.and_then(|form| array(objects, form.get(b"Fields").map(|value| value.object.clone()), revision));
        let mut open: Vec<(u32, String)> =
            listed.unwrap_or_default().into_iter().map(|number| (number, String::new())).collect();
        let mut seen = BTreeSet::new();
        while let Some((number, above)) = open.pop() {
            if seen.len() >= FIELDS || !seen.insert(number) {
                continue;
            }
            let Some(field) = objects.get(number, revision).and_then(|found| found.dictionary().cloned()) else {
                continue;
            };
            let own = text(field.get(b"T").map(|value| &value.object));
            let name = match (above.as_str(), own.as_deref()) {
                ("", own) => own.unwrap_or_default().to_owned(),
                (above, None) => above.to_owned(),
                (above, Some(own)) => format!("{above}.{own}"),
            };
            let kids =
                array(objects, field.get(b"Kids").map(|value| value.object.clone()), revision).unwrap_or_default();
            open.extend(kids.into_iter().map(|kid| (kid, name.clone())));
            if own.is_none() {
                continue;
            }
            let value = match field.get(b"V").map(|value| &value.object) {
                Some(Object::Name(name)) => String::from_utf8_lossy(name).into_owned(),
                value => text(value).unwrap_or_default(),
            };
            state.fields.insert(number, Field { name, value, signs: field.is(b"FT", b"Sig") });
        }
        state
    }

    /// What became of it by the save that made the other state.
    pub(super) fn changes(&self, now: &Self) -> Vec<FormChange> {
        let change = |kind: FormChangeKind, field: &str, before: &str, after: &str| FormChange {
            kind,
            field: field.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        };
        let mut changes: Vec<FormChange> = [
            (self.permissions && !now.permissions, FormChangeKind::PermissionsRemoved),
            (self.validation && !now.validation, FormChangeKind::ValidationRemoved),
            (self.form && !now.form, FormChangeKind::FormRemoved),
        ]
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, kind)| change(kind, "", "", ""))
        .collect();
        if !now.form {
            return changes;
        }
        for (number, field) in now.fields.iter().filter(|(_, field)| !field.signs) {
            match self.fields.get(number) {
                None => {
                    if !self.fields.values().any(|before| before.name == field.name) {
                        changes.push(change(FormChangeKind::FieldAdded, &field.name, "", &field.value));
                    }
                }
                Some(before) => {
                    if before.name != field.name {
                        changes.push(change(FormChangeKind::FieldRenamed, &field.name, &before.name, &field.name));
                    }
                    if before.value != field.value {
                        changes.push(change(FormChangeKind::FieldFilled, &field.name, &before.value, &field.value));
                    }
                }
            }
        }
        let gone = self.fields.iter().filter(|(number, field)| !field.signs && !now.fields.contains_key(number));
        for (_, field) in gone {
            if !now.fields.values().any(|after| after.name == field.name) {
                changes.push(change(FormChangeKind::FieldRemoved, &field.name, &field.value, ""));
            }
        }
        changes
    }
}

fn dictionary(objects: &mut Objects<'_>, value: Option<&Object>, revision: u32) -> Option<Dictionary> {
    match value? {
        Object::Dictionary(dictionary) => Some(dictionary.clone()),
        reference @ Object::Reference(_) => objects.resolve(reference, revision)?.dictionary().cloned(),
        _ => None,
    }
}

/// The objects that an array names, which may be an object itself.
fn array(objects: &mut Objects<'_>, value: Option<Object>, revision: u32) -> Option<Vec<u32>> {
    let items = match value? {
        Object::Array(items) => items,
        reference @ Object::Reference(_) => match objects.resolve(&reference, revision)?.object.object {
            Object::Array(items) => items,
            _ => return None,
        },
        _ => return None,
    };
    let number = |object: &Object| if let Object::Reference(id) = object { Some(id.number) } else { None };
    Some(items.iter().filter_map(|item| number(&item.object)).collect())
}

fn text(value: Option<&Object>) -> Option<String> {
    match value? {
        Object::String(bytes) => Some(text_string(bytes).unwrap_or_else(|partly| partly)),
        _ => None,
    }
}
