//! A picture names a camera, and is packed as programs pack.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Role, Strength};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// A JPEG whose description names a camera and no program, and whose Huffman tables were made for this picture alone.
    ///
    /// # Why it matters
    /// Making such tables takes a second look at the picture. Cameras write the tables of the standard, in one go; programs that save a picture
    /// anew make their own. So this is not the file as the camera wrote it, though its description does not say so.
    ///
    /// # Innocent causes
    /// A service or a mail program made the picture smaller and kept the description. A program packed the picture anew without loss. A telephone
    /// whose camera is a program.
    ///
    /// # What it cannot tell
    /// Which program it was, and whether it changed the picture. Most programs write the tables of the standard, too: without a finding nothing is
    /// said. Of the quantisation tables the evidence gives a class alone, since cameras and programs share many.
    ///
    /// # Example
    /// Exif names a Nikon D70 and no software; the Huffman tables are none of the standard.
    ///
    /// # Sources
    /// ITU-T T.81, annexes B and K.3; Kee, Johnson and Farid, "Digital image authentication from JPEG headers", 2011; catalogue of checks
    /// (jpeg-qtable-source). Measured on 97 pictures of 25 makers (exif-samples): of those that name no program, 28 have the tables of the standard
    /// and 3 have not, all three made smaller by whoever published them. Strength: informational: a class, never more.
    pub struct JpegQtableSource { code: "I005", name: "jpeg-qtable-source", summary: "a picture names a camera, and is packed as programs pack", since: "0.1.0", group: Images }
}

impl Check for JpegQtableSource {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let Some(tables) = view.evidence().find(|evidence| evidence.property == keys::OWN_HUFFMAN_TABLES) else {
            return Examination::not_applicable("no JPEG picture with Huffman tables of its own");
        };
        let Some((device, name)) = view.texts(&[Role::Device]).last() else {
            return Examination::not_applicable("the picture names no camera");
        };
        let is_program = |evidence: &&Evidence| matches!(evidence.role, Some(Role::Producer | Role::Creator));
        if view.evidence().any(|evidence| is_program(&evidence)) {
            return Examination::of(vec![]);
        }
        let summary = format!(
            "The picture names the camera {name:?} and no program, and its Huffman tables were made for this picture alone: a program saved it anew."
        );
        let finding = Finding::of(&Self::CHARTER, Strength::Informational, Layer::Bytes, summary)
            .resting_on(vec![device, tables])
            .innocently(&[
                "A service or a mail program made the picture smaller.",
                "A program packed it anew without loss.",
            ])
            .settled_by("Ask for the picture as it is on the card of the camera or in the telephone.");
        Examination::of(vec![finding])
    }
}
