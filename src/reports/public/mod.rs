//! The public edition of a record: nothing of it could identify the source or the copy.
//!
//! It is made of the desk's record before any report is written, so every form of output has it alike. Nothing is blacked out in
//! prose, and nothing is taken over: every value of it is put together anew from what is public by its kind, namely the checks' own words,
//! rows of the embedded knowledge, claims, closed lists, and times to the month. People, documents and identifiers appear under
//! pseudonyms, which only who has the key can tie to names.

mod pseudonym;
mod reasoned;
mod words;

pub use pseudonym::PseudonymKey;

use crate::model::case::{CaseClaims, SCHEMA};
use crate::model::{
    Case, Change, Charter, Claim, Collection, Edit, Edition, Evidence, EvidenceId, Exhibit, Extraction, Fact, Family,
    Format, Group, KnowledgeIdentity, Layer, Limit, Locus, ObjectKind, PremiseRef, Reading, Revision, Role, Run,
    Signature, SignatureTest, Standings, TimeStamp, Value, Vocabulary, Warning,
};
use reasoned::{Reasoning, premises};
use std::collections::{BTreeMap, BTreeSet};
use words::{coarse, coarse_size, kind_words, one_of, time_words};

pub use words::KEPT;

/// The line above a public edition.
pub const EDITION: &str = "Public edition: names, paths, digests, identifiers, exact sizes, places and words are kept at the desk; times are given to the month.";

/// The public edition of one case, with its pseudonyms.
#[derive(Debug, Clone)]
pub struct PublicEdition {
    key: PseudonymKey,
    vocabulary: Vocabulary,
    /// The number of the last file, and its name: what is inside follows it.
    last_file: Option<(String, String)>,
}

impl PublicEdition {
    /// With the pseudonyms of a key, and what is public by its kind.
    #[must_use]
    pub fn under(key: PseudonymKey, vocabulary: Vocabulary) -> Self {
        Self { key, vocabulary, last_file: None }
    }

    /// The public edition of a case whose exhibits are public already.
    #[must_use]
    pub fn case(&self, desk: Case) -> Case {
        let claims = public_claims(&desk.claims.claims);
        let standings = self.standings(&desk.standings, &claims);
        // What ties documents names people, machines and words: of the collection only equal bytes are public.
        let equal = desk.collection.families.iter().filter(|family| family.shares == "the same bytes");
        let families = equal.map(|family| Family {
            shares: "the same bytes".to_owned(),
            value: String::new(),
            exhibits: family.exhibits.iter().filter_map(|id| words::exhibit(id)).collect(),
        });
        Case {
            schema: SCHEMA.to_owned(),
            edition: Edition::Public,
            valla: words::version(&desk.valla),
            day: desk.day,
            knowledge: KnowledgeIdentity {
                version: words::day(&desk.knowledge.version),
                sha256: words::digest(&desk.knowledge.sha256),
            },
            claims: CaseClaims { claims, anchors: vec![], sets: vec![] },
            exhibits: desk.exhibits,
            collection: Collection { families: families.collect(), ..Collection::default() },
            baseline: None,
            summary: desk.summary,
            standings,
            run: Run::default(),
        }
    }

    fn standings(&self, desk: &Standings, claims: &[Claim]) -> Standings {
        let mut not_read: BTreeMap<String, u64> = BTreeMap::new();
        for (name, count) in &desk.not_read {
            let format = Format { name: name.clone(), ..Format::default() };
            *not_read.entry(self.format(&format).name).or_default() += count;
        }
        let is_public = |id: &str| claims.iter().any(|claim| claim.id == id);
        Standings {
            files: desk.files.clone(),
            parts: desk.parts.clone(),
            hiding: desk.hiding.clone(),
            hide_something: desk.hide_something,
            not_read,
            claimed: desk
                .claimed
                .iter()
                .filter(|(id, _)| is_public(id))
                .map(|(id, count)| (id.clone(), *count))
                .collect(),
        }
    }

