//! `O`: who, where, with what machine: told as the document tells it, and held against nothing.

pub mod attached_template;
pub mod author_list_doc;
pub mod iso_burn_evidence;
pub mod made_by_a_model;
pub mod modifier_locale;

use crate::checks::Check;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[
    &author_list_doc::AuthorListDoc,
    &attached_template::AttachedTemplate,
    &modifier_locale::ModifierLocale,
    &iso_burn_evidence::IsoBurnEvidence,
    &made_by_a_model::MadeByAModel,
];
