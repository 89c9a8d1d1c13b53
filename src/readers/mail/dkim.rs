//! Signatures of the domains that sent a mail or passed it on (DKIM, RFC 6376; ARC, RFC 8617): what each signs, what it states, and
//! whether it holds by the keys that the examiner has.

use crate::formats::dkim::algorithm::Algorithm;
use crate::formats::dkim::{Outcome, Placed, Sealed, verify};
use crate::model::{
    ByteRange, DkimVerdict, Editability, Evidence, EvidenceId, Extraction, Locus, Moment, Property, Reading, Role,
    Value,
};
use crate::properties::keys;
use crate::readers::{Intake, ReadOptions};
use std::ops::Range;

/// Why a signature cannot be tested.
const WHY: &str = "mail.dkim.why";
/// Of which kind the key is.
const KEY_KIND: &str = "mail.dkim.key";
/// Where the keys file has the key from.
const KEY_SOURCE: &str = "mail.dkim.key-source";

/// When a document came in a mail whose signature covers all of its bytes: the last day of the key, by the examiner's keys file.
const COVERS_ATTACHMENT: Property = Property::plain(keys::DKIM_COVERS_ATTACHMENT, Editability::F0);

/// Tests the signatures of a mail, and says what came of each. Gives the one that bounds all bytes of the body best, where one does.
pub fn hand_over(message: &[u8], options: &ReadOptions, intake: &mut Intake) -> Option<Cover> {
    let outcomes = verify(message, &options.dkim_keys);
    for (number, outcome) in outcomes.iter().enumerate() {
        Told { message, outcome, name: name(outcome.sealed, number + 1) }.hand_over(intake);
    }
    // Where the mail gives itself a later date, the key was in use longer than the keys file says.
    let dated = |one: &Evidence| {
        if one.role == Some(Role::Created) { one.moment().map(|moment| moment.earliest) } else { None }
    };
    let latest = intake.so_far().0.iter().filter_map(dated).max();
    let covers = outcomes.iter().filter_map(|outcome| Cover::of(message, outcome));
    covers.filter(|cover| latest.is_none_or(|date| date <= cover.until.latest)).min_by_key(|cover| cover.until.latest)
}

/// A signature that holds, and that covers all bytes of a mail's body and how they are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    domain: String,
    until: Moment,
    raw: Vec<u8>,
}

impl Cover {
    /// None where an attachment could have been changed behind the signing, or where nothing says when the key was in use.
    fn of(message: &[u8], outcome: &Outcome) -> Option<Self> {
        let until = outcome.key.as_ref()?.until.clone()?;
        let (domain, body) = (outcome.domain.as_ref()?, outcome.body?);
        let whole = body.agrees && body.beyond() == 0 && !outcome.unsigned.iter().any(|name| FORM.contains(name));
        let in_time = outcome
            .time
            .as_ref()
            .is_none_or(|time| Moment::of_unix_time(time.value).is_some_and(|stated| stated.earliest <= until.latest));
        let holds = outcome.verdict == DkimVerdict::Verified && outcome.algorithm != Some(Algorithm::RsaSha1);
        let raw = message.get(outcome.selector.as_ref()?.place.clone()).unwrap_or_default().to_vec();
        (whole && in_time && holds).then(|| Self { domain: domain.value.clone(), until, raw })
    }

    /// Says with an attached document which signature covers it.
    pub fn tell(&self, attachment: &mut Extraction) {
        let path = format!(
            "the mail that it came in: DKIM-Signature of {}: last day of the key by the keys file",
            self.domain
        );
        let value = Reading::Present(Value::Moment(self.until.clone()));
        let id = EvidenceId::numbered(attachment.evidence.len() + 1);
        let locus = Locus { path, ..Locus::default() };
        attachment.evidence.push(Evidence::of(id, &COVERS_ATTACHMENT, &self.raw, value, locus));
    }
}

/// What decides how the bytes of a body are read.
const FORM: [&str; 2] = ["Content-Type", "Content-Transfer-Encoding"];