    /// The public edition of an exhibit; what is inside a file comes after it.
    #[must_use]
    pub fn exhibit(&mut self, desk: &Exhibit) -> Exhibit {
        let (file, inside) = (self.file(desk), inside(desk));
        let evidence: BTreeMap<EvidenceId, EvidenceId> =
            (1..).zip(&desk.extraction.evidence).map(|(number, one)| (one.id, EvidenceId::numbered(number))).collect();
        let reasoned = Reasoning::of(self, desk, &evidence).reasoned();
        let named: BTreeSet<EvidenceId> = premises(&reasoned).filter_map(PremiseRef::own_evidence).collect();
        let public = (1..)
            .zip(&desk.extraction.evidence)
            .filter_map(|(number, one)| self.evidence(EvidenceId::numbered(number), one, &named))
            .collect();
        Exhibit {
            id: words::exhibit(&desk.id).unwrap_or_default(),
            path: inside.as_ref().map_or_else(|| file.clone(), |part| format!("{file}#{part}")),
            file,
            inside: inside.into_iter().collect(),
            path_bytes: None,
            parent: desk.parent.as_deref().and_then(words::exhibit),
            size: coarse_size(desk.size),
            sha256: String::new(),
            digests: BTreeMap::new(),
            same_bytes_as: desk.same_bytes_as.as_deref().and_then(words::exhibit),
            extraction: self.extraction(&desk.extraction, public),
            reasoned,
            differences: vec![],
            spoken: String::new(),
        }
    }

    /// A file under its pseudonym, with its ending where that says no more than the format.
    fn file(&mut self, desk: &Exhibit) -> String {
        let number = desk.id.split('.').next().unwrap_or_default();
        if let Some((last, name)) = self.last_file.as_ref().filter(|_| desk.parent.is_some())
            && last == number
        {
            return name.clone();
        }
        let ending = desk.file.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
        let ending = ending.and_then(|ending| one_of(&words::ENDINGS, &ending.to_ascii_lowercase()));
        // Two names that are no text may look alike and are two names.
        let bytes = desk.path_bytes.as_ref().filter(|_| desk.parent.is_none());
        let name = self.key.pseudonym("document", bytes.unwrap_or(&desk.file))
            + &ending.map(|ending| format!(".{ending}")).unwrap_or_default();
        if desk.parent.is_none() {
            self.last_file = Some((number.to_owned(), name.clone()));
        }
        name
    }

    fn charter(&self, code: &str) -> Option<&Charter> {
        // What a document hides stays at the desk.
        let mut public =
            self.vocabulary.rules.iter().map(|rule| &rule.charter).filter(|one| one.group != Group::Hidden);
        public.find(|charter| charter.code == code)
    }

    /// A row of the embedded knowledge, but one that quotes the document.
    fn fact(&self, id: &str, desk: &Exhibit) -> Option<Fact> {
        let fact = (self.vocabulary.fact)(id)?;
        let people = [Role::Author, Role::LastAuthor, Role::Identifying, Role::Identifier, Role::Template, Role::Title];
        let names = desk.extraction.evidence.iter().filter(|one| one.role.is_some_and(|role| people.contains(&role)));
        let quotes = names.filter_map(Evidence::text).any(|text| text.len() >= 4 && fact.statement.contains(text));
        (!quotes).then_some(fact)
    }

    fn limit(&self, desk: &Limit) -> Limit {
        let name = one_of(&self.vocabulary.limits, &desk.name).unwrap_or("other");
        Limit { name: name.to_owned(), value: coarse_size(desk.value), place: String::new() }
    }

    fn format(&self, desk: &Format) -> Format {
        words::format(desk, &self.vocabulary.formats)
    }

    fn extraction(&self, desk: &Extraction, evidence: Vec<Evidence>) -> Extraction {
        Extraction {
            words: vec![],
            format: self.format(&desk.format),
            status: desk.status,
            reduced: desk.reduced,
            limits: desk.limits.iter().map(|limit| self.limit(limit)).collect(),
            warnings: desk.warnings.iter().map(warning).collect(),
            revisions: desk.revisions.iter().map(revision).collect(),
            edits: desk.edits.iter().map(|edit| self.edit(edit)).collect(),
            signatures: (1..).zip(&desk.signatures).map(|(number, one)| self.signature(number, one)).collect(),
            comparisons: vec![],
            preview: None,
            hidden_places: vec![],
            likeness: vec![],
            evidence,
            children: vec![],
        }
    }

    fn person(&self, name: &Option<String>) -> Option<String> {
        name.as_ref().map(|name| self.key.pseudonym("person", name.trim()))
    }

    fn edit(&self, desk: &Edit) -> Edit {
        Edit {
            kind: desk.kind,
            author: self.person(&desk.author),
            time: desk.time.as_ref().and_then(coarse),
            text: KEPT.to_owned(),
            locus: Locus::default(),
        }
    }

