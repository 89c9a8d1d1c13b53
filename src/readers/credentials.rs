//! Content credentials in pictures, films and PDF files (C2PA): what the signed manifest says of the making, whether the file is the one that was
//! signed, and by whose certificate.

use crate::formats::content_credentials::binding::Bound;
use crate::formats::content_credentials::cose::Signed;
use crate::formats::content_credentials::{Manifest, binding, field, manifests, text};
use crate::formats::iso_media::boxes;
use crate::formats::signed::time_stamp;
use crate::formats::signed::trust::Purpose;
use crate::model::{
    ByteRange, DigestTest, Editability, Fault, Identity, Instant, Locus, Moment, Property, Reading, Role, Signature,
    SignatureKind, SignatureTest, TimeStamp, Value, ValueTest,
};
use crate::properties::keys;
use crate::readers::{Intake, ReadOptions};

const F0: Editability = Editability::F0;

/// The program that made the claim.
const GENERATOR: Property = Property::new(keys::CREDENTIALS_GENERATOR, Role::Producer, F0);
/// The title that the claim gives the file.
const TITLE: Property = Property::new("credentials.title", Role::Title, F0);
/// The number of this state of the file.
const INSTANCE: Property = Property::new("credentials.instance", Role::Identifier, F0);
/// What was done, in the words of the manifest.
const ACTION: Property = Property::plain("credentials.action", F0);
/// When it was done.
const ACTION_TIME: Property = Property::new("credentials.action.when", Role::HistoryTime, F0);
/// When the file was made, where nothing else in it says so.
const MADE: Property = Property::new("credentials.created", Role::Created, F0);
/// By which program.
const ACTION_PROGRAM: Property = Property::plain("credentials.action.program", F0);
/// Where the picture comes from: a camera, a scan, a model.
const SOURCE_TYPE: Property = Property::plain(keys::CREDENTIALS_SOURCE, F0);
/// A file that went into this one.
const INGREDIENT: Property = Property::plain("credentials.ingredient", F0);
/// Who is named as the author.
const AUTHOR: Property = Property::new("credentials.author", Role::Author, F0);
/// When the picture was taken, and by what, in the manifest.
const TAKEN: Property = Property::new("credentials.taken", Role::HistoryTime, F0);
const DEVICE: Property = Property::new("credentials.device", Role::Device, F0);
/// Whether file and assertions have the digests that were signed.
const DIGEST: Property = Property::plain(keys::CREDENTIALS_DIGEST, F0);
/// Whether the certificate's key made the signature.
const VALUE: Property = Property::plain("credentials.value", F0);
/// The subject of the signer's certificate.
const SIGNER: Property = Property::plain("credentials.signer", F0);
/// The time of the time-stamp.
const STAMPED: Property = Property::new("credentials.time-stamp", Role::SignatureTime, F0);
/// From when on the signer's certificate is valid.
const VALID_FROM: Property = Property::new("credentials.certificate.notBefore", Role::CertificateTime, F0);

/// More actions and ingredients are not told.
const MOST: usize = 100;
/// More assertions are not named.
const NAMED: usize = 5;

/// A store of manifests, as a file holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    /// The bytes of the store.
    pub bytes: Vec<u8>,
    /// Where in the file it is, from its beginning to its end.
    pub place: ByteRange,
}

/// The kind of the box that holds a store in ISO media files (C2PA A.5.1).
const BOX: [u8; 16] = [0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81];

impl Store {
    /// The store of an ISO media file.
    #[must_use]
    pub fn of_media(file: &[u8]) -> Option<Self> {
        boxes(file, 0..file.len()).into_iter().filter(|one| one.kind == *b"uuid").find_map(|one| {
            let body = file.get(one.body.clone())?;
            // Version and flags, what is in the box as a text that ends with zero, and a place in the file.
            let rest = body.strip_prefix(&BOX)?.get(4..)?.strip_prefix(b"manifest\0")?.get(8..)?;
            Some(Self { bytes: rest.to_vec(), place: ByteRange::new(one.body.end - rest.len(), one.body.end) })
        })
    }
}

