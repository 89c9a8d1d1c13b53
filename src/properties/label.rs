//! Properties in words that a reader knows.

use crate::model::Evidence;

/// Properties that have words of their own.
const WORDS: &[(&str, &str)] = &[
    ("pdf.version", "PDF version (header)"),
    ("pdf.catalog.Version", "PDF version (catalog)"),
    ("pdf.encryption.revision", "the encryption"),
    ("ooxml.part.kind", "type of a part"),
    ("pdf.page.text", "words of a page"),
    ("pdf.page.text.recognised", "words of a scanned page"),
    ("pdf.page.text.unknown", "glyphs without a character"),
    ("ole.code-page", "code page"),
    ("ole.system", "system that wrote the properties"),
    ("ole.word.build", "build of Word (header)"),
    ("ole.word.fib", "version of the file format (header)"),
    ("ole.word.saved-by", "list of who saved it"),
    ("ole.word.theme", "theme package"),
    ("ole.word.template", "template"),
    ("ooxml.template", "template"),
    ("rtf.template", "template"),
    ("ole.directory.root-modified", "last written (container)"),
    ("rtf.generator", "generator"),
    ("rtf.destination", "hidden group"),
    ("grammarly.DocId", "first Grammarly session (document variable)"),
    ("ooxml.people", "list of people"),
    ("ooxml.external", "external address"),
    ("ooxml.lang", "language of the text"),
    ("part.picture.taken", "picture taken"),
    ("ooxml.history.editor", "editor, by the list of changes"),
    ("ooxml.history.changed", "time of a change, by the list of changes"),
    ("ooxml.history.client", "installation that edited it"),
    ("ooxml.history.user", "user of the shared workbook"),
    ("ooxml.history.change", "what was changed, by the list of changes"),
    ("pdf.annotation.T", "author of a comment"),
    ("pdf.annotation.Subj", "subject of a comment"),
    ("pdf.annotation.NM", "identifier of a comment"),
    ("pdf.link.file", "file that a link opens"),
    ("pdf.outline.Title", "title in the outline"),
    ("pdf.structure.ActualText", "text in place of what is drawn"),
    ("pdf.structure.Alt", "description of a picture"),
    ("pdf.structure.E", "abbreviation in full"),
    ("pdf.structure.T", "title of an element"),
    ("pdf.structure.Lang", "language of a passage"),
    ("pdf.included.FileName", "path of an included file"),
    ("pdf.included.Author", "author of an included file"),
    ("pdf.included.CreationDate", "making of an included file"),
    ("pdf.included.ModDate", "last save of an included file"),
    ("pdf.piece-info", "private data of a program"),
    ("pdf.signature.Reason", "reason for the signature"),
    ("pdf.signature.Location", "place of signing"),
    ("pdf.signature.Name", "name of the signer"),
    ("pdf.signature.ContactInfo", "address of the signer"),
    ("pdf.signature.Prop_Build.App", "program that signed"),
    ("pdf.signature.Prop_Build.OS", "system on which it was signed"),
    ("pdf.signature.Prop_Build.Date", "date of the program that signed"),
    ("pdf.exiftool-update", "mark of ExifTool"),
    ("pdf.description-removed", "description that was removed"),
    ("file.behind-end", "data behind the end"),
    ("zip.encryption", "lock of the archive"),
    ("ole.encryption", "lock of the document"),
    ("pdf.encryption.handler", "kind of encryption"),
    ("ole.custom._PID_HLINKS.target", "link"),
    ("ole.custom._PID_HLINKS.location", "place that a link leads to"),
    ("macbinary.name", "name on the Macintosh"),
    ("macbinary.created", "made (Macintosh)"),
    ("macbinary.changed", "last changed (Macintosh)"),
    ("macbinary.type", "type (Macintosh)"),
    ("text.encoding", "encoding"),
    ("text.line-ends", "ends of lines"),
    ("rtf.info.buptim", "last backed up"),
    ("part.picture.changed", "picture changed"),
];

/// Where properties are, by the beginning of their key.
const PLACES: &[(&str, &str)] = &[
    ("ooxml.core.", "core properties"),
    ("ooxml.app.", "application properties"),
    ("ooxml.custom.", "custom properties"),
    ("ooxml.settings.", "settings"),
    ("ooxml.workbook.", "workbook"),
    ("ooxml.change.", "tracked change"),
    ("ooxml.comment.", "comment"),
    ("ooxml.font.", "typeface"),
    ("ooxml.namespace.", "namespace"),
    ("ooxml.hidden.", "hidden"),
    ("ole.summary.", "summary"),
    ("ole.document.", "document summary"),
    ("ole.custom.", "custom properties"),
    ("ole.part.summary.", "summary of an embedded document"),
    ("ole.word.dop.", "Word's own record"),
    ("ole.word.", "Word's own record"),
    ("ole.excel.", "workbook"),
    ("ole.powerpoint.", "presentation"),
    ("ole.object.", "embedded object"),
    ("ole.directory.", "directory of the container"),
    ("rtf.info.", "information group"),
    ("rtf.change.", "tracked change"),
    ("rtf.font.", "typeface"),
    ("image.exif.", "Exif"),
    ("image.iptc.", "IPTC"),
    ("image.xmp.", "XMP packet"),
    ("printer.", "printer"),
    ("zip.member.", "member of the archive"),
    ("zip.part.", "directory of the package"),
    ("pdf.font.", "embedded font"),
    ("pdf.icc.", "colour profile"),
    ("pdf.image.", "image"),
    ("pdf.signature.", "signature"),
    ("pdf.info.", "document information"),
    ("pdf.xmp.", "XMP packet"),
    ("pdf.part.xmp.", "XMP packet of a part"),
    ("pdf.orphan.xmp.", "XMP packet that nothing refers to"),
];

impl Evidence {
    /// The property in words a reader knows: "Producer (document information)".
    #[must_use]
    pub fn label(&self) -> String {
        if self.property == "pdf.feature" {
            return format!("the structure ({})", self.locus.path);
        }
        if let Some((_, words)) = WORDS.iter().find(|(key, _)| *key == self.property) {
            return (*words).to_owned();
        }
        let placed = PLACES.iter().find_map(|(prefix, place)| Some((self.property.strip_prefix(prefix)?, place)));
        match placed {
            Some(("xmptk", place)) => format!("toolkit ({place})"),
            Some((name, place)) => format!("{name} ({place})"),
            None => self.property.clone(),
        }
    }
}
