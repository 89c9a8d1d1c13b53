//! The header field of a signature (RFC 6376, 3.5; RFC 8617, 4.1).

use super::algorithm::Algorithm;
use super::canonical::Form;
use super::keys::decoded;
use super::outcome::{Placed, Sealed};
use super::tags::{self, Tag, Tags};
use std::ops::Range;

/// Why a signature cannot be tested.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unusable {
    /// The field is no list of tags.
    #[error("the field has {0}")]
    Tags(tags::Fault),
    /// A tag is missing.
    #[error("it has no {0}=")]
    Missing(&'static str),
    /// A tag has a value that means nothing.
    #[error("its {0}= cannot be read: {1:?}")]
    Value(&'static str, String),
    /// Another version.
    #[error("it is of version {0:?}, and valla knows version 1")]
    Version(String),
    /// An algorithm that is not computed.
    #[error("valla does not compute {0:?}")]
    Algorithm(String),
    /// It does not sign who sent it (RFC 6376, 5.4).
    #[error("it does not sign From")]
    FromUnsigned,
    /// It signs for a user of another domain (`i=`).
    #[error("it signs for {0:?}, who is not of its domain")]
    OtherUser(String),
    /// It ends before it begins.
    #[error("it expires before it was made")]
    Disordered,
    /// There are more.
    #[error("there are more than {0} signatures, and valla tests that many")]
    TooMany(usize),
    /// It covers more than is tested.
    #[error("the header fields that it signs are too long to be tested")]
    TooLong,
    /// The key was withdrawn.
    #[error("the domain withdrew the key")]
    Withdrawn,
    /// The key does not fit.
    #[error("the key cannot be used for it: {0}")]
    Key(String),
    /// One of those that passed the mail on said that the chain was broken.
    #[error("the chain of seals was broken before, as it says itself (cv={0})")]
    Broken(String),
    /// A seal of the chain is not there, or is there twice.
    #[error("the chain of seals has a gap at place {0}")]
    Gap(u32),
}

/// A signature as its field states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// By which algorithm.
    pub algorithm: Algorithm,
    /// The forms of header and body.
    pub forms: (Form, Form),
    /// The signed fields by name, in their order, in lower case.
    pub names: Vec<String>,
    /// The value.
    pub value: Vec<u8>,
    /// Where the value is in the mail, with the blanks around it: it does not sign itself.
    pub value_room: Range<usize>,
    /// The digest of the body; none of a seal of a chain.
    pub body_digest: Option<Vec<u8>>,
    /// How much of the body is signed, where that is said.
    pub length: Option<u64>,
    /// The domain of the user for whom it signs, where it is not the signing domain itself.
    pub below: bool,
}

/// What a field says that can be told even where it cannot be tested.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// `d=`.
    pub domain: Option<Placed<String>>,
    /// `s=`.
    pub selector: Option<Placed<String>>,
    /// `a=`, where it is known.
    pub algorithm: Option<Algorithm>,
    /// `t=`.
    pub time: Option<Placed<i64>>,
    /// `x=`.
    pub expires: Option<Placed<i64>>,
    /// `h=`, as written.
    pub names: Option<Placed<Vec<String>>>,
}

fn placed<T>(tag: &Tag<'_>, at: usize, value: T) -> Placed<T> {
    Placed { value, place: at + tag.place.start..at + tag.place.end }
}

impl Said {
    /// What a list of tags says; `at` is where the list begins in the mail.
    #[must_use]
    pub fn of(tags: &Tags<'_>, at: usize) -> Self {
        let text = |name: &str| tags.get(name).map(|tag| placed(tag, at, tag.text()));
        let number = |name: &str| {
            let tag = tags.get(name)?;
            Some(placed(tag, at, seconds(&tag.text())?))
        };
        Self {
            domain: text("d"),
            selector: text("s"),
            algorithm: tags.text("a").and_then(|name| Algorithm::of(&name.to_ascii_lowercase())),
            time: number("t"),
            expires: number("x"),
            names: tags.get("h").map(|tag| placed(tag, at, tag.text().split(':').map(str::to_owned).collect())),
        }
    }
}

