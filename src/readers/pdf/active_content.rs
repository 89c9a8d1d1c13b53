//! What a program may carry out, start or fetch when somebody opens a document or works with it (ISO 32000-2, 12.6): scripts, starts of
//! other programs, forms that send what is filled in, and what is read from elsewhere. It is listed and never carried out.

use crate::formats::pdf::objects::{Found, Objects};
use crate::formats::pdf::stream::decode_beginning;
use crate::formats::pdf::syntax::{Dictionary, Object, Spanned, text_string};
use crate::model::{Concealment, Editability, Locus, Property, Reading, Value};
use crate::readers::Intake;
use std::collections::{BTreeMap, BTreeSet};

/// A script, or another instruction that a program may carry out.
pub const SCRIPT: Property = Property::plain("pdf.active.script", Editability::F2).hidden(Concealment::Script);
/// Something that starts another program or opens another file.
pub const LAUNCH: Property = Property::plain("pdf.active.launch", Editability::F2).hidden(Concealment::Launch);
/// Something that a program may fetch from elsewhere, unasked.
pub const REMOTE: Property = Property::plain("pdf.active.remote", Editability::F2).hidden(Concealment::Remote);

/// So many of a kind are told.
const LISTED: usize = 50;
/// So many actions are looked at.
const NOTED: usize = 5_000;
/// Of a script so many characters are quoted.
const QUOTED: usize = 200;
/// Of a script so many bytes are read.
const BEGINNING: usize = 64 << 10;
/// Dictionaries are looked for no deeper in one another.
const DEPTH: usize = 8;

/// When events happen (tables 197 to 200); those of a field and those of a page share a letter.
const EVENTS: &[(&[u8], &str)] = &[
    (b"WC", "before the document is closed"),
    (b"WS", "before the document is saved"),
    (b"DS", "after the document is saved"),
    (b"WP", "before the document is printed"),
    (b"DP", "after the document is printed"),
    (b"O", "when a page is opened"),
    (b"PO", "when its page is opened"),
    (b"PC", "when its page is closed"),
    (b"PV", "when its page comes into view"),
    (b"PI", "when its page goes out of view"),
    (b"E", "when the pointer comes over it"),
    (b"X", "when the pointer leaves it"),
    (b"D", "when the mouse is pressed on it"),
    (b"U", "when the mouse is released on it"),
    (b"Fo", "when a field is entered"),
    (b"Bl", "when a field is left"),
    (b"K", "when somebody types into a field"),
    (b"F", "when a field is shown"),
    (b"V", "when the value of a field changes"),
];
const OPENED: &str = "when the document is opened";
const CLICKED: &str = "when somebody clicks";
const CALCULATED: &str = "when another field changes";
const PAGE_CLOSED: &str = "when a page is closed";
/// What happens without a click.
const ASKED_FOR: [&str; 3] = [CLICKED, "when the mouse is pressed on it", "when the mouse is released on it"];

/// Beginnings of the calls that Acrobat writes for the formats of fields.
const OF_FIELDS: [&str; 9] = [
    "AFNumber_",
    "AFPercent_",
    "AFDate_",
    "AFTime_",
    "AFSpecial_",
    "AFSimple_",
    "AFRange_",
    "AFExactMatch",
    "AFMergeChange",
];

/// Something that was noted while the objects were read.
#[derive(Debug)]
struct Noted {
    object: Found,
    revision: u32,
    place: Spanned,
    dictionary: Dictionary,
    when: Option<&'static str>,
}

/// The active content of a document, noted object by object.
#[derive(Debug, Default)]
pub struct ActiveContent {
    noted: Vec<Noted>,
    /// When the actions of objects happen to which others refer.
    events: BTreeMap<u32, &'static str>,
}

impl ActiveContent {
    /// Notes what one object does.
    pub fn note(&mut self, found: &Found, revision: u32) {
        self.value(found, &found.object, revision, None, 0);
    }

