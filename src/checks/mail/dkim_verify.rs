//! Whether the signature of a mail's domain holds, and by when its content existed.

use crate::checks::{Check, View, charter};
use crate::model::{
    Artefact, Bound, Charter, DkimVerdict, Event, Evidence, Examination, Finding, Layer, Moment, PremiseRef, Role,
    Side, Strength,
};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// Each DKIM signature of a mail: whether its body and the signed header fields are those that the domain's key signed, and whether
    /// words can have been added behind what is signed, or From, date and subject are left out. The keys come from a file that you name
    /// with `--dkim-keys`. Where a signature holds and the file says until when the key was in use, the content existed by then; so did the
    /// bytes of each attachment, where the signature covers the whole body and how it is read.
    ///
    /// # Why it matters
    /// The domain that sent a mail signs it. Neither the sender nor the one who leaks it can change it then without breaking the signature.
    ///
    /// # Innocent causes
    /// A mailing list added a footer or put its name before the subject. A mail program, a virus scanner or an export (Outlook, PST) wrote
    /// the mail anew. A domain changed its key.
    ///
    /// # What it cannot tell
    /// Who wrote the mail: the domain signs for its users, and a thief of the key can sign too. When it was signed: the signature and the
    /// mail state that, and nothing confirms it. The one who has the key can sign with it when it is out of use; so the bound is strong
    /// and never hard. Without the key valla compares the body alone.
    ///
    /// # Example
    /// The DKIM signature of example.org does not match the body.
    ///
    /// # Sources
    /// RFC 6376, 3 to 6 and 8.2; RFC 8301; RFC 8463; RFC 8617. Catalogue of checks, DKIM. Strength: informational.
    pub struct DkimVerify { code: "M007", name: "dkim-verify", summary: "the DKIM signature of a mail does not vouch for all of it", since: "0.1.0", group: Mail }
}

impl Check for DkimVerify {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let signatures: Vec<Signed<'_>> = view
            .evidence()
            .filter(|one| one.property == keys::DKIM_OUTCOME)
            .filter_map(|one| Signed::of(view, one))
            .collect();
        if let Some(covered) = view.evidence().find(|one| one.property == keys::DKIM_COVERS_ATTACHMENT) {
            return attachment(view, covered);
        }
        if signatures.is_empty() {
            return Examination::not_applicable("no DKIM signature");
        }
        // Of several signatures mostly one survives the way; then the others say nothing.
        let one_holds = signatures.iter().any(|signed| signed.verdict == DkimVerdict::Verified && signed.covers_body());
        let told = signatures.iter().filter(|signed| signed.is_of_the_sender());
        let findings = told.flat_map(|signed| signed.findings(one_holds)).collect();
        let bounds = signatures.iter().filter_map(Signed::bound).filter(|bound| !is_dated_later(view, bound));
        Examination::of(findings).with_bounds(bounds.collect())
    }
}

/// A document that came in a mail whose signature covers it: its bytes are older than the end of the key's use.
fn attachment(view: &View<'_>, covered: &Evidence) -> Examination {
    let Some(end) = covered.moment() else { return Examination::of(vec![]) };
    let day = end.plain_date();
    let later = view.times(&[Role::Created, Role::Modified]).find(|(_, moment)| moment.earliest > end.latest);
    if let Some((stated, moment)) = later {
        let summary = format!(
            "It says {}, and it came in a mail that was signed with a key that was out of use after {day}, by your keys file. One of the two is wrong.",
            moment.plain_date()
        );
        let finding = Finding::of(&DkimVerify::CHARTER, Strength::Informational, Layer::Bytes, summary)
            .resting_on([covered, stated])
            .innocently(&[
                "The clock of the machine that wrote the document was ahead.",
                "The row of the keys file has the day on which somebody saw the key last, and it was in use longer.",
            ])
            .settled_by("Ask the domain until when it used the key.");
        return Examination::of(vec![finding]);
    }
    Examination::of(vec![]).with_bounds(vec![Bound {
        // The mail holds its last state.
        event: view.save_of(covered),
        side: Side::NotAfter,
        at: end.latest,
        strength: Strength::Strong,
        artefact: Artefact(format!("dkim:{}", covered.locus.path)),
        because: vec![PremiseRef::evidence(covered.id)],
        what: format!("the mail that it came in, signed with a key that was in use until {day} by your keys file"),
        floor: true,
    }])
}

