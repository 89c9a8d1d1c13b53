//! A message as evidence, whatever file it is kept in: what it says, its recipients, its attachments, its body.

use super::properties::{
    ANSWERED, CONVERSATION, CONVERSATION_BEGAN, MAILER, OF_ATTACHMENT, OF_MESSAGE, OF_RECIPIENT, OUTLOOK_VERSION,
    PICTURE_NAMED, TRANSPORT_HEADERS,
};
use super::transport::transport_headers;
use super::values::{guid, locus, tell, tell_one};
use super::{bodies, format_inside};
use crate::formats::budget::Purse;
use crate::formats::outlook::conversation;
use crate::formats::outlook::named::{COMMON, INTERNET_HEADERS, PUBLIC_STRINGS};
use crate::formats::outlook::properties::{Attachment, Label, Message, Object, Properties, Value as Kept, id, kind};
use crate::model::evidence::hexadecimal;
use crate::model::{ByteRange, Extraction, Locus, Moment, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::{ChildName, Digested, Intake, ReadOptions, adopt, read_child};
use sha2::{Digest, Sha256};

/// `PidTagTransportMessageHeaders`.
const HEAD: u16 = 0x007d;
/// `PidTagConversationIndex`.
const CONVERSATION_INDEX: u16 = 0x0071;
/// `PidLidCurrentVersionName`.
const VERSION_NAME: u32 = 0x8554;
/// `PidTagRecipientType`.
const RECIPIENT_TYPE: u16 = 0x0c15;
/// Lines of a head that name the program that made the mail.
const MAILERS: [&str; 2] = ["x-mailer", "user-agent"];
/// Lines of a head that say where somebody was.
const ORIGINS: [&str; 2] = ["x-originating-ip", "x-sender-ip"];

/// What the reading depends on, and what opens an object of another program that the message's own file keeps.
pub(super) struct Means<'a> {
    pub(super) options: &'a ReadOptions,
    /// Opens the storage of a path.
    pub(super) storage: &'a dyn Fn(&str, &Purse, &mut Intake),
}

/// Reads a message that is no file of its own.
pub(super) fn extraction(message: &Message, basis: &str, reading: &Means<'_>, purse: &Purse) -> Extraction {
    let mut intake = Intake::new(format_inside(basis), purse);
    read(message, reading, purse, &mut intake);
    intake.limits_of(purse);
    intake.finish()
}

/// Hands over what a message says.
pub(super) fn read(message: &Message, reading: &Means<'_>, purse: &Purse, intake: &mut Intake) {
    let properties = &message.properties;
    tell(properties, OF_MESSAGE, "", intake);
    named(properties, intake);
    if let Some(index) = properties.get(CONVERSATION_INDEX) {
        conversation(index, intake);
    }
    head(properties, intake);
    for (number, recipient) in message.recipients.iter().enumerate() {
        let sort = match recipient.number(RECIPIENT_TYPE) {
            Some(1) => " (to)",
            Some(2) => " (cc)",
            Some(3) => " (bcc)",
            _ => "",
        };
        tell(recipient, OF_RECIPIENT, &format!("recipient {}{sort}: ", number + 1), intake);
    }
    bodies::read(properties, purse, intake);
    for (number, attachment) in message.attachments.iter().enumerate() {
        if purse.is_empty() {
            break;
        }
        self::attachment(number + 1, attachment, reading, purse, intake);
    }
    for oddity in &message.oddities {
        intake.warn("mapi-oddity", oddity.clone(), None);
    }
    for fault in &message.faults {
        intake.partial();
        intake.warn("mapi", fault.clone(), None);
    }
}

