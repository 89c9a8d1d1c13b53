//! Whether a signature holds (RFC 6376, 6.1; RFC 8617, 5.2).

use super::algorithm::Algorithm;
use super::canonical::{self, Form};
use super::keys::{KeyFile, Kind, RSA, Row};
use super::message::{Field, Message};
use super::outcome::{Body, Outcome, Sealed, UsedKey};
use super::signature::{Said, Stated, Unusable};
use super::tags::Tags;
use crate::formats::signed::verification::verify as made_by;
use crate::model::{DkimVerdict, Moment, ValueTest};
use der::Decode;
use der::asn1::BitString;
use rsa::pkcs1::RsaPublicKeyRef;
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

/// More signatures of one mail are not tested.
pub const SIGNATURES: usize = 20;
/// Fewer bits of RSA can be computed by others (RFC 8301, 3.2).
pub const WEAK_BITS: usize = 1024;
/// More keys of one name are not tried.
const KEYS: usize = 20;
/// A longer header is not tested, in bytes: servers refuse a tenth of that.
const COVERED: usize = 1 << 20;
/// RSA of fewer bits is not computed.
const FEWEST_BITS: usize = 512;

/// Header fields that decide how a mail reads.
pub const WATCHED: &[&str] = &[
    "From",
    "To",
    "Cc",
    "Reply-To",
    "Date",
    "Subject",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
];

/// Tests all signatures of a mail, from the top.
#[must_use]
pub fn verify(message: &[u8], keys: &KeyFile) -> Vec<Outcome> {
    let message = Message::read(message);
    let tester = Tester {
        bodies: [OnceCell::new(), OnceCell::new()],
        named: by_name(&message),
        chain: by_place(&message),
        message: &message,
        keys,
    };
    let signatures: Vec<(usize, Sealed)> =
        message.fields.iter().enumerate().filter_map(|(number, field)| Some((number, tester.sealed(field)?))).collect();
    let outcomes = signatures.iter().enumerate().filter_map(|(place, &(number, sealed))| {
        let field = message.fields.get(number)?;
        Some(tester.outcome(field, sealed, place >= SIGNATURES))
    });
    // What is beyond the limit twice over is a flood.
    outcomes.take(2 * SIGNATURES).collect()
}

/// The numbers of fields by name in lower case, from the top.
fn by_name(message: &Message<'_>) -> HashMap<String, Vec<usize>> {
    let mut named: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, field) in message.fields.iter().enumerate() {
        named.entry(field.name.to_ascii_lowercase()).or_default().push(number);
    }
    named
}

/// The fields of a chain of seals (RFC 8617, 4.1), in the order in which a place has them.
const CHAIN: [&str; 3] = ["arc-authentication-results", "arc-message-signature", "arc-seal"];

/// The numbers of the fields of a chain, by which of them each is and by its place.
fn by_place(message: &Message<'_>) -> HashMap<(usize, u32), Vec<usize>> {
    let mut placed: HashMap<(usize, u32), Vec<usize>> = HashMap::new();
    for (number, field) in message.fields.iter().enumerate() {
        let kind = CHAIN.iter().position(|name| field.name.eq_ignore_ascii_case(name));
        if let Some((kind, place)) = kind.and_then(|kind| Some((kind, instance(message.at(&field.value))?))) {
            placed.entry((kind, place)).or_default().push(number);
        }
    }
    placed
}

struct Tester<'a> {
    message: &'a Message<'a>,
    named: HashMap<String, Vec<usize>>,
    chain: HashMap<(usize, u32), Vec<usize>>,
    keys: &'a KeyFile,
    /// The signed forms of the body, simple and relaxed, each made once.
    bodies: [OnceCell<Vec<u8>>; 2],
}

