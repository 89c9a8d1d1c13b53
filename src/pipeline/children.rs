//! What is inside a file becomes examined like it.

use crate::model::{Examined, PremiseRef, Reasoned};
use std::collections::BTreeMap;

/// Makes a tree of everything that is inside.
pub fn adopt(exhibit: &mut Examined) {
    exhibit.parts = std::mem::take(&mut exhibit.extraction.children)
        .into_iter()
        .map(|child| {
            let mut child = Examined {
                path: format!("{}#{}", exhibit.path, child.name),
                file: exhibit.file.clone(),
                inside: exhibit.inside.iter().chain([&child.name]).cloned().collect(),
                path_bytes: child.name_bytes,
                size: child.size,
                sha256: child.sha256,
                digests: BTreeMap::new(),
                extraction: child.extraction,
                reasoned: Reasoned::default(),
                parts: vec![],
            };
            adopt(&mut child);
            child
        })
        .collect();
}

/// The reference to a premise of the n-th child (from 1), as its container names it.
#[must_use]
pub fn reference_into(child: u32, reference: PremiseRef) -> PremiseRef {
    match reference {
        PremiseRef::Evidence(evidence) => PremiseRef::Evidence(evidence.from_part(child)),
        other => other,
    }
}