/// What has a name: the version of Outlook, lines of the head.
fn named(properties: &Properties, intake: &mut Intake) {
    for kept in &properties.values {
        let (Some(name), Some(text)) = (&kept.name, kept.text(properties.code_page)) else { continue };
        if text.is_empty() {
            continue;
        }
        match &name.label {
            Label::Number(VERSION_NAME) if name.set == COMMON => {
                tell_one(&OUTLOOK_VERSION, kept, "PidLidCurrentVersionName", Value::Text(text), intake);
            }
            Label::Text(line) if name.set == INTERNET_HEADERS || name.set == PUBLIC_STRINGS && is_line(line) => {
                let line = line.to_ascii_lowercase();
                let path = format!("line {line} of the head");
                if MAILERS.contains(&line.as_str()) {
                    tell_one(&MAILER, kept, &path, Value::Text(text), intake);
                    continue;
                }
                let role = ORIGINS.contains(&line.as_str()).then_some(Role::Identifying);
                let property = Property { role, ..Property::named(keys::MAPI_HEADER, &line) };
                tell_one(&property, kept, &path, Value::Text(text), intake);
            }
            _ => {}
        }
    }
}

/// Whether a public name is that of a line of a head.
fn is_line(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    MAILERS.contains(&name.as_str()) || ORIGINS.contains(&name.as_str())
}

fn conversation(kept: &Kept, intake: &mut Intake) {
    const PATH: &str = "PidTagConversationIndex";
    let Some(index) = conversation::read(&kept.raw) else {
        let why = Reading::Unreadable("no index of a conversation".to_owned());
        intake.evidence(&CONVERSATION_BEGAN, &kept.raw, why, locus(&kept.place, PATH));
        return;
    };
    let mut tell = |property: &Property, start: usize, end: usize, value: Option<Value>, path: &str| {
        let raw = kept.raw.get(start..end).unwrap_or_default();
        let part = |range: Option<ByteRange>| {
            range.map(|range| ByteRange { start: range.start + start as u64, end: range.start + end as u64 })
        };
        let whole = locus(&kept.place, &format!("{PATH}: {path}"));
        let locus = Locus { bytes: part(whole.bytes), decoded: part(whole.decoded), ..whole };
        let why = || Reading::Unreadable("no time of the calendar".to_owned());
        intake.evidence(property, raw, value.map_or_else(why, Reading::Present), locus);
    };
    let moment = |ticks: u64| Moment::of_filetime(ticks).map(Value::Moment);
    tell(&CONVERSATION_BEGAN, 0, 6, moment(index.began), "the beginning");
    tell(&CONVERSATION, 6, 22, Some(Value::Text(guid_of_index(&index.guid))), "the conversation");
    for (number, (ticks, at)) in index.answers.iter().enumerate() {
        tell(&ANSWERED, *at, at + 5, moment(*ticks), &format!("answer {}", number + 1));
    }
}

/// The GUID of a conversation, whose numbers have their highest byte first.
fn guid_of_index(bytes: &[u8; 16]) -> String {
    let [a, b, c, d, e, f, g, h, rest @ ..] = *bytes;
    let [i, j, k, l, m, n, o, p] = rest;
    guid(&[d, c, b, a, f, e, h, g, i, j, k, l, m, n, o, p])
}

fn head(properties: &Properties, intake: &mut Intake) {
    let Some(kept) = properties.get(HEAD) else { return };
    let Some(text) = kept.text(properties.code_page).filter(|text| !text.trim().is_empty()) else { return };
    let place = locus(&kept.place, "PidTagTransportMessageHeaders");
    tell_one(&TRANSPORT_HEADERS, kept, &place.path, Value::Text(text.clone()), intake);
    transport_headers(&text, &place, intake);
}

/// `PidTagAttachLongFilename`, `PidTagAttachFilename`, `PidTagDisplayName`.
const NAMES: [u16; 3] = [0x3707, 0x3704, id::DISPLAY_NAME];
/// `PidTagAttachContentId`.
const CONTENT_ID: u16 = 0x3712;