/// Whoever passed a mail on seals it with fields of their own.
const OF_THE_SENDER: &str = "DKIM-Signature";
/// What decides how a body is read as words.
const FORM: [&str; 2] = ["Content-Type", "Content-Transfer-Encoding"];
/// What else of the header is words of the author.
const WORDS: [&str; 2] = ["From", "Subject"];
/// What programs show of the header.
const SHOWN: [&str; 3] = ["From", "Date", "Subject"];
/// The algorithm with a digest for which two texts can be made on purpose.
const OLD_DIGEST: &str = "rsa-sha1";

/// Whether the mail gives itself a later date: then the key was in use longer than the keys file says.
fn is_dated_later(view: &View<'_>, bound: &Bound) -> bool {
    let mut dates = view.evidence().filter(|one| one.property == keys::MAIL_DATE).filter_map(Evidence::moment);
    dates.any(|moment| moment.earliest > bound.at)
}

/// One signature, as it was read.
struct Signed<'a> {
    outcome: &'a Evidence,
    verdict: DkimVerdict,
    /// All that was read of it.
    read: Vec<&'a Evidence>,
}

impl<'a> Signed<'a> {
    fn of(view: &View<'a>, outcome: &'a Evidence) -> Option<Self> {
        let name = outcome.locus.first_step();
        let read = view.evidence().filter(|one| keys::DKIM.holds(&one.property) && one.locus.first_step() == name);
        Some(Self { outcome, verdict: DkimVerdict::of(outcome.text()?)?, read: read.collect() })
    }