impl Tester<'_> {
    fn sealed(&self, field: &Field<'_>) -> Option<Sealed> {
        let place = || instance(self.message.at(&field.value)).unwrap_or(0);
        match field.name.to_ascii_lowercase().as_str() {
            "dkim-signature" => Some(Sealed::Mail),
            "arc-message-signature" => Some(Sealed::PassedOn(place())),
            "arc-seal" => Some(Sealed::Chain(place())),
            _ => None,
        }
    }

    fn outcome(&self, field: &Field<'_>, sealed: Sealed, beyond: bool) -> Outcome {
        let (list, at) = (self.message.at(&field.value), field.value.start);
        let tags = Tags::read(list);
        let said = tags.as_ref().map(|tags| Said::of(tags, at)).unwrap_or_default();
        let stated = match &tags {
            _ if beyond => Err(Unusable::TooMany(SIGNATURES)),
            Ok(tags) => Stated::read(tags, at, sealed, &said),
            Err(fault) => Err(Unusable::Tags(fault.clone())),
        };
        let mut outcome = Outcome {
            sealed,
            verdict: DkimVerdict::Unusable,
            why: String::new(),
            place: field.place.clone(),
            domain: said.domain,
            selector: said.selector,
            algorithm: said.algorithm,
            signed: said.names,
            unsigned: vec![],
            time: said.time,
            expires: said.expires,
            body: None,
            header_holds: None,
            key: None,
        };
        let tested = stated.and_then(|stated| self.test(field, &stated, &mut outcome));
        match tested {
            Ok(verdict) => outcome.verdict = verdict,
            Err(why) => outcome.why = why.to_string(),
        }
        if let Some(signed) = &mut outcome.signed {
            signed.value.retain(|name| self.named.contains_key(&name.to_ascii_lowercase()));
        }
        outcome
    }

    fn test(&self, field: &Field<'_>, stated: &Stated, outcome: &mut Outcome) -> Result<DkimVerdict, Unusable> {
        let hash = stated.algorithm.hash();
        if let Some(digest) = &stated.body_digest {
            let body = self.body(stated.forms.1);
            let length = body.len() as u64;
            let signed = stated.length.map_or(length, |stated| stated.min(length));
            let part = usize::try_from(signed).ok().and_then(|signed| body.get(..signed)).unwrap_or(body);
            outcome.body = Some(Body { signed, length, agrees: hash.digest(&[part]) == *digest });
        }
        let covered = match outcome.sealed {
            Sealed::Chain(place) => self.chain(field, stated, place)?,
            _ => {
                let chosen = self.chosen(&stated.names);
                outcome.unsigned = self.unsigned(&chosen);
                self.header(stated.forms.0, &chosen, field, stated)
            }
        };
        if covered.len() > COVERED {
            return Err(Unusable::TooLong);
        }
        let text = |placed: &Option<super::outcome::Placed<String>>| placed.as_ref().map(|one| one.value.clone());
        let (domain, selector) = (text(&outcome.domain), text(&outcome.selector));
        let rows: Vec<&Row> =
            self.keys.named(&selector.unwrap_or_default(), &domain.unwrap_or_default()).take(KEYS).collect();
        let body_changed = outcome.body.is_some_and(|body| !body.agrees);
        let mut refused = None;
        for row in &rows {
            match holds(row, stated, &covered) {
                Ok((made, bits)) => {
                    outcome.header_holds = Some(made);
                    if made || outcome.key.is_none() {
                        outcome.key = Some(self.used(row, &rows, bits));
                    }
                    if made {
                        return Ok(worth(body_changed, bits, outcome.key.as_ref()));
                    }
                }
                Err(why) => refused = refused.or(Some(why)),
            }
        }
        match (body_changed, outcome.header_holds, refused) {
            (true, ..) => Ok(DkimVerdict::BodyChanged),
            (false, Some(_), _) => Ok(DkimVerdict::HeaderChanged),
            (false, None, Some(why)) => Err(why),
            (false, None, None) => Ok(DkimVerdict::NoKey),
        }
    }

    /// The signed form of the body.
    fn body(&self, form: Form) -> &[u8] {
        let [simple, relaxed] = &self.bodies;
        let kept = if form == Form::Simple { simple } else { relaxed };
        kept.get_or_init(|| canonical::body(form, self.message.at(&self.message.body)))
    }

    /// The numbers of the fields that names choose: of several of a name the lowest first (RFC 6376, 5.4.2). A name of which there is
    /// none left chooses nothing, and so makes sure that none is added.
    fn chosen(&self, names: &[String]) -> Vec<usize> {
        let mut taken: HashMap<&str, usize> = HashMap::new();
        let mut chosen = Vec::new();
        for name in names {
            let taken = taken.entry(name).or_default();
            let of_name = self.named.get(name.as_str()).map_or(&[][..], Vec::as_slice);
            chosen.extend(of_name.iter().rev().nth(*taken));
            *taken += 1;
        }
        chosen
    }

    /// Which watched fields the mail has that were not all chosen: of two subjects a program shows the upper one.
    fn unsigned(&self, chosen: &[usize]) -> Vec<&'static str> {
        let chosen: BTreeSet<usize> = chosen.iter().copied().collect();
        let is_open = |name: &&&str| {
            let of_name = self.named.get(&name.to_ascii_lowercase());
            of_name.is_some_and(|numbers| numbers.iter().any(|number| !chosen.contains(number)))
        };
        WATCHED.iter().filter(is_open).copied().collect()
    }

    /// What is signed of the header (RFC 6376, 3.7).
    fn header(&self, form: Form, chosen: &[usize], signature: &Field<'_>, stated: &Stated) -> Vec<u8> {
        let mut covered = Vec::new();
        for field in chosen.iter().filter_map(|&number| self.message.fields.get(number)) {
            canonical::header(form, self.message, field, None, &mut covered);
            covered.extend_from_slice(b"\r\n");
        }
        canonical::header(form, self.message, signature, Some(&stated.value_room), &mut covered);
        covered
    }

    /// What a seal signs: the three fields of each place up to its own (RFC 8617, 5.1.1).
    fn chain(&self, seal: &Field<'_>, stated: &Stated, place: u32) -> Result<Vec<u8>, Unusable> {
        let tags = Tags::read(self.message.at(&seal.value)).map_err(Unusable::Tags)?;
        match tags.text("cv").as_deref() {
            Some("none" | "pass") => {}
            Some("fail") => return Err(Unusable::Broken("fail".to_owned())),
            other => return Err(Unusable::Value("cv", other.unwrap_or_default().to_owned())),
        }
        if !(1..=LONGEST_CHAIN).contains(&place) {
            return Err(Unusable::Value("i", place.to_string()));
        }
        let mut covered = Vec::new();
        for here in 1..=place {
            for kind in 0..CHAIN.len() {
                let of_place = self.chain.get(&(kind, here)).map_or(&[][..], Vec::as_slice);
                let [number] = of_place else { return Err(Unusable::Gap(here)) };
                let Some(field) = self.message.fields.get(*number) else { return Err(Unusable::Gap(here)) };
                let is_own = field.place == seal.place;
                let without = is_own.then_some(&stated.value_room);
                canonical::header(Form::Relaxed, self.message, field, without, &mut covered);
                if !is_own {
                    covered.extend_from_slice(b"\r\n");
                }
            }
        }
        Ok(covered)
    }

    fn used(&self, row: &Row, rows: &[&Row], bits: usize) -> UsedKey {
        let same: Vec<&&Row> = rows.iter().filter(|other| other.key == row.key).collect();
        let ends: Option<Vec<&Moment>> = same.iter().map(|row| row.valid_until.as_ref()).collect();
        let until = ends.and_then(|ends| ends.into_iter().max_by_key(|end| end.latest).cloned());
        UsedKey {
            kind: match row.kind {
                Kind::Ed25519 => "Ed25519".to_owned(),
                _ => format!("RSA, {bits} bits"),
            },
            until,
            published: self.keys.published(&row.key).cloned(),
            source: row.source.clone(),
        }
    }
}