fn attachment(number: usize, attachment: &Attachment, reading: &Means<'_>, purse: &Purse, intake: &mut Intake) {
    let properties = &attachment.properties;
    tell(properties, OF_ATTACHMENT, &format!("attachment {number}: "), intake);
    if let Some(kept) = properties.get(CONTENT_ID)
        && let Some(text) = kept.text(properties.code_page)
        && let Some(moment) = picture_named(&text)
    {
        let path = format!("attachment {number}: PidTagAttachContentId");
        tell_one(&PICTURE_NAMED, kept, &path, Value::Moment(moment), intake);
    }
    let name = NAMES.iter().find_map(|id| properties.text(*id).filter(|name| !name.trim().is_empty()));
    let name = name.unwrap_or_else(|| format!("attachment {number}"));
    match &attachment.object {
        Object::Message(message) => {
            let name = if name.contains('.') { name } else { format!("{name}.msg") };
            adopt(ChildName::from(name), digested(message), purse, intake, |purse| {
                extraction(message, "a message attached to a message", reading, purse)
            });
        }
        Object::Bytes(bytes) => read_child(ChildName::from(name), bytes.clone(), reading.options, purse, intake),
        Object::Storage(path) => (reading.storage)(path, purse, intake),
        Object::Nothing => {
            let data = properties.values.iter().find(|kept| kept.id == id::ATTACHED && kept.kind == kind::BINARY);
            if let Some(data) = data {
                read_child(ChildName::from(name), data.raw.clone(), reading.options, purse, intake);
            } else {
                let why = format!("{name}: the message has no bytes of this attachment");
                intake.warn("attachment-missing", why, None);
            }
        }
    }
}

/// The time in the name that Outlook gives a picture in a body: `image001.png@01D0A524.96D40F30`.
fn picture_named(name: &str) -> Option<Moment> {
    let (high, low) = name.rsplit_once('@')?.1.split_once('.')?;
    if high.len() != 8 || low.len() != 8 {
        return None;
    }
    let half = |digits: &str| u32::from_str_radix(digits, 16).ok().map(u64::from);
    let ticks = half(high)? << 32 | half(low)?;
    // The years in which Outlook was there: anything else is eight digits by chance.
    let at = Moment::of_filetime(ticks).filter(|_| (0x01ba_0000_0000_0000..0x0220_0000_0000_0000).contains(&ticks))?;
    let local = chrono::DateTime::from_timestamp(at.earliest.0, 0)?.naive_utc();
    let part = |text: &str| local.format(text).to_string().parse().ok();
    Moment::of_digits(
        &local.format("%Y-%m-%d %H:%M:%S").to_string(),
        (part("%Y")?, part("%m")?, part("%d")?),
        (part("%H")?, part("%M")?, part("%S")?),
    )
}

/// Size and digest of a message that is no row of bytes: of its values in their order, then of those of its recipients and of its
/// attachments, each as identifier, type, number of bytes (two, two and eight bytes, the lowest first) and bytes.
pub(super) fn digested(message: &Message) -> Digested {
    let (mut digest, mut size) = (Sha256::new(), 0);
    take(message, &mut digest, &mut size);
    Digested { size, sha256: hexadecimal(&digest.finalize()) }
}

fn take(message: &Message, digest: &mut Sha256, size: &mut usize) {
    let lists = message.attachments.iter().map(|attachment| &attachment.properties);
    for list in [&message.properties].into_iter().chain(&message.recipients).chain(lists) {
        for kept in &list.values {
            digest.update(kept.id.to_le_bytes());
            digest.update(kept.kind.to_le_bytes());
            digest.update((kept.raw.len() as u64).to_le_bytes());
            digest.update(&kept.raw);
            *size += kept.raw.len();
        }
    }
    for attachment in &message.attachments {
        match &attachment.object {
            Object::Message(inner) => take(inner, digest, size),
            Object::Bytes(bytes) => {
                digest.update(bytes);
                *size += bytes.len();
            }
            Object::Storage(_) | Object::Nothing => {}
        }
    }
}
