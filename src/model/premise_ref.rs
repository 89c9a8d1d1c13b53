//! References to premises, as findings, conflicts, windows and verdicts name them.

use crate::model::{Axiom, EvidenceId, PremiseKind};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// Whose a piece of evidence is, seen from the exhibit that names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// That exhibit itself.
    Own,
    /// Something inside it, by its places from the outermost container inwards, each counted from 1. Written `.2` or `.2.1`.
    Part(Vec<u32>),
    /// Another exhibit, by its number in the case: `x3`, `x3.2`.
    Exhibit(String),
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own => Ok(()),
            Self::Part(places) => places.iter().try_for_each(|place| write!(f, ".{place}")),
            Self::Exhibit(id) => f.write_str(id),
        }
    }
}

/// A piece of evidence, in whatever exhibit. Written `e5`, `.2/e5` or `x3/e5`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EvidenceRef {
    /// Whose it is.
    pub holder: Holder,
    /// Its number there.
    pub id: EvidenceId,
}

impl EvidenceRef {
    /// The same, seen from the container whose n-th part (from 1) names it.
    #[must_use]
    pub fn from_part(&self, number: u32) -> Self {
        let holder = match &self.holder {
            Holder::Own => Holder::Part(vec![number]),
            Holder::Part(places) => Holder::Part([&[number], places.as_slice()].concat()),
            Holder::Exhibit(id) => Holder::Exhibit(id.clone()),
        };
        Self { holder, id: self.id }
    }

    /// The same, when the exhibit that names it has its number in the case.
    #[must_use]
    pub fn in_case(self, exhibit: &str) -> Self {
        let holder = match self.holder {
            part @ Holder::Part(_) => Holder::Exhibit(format!("{exhibit}{part}")),
            holder => holder,
        };
        Self { holder, id: self.id }
    }
}

impl fmt::Display for EvidenceRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.holder {
            Holder::Own => write!(f, "{}", self.id),
            _ => write!(f, "{}/{}", self.holder, self.id),
        }
    }
}

impl FromStr for EvidenceRef {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (holder, id) = match text.split_once('/') {
            None => (Holder::Own, text),
            Some((holder, id)) => match holder.strip_prefix('.') {
                Some(places) => {
                    let places: Result<Vec<u32>, _> = places.split('.').map(str::parse).collect();
                    (Holder::Part(places.map_err(|_| format!("no place of a part: {holder}"))?), id)
                }
                None => (Holder::Exhibit(holder.to_owned()), id),
            },
        };
        Ok(Self { holder, id: id.parse()? })
    }
}

/// A reference to a premise. In the record it has two fields, `kind` and `id`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub enum PremiseRef {
    /// A piece of evidence.
    Evidence(EvidenceRef),
    /// What is claimed, by the id of the claim.
    Claim(String),
    /// A dated fact, by its row in the knowledge base or by its anchor.
    Fact(String),
    /// An axiom or an order.
    Axiom(Axiom),
}

impl PremiseRef {
    /// A piece of evidence of the exhibit itself.
    #[must_use]
    pub fn evidence(id: EvidenceId) -> Self {
        Self::Evidence(EvidenceRef { holder: Holder::Own, id })
    }

    /// A claim.
    pub fn claim(id: impl Into<String>) -> Self {
        Self::Claim(id.into())
    }

    /// A dated fact.
    pub fn fact(id: impl Into<String>) -> Self {
        Self::Fact(id.into())
    }

    /// An axiom or an order.
    #[must_use]
    pub fn axiom(axiom: Axiom) -> Self {
        Self::Axiom(axiom)
    }

    /// A row of the table of orders.
    pub fn order(row: impl Into<String>) -> Self {
        Self::Axiom(Axiom::Order(row.into()))
    }

    /// What kind of premise it is.
    #[must_use]
    pub fn kind(&self) -> PremiseKind {
        match self {
            Self::Evidence(_) => PremiseKind::Evidence,
            Self::Claim(_) => PremiseKind::Claim,
            Self::Fact(_) => PremiseKind::Fact,
            Self::Axiom(_) => PremiseKind::Axiom,
        }
    }

    /// Its id as the record writes it: `e12`, a claim's id, a row of the knowledge base, an axiom's name.
    #[must_use]
    pub fn id(&self) -> Cow<'_, str> {
        match self {
            Self::Evidence(evidence) => evidence.to_string().into(),
            Self::Claim(id) | Self::Fact(id) => id.into(),
            Self::Axiom(axiom) => axiom.to_string().into(),
        }
    }

    /// The number of the evidence, where it is a piece of the exhibit itself.
    #[must_use]
    pub fn own_evidence(&self) -> Option<EvidenceId> {
        match self {
            Self::Evidence(EvidenceRef { holder: Holder::Own, id }) => Some(*id),
            _ => None,
        }
    }

    /// The row of the fact, where it is one.
    #[must_use]
    pub fn as_fact(&self) -> Option<&str> {
        if let Self::Fact(id) = self { Some(id) } else { None }
    }
}

/// A reference to a premise: kind and id.
#[derive(Serialize, Deserialize, JsonSchema)]
struct Written {
    /// What kind of premise it is.
    kind: PremiseKind,
    /// Its id: `e12`, a claim's id, a row of the knowledge base, an axiom's name.
    id: String,
}

impl From<PremiseRef> for Written {
    fn from(premise: PremiseRef) -> Self {
        Self { kind: premise.kind(), id: premise.id().into_owned() }
    }
}

impl TryFrom<Written> for PremiseRef {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        Ok(match written.kind {
            PremiseKind::Evidence => Self::Evidence(written.id.parse()?),
            PremiseKind::Claim => Self::Claim(written.id),
            PremiseKind::Fact => Self::Fact(written.id),
            PremiseKind::Axiom => {
                let Ok(axiom) = written.id.parse();
                Self::Axiom(axiom)
            }
        })
    }
}

impl JsonSchema for PremiseRef {
    fn schema_name() -> Cow<'static, str> {
        "PremiseRef".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Written::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(places in prop::collection::vec(1_u32..99, 0..4), number in 1_usize..9_999, exhibit in 1_u32..9_999) {
            let own = EvidenceRef { holder: Holder::Own, id: EvidenceId::numbered(number) };
            let within = places.iter().fold(own, |reference, place| reference.from_part(*place));
            for reference in [within.clone(), within.in_case(&format!("x{exhibit}"))] {
                prop_assert_eq!(reference.to_string().parse(), Ok(reference.clone()));
                let premise = PremiseRef::Evidence(reference);
                let json = serde_json::to_string(&premise).unwrap_or_default();
                prop_assert_eq!(serde_json::from_str::<PremiseRef>(&json).ok(), Some(premise));
            }
        }
    }

    #[test]
    fn a_part_of_a_part_is_named_from_outside_inwards() {
        let own = EvidenceRef { holder: Holder::Own, id: EvidenceId::numbered(5) };
        let within = own.from_part(1).from_part(2);
        assert_eq!(within.to_string(), ".2.1/e5");
        assert_eq!(within.in_case("x3").to_string(), "x3.2.1/e5");
        assert!("x1/petrov".parse::<EvidenceRef>().is_err() && ".a/e1".parse::<EvidenceRef>().is_err());
    }
}