    fn value(&mut self, found: &Found, value: &Spanned, revision: u32, when: Option<&'static str>, depth: usize) {
        if depth > DEPTH {
            return;
        }
        match &value.object {
            Object::Array(items) => {
                items.iter().for_each(|item| self.value(found, item, revision, when, depth + 1));
            }
            Object::Dictionary(dictionary) => {
                if is_active(dictionary) && self.noted.len() < NOTED {
                    self.noted.push(Noted {
                        object: Found { object: Spanned { object: Object::Null, ..found.object }, ..found.clone() },
                        revision,
                        place: Spanned { object: Object::Null, ..*value },
                        dictionary: dictionary.clone(),
                        when,
                    });
                }
                for (key, inner) in &dictionary.entries {
                    let event = event(dictionary, key, when);
                    match &inner.object {
                        Object::Reference(id) => {
                            if let Some(event) = event {
                                self.events.entry(id.number).or_insert(event);
                            }
                        }
                        Object::Array(items) if key == b"Names" => {
                            for item in items {
                                if let Object::Reference(id) = item.object {
                                    self.events.entry(id.number).or_insert(OPENED);
                                }
                            }
                            self.value(found, inner, revision, Some(OPENED), depth + 1);
                        }
                        Object::Dictionary(events) if key == b"AA" => {
                            for (key, action) in &events.entries {
                                let event = happens(key, dictionary.get(b"FT").is_some() || is_widget(dictionary));
                                if let (Object::Reference(id), Some(event)) = (&action.object, event) {
                                    self.events.insert(id.number, event);
                                }
                                self.value(found, action, revision, event, depth + 2);
                            }
                        }
                        Object::Dictionary(_) | Object::Array(_) => {
                            self.value(found, inner, revision, event, depth + 1);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// Hands over what the last state does.
    pub fn finish(mut self, objects: &mut Objects<'_>, intake: &mut Intake) {
        let last = u32::try_from(objects.walk.revisions.len()).unwrap_or(u32::MAX);
        self.events_of_others(objects, last);
        let (mut told, mut of_fields) = (BTreeSet::new(), BTreeMap::<String, usize>::new());
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut first_of_fields = None;
        for noted in &self.noted {
            if objects.walk.brought_in(noted.object.id.number, last) != Some(noted.revision) {
                continue;
            }
            // An object of its own happens when whatever refers to it does.
            let is_own = noted.place.start == noted.object.object.start;
            let when = noted.when.or_else(|| self.events.get(&noted.object.id.number).copied().filter(|_| is_own));
            for (property, text, script) in said(objects, &noted.dictionary, when, last) {
                if let Some(call) = script.as_deref().and_then(call_of_a_field) {
                    *of_fields.entry(call).or_default() += 1;
                    first_of_fields.get_or_insert_with(|| locus(noted, "JS"));
                    continue;
                }
                let count = counts.entry(property.key.to_string()).or_default();
                if *count < LISTED && told.insert((property.key.clone(), text.clone())) {
                    *count += 1;
                    intake.evidence(&property, b"", Reading::Present(Value::Text(text)), locus(noted, "action"));
                }
            }
        }
        if let Some(locus) = first_of_fields {
            let calls: Vec<&str> = of_fields.keys().map(String::as_str).take(LISTED).collect();
            let count: usize = of_fields.values().sum();
            let text = format!("{count} calls that format and check fields of the form: {}", calls.join(", "));
            intake.evidence(&SCRIPT, b"", Reading::Present(Value::Text(text)), locus);
        }
    }

    /// Actions that follow others, and those of dictionaries of events that are objects of their own.
    fn events_of_others(&mut self, objects: &mut Objects<'_>, last: u32) {
        let mut open: Vec<(u32, &'static str)> = self.events.iter().map(|(number, when)| (*number, *when)).collect();
        let mut seen = BTreeSet::new();
        while let Some((number, when)) = open.pop() {
            if seen.len() > NOTED || !seen.insert(number) {
                continue;
            }
            let is_noted = self.noted.iter().any(|noted| noted.object.id.number == number);
            let Some(found) = is_noted.then(|| objects.get(number, last)).flatten() else { continue };
            let Some(next) = found.dictionary().and_then(|action| action.reference(b"Next")) else { continue };
            self.events.entry(next.number).or_insert(when);
            open.push((next.number, when));
        }
    }
}

/// When what is at a key happens.
fn event(holder: &Dictionary, key: &[u8], when: Option<&'static str>) -> Option<&'static str> {
    match key {
        b"OpenAction" => Some(OPENED),
        b"A" | b"PA" => Some(CLICKED),
        b"Next" if holder.get(b"S").is_some() => when,
        _ => None,
    }
}

fn locus(noted: &Noted, what: &str) -> Locus {
    noted.object.locus(noted.revision, &noted.place, what.to_owned())
}

fn is_widget(dictionary: &Dictionary) -> bool {
    dictionary.is(b"Subtype", b"Widget")
}

fn happens(key: &[u8], of_field: bool) -> Option<&'static str> {
    if key == b"C" {
        return Some(if of_field { CALCULATED } else { PAGE_CLOSED });
    }
    EVENTS.iter().find(|(event, _)| *event == key).map(|(_, when)| *when)
}

/// Whether a dictionary is an action that may do more than show another place, or a part that is active by itself.
fn is_active(dictionary: &Dictionary) -> bool {
    const ACTIONS: [&[u8]; 8] =
        [b"JavaScript", b"Launch", b"SubmitForm", b"ImportData", b"GoToR", b"GoToE", b"URI", b"Rendition"];
    dictionary.name(b"S").is_some_and(|action| ACTIONS.contains(&action))
        || dictionary.is(b"Subtype", b"RichMedia")
        || dictionary.get(b"OnInstantiate").is_some()
        || dictionary.get(b"XFA").is_some()
        || dictionary.is(b"FS", b"URL")
        || dictionary.get(b"Ref").is_some() && dictionary.is(b"Subtype", b"Form")
        || dictionary.get(b"F").is_some() && dictionary.get(b"Length").is_some()
}

/// What a dictionary does, in words; of a script the script too.
fn said(
    objects: &mut Objects<'_>,
    dictionary: &Dictionary,
    when: Option<&'static str>,
    revision: u32,
) -> Vec<(Property, String, Option<String>)> {
    let mut said = Vec::new();
    let moment = when.map_or_else(String::new, |when| format!(" {when}"));
    let unasked = when.is_some_and(|when| !ASKED_FOR.contains(&when));
    let action = dictionary.name(b"S").unwrap_or_default();
    if matches!(action, b"JavaScript" | b"Rendition")
        && let Some(script) = script(objects, dictionary, b"JS", revision)
    {
        said.push((SCRIPT, format!("a script runs{moment}: {}", short(&script)), Some(script)));
    }
    if let Some(script) = script(objects, dictionary, b"OnInstantiate", revision) {
        said.push((SCRIPT, format!("a script runs when a three-dimensional model is shown: {}", short(&script)), None));
    }
    let mut target = || file(objects, dictionary, revision);
    match action {
        b"Launch" => {
            let target = target().unwrap_or_else(|| "something".to_owned());
            said.push((LAUNCH, format!("starts or opens{moment}: {target}"), None));
        }
        b"SubmitForm" => {
            let target = target().unwrap_or_else(|| "an address that is not given".to_owned());
            said.push((SCRIPT, format!("sends what is filled in{moment} to {target}"), None));
        }
        b"ImportData" => {
            let target = target().unwrap_or_else(|| "a file".to_owned());
            said.push((SCRIPT, format!("fills in the form{moment} from {target}"), None));
        }
        b"GoToR" | b"GoToE" if unasked => {
            let target = target().unwrap_or_else(|| "a file".to_owned());
            said.push((LAUNCH, format!("opens another document{moment}: {target}"), None));
        }
        b"URI" if unasked => {
            if let Some(Object::String(address)) = dictionary.get(b"URI").map(|address| &address.object) {
                said.push((REMOTE, format!("opens an address{moment}: {}", short(&text(address))), None));
            }
        }
        _ => {}
    }
    if dictionary.is(b"Subtype", b"RichMedia") {
        said.push((SCRIPT, "a piece of rich media (Flash, a film or a model), which may run scripts".to_owned(), None));
    }
    if dictionary.get(b"XFA").is_some() {
        let told = "an XFA form, which programs that know it run in place of the pages".to_owned();
        said.push((SCRIPT, told, None));
    }
    if dictionary.is(b"FS", b"URL")
        && let Some(Object::String(address)) = dictionary.get(b"F").map(|address| &address.object)
    {
        said.push((REMOTE, format!("a file that is elsewhere: {}", short(&text(address))), None));
    } else if dictionary.get(b"F").is_some() && dictionary.get(b"Length").is_some() {
        let target = file(objects, dictionary, revision);
        said.extend(target.map(|target| (REMOTE, format!("data that are in another file: {target}"), None)));
    }
    if dictionary.is(b"Subtype", b"Form")
        && let Some(Object::Dictionary(reference)) = dictionary.get(b"Ref").map(|value| value.object.clone())
        && let Some(target) = file(objects, &reference, revision)
    {
        said.push((REMOTE, format!("a page of another document in the place of a picture: {target}"), None));
    }
    said
}

/// The file or the address that a dictionary names.
fn file(objects: &mut Objects<'_>, dictionary: &Dictionary, revision: u32) -> Option<String> {
    let mut value = dictionary.get(b"F").or_else(|| dictionary.get(b"Win"))?.object.clone();
    for _ in 0..4 {
        match &value {
            Object::String(bytes) => return Some(short(&text(bytes))),
            Object::Dictionary(file) => {
                value = file.get(b"UF").or_else(|| file.get(b"F"))?.object.clone();
            }
            reference => value = objects.resolve(reference, revision)?.object.object,
        }
    }
    None
}

/// The text of a script: a string, or a stream (12.6.4.17).
fn script(objects: &mut Objects<'_>, dictionary: &Dictionary, key: &[u8], revision: u32) -> Option<String> {
    let value = dictionary.get(key)?;
    let bytes = match &value.object {
        Object::String(bytes) => bytes.clone(),
        reference => {
            let found = objects.resolve(reference, revision)?;
            match &found.object.object {
                Object::String(bytes) => bytes.clone(),
                Object::Dictionary(stream) => {
                    let (raw, _) = objects.raw_stream(&found)?;
                    decode_beginning(stream, &raw, BEGINNING, objects.purse)
                }
                _ => return None,
            }
        }
    };
    let script = text(&bytes);
    (!script.trim().is_empty()).then_some(script)
}

fn text(bytes: &[u8]) -> String {
    text_string(bytes).unwrap_or_else(|partly| partly)
}

/// On one line, as far as it is quoted.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}\u{2026}", line.get(..at).unwrap_or_default()),
        None => line,
    }
}

/// The name of the function, where a script is one call that Acrobat writes for a field.
fn call_of_a_field(script: &str) -> Option<String> {
    let script = script.trim().trim_end_matches(';').trim_end();
    let (name, arguments) = script.split_once('(')?;
    let is_known = OF_FIELDS.iter().any(|known| name.starts_with(known))
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    let is_one = arguments.ends_with(')') && !arguments.contains(';') && !arguments.contains('{');
    (is_known && is_one).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::pdf::leftovers::written;

    fn told(catalog: &str, others: &[&str]) -> [Vec<String>; 3] {
        let read = written::read_page(catalog, "", "(Form) Tj", others);
        [&SCRIPT, &LAUNCH, &REMOTE].map(|property| written::told(&read, property))
    }

    #[test]
    fn a_script_is_quoted_with_when_it_runs() {
        let script = ["a script runs when the document is opened: app.alert(1)".to_owned()];
        let action = "<</S/JavaScript/JS(app.alert(1))>>";
        assert_eq!(told(&format!("/OpenAction{action}"), &[])[0], script);
        assert_eq!(told("/OpenAction 6 0 R", &[action])[0], script);
        assert_eq!(told("/Names<</JavaScript<</Names[(a)6 0 R]>>>>", &[action])[0], script);
        let before = told(&format!("/AA<</WP{action}>>"), &[]);
        assert_eq!(before[0], ["a script runs before the document is printed: app.alert(1)"]);
    }

    #[test]
    fn what_a_click_opens_is_no_address_that_is_called_unasked() {
        let link = "<</S/URI/URI(https://example.org/)>>";
        assert_eq!(told("", &[&format!("<</Subtype/Link/Rect[0 0 9 9]/A{link}>>")]).concat(), Vec::<String>::new());
        let called = told(&format!("/OpenAction{link}"), &[]);
        assert_eq!(called[2], ["opens an address when the document is opened: https://example.org/"]);
        let started = told("", &["<</Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F<</F(notes.exe)>>>>>>"]);
        assert_eq!(started[1], ["starts or opens when somebody clicks: notes.exe"]);
    }

    #[test]
    fn the_calls_that_format_fields_are_counted() {
        let field = "<</FT/Tx/T(a)/AA<</F<</S/JavaScript/JS(AFNumber_Format\\(2, 0\\);)>>>>>>";
        let calls = ["2 calls that format and check fields of the form: AFNumber_Format".to_owned()];
        assert_eq!(told("", &[field, field])[0], calls);
    }

    #[test]
    fn actions_that_nest_without_end_are_left() {
        let nested = "<</Next".repeat(90) + "<</S/JavaScript/JS(a)>>" + &">>".repeat(90);
        assert_eq!(told("", &[&nested])[0], Vec::<String>::new());
    }
}