    fn get(&self, key: &str) -> Option<&'a Evidence> {
        self.read.iter().find(|one| one.property == key).copied()
    }

    fn is_of_the_sender(&self) -> bool {
        self.outcome.locus.first_step().starts_with(OF_THE_SENDER)
    }

    /// Whether the body is among what it signs.
    fn covers_body(&self) -> bool {
        self.get(keys::DKIM_BODY).is_some()
    }

    fn leaves_out(&self, fields: &[&str]) -> bool {
        self.unsigned().any(|name| fields.contains(&name))
    }

    /// The header fields that decide how the mail reads and that it does not sign, or not all of that name.
    fn unsigned(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.get(keys::DKIM_UNSIGNED).and_then(Evidence::text).unwrap_or_default().split(", ")
    }

    fn domain(&self) -> &'a str {
        self.get(keys::DKIM_DOMAIN).and_then(Evidence::text).unwrap_or("a domain that it does not name")
    }

    fn findings(&self, one_holds: bool) -> Vec<Finding> {
        let domain = self.domain();
        let mut findings = Vec::new();
        let summary = match self.verdict {
            DkimVerdict::BodyChanged if !one_holds => Some(format!(
                "The DKIM signature of {domain} does not match the body: the body is another than was signed."
            )),
            DkimVerdict::HeaderChanged if !one_holds => Some(format!(
                "The DKIM signature of {domain} does not match the header fields that it signs, or another key made it. The body is the one that was signed."
            )),
            DkimVerdict::WeakKey => Some(format!(
                "The DKIM signature of {domain} holds, but its key is so short that others can compute the private key. It confirms nothing."
            )),
            DkimVerdict::KeyPublic => {
                let day = self.get(keys::DKIM_KEY_PUBLISHED).and_then(Evidence::moment);
                let since = day.map(|day| format!(" since {}", day.plain_date())).unwrap_or_default();
                Some(format!(
                    "The DKIM signature of {domain} holds, but its private key is public: anyone could have made this signature{since}."
                ))
            }
            _ => None,
        };
        findings.extend(summary.map(|summary| self.finding(summary, None, self.verdict.innocent_causes())));
        if self.verdict == DkimVerdict::Verified
            && let Some((time, until)) = self.made_late()
        {
            let day = |evidence: &Evidence| evidence.moment().map(Moment::plain_date).unwrap_or_default();
            let summary = format!(
                "The DKIM signature of {domain} states that it was made on {}, and by your keys file its key was out of use after {}. One of the two is wrong.",
                day(time),
                day(until)
            );
            let innocent =
                &["The row of the keys file has the day on which somebody saw the key last, and it was in use longer."];
            findings.push(self.finding(summary, Some(time), innocent));
        }
        let open = self.unsigned().filter(|name| SHOWN.contains(name)).collect::<Vec<_>>().join(", ");
        if self.verdict == DkimVerdict::Verified && !open.is_empty() {
            let summary = format!(
                "The DKIM signature of {domain} holds, but not for every header field that programs show. It does not cover, or not all of that name: {open}."
            );
            let innocent = &["The domain does not sign these fields, or a program on the way added one."];
            findings.push(self.finding(summary, self.get(keys::DKIM_UNSIGNED), innocent));
        }
        if let Some(beyond) = self.get(keys::DKIM_BEYOND) {
            let bytes = beyond.number().unwrap_or(0);
            let summary = format!(
                "The DKIM signature of {domain} signs only the beginning of the body. Words were or could be added after signing: {bytes} bytes."
            );
            let innocent = &["A mailing list added a footer, which such signatures allow."];
            findings.push(self.finding(summary, Some(beyond), innocent));
        }
        findings
    }

    fn finding(&self, summary: String, more: Option<&'a Evidence>, innocent: &[&str]) -> Finding {
        let innocent =
            if innocent.is_empty() { &["The domain signed with the key while it was good."] } else { innocent };
        Finding::of(&DkimVerify::CHARTER, Strength::Informational, Layer::Bytes, summary)
            .resting_on([self.outcome].into_iter().chain(more))
            .innocently(innocent)
            .settled_by("Ask for the mail as the receiving server stored it, and compare.")
    }

    /// When it states that it was made and until when its key was in use, where the first is later.
    fn made_late(&self) -> Option<(&'a Evidence, &'a Evidence)> {
        let (time, until) = (self.get(keys::DKIM_TIME)?, self.get(keys::DKIM_KEY_UNTIL)?);
        (time.moment()?.earliest > until.moment()?.latest).then_some((time, until))
    }

    /// The content existed by the end of the key's use: a signature states its time itself, so that says nothing.
    fn bound(&self) -> Option<Bound> {
        let until = self.get(keys::DKIM_KEY_UNTIL)?;
        let end = until.moment()?;
        let whole = self.covers_body() && self.get(keys::DKIM_BEYOND).is_none() && !self.leaves_out(&WORDS);
        if self.verdict != DkimVerdict::Verified || !whole || self.made_late().is_some() {
            return None;
        }
        let old = self.get(keys::DKIM_ALGORITHM).and_then(Evidence::text) == Some(OLD_DIGEST);
        let strength = if old || self.leaves_out(&FORM) { Strength::Medium } else { Strength::Strong };
        let domain = self.domain();
        Some(Bound {
            event: Event::ContentWritten,
            side: Side::NotAfter,
            at: end.latest,
            strength,
            artefact: Artefact(format!("dkim:{domain}")),
            because: vec![PremiseRef::evidence(self.outcome.id), PremiseRef::evidence(until.id)],
            what: format!(
                "the DKIM signature of {domain}, whose key was in use until {} by your keys file",
                end.plain_date()
            ),
            floor: true,
        })
    }
}
