//! What is attached to a mail: documents of their own, mails in it among them, with what the mail says of each.

use super::dkim::Cover;
use super::header::date;
use super::{F2, format_of, path_of};
use crate::formats::budget::Purse;
use crate::formats::mail::parts::Part;
use crate::model::evidence::hexadecimal;
use crate::model::{ByteRange, Editability, Evidence, Extraction, Locus, Moment, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::{ChildName, Digested, Intake, ReadOptions, adopt, read_at_cost};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;

/// The name of an attachment.
const NAME: Property = Property::new("mail.attachment.name", Role::Identifying, F2);
/// When the mail says that the attached file was made, on the sender's disk (RFC 2183, 2.4).
const FILE_CREATED: Property = Property::new(keys::MAIL_ATTACHMENT_MADE, Role::PartTime, F2);
/// When it says that the file was last changed there (RFC 2183, 2.5).
const FILE_CHANGED: Property = Property::new(keys::MAIL_ATTACHMENT_CHANGED, Role::PartTime, F2);
/// When it says that the file was last read there (RFC 2183, 2.6).
const FILE_READ: Property = Property::plain("mail.attachment.read-date", F2);
/// When the attached document itself says that it was last saved.
const SAVED: Property = Property::new(keys::MAIL_ATTACHMENT_SAVED, Role::PartTime, Editability::F2);
/// When it says that it was made.
const MADE: Property = Property::new("mail.attachment.created", Role::PartTime, Editability::F2);

/// Hands over an attachment, which a signature of the mail may cover.
pub fn hand_over(
    bytes: &[u8],
    part: &Part,
    cover: Option<&Cover>,
    (options, purse): (&ReadOptions, &Purse),
    intake: &mut Intake,
) {
    let raw = bytes.get(part.header.clone()).unwrap_or_default();
    let locus = Locus {
        bytes: Some(ByteRange::new(part.header.start, part.header.end)),
        path: path_of(part),
        ..Locus::default()
    };
    if let Some(name) = part.name() {
        intake.evidence(&NAME, raw, Reading::Present(Value::Text(name.to_owned())), locus.clone());
    }
    for (parameter, property) in
        [("creation-date", &FILE_CREATED), ("modification-date", &FILE_CHANGED), ("read-date", &FILE_READ)]
    {
        if let Some(text) = part.disposition.get(parameter) {
            intake.evidence(property, text.as_bytes(), date(text.as_bytes()), locus.clone());
        }
    }
    let body = bytes.get(part.body.clone()).unwrap_or_default();
    if body.trim_ascii().is_empty() && part.name().is_none() {
        return;
    }
    let limit = purse.budget.stream_bytes.min(purse.budget.expanded_bytes.saturating_sub(purse.spent()));
    if body.len() as u64 > limit {
        intake.limit("stream-bytes", purse.budget.stream_bytes, path_of(part));
        return;
    }
    let decoded = Arc::new(part.transfer.decode(body));
    purse.expanded(decoded.len());
    let name = name_of(part);
    let digested = Digested { size: decoded.len(), sha256: hexadecimal(&Sha256::digest(decoded.as_slice())) };
    let mut dates = Vec::new();
    adopt(ChildName::from(name.clone()), digested, purse, intake, |purse| {
        let mut extraction = if part.is_mail() {
            super::read(&decoded, format_of(&decoded), options, purse)
        } else {
            read_at_cost(&decoded, Path::new(&name), options, purse)
        };
        if !part.is_mail() {
            dates = own_dates(&extraction);
        }
        cover.into_iter().for_each(|cover| cover.tell(&mut extraction));
        extraction
    });
    for (property, moment, path) in dates {
        let locus = Locus { path: format!("{name}: {path}"), ..Locus::default() };
        intake.evidence(&property, moment.text.as_bytes(), Reading::Present(Value::Moment(moment.clone())), locus);
    }
}

/// The name under which an attachment is an exhibit.
fn name_of(part: &Part) -> String {
    match part.name() {
        Some(name) => name.to_owned(),
        None if part.is_mail() => format!("message in {}", path_of(part)),
        None => format!("{} ({})", path_of(part), part.kind.value),
    }
}

/// What a document says of its making and its last save: the mail that brought it was sent after that.
fn own_dates(extraction: &Extraction) -> Vec<(Property, Moment, String)> {
    let of = |role: Role, property: Property| {
        let dated = |evidence: &&Evidence| evidence.role == Some(role) && evidence.moment().is_some();
        let found = extraction
            .evidence
            .iter()
            .filter(dated)
            .max_by_key(|evidence| evidence.moment().map(|moment| moment.earliest));
        found.and_then(|evidence| Some((property, evidence.moment()?.clone(), evidence.locus.path.clone())))
    };
    // A picture's own dates are told as those of any picture inside.
    if extraction.evidence.iter().any(|evidence| keys::EXIF.holds(&evidence.property)) {
        return vec![];
    }
    [of(Role::Created, MADE), of(Role::Modified, SAVED)].into_iter().flatten().collect()
}