/// How a signature is named: its field, and its number among all signatures, from the top.
fn name(sealed: Sealed, number: usize) -> String {
    match sealed {
        Sealed::Mail => format!("DKIM-Signature {number}"),
        Sealed::PassedOn(_) => format!("ARC-Message-Signature {number}"),
        Sealed::Chain(_) => format!("ARC-Seal {number}"),
    }
}

struct Told<'a> {
    message: &'a [u8],
    outcome: &'a Outcome,
    name: String,
}

impl Told<'_> {
    fn hand_over(&self, intake: &mut Intake) {
        let outcome = self.outcome;
        let text = |text: &str| Reading::Present(Value::Text(text.to_owned()));
        self.say(keys::DKIM_OUTCOME, "", &outcome.place, text(outcome.verdict.word()), intake);
        if !outcome.why.is_empty() {
            self.say(WHY, "", &outcome.place, text(&outcome.why), intake);
        }
        if let Some(domain) = &outcome.domain {
            self.say(keys::DKIM_DOMAIN, "d", &domain.place, text(&domain.value), intake);
        }
        if let Some(selector) = &outcome.selector {
            self.say(keys::DKIM_SELECTOR, "s", &selector.place, text(&selector.value), intake);
        }
        if let Some(algorithm) = outcome.algorithm {
            self.say(keys::DKIM_ALGORITHM, "a", &outcome.place, text(algorithm.name()), intake);
        }
        if let Some(signed) = &outcome.signed {
            self.say(keys::DKIM_SIGNED, "h", &signed.place, text(&signed.value.join(", ")), intake);
            if !outcome.unsigned.is_empty() {
                let unsigned = text(&outcome.unsigned.join(", "));
                self.say(
                    keys::DKIM_UNSIGNED,
                    "h: fields of the mail that it leaves out",
                    &signed.place,
                    unsigned,
                    intake,
                );
            }
        }
        self.time(keys::DKIM_TIME, "t", outcome.time.as_ref(), intake);
        self.time(keys::DKIM_EXPIRES, "x", outcome.expires.as_ref(), intake);
        if let Some(body) = outcome.body {
            let number = |bytes: u64| Reading::Present(Value::Number(i64::try_from(bytes).unwrap_or(i64::MAX)));
            self.say(keys::DKIM_BODY, "body: bytes that are signed", &outcome.place, number(body.signed), intake);
            if body.beyond() > 0 && body.agrees {
                let path = "body: bytes behind those that are signed";
                self.say(keys::DKIM_BEYOND, path, &outcome.place, number(body.beyond()), intake);
            }
        }
        self.key(intake);
    }

    /// What the keys file says of the key by which the signature was tested.
    fn key(&self, intake: &mut Intake) {
        let (Some(key), Some(selector)) = (&self.outcome.key, &self.outcome.selector) else { return };
        let place = &selector.place;
        self.say(KEY_KIND, "s: key", place, Reading::Present(Value::Text(key.kind.clone())), intake);
        if !key.source.is_empty() {
            self.say(
                KEY_SOURCE,
                "s: source of the key",
                place,
                Reading::Present(Value::Text(key.source.clone())),
                intake,
            );
        }
        let days = [
            (keys::DKIM_KEY_UNTIL, "s: last day of the key by the keys file", &key.until),
            (keys::DKIM_KEY_PUBLISHED, "s: day of the private key's publication by the keys file", &key.published),
        ];
        for (property, path, day) in days {
            if let Some(day) = day {
                self.say(property, path, place, Reading::Present(Value::Moment(day.clone())), intake);
            }
        }
    }

    fn time(&self, key: &'static str, tag: &str, stated: Option<&Placed<i64>>, intake: &mut Intake) {
        let Some(stated) = stated else { return };
        let reading = Moment::of_unix_time(stated.value).map_or_else(
            || Reading::Unreadable("a time beyond the calendar".to_owned()),
            |moment| Reading::Present(Value::Moment(moment)),
        );
        self.say(key, tag, &stated.place, reading, intake);
    }

    fn say(&self, key: &'static str, tag: &str, place: &Range<usize>, value: Reading, intake: &mut Intake) {
        // Without a signature that holds, anybody can have typed the field.
        let holds = self.outcome.verdict == DkimVerdict::Verified;
        let property = Property::plain(key, if holds { Editability::F0 } else { Editability::F2 });
        let path = if tag.is_empty() { self.name.clone() } else { format!("{}/{tag}", self.name) };
        let locus = Locus { bytes: Some(ByteRange::new(place.start, place.end)), path, ..Locus::default() };
        let raw = self.message.get(place.clone()).unwrap_or_default();
        intake.evidence(&property, raw, value, locus);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::dkim::KeyFile;
    use crate::model::{Evidence, Extraction, Format};
    use crate::readers::{Budget, Purse};
    use std::path::Path;

    fn read(file: &str, keys: bool) -> (Vec<u8>, Extraction) {
        let message = std::fs::read(Path::new("samples/dkim").join(file)).unwrap();
        let dkim_keys =
            if keys { KeyFile::read(Path::new("samples/dkim/keys.csv")).unwrap() } else { KeyFile::default() };
        let options = ReadOptions { dkim_keys, ..ReadOptions::default() };
        let purse = Purse::new(Budget::default(), message.len());
        let mut intake = Intake::new(Format::default(), &purse);
        hand_over(&message, &options, &mut intake);
        (message, intake.finish())
    }

    fn of<'e>(extraction: &'e Extraction, key: &str) -> Vec<&'e Evidence> {
        extraction.evidence.iter().filter(|evidence| evidence.property == key).collect()
    }

    #[test]
    fn a_signature_is_told_with_its_times_and_their_places() {
        let (message, read) = read("expired.eml", true);
        assert_eq!(of(&read, keys::DKIM_OUTCOME)[0].text(), Some("verified"));
        let time = of(&read, keys::DKIM_TIME)[0];
        assert_eq!(time.moment().unwrap().readable(), "2013-05-14 06:22:31 UTC");
        let bytes = time.locus.bytes.unwrap();
        let (start, end) = (usize::try_from(bytes.start).unwrap(), usize::try_from(bytes.end).unwrap());
        assert_eq!(&message[start..end], b"1368512551");
        assert_eq!(of(&read, keys::DKIM_EXPIRES)[0].moment().unwrap().readable(), "2013-05-14 07:22:31 UTC");
        assert_eq!(of(&read, keys::DKIM_KEY_UNTIL)[0].moment().unwrap().text, "2014-06-30");
        assert!(read.evidence.iter().all(|evidence| evidence.locus.first_step() == "DKIM-Signature 1"));
        assert!(
            read.evidence.iter().all(|evidence| evidence.role.is_none()),
            "a statement, and no date of the document"
        );
    }

    #[test]
    fn each_signature_of_several_is_told_and_none_of_none() {
        let (_, several) = read("several.eml", true);
        assert_eq!(of(&several, keys::DKIM_OUTCOME).len(), 3);
        assert!(read("unsigned.eml", true).1.evidence.is_empty());
        let (_, without) = read("good.eml", false);
        assert_eq!(of(&without, keys::DKIM_OUTCOME)[0].text(), Some("no key"));
        assert!(of(&without, keys::DKIM_KEY_UNTIL).is_empty());
    }

    #[test]
    fn what_is_behind_the_signed_length_is_counted() {
        let (_, footer) = read("list-footer-length.eml", true);
        assert_eq!(of(&footer, keys::DKIM_BEYOND)[0].number(), Some(105));
        assert!(of(&read("length-whole.eml", true).1, keys::DKIM_BEYOND).is_empty());
        assert_eq!(of(&read("subject-twice.eml", true).1, keys::DKIM_UNSIGNED)[0].text(), Some("Subject"));
    }
}
