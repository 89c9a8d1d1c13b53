//! The ground floor: what an examination is made of. Plain types; no input, no format, no opinion.
//!
//! ```text
//! bytes -> Exhibit -> Evidence -> Premises (axiom, bound, statement) -> Findings, Conflicts -> Verdicts -> Case
//! ```
//!
//! The types written to the record derive `Serialize`, `Deserialize` and `JsonSchema`: their serialised names are
//! the record, fixed from the start. Names are added, never renamed; `tests/schema.rs` holds them to that.

pub mod axiom;
pub mod case;
pub mod charter;
pub mod claim;
pub mod collection;
pub mod comparison;
pub mod concealment;
pub mod difference;
pub mod dkim;
pub mod edit;
pub mod error;
pub mod evidence;
pub mod examined;
pub mod exhibit;
pub mod fault;
pub mod finding;
pub mod form_change;
pub mod format;
pub mod locus;
pub mod object_kind;
pub mod pages;
pub mod plain_date;
pub mod premise;
pub mod premise_ref;
pub mod signature;
pub mod standing;
pub mod time;
pub mod trouble;
pub mod verdict;
pub mod vocabulary;
pub mod words;

pub use axiom::Axiom;
pub use case::{Case, CaseBaseline, CaseHead, Counts, Edition, KnowledgeIdentity, Run, Summary};
pub use charter::{Charter, Group, Rule};
pub use claim::{Anchor, Claim, ClaimId, Claims};
pub use collection::{ClaimedSet, Collection, Family, Hand, HandSave, SetClaim, SetVerdict};
pub use comparison::{ChangedPage, Comparison, ValueChange};
pub use concealment::Concealment;
pub use difference::{BaselineState, Difference, DifferenceKind};
pub use dkim::DkimVerdict;
pub use edit::{Edit, EditKind};
pub use error::Error;
pub use evidence::{Branch, Editability, Evidence, EvidenceId, Property, Reading, Role, Told, Value};
pub use examined::Examined;
pub use exhibit::{
    Change, ChangeKind, Child, Exhibit, Extraction, Format, HiddenPlace, Likeness, LikenessKind, Limit, Preview,
    PreviewKind, Reasoned, Revision, RevisionKind, Status, Warning, WordChange, WordsChanged,
};
pub use fault::{Fault, Unsigned};
pub use finding::{Answer, CheckOutcome, Examination, Finding, Outcome, Strength};
pub use form_change::{FormChange, FormChangeKind, Undone};
pub use format::{FormatClass, IdentifiedBy};
pub use locus::{ByteRange, Locus};
pub use object_kind::ObjectKind;
pub use pages::PageNumbers;
pub use plain_date::{plain_date, plain_day};
pub use premise::{Artefact, Bound, Event, Layer, PremiseKind, Side};
pub use premise_ref::{EvidenceRef, Holder, PremiseRef};
pub use signature::{DigestTest, FieldLock, Identity, Signature, SignatureKind, SignatureTest, TimeStamp, ValueTest};
pub use standing::{Age, Aged, Alteration, Altered, EvidenceBox, Hidden, Hiding, Replacement, Standing, Standings};
pub use time::{Civil, Day, Instant, Moment, Precision, Zone};
pub use verdict::{Conflict, Explanation, Fact, Term, Verdict, Window, WindowEdge};
pub use vocabulary::Vocabulary;
pub use words::{Passage, Seen, Words, Written};