/// A chain is no longer (RFC 8617, 4.2.1).
const LONGEST_CHAIN: u32 = 50;

/// The place in a chain that a field states (`i=`); the results of a place are no list of tags throughout.
fn instance(value: &[u8]) -> Option<u32> {
    let seals = Tags::read(value).ok().and_then(|tags| tags.text("i"));
    let first = || value.split(|&byte| byte == b';').next().and_then(|first| Tags::read(first).ok()?.text("i"));
    seals.or_else(first)?.parse().ok()
}

/// What a signature is worth that the key made.
fn worth(body_changed: bool, bits: usize, key: Option<&UsedKey>) -> DkimVerdict {
    let is_rsa = key.is_some_and(|key| key.kind.starts_with("RSA"));
    match key {
        _ if body_changed => DkimVerdict::BodyChanged,
        Some(key) if key.published.is_some() => DkimVerdict::KeyPublic,
        _ if is_rsa && bits < WEAK_BITS => DkimVerdict::WeakKey,
        _ => DkimVerdict::Verified,
    }
}

/// Whether the key of a row made a signature over what it covers, and how many bits the key has.
fn holds(row: &Row, stated: &Stated, covered: &[u8]) -> Result<(bool, usize), Unusable> {
    let refused = |why: &str| Unusable::Key(why.to_owned());
    if row.key.is_empty() {
        return Err(Unusable::Withdrawn);
    }
    if !row.is_for_mail {
        return Err(refused("it is not for mail"));
    }
    if row.is_strict && stated.below {
        return Err(refused("it is not for the domains below"));
    }
    let digest = if stated.algorithm == Algorithm::RsaSha1 { "sha1" } else { "sha256" };
    if row.digests.as_ref().is_some_and(|allowed| !allowed.iter().any(|one| one == digest)) {
        return Err(refused(&format!("it is not for {digest}")));
    }
    let (kind, identifier) = match (&row.kind, stated.algorithm) {
        (Kind::Rsa, Algorithm::RsaSha1) => (RSA, "1.2.840.113549.1.1.5"),
        (Kind::Rsa, Algorithm::RsaSha256) => (RSA, "1.2.840.113549.1.1.11"),
        (Kind::Ed25519, Algorithm::Ed25519Sha256) => (ED25519, ED25519),
        (Kind::Other(name), _) => return Err(refused(&format!("it is of the kind {name:?}"))),
        _ => return Err(refused("it is of another kind")),
    };
    let bits = if row.kind == Kind::Rsa { bits(&row.key).ok_or_else(|| refused("it is no key of RSA"))? } else { 256 };
    if row.kind == Kind::Rsa && bits < FEWEST_BITS {
        return Err(refused(&format!("RSA of {bits} bits is too short")));
    }
    let algorithm = |identifier: &str| {
        let oid = der::oid::ObjectIdentifier::new(identifier).map_err(|why| Unusable::Key(why.to_string()))?;
        Ok(AlgorithmIdentifierOwned { oid, parameters: None })
    };
    let subject_public_key = BitString::from_bytes(&row.key).map_err(|why| Unusable::Key(why.to_string()))?;
    let key = SubjectPublicKeyInfoOwned { algorithm: algorithm(kind)?, subject_public_key };
    // Ed25519 signs the digest of what is covered, not what is covered (RFC 8463, 3).
    let hashed = stated.algorithm.hash().digest(&[covered]);
    let signed = if row.kind == Kind::Rsa { covered } else { &hashed };
    match made_by(&key, &algorithm(identifier)?, None, &[signed], &stated.value) {
        (ValueTest::Verified, _) => Ok((true, bits)),
        (ValueTest::NotVerified, why) => Err(Unusable::Key(why.unwrap_or_default())),
        _ => Ok((false, bits)),
    }
}

/// `id-Ed25519` (RFC 8410, 3).
const ED25519: &str = "1.3.101.112";

/// The bits of a modulus.
fn bits(key: &[u8]) -> Option<usize> {
    let key = RsaPublicKeyRef::from_der(key).ok()?;
    let modulus = key.modulus.as_bytes();
    let first = modulus.iter().position(|&byte| byte != 0)?;
    let leading = modulus.get(first)?.leading_zeros() as usize;
    Some((modulus.len() - first) * 8 - leading)
}