/// Tells of the credentials of a file.
pub fn hand_over(store: &Store, file: &[u8], options: &ReadOptions, intake: &mut Intake) {
    let whole = Locus { bytes: Some(store.place), path: "content credentials".to_owned(), ..Locus::default() };
    let Some(list) = manifests(&store.bytes) else {
        intake.warn("credentials-unreadable", "the content credentials cannot be read", Some(whole));
        return;
    };
    let Some(manifest) = list.last() else {
        intake.warn("credentials-unreadable", "the content credentials have no manifest", Some(whole));
        return;
    };
    let telling = Telling { manifest, base: &whole };
    telling.claim(intake);
    for assertion in &manifest.assertions {
        telling.assertion(&assertion.label, &assertion.value, intake);
    }
    telling.signature(&list, store, file, options, intake);
}

struct Telling<'a> {
    manifest: &'a Manifest,
    base: &'a Locus,
}

fn said(value: &str) -> Reading {
    Reading::Present(Value::Text(value.trim().to_owned()))
}

impl Telling<'_> {
    fn tell(&self, property: &Property, value: &str, path: &str, intake: &mut Intake) {
        if !value.trim().is_empty() {
            let locus = Locus { path: format!("{}/{path}", self.manifest.label), ..self.base.clone() };
            intake.evidence(property, value.as_bytes(), said(value), locus);
        }
    }

    fn time(&self, property: &Property, value: &str, path: &str, intake: &mut Intake) {
        let reading = Moment::from_iso8601(value)
            .map_or_else(|why| Reading::Unreadable(why.to_string()), |moment| Reading::Present(Value::Moment(moment)));
        let locus = Locus { path: format!("{}/{path}", self.manifest.label), ..self.base.clone() };
        intake.evidence(property, value.as_bytes(), reading, locus);
    }

    fn claim(&self, intake: &mut Intake) {
        let claim = &self.manifest.claim;
        let generator = text(claim, "claim_generator").map(str::to_owned).or_else(|| {
            let information = field(claim, "claim_generator_info")?;
            let information = information.as_array().and_then(|list| list.first()).unwrap_or(information);
            Some(format!("{} {}", text(information, "name")?, text(information, "version").unwrap_or_default()))
        });
        if let Some(generator) = generator {
            self.tell(&GENERATOR, &generator, "claim/claim_generator", intake);
        }
        for (property, name) in [(&TITLE, "dc:title"), (&INSTANCE, "instanceID")] {
            if let Some(value) = text(claim, name) {
                self.tell(property, value, &format!("claim/{name}"), intake);
            }
        }
    }

    fn assertion(&self, label: &str, value: &ciborium::value::Value, intake: &mut Intake) {
        match label.split("__").next().unwrap_or(label) {
            "c2pa.actions" | "c2pa.actions.v2" => {
                let actions = field(value, "actions").and_then(|actions| actions.as_array());
                for action in actions.map(Vec::as_slice).unwrap_or_default().iter().take(MOST) {
                    self.action(label, action, intake);
                }
            }
            "c2pa.ingredient" | "c2pa.ingredient.v2" | "c2pa.ingredient.v3" => {
                let title = text(value, "dc:title").unwrap_or("a file without a title");
                let relation = match text(value, "relationship") {
                    Some("parentOf") => "this was made from it",
                    Some("componentOf") => "a part of this",
                    Some("inputTo") => "given to the program",
                    _ => "went into this",
                };
                self.tell(&INGREDIENT, &format!("{title}: {relation}"), label, intake);
            }
            "stds.schema-org.CreativeWork" => {
                let authors = field(value, "author");
                let authors = authors.and_then(|list| list.as_array()).map(Vec::as_slice).unwrap_or_default();
                for name in authors.iter().take(MOST).filter_map(|author| text(author, "name")) {
                    self.tell(&AUTHOR, name, label, intake);
                }
            }
            "stds.exif" | "c2pa.metadata" | "c2pa.camera-metadata" => {
                for name in ["exif:DateTimeOriginal", "EXIF:DateTimeOriginal"] {
                    if let Some(taken) = text(value, name) {
                        self.time(&TAKEN, taken, &format!("{label}/{name}"), intake);
                    }
                }
                for name in ["tiff:Make", "exif:Make", "EXIF:Make", "tiff:Model", "exif:Model", "EXIF:Model"] {
                    if let Some(device) = text(value, name) {
                        self.tell(&DEVICE, device, &format!("{label}/{name}"), intake);
                    }
                }
            }
            _ => {}
        }
    }

    fn action(&self, label: &str, action: &ciborium::value::Value, intake: &mut Intake) {
        let Some(name) = text(action, "action") else { return };
        let path = format!("{label}/{name}");
        self.tell(&ACTION, name, &path, intake);
        if let Some(when) = text(action, "when") {
            // A picture that says by other means when it was made was not made anew by the program that signed it.
            let is_dated = intake.so_far().0.iter().any(|evidence| evidence.role == Some(Role::Created));
            let property = if name == "c2pa.created" && !is_dated { &MADE } else { &ACTION_TIME };
            self.time(property, when, &format!("{path}/when"), intake);
        }
        let agent = field(action, "softwareAgent");
        if let Some(agent) = agent.and_then(|agent| agent.as_text().or_else(|| text(agent, "name"))) {
            self.tell(&ACTION_PROGRAM, agent, &format!("{path}/softwareAgent"), intake);
        }
        let source = text(action, "digitalSourceType").and_then(|address| address.rsplit('/').next());
        if let Some(source) = source {
            self.tell(&SOURCE_TYPE, source, &format!("{path}/digitalSourceType"), intake);
        }
    }

    fn signature(&self, list: &[Manifest], store: &Store, file: &[u8], options: &ReadOptions, intake: &mut Intake) {
        let claim = store.bytes.get(self.manifest.claim_place.clone()).unwrap_or_default();
        let place = self.manifest.signature_place.clone().and_then(|place| store.bytes.get(place));
        let at = |path: &str| Locus { path: format!("{}/{path}", self.manifest.label), ..self.base.clone() };
        let signed = match place.map(Signed::read) {
            Some(Ok(signed)) => signed,
            Some(Err(why)) => {
                let told = format!("the signature of the content credentials cannot be read: {why}");
                intake.warn("signature-unreadable", told, Some(at("c2pa.signature")));
                return;
            }
            None => {
                intake.warn("signature-unreadable", "the content credentials are not signed", Some(self.base.clone()));
                return;
            }
        };
        let stamp = self.time_stamp(&signed, claim, options, intake);
        let stamped = stamp.as_ref().filter(|stamp| stamp.test.holds()).and_then(|stamp| stamp.time.clone());
        let (test, faults) = self.tested(list, &signed, store, file, stamped.as_ref(), options);
        let certificate = signed.certificates.first().map(|certificate| certificate.tbs_certificate());
        let moment = |time: &x509_cert::time::Time| {
            let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok()?;
            Moment::from_iso8601(&Instant(seconds).to_string()).ok()
        };
        let signature = Signature {
            number: u32::try_from(intake.signature_count() + 1).unwrap_or(u32::MAX),
            kind: SignatureKind::Credentials,
            field: None,
            revision: None,
            covers: u32::try_from(self.manifest.listed.len()).unwrap_or(u32::MAX),
            signer: certificate.map(|certificate| certificate.subject().to_string()),
            issuer: certificate.map(|certificate| certificate.issuer().to_string()),
            valid_from: certificate.and_then(|certificate| moment(&certificate.validity().not_before)),
            valid_until: certificate.and_then(|certificate| moment(&certificate.validity().not_after)),
            algorithm: signed.algorithm().to_owned(),
            stated: None,
            test,
            time_stamp: stamp,
            allows: None,
            locks: None,
            rewritten: vec![],
            faults,
            locus: at("c2pa.signature"),
        };
        if let Some(answer) = signature.test.digest.answer() {
            self.tell(&DIGEST, answer, "c2pa.claim/assertions", intake);
        }
        if let Some(answer) = signature.test.value.answer() {
            self.tell(&VALUE, answer, "c2pa.signature", intake);
        }
        if let Some(signer) = &signature.signer {
            self.tell(&SIGNER, signer, "c2pa.signature/certificate/subject", intake);
        }
        let stamped = signature.time_stamp.as_ref().and_then(|stamp| stamp.time.as_ref());
        for (property, time, path) in
            [(&STAMPED, stamped, "time-stamp"), (&VALID_FROM, signature.valid_from.as_ref(), "certificate/notBefore")]
        {
            if let Some(time) = time {
                let reading = Reading::Present(Value::Moment(time.clone()));
                intake.evidence(property, time.text.as_bytes(), reading, at(&format!("c2pa.signature/{path}")));
            }
        }
        intake.signature(signature);
    }

    fn time_stamp(
        &self,
        signed: &Signed,
        claim: &[u8],
        options: &ReadOptions,
        intake: &mut Intake,
    ) -> Option<TimeStamp> {
        let (token, _) = signed.time_stamp.as_ref()?;
        match time_stamp::read(token, &[&signed.stamped(claim)], &options.trust) {
            Ok((stamp, _)) => Some(stamp),
            Err(why) => {
                let told = format!("the time-stamp of a signature cannot be read: {why}");
                intake.warn("time-stamp-unreadable", told, Some(self.base.clone()));
                None
            }
        }
    }

    /// Whether the file, what the claim lists, and the claim itself are what was signed.
    fn tested(
        &self,
        list: &[Manifest],
        signed: &Signed,
        store: &Store,
        file: &[u8],
        stamped: Option<&Moment>,
        options: &ReadOptions,
    ) -> (SignatureTest, Vec<Fault>) {
        let (mut why, mut faults) = (Vec::new(), Vec::new());
        let test = |manifest: &Manifest, bound: &Bound<'_>| {
            let algorithm = text(&manifest.claim, "alg");
            let mut assertions = manifest.assertions.iter();
            assertions.find_map(|assertion| binding::test(&assertion.label, &assertion.value, algorithm, bound))
        };
        let whole = |place: u64| usize::try_from(place).unwrap_or(usize::MAX);
        let place = whole(store.place.start)..whole(store.place.end);
        let earlier = list.iter().rev().skip(1);
        let own = test(self.manifest, &Bound { file, store: place.clone(), has_grown: false });
        let grown = Bound { file, store: place, has_grown: true };
        let of_earlier = || earlier.clone().find_map(|manifest| test(manifest, &grown));
        let tested = own.or_else(|| if self.manifest.is_update { of_earlier() } else { None });
        let nowhere = || (DigestTest::NotComputed, Some("the manifest states no digest of the file".to_owned()));
        let (mut digest, not_computed) = tested.unwrap_or_else(nowhere);
        for manifest in earlier {
            why.extend(broken(manifest, store));
        }
        why.extend(not_computed);
        let mut changed: Vec<String> = Vec::new();
        if digest == DigestTest::Differs {
            changed.push(Fault::FILE.to_owned());
        }
        let untested = self.manifest.listed.iter().filter(|listed| listed.agrees.is_none());
        why.extend(untested.take(NAMED).map(|listed| format!("the digest of {} was not computed", listed.label)));
        let differing = self.manifest.listed.iter().filter(|listed| listed.agrees == Some(false));
        changed.extend(differing.map(|listed| listed.label.clone()));
        if !changed.is_empty() {
            digest = DigestTest::Differs;
            let more = changed.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            changed.truncate(NAMED);
            faults.push(Fault::ChangedParts(format!("{}{more}", changed.join(", "))));
        }
        let claim = store.bytes.get(self.manifest.claim_place.clone()).unwrap_or_default();
        let (value, fault) = signed.test(claim);
        why.extend(fault);
        let at = stamped.map(|stamped| stamped.earliest);
        let (identity, more) = signed.certificates.first().map_or((Identity::NotAsked, None), |certificate| {
            options.trust.leads_to(certificate, &signed.certificates, at, Purpose::Documents)
        });
        why.extend(more);
        (SignatureTest { digest, value, identity, why }, faults)
    }
}

/// What does not hold of the manifest of a file that went into this one.
fn broken(manifest: &Manifest, store: &Store) -> Option<String> {
    let title = text(&manifest.claim, "dc:title").unwrap_or(&manifest.label);
    let changed = manifest.listed.iter().find(|listed| listed.agrees == Some(false));
    if let Some(changed) = changed {
        return Some(format!("of the credentials of “{title}”, which went into it, {} was changed", changed.label));
    }
    let claim = store.bytes.get(manifest.claim_place.clone())?;
    let signed = Signed::read(store.bytes.get(manifest.signature_place.clone()?)?).ok()?;
    let fails = signed.test(claim).0 == ValueTest::Fails;
    fails.then(|| format!("the signature of the credentials of “{title}”, which went into it, does not hold"))
}
