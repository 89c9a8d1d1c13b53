//! A program's own string carries a date later than the file is said to be.

use crate::checks::late_mark::{LateMark, weigh};
use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::knowledge::{Dated, Field};
use crate::model::{Charter, Examination, plain_date};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// Dates inside the names that programs leave: build stamps of Adobe's XMP library (`2016/09/10-02:41:30`), the
    /// year of a TeX Live banner, copyright years (`©2000-2015`), version numbers that are dates. Nobody can have
    /// written such a text before the date in it. The check reports a date that is later than the claimed date, or
    /// later than the file says it was last saved.
    ///
    /// # Why it matters
    /// It needs no table of releases, and hardly anybody who sets back dates knows of it.
    ///
    /// # Innocent causes
    /// Someone saved the file again, converted it or printed it to PDF later. Copyright years count from two months
    /// before the year, since makers put the coming year into the builds of late autumn.
    ///
    /// # What it cannot tell
    /// It dates the last save, not the words. Stamps that say `0000/00/00` have no date and are not read as one.
    ///
    /// # Example
    /// Producer `iText® 5.5.6 ©2000-2015 iText Group NV` in a file that is said to be from 2012.
    ///
    /// # Sources
    /// The table `self_dating`; Adobe XMP Toolkit SDK, `XMPCore_Impl.cpp`, for the form of its stamp. COPA v Wright
    /// (EWHC 1198 (Ch) of 2024), on fonts with a copyright of 2017 in a paper said to be of 2008, for the kind of mark.
    pub struct SelfDatingString { code: "P002", name: "self-dating-string", summary: "a program that dates itself later than the claimed or stated date wrote the file", since: "0.1.0", group: Programs }
}

const INNOCENT: &[&str] =
    &["The file was saved again, converted or printed to PDF later, for example by an archive or a mail gateway."];

impl Check for SelfDatingString {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let mut marks = Vec::new();
        for evidence in view.evidence() {
            let Some(text) = evidence.text() else { continue };
            let field = match evidence.role.and_then(Field::of) {
                Some(field) => field.word().to_owned(),
                None => match keys::INFORMATION.name_of(&evidence.property) {
                    Some(key) => format!("info:{key}"),
                    None => continue,
                },
            };
            for stamp in view.knowledge.self_dating(&field, text) {
                let date = plain_date(&stamp.date);
                let what = format!("{} of {date}", stamp.what);
                let says =
                    format!("Written by a program that dates itself to {date} ({:?}; {})", short(text), stamp.what);
                let dated = Dated {
                    fact: stamp.fact,
                    what,
                    maker: stamp.maker,
                    floor: Some(stamp.floor),
                    floor_strength: stamp.strength,
                    release: None,
                };
                marks.push(LateMark::of_bytes(evidence, dated, says));
            }
        }
        if marks.is_empty() {
            return Examination::not_applicable("no program named in it dates itself");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}