/// A count of seconds in digits (RFC 6376, 3.5).
fn seconds(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

impl Stated {
    /// Reads what is signed and how.
    ///
    /// # Errors
    /// Why it cannot be tested.
    pub fn read(tags: &Tags<'_>, at: usize, sealed: Sealed, said: &Said) -> Result<Self, Unusable> {
        let needed = |name: &'static str| tags.get(name).map(Tag::text).ok_or(Unusable::Missing(name));
        if sealed == Sealed::Mail {
            match needed("v")?.as_str() {
                "1" => {}
                other => return Err(Unusable::Version(other.to_owned())),
            }
        }
        let algorithm = needed("a")?;
        let algorithm = Algorithm::of(&algorithm.to_ascii_lowercase()).ok_or(Unusable::Algorithm(algorithm))?;
        let coded = |name: &'static str| {
            let text = needed(name)?;
            decoded(&text).filter(|bytes| !bytes.is_empty()).ok_or(Unusable::Value(name, text))
        };
        for name in ["d", "s"] {
            if needed(name)?.is_empty() {
                return Err(Unusable::Value(name, String::new()));
            }
        }
        for (name, read) in [("t", said.time.is_some()), ("x", said.expires.is_some())] {
            if let Some(text) = tags.text(name).filter(|_| !read) {
                return Err(Unusable::Value(name, text));
            }
        }
        if let (Some(time), Some(expires)) = (&said.time, &said.expires)
            && expires.value < time.value
        {
            return Err(Unusable::Disordered);
        }
        let value_room = tags.get("b").map_or(at..at, |tag| at + tag.room.start..at + tag.room.end);
        let mut stated = Self {
            algorithm,
            forms: (Form::Relaxed, Form::Relaxed),
            names: vec![],
            value: coded("b")?,
            value_room,
            body_digest: None,
            length: None,
            below: false,
        };
        if matches!(sealed, Sealed::Chain(_)) {
            return Ok(stated);
        }
        stated.body_digest = Some(coded("bh")?);
        stated.forms = forms(tags.text("c"))?;
        stated.names = needed("h")?.split(':').map(str::to_ascii_lowercase).collect();
        if sealed == Sealed::Mail && !stated.names.iter().any(|name| name == "from") {
            return Err(Unusable::FromUnsigned);
        }
        if let Some(text) = tags.text("l") {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            // A longer number (RFC 6376 allows 76 digits) is more than any body has.
            let length = digits.then(|| text.parse().unwrap_or(u64::MAX));
            stated.length = Some(length.ok_or(Unusable::Value("l", text))?);
        }
        if let Some(asked) = tags.text("q").filter(|asked| !asked.split(':').any(|one| one == "dns/txt")) {
            return Err(Unusable::Value("q", asked));
        }
        if let Some(user) = tags.text("i").filter(|_| sealed == Sealed::Mail) {
            stated.below = is_below(&user, &needed("d")?).ok_or(Unusable::OtherUser(user))?;
        }
        Ok(stated)
    }
}

/// Whether a user is of a domain below this one; none where the user is of another.
fn is_below(user: &str, domain: &str) -> Option<bool> {
    let (_, of_user) = user.rsplit_once('@')?;
    let (of_user, domain) = (of_user.to_ascii_lowercase(), domain.to_ascii_lowercase());
    if of_user == domain {
        return Some(false);
    }
    of_user.strip_suffix(&domain).is_some_and(|rest| rest.ends_with('.')).then_some(true)
}

/// The forms that `c=` names: header and body; what it leaves out is simple.
fn forms(named: Option<String>) -> Result<(Form, Form), Unusable> {
    let Some(named) = named else { return Ok((Form::Simple, Form::Simple)) };
    let (header, body) = named.split_once('/').unwrap_or((&named, "simple"));
    match (Form::of(header), Form::of(body)) {
        (Some(header), Some(body)) => Ok((header, body)),
        _ => Err(Unusable::Value("c", named)),
    }
}
