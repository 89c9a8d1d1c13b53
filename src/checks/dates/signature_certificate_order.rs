//! A signature is older, by its own word, than the certificate that it was made with.

use crate::checks::late_mark::{LateMark, Target, weigh};
use crate::checks::quotation::{value, when};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Moment, PremiseRef, Role, Strength};

charter! {
    /// # What it looks for
    /// The time a signature states, compared with the day from which its certificates are valid. The check also
    /// compares these days with the claimed date.
    ///
    /// # Why it matters
    /// A certificate is made before it signs anything. Its issuer sets the day and signs it.
    ///
    /// # Innocent causes
    /// The signer's clock was wrong. Someone signed the document again later.
    ///
    /// # What it cannot tell
    /// Nothing here is verified: neither the signature nor who issued the certificate. Anybody can make a
    /// certificate of their own with any day. Of a chain the youngest certificate counts; those above it are older.
    ///
    /// # Example
    /// A signature that says 2012, with a certificate of 2024.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 12.8.1; RFC 5280, 4.1.2.5; catalogue of checks, 16 and 30. Strength: strong.
    pub struct SignatureCertificateOrder { code: "D010", name: "signature-certificate-order", summary: "a signature says it is older than its certificate, or the certificate is younger than the claimed or stated date", since: "0.1.0", group: Dates }
}

const INNOCENT: &[&str] = &["Someone signed the document again later."];

impl Check for SignatureCertificateOrder {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let certificates: Vec<(&Evidence, &Moment)> = view.times(&[Role::CertificateTime]).collect();
        if certificates.is_empty() {
            return Examination::not_applicable("no signature with a certificate");
        }
        let mut findings: Vec<Finding> = Vec::new();
        for (signature, stated) in view.times(&[Role::SignatureTime]) {
            // The signer's own certificate is first in what nearly all programs write; a root that is younger than its
            // signature is possible after a renewal, so only a signature that is older than all of them is one too many.
            let of_same = certificates.iter().filter(|(certificate, _)| {
                certificate.locus.object == signature.locus.object
                    && certificate.locus.revision == signature.locus.revision
            });
            let Some((certificate, from)) = of_same.min_by_key(|(_, from)| from.earliest) else { continue };
            if from.certainly_after(stated) {
                findings.push(order(signature, certificate));
            }
        }
        let marks = certificates.iter().filter_map(|(evidence, from)| mark(view, evidence, from)).collect();
        let weighed = weigh(view, &Self::CHARTER, INNOCENT, marks);
        findings.extend(weighed.findings);
        Examination::of(findings).with_bounds(weighed.bounds)
    }
}

fn order(signature: &Evidence, certificate: &Evidence) -> Finding {
    Finding {
        premises: vec![PremiseRef::evidence(signature.id), PremiseRef::evidence(certificate.id)],
        innocent: vec!["The signer's clock was wrong.".to_owned()],
        settle: "Verify the signature. Ask the issuer when the certificate was made.".to_owned(),
        ..Finding::of(
            &SignatureCertificateOrder::CHARTER,
            Strength::Strong,
            Layer::Bytes,
            format!(
                "It says it was signed {}, but the oldest certificate of the signature is valid only from {}.",
                signature.moment().map_or_else(|| signature.value_text(), when),
                value(certificate)
            ),
        )
    }
}

/// A certificate that was made after the claimed date shows a save after it.
fn mark<'a>(view: &View<'_>, evidence: &'a Evidence, from: &Moment) -> Option<LateMark<'a>> {
    let day = from.plain_date();
    Some(LateMark {
        target: Target::Bytes,
        evidence,
        also: vec![],
        says: format!("It was signed with a certificate valid only from {day}"),
        dated: view.knowledge.own_date(
            "certificate:own-date",
            format!("a certificate of {day}"),
            "certificates",
            from.earliest,
            Strength::Strong,
        )?,
    })
}