    fn signature(&self, number: u32, desk: &Signature) -> Signature {
        Signature {
            number,
            kind: desk.kind,
            field: None,
            revision: desk.revision,
            covers: desk.covers,
            signer: self.person(&desk.signer),
            issuer: None,
            valid_from: desk.valid_from.as_ref().and_then(coarse),
            valid_until: desk.valid_until.as_ref().and_then(coarse),
            algorithm: String::new(),
            stated: desk.stated.as_ref().and_then(coarse),
            test: test(&desk.test),
            time_stamp: desk.time_stamp.as_ref().map(|stamp| TimeStamp {
                time: stamp.time.as_ref().and_then(coarse),
                authority: None,
                test: test(&stamp.test),
            }),
            allows: desk.allows.filter(|allows| (1..=3).contains(allows)),
            locks: None,
            rewritten: vec![],
            faults: vec![],
            locus: Locus::default(),
        }
    }

    /// A value: times to the month, people and identifiers under pseudonyms; of what is named as a premise at least the kind.
    fn evidence(&self, id: EvidenceId, desk: &Evidence, named: &BTreeSet<EvidenceId>) -> Option<Evidence> {
        let pseudonym = |kind: &str| desk.text().map(|text| Value::Text(self.key.pseudonym(kind, text.trim())));
        if desk.hidden.is_some() && !named.contains(&id) {
            return None;
        }
        let (words, value) = match desk.role {
            Some(Role::Author) => ("named as its author", pseudonym("person")),
            Some(Role::LastAuthor) => ("named as the one who saved it last", pseudonym("person")),
            Some(Role::Identifier) => ("an identifier of the document", pseudonym("identifier")),
            Some(role) => match (time_words(role), desk.moment()) {
                (Some(words), Some(moment)) => (words, coarse(moment).map(Value::Moment)),
                _ => (kind_words(desk.role), None),
            },
            None => (kind_words(None), None),
        };
        let value = match value {
            Some(value) => value,
            None if named.contains(&id) => Value::Text(KEPT.to_owned()),
            None => return None,
        };
        Some(Evidence {
            id,
            property: words.to_owned(),
            role: desk.role.filter(|role| *role != Role::Identifying),
            raw: String::new(),
            value: Reading::Present(value),
            locus: Locus { revision: desk.locus.revision, path: words.to_owned(), ..Locus::default() },
            editability: desk.editability,
            hidden: None,
        })
    }
}

/// The claims that the story makes, each once: of which documents they are made is not public.
fn public_claims(desk: &[Claim]) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for claim in desk.iter().filter(|claim| claim.layer != Layer::Custody) {
        let Some(id) = words::claim(&claim.id).filter(|id| claims.iter().all(|known| known.id != *id)) else {
            continue;
        };
        claims.push(Claim {
            id,
            layer: claim.layer,
            text: claim.text.clone(),
            path: "*".to_owned(),
            moment: claim.moment.clone(),
            zones: claim.zones.clone(),
        });
    }
    claims
}

/// A part by its number.
fn inside(desk: &Exhibit) -> Option<String> {
    desk.parent.as_ref()?;
    let number = words::exhibit(&desk.id).unwrap_or_default();
    Some(format!("part-{}", number.split_once('.').map_or("", |(_, part)| part)))
}

fn warning(desk: &Warning) -> Warning {
    let code = one_of(words::TROUBLES, &desk.code).unwrap_or("other");
    Warning { code: code.to_owned(), message: format!("{code}: {KEPT}"), locus: None }
}

fn test(desk: &SignatureTest) -> SignatureTest {
    SignatureTest { digest: desk.digest, value: desk.value, identity: desk.identity, why: vec![] }
}

fn revision(desk: &Revision) -> Revision {
    let mut changes: Vec<Change> = Vec::new();
    for change in &desk.changes {
        // After a bracket are names that the document chose.
        let what = change.what.to_string();
        let what = what.split(" (").next().and_then(|what| one_of(&words::OBJECTS, what)).unwrap_or("object");
        let public = Change { object: String::new(), change: change.change, what: ObjectKind::from(what) };
        if !changes.contains(&public) {
            changes.push(public);
        }
    }
    Revision {
        sha256: vec![],
        number: desk.number,
        start: 0,
        end: 0,
        kind: desk.kind,
        notes: desk.notes.iter().filter_map(|note| words::note(note)).collect(),
        changes,
        objects: coarse_size(desk.objects),
        words: vec![],
        form: vec![],
        uncompared: desk.uncompared,
    }
}
