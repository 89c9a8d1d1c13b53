//! The keys of properties that a reader gives and anybody else asks for. Each is spelt here and nowhere else: a check that asks for a
//! key that no reader gives would never find anything, and nobody would notice.
//!
//! Keys that only one reader gives and nobody asks for are with that reader.

use crate::model::Branch;

/// Declares keys, documents each and lists all of them.
macro_rules! keys {
    ($($(#[doc = $doc:literal])+ $name:ident = $key:literal;)+) => {
        $(
            $(#[doc = $doc])+
            #[doc = concat!("\n\nIn the record: `", $key, "`.")]
            pub const $name: &str = $key;
        )+

        /// All keys, with the names of their constants.
        pub const ALL: &[(&str, &str)] = &[$((stringify!($name), $key)),+];
    };
}

/// Declares branches, documents each and lists all of them.
macro_rules! branches {
    ($($(#[doc = $doc:literal])+ $name:ident = $start:literal;)+) => {
        $(
            $(#[doc = $doc])+
            #[doc = concat!("\n\nIn the record: `", $start, ".` and a name.")]
            pub const $name: Branch = Branch::starting($start);
        )+

        /// All branches, with the names of their constants.
        pub const BRANCHES: &[(&str, Branch)] = &[$((stringify!($name), $name)),+];
    };
}

/// The name of a property, which is the end of its key: `CreationDate` of `pdf.info.CreationDate`.
#[must_use]
pub fn name(key: &str) -> &str {
    key.rsplit_once('.').map_or(key, |(_, name)| name)
}

branches! {
    /// The document information of a PDF; whoever wrote the file may have put names of its own there.
    INFORMATION = "pdf.info";
    /// The XMP packet of a PDF.
    PACKET = "pdf.xmp";
    /// The XMP packet of a part of a PDF.
    PACKET_OF_PART = "pdf.part.xmp";
    /// An XMP packet of a PDF that nothing refers to.
    PACKET_OF_NOBODY = "pdf.orphan.xmp";
    /// The XMP packet of a picture that is a file by itself.
    PACKET_OF_PICTURE = "image.xmp";
    /// What a DKIM signature of a mail says, and what came of testing it.
    DKIM = "mail.dkim";
    /// What the parts of a PDF say of themselves.
    PDF_PART = "pdf.part";
    /// What pdfTeX keeps of a PDF that it put in.
    INCLUDED = "pdf.included";
    /// The colour profile of a picture in a PDF.
    COLOUR_PROFILE = "pdf.icc";
    /// Lines of the head of a mail that Outlook keeps as properties.
    MAPI_HEADER = "mapi.header";
    /// The IPTC record of a picture in a PDF.
    IPTC = "pdf.image.iptc";
    /// The Exif record of a picture that is a file by itself.
    EXIF = "image.exif";
    /// The texts of a PNG.
    PNG = "image.png";
    /// The core properties of an Office document of 2007 or later.
    CORE = "ooxml.core";
    /// Its application properties.
    APPLICATION = "ooxml.app";
    /// Its custom properties.
    CUSTOM = "ooxml.custom";
    /// Further fields of a book.
    EPUB_FIELD = "epub.meta";
    /// What a page says of itself.
    HTML_FIELD = "html.meta";
    /// Fields of a film or of sound.
    MEDIA_FIELD = "media.field";
    /// Values that a person added to an OpenDocument document.
    ODF_CUSTOM = "odf.custom";
    /// What the program counted when it saved one.
    ODF_STATISTIC = "odf.meta.statistic";
    /// The summary of an old Office document.
    SUMMARY = "ole.summary";
    /// Its document summary.
    DOCUMENT_SUMMARY = "ole.document";
    /// Its custom properties.
    OLD_CUSTOM = "ole.custom";
    /// Sets of properties of other programs.
    OTHER_SET = "ole.set";
    /// The summary of a document that is embedded in an old Office document.
    SUMMARY_OF_PART = "ole.part.summary";
    /// The numbers in the information group of an RTF file.
    RTF_NUMBER = "rtf.info.number";
    /// What an archive says of its members.
    MEMBER = "zip.member";
    /// The fields of a mail.
    MAIL_FIELD = "mail.header";
    /// In how many messages of a mailbox a field is.
    MAILBOX_WITH = "mail.mailbox.with";
}

keys! {
    /// A young character in the words.
    WORDS_CHARACTER = "words.character";
    /// An address that is written out in the words.
    WORDS_ADDRESS = "words.address";
    /// A reference in the words that carries its own date.
    WORDS_CITATION = "words.citation";
    /// A dated name in the words.
    WORDS_NAME = "words.name";
    /// A date in the words.
    WORDS_DATE = "words.date";
    /// What a program left in words that were copied out of it.
    WORDS_RESIDUE = "words.residue";
    /// A word of letters of several scripts.
    WORDS_MIXED_SCRIPT = "words.mixed-script";
    /// Characters in the words that nobody sees.
    WORDS_INVISIBLE = "words.invisible";
    /// Whence the words are that a program recognised in the pictures of the document's pages.
    WORDS_SOURCE = "words.source";
    /// How many pages draw pictures and no words, and which.
    PAGES_WITHOUT_WORDS = "pdf.pages.without-words";

    /// The words of a page, as they are drawn.
    PAGE_TEXT = "pdf.page.text";
    /// The words of a page that is a picture, from the layer that recognition of characters put under it.
    PAGE_TEXT_RECOGNISED = "pdf.page.text.recognised";
    /// How many glyphs of a page have no known character.
    PAGE_TEXT_UNKNOWN = "pdf.page.text.unknown";
    /// Words of a page that a surface covers.
    PAGE_TEXT_COVERED = "pdf.page.text.unseen.covered";
    /// Words under a dark bar, or dark on one, as one draws it to black words out.
    PAGE_TEXT_BARRED = "pdf.page.text.unseen.barred";
    /// Dark words on a dark bar.
    PAGE_TEXT_BLACKENED = "pdf.page.text.unseen.blackened";
    /// Words under a picture.
    PAGE_TEXT_UNDER_PICTURE = "pdf.page.text.unseen.covered-by-picture";
    /// Words under a pattern.
    PAGE_TEXT_UNDER_PATTERN = "pdf.page.text.unseen.covered-by-pattern";
    /// Words under an annotation.
    PAGE_TEXT_UNDER_ANNOTATION = "pdf.page.text.unseen.covered-by-annotation";
    /// Words that are marked for redaction and still there.
    PAGE_TEXT_MARKED = "pdf.page.text.marked-for-redaction";
    /// Words too small to be read.
    PAGE_TEXT_TINY = "pdf.page.text.unseen.tiny";
    /// Words on a layer that is off.
    PAGE_TEXT_LAYER_OFF = "pdf.page.text.unseen.layer-off";
    /// Words on a layer that paper alone shows.
    PAGE_TEXT_LAYER_PRINT = "pdf.page.text.unseen.layer-print-only";
    /// Words on a layer that screens alone show.
    PAGE_TEXT_LAYER_SCREEN = "pdf.page.text.unseen.layer-screen-only";
    /// Words of a page in the colour of what lies under them.
    PAGE_TEXT_SAME_COLOUR = "pdf.page.text.unseen.same-colour";
    /// Words beyond the edge of a page.
    PAGE_TEXT_BEYOND = "pdf.page.text.unseen.beyond-edge";
    /// Words of a page that are drawn in the invisible mode.
    PAGE_TEXT_INVISIBLE = "pdf.page.text.unseen.invisible-mode";
    /// Words in an object that no state of the document shows.
    UNREFERENCED_TEXT = "pdf.unreferenced.text";
    /// Bytes after the last end marker.
    TRAILING_BYTES = "pdf.trailing-bytes";
    /// Objects after the last end marker.
    TRAILING_OBJECTS = "pdf.trailing-objects";
    /// The mark of a save by ExifTool.
    EXIFTOOL_UPDATE = "pdf.exiftool-update";
    /// The value of a text field.
    FIELD_VALUE = "pdf.field.value";
    /// The words that the page shows in the place of that field.
    FIELD_SHOWN = "pdf.field.shown";
    /// The name of an attached file.
    ATTACHMENT_NAME = "pdf.attachment.name";
    /// When an attached file was made.
    ATTACHMENT_CREATED = "pdf.attachment.CreationDate";
    /// When an attached file was changed.
    ATTACHMENT_MODIFIED = "pdf.attachment.ModDate";
    /// When an annotation was made.
    ANNOTATION_CREATED = "pdf.annotation.CreationDate";
    /// When an annotation was changed.
    ANNOTATION_MODIFIED = "pdf.annotation.M";
    /// The family of an embedded font.
    FONT_FAMILY = "pdf.font.family";
    /// The copyright notice of an embedded font.
    FONT_COPYRIGHT = "pdf.font.copyright";

    /// What a signature of a PDF covers.
    SIGNATURE_COVERS = "pdf.signature.covers";
    /// Whether its bytes have the digest that was signed.
    SIGNATURE_DIGEST = "pdf.signature.digest";
    /// Whether the key of its certificate made it.
    SIGNATURE_VALUE = "pdf.signature.value";
    /// An algorithm or a profile that it names by number.
    SIGNATURE_IDENTIFIER = "pdf.signature.identifier";
    /// When its dictionary says that it was made.
    SIGNATURE_STATED = "pdf.signature.M";
    /// When the signer's program says so, under the signature.
    SIGNATURE_SIGNED = "pdf.signature.signingTime";
    /// When an authority says that it existed.
    SIGNATURE_STAMPED = "pdf.signature.time-stamp";
    /// The date of the program that signed.
    SIGNATURE_BUILD = "pdf.signature.Prop_Build.Date";
    /// When the signature of an Office document says that it was made.
    OFFICE_SIGNATURE_TIME = "ooxml.signature.time";
    /// When the signer's program says that it signed an OpenDocument package.
    ODF_SIGNATURE_TIME = "odf.signature.time";
    /// Whether the parts of an OpenDocument package are what was signed.
    ODF_SIGNATURE_DIGEST = "odf.signature.digest";
    /// The programs under which an Office document was signed.
    OFFICE_SIGNATURE_SETUP = "ooxml.signature.setup";

    /// The half of a PDF's identifier that stays when it is saved (ISO 32000-2, 14.4).
    FILE_ID_PERMANENT = "pdf.id.permanent";
    /// The half that changes.
    FILE_ID_CHANGING = "pdf.id.changing";
    /// The language of the document or of a passage.
    PDF_LANGUAGE = "pdf.structure.Lang";

    /// When the document information says that the document was made.
    INFORMATION_CREATED = "pdf.info.CreationDate";
    /// When the document information says that the document was last changed.
    INFORMATION_MODIFIED = "pdf.info.ModDate";
    /// The program that wrote the file, by the document information.
    INFORMATION_PRODUCER = "pdf.info.Producer";
    /// The program that the document was composed with, by the document information.
    INFORMATION_CREATOR = "pdf.info.Creator";
    /// The title, by the document information.
    INFORMATION_TITLE = "pdf.info.Title";
    /// The author, by the document information.
    INFORMATION_AUTHOR = "pdf.info.Author";
    /// When the packet says that the document was made.
    PACKET_CREATED = "pdf.xmp.CreateDate";
    /// When the packet says that the document was last changed.
    PACKET_MODIFIED = "pdf.xmp.ModifyDate";
    /// The program that wrote the file, by the packet.
    PACKET_PRODUCER = "pdf.xmp.Producer";
    /// The program that the document was composed with, by the packet.
    PACKET_CREATOR = "pdf.xmp.CreatorTool";
    /// The title, by the packet.
    PACKET_TITLE = "pdf.xmp.dc.title";
    /// The author, by the packet.
    PACKET_AUTHOR = "pdf.xmp.dc.creator";
    /// The part of PDF/A that the packet claims.
    PACKET_PDFA = "pdf.xmp.pdfaid.part";
    /// The part of PDF/UA that the packet claims.
    PACKET_PDFUA = "pdf.xmp.pdfuaid.part";

    /// When a picture in a PDF was taken.
    INNER_PICTURE_TAKEN = "pdf.image.exif.DateTimeOriginal";
    /// When it was digitised.
    INNER_PICTURE_DIGITISED = "pdf.image.exif.DateTimeDigitized";
    /// When it was changed.
    INNER_PICTURE_CHANGED = "pdf.image.exif.DateTime";
    /// When it got its position.
    INNER_PICTURE_PLACED = "pdf.image.exif.GPSDateTime";
    /// The maker of the device that took it.
    INNER_PICTURE_MAKE = "pdf.image.exif.Make";
    /// When a picture that is a file by itself was taken, by its packet.
    PICTURE_TAKEN_BY_PACKET = "image.xmp.exif.DateTimeOriginal";
    /// When it was digitised.
    PICTURE_DIGITISED = "image.exif.DateTimeDigitized";
    /// When it got its position.
    PICTURE_PLACED = "image.exif.GPSDateTime";
    /// How alike it and its thumbnail are, in percent.
    PICTURE_LIKENESS = "image.thumbnail.likeness";
    /// When a picture in an archive or an Office document says that it was taken.
    PART_PICTURE_TAKEN = "part.picture.taken";
    /// When such a picture says that it was changed.
    PART_PICTURE_CHANGED = "part.picture.changed";

    /// When the core properties say that the document was made.
    CORE_CREATED = "ooxml.core.created";
    /// When they say that it was last changed.
    CORE_MODIFIED = "ooxml.core.modified";
    /// How often it was saved.
    CORE_REVISION = "ooxml.core.revision";
    /// How many words the application counted.
    APPLICATION_WORDS = "ooxml.app.Words";
    /// How many pages it counted.
    APPLICATION_PAGES = "ooxml.app.Pages";
    /// How many characters it counted.
    APPLICATION_CHARACTERS = "ooxml.app.Characters";
    /// How many characters it counted, blanks among them.
    APPLICATION_CHARACTERS_AND_BLANKS = "ooxml.app.CharactersWithSpaces";
    /// How many lines it counted.
    APPLICATION_LINES = "ooxml.app.Lines";
    /// The marks of the saves that a Word document went through.
    SAVE_MARKS = "ooxml.settings.rsids";
    /// The number that Word drew when it made the document.
    SAVE_ROOT = "ooxml.settings.rsidRoot";
    /// When a tracked change was made, on the machine's clock.
    CHANGE_TIME = "ooxml.change.date";
    /// When it was made, in universal time.
    CHANGE_TIME_UTC = "ooxml.change.dateUtc";
    /// Words deleted with changes tracked.
    CHANGE_DELETED = "ooxml.change.deleted";
    /// When a comment was written, on the machine's clock.
    COMMENT_TIME = "ooxml.comment.date";
    /// When it was written, in universal time.
    COMMENT_TIME_UTC = "ooxml.comment.dateUtc";
    /// The words of a comment.
    COMMENT_TEXT = "ooxml.comment.text";
    /// When a change was made, by the list of changes.
    HISTORY_CHANGED = "ooxml.history.changed";
    /// Hidden text.
    HIDDEN_TEXT = "ooxml.hidden.text";
    /// A hidden sheet.
    HIDDEN_SHEET = "ooxml.hidden.sheet";
    /// Hidden rows or columns.
    HIDDEN_CELLS = "ooxml.hidden.cells";
    /// A name that is not shown.
    HIDDEN_NAME = "ooxml.hidden.name";
    /// A hidden slide.
    HIDDEN_SLIDE = "ooxml.hidden.slide";
    /// Speaker notes.
    HIDDEN_NOTES = "ooxml.hidden.notes";
    /// A typeface that a table names and no word need use.
    FONT_LISTED = "ooxml.font.listed";
    /// The address of a namespace that is used.
    NAMESPACE_USED = "ooxml.namespace.used";
    /// The address of a namespace that is declared and not used.
    NAMESPACE_DECLARED = "ooxml.namespace.declared";
    /// The kind of a part, as the package names it.
    PART_KIND = "ooxml.part.kind";
    /// The number of the last calculation of a workbook.
    WORKBOOK_CALCULATION = "ooxml.workbook.calcId";
    /// A language of the text.
    LANGUAGE = "ooxml.lang";
    /// The program of an embedded object.
    OBJECT_PROGRAM = "ooxml.object.program";

    /// When the summary says that the document was made.
    SUMMARY_CREATED = "ole.summary.Created";
    /// When it says that it was last saved.
    SUMMARY_SAVED = "ole.summary.LastSaved";
    /// How often it was saved.
    SUMMARY_REVISION = "ole.summary.RevNumber";
    /// How long it was edited.
    SUMMARY_EDIT_TIME = "ole.summary.EditTime";
    /// How many pages the program counted.
    SUMMARY_PAGES = "ole.summary.PageCount";
    /// How many words it counted.
    SUMMARY_WORDS = "ole.summary.WordCount";
    /// How many characters it counted.
    SUMMARY_CHARACTERS = "ole.summary.CharCount";
    /// How many lines it counted.
    DOCUMENT_SUMMARY_LINES = "ole.document.Lines";
    /// How many paragraphs it counted.
    DOCUMENT_SUMMARY_PARAGRAPHS = "ole.document.Paragraphs";
    /// The version of the program that saved it.
    DOCUMENT_SUMMARY_VERSION = "ole.document.Version";
    /// A typeface that a table of an old Office document names.
    OLD_FONT_LISTED = "ole.font.listed";
    /// An equation in it.
    OLD_EQUATION = "ole.object.equation";
    /// The build of Word in the header of a document.
    WORD_BUILD = "ole.word.build";
    /// The list of who saved a document of Word, and where.
    WORD_SAVED_BY = "ole.word.saved-by";
    /// Text after the end of a document of Word.
    WORD_BEYOND = "ole.word.beyond";
    /// When Word's own record says that the document was made.
    WORD_RECORD_CREATED = "ole.word.dop.dttmCreated";
    /// When it says that it was last saved.
    WORD_RECORD_REVISED = "ole.word.dop.dttmRevised";
    /// When it says that it was last printed.
    WORD_RECORD_PRINTED = "ole.word.dop.dttmLastPrint";
    /// How often it was saved, by Word's own record.
    WORD_RECORD_REVISION = "ole.word.dop.number.nRevision";
    /// How many minutes it was edited, by Word's own record.
    WORD_RECORD_EDIT_TIME = "ole.word.dop.number.tmEdited";
    /// A hidden sheet of an old workbook.
    OLD_HIDDEN_SHEET = "ole.excel.hidden-sheet";
    /// A comment in an old workbook.
    OLD_NOTE = "ole.excel.note";
    /// Who wrote it.
    OLD_NOTE_AUTHOR = "ole.excel.note-author";
    /// The number of the last calculation of an old workbook.
    OLD_CALCULATION = "ole.excel.calcId";
    /// A hidden slide of an old presentation.
    OLD_HIDDEN_SLIDE = "ole.powerpoint.hidden-slide";
    /// Speaker notes of an old presentation.
    OLD_HIDDEN_NOTES = "ole.powerpoint.notes";
    /// A comment in an old presentation.
    OLD_COMMENT = "ole.powerpoint.comment";
    /// When it was written.
    OLD_COMMENT_TIME = "ole.powerpoint.comment.time";

    /// The program that wrote an RTF file.
    RTF_GENERATOR = "rtf.generator";
    /// The marks of the saves that an RTF file went through.
    RTF_SAVE_MARKS = "rtf.rsids";
    /// A typeface that the table of an RTF file names.
    RTF_FONT_LISTED = "rtf.font.listed";
    /// When a tracked change of an RTF file was made.
    RTF_CHANGE_TIME = "rtf.change.date";
    /// Words deleted from an RTF file with changes tracked.
    RTF_CHANGE_DELETED = "rtf.change.deleted";
    /// The words of a comment in an RTF file.
    RTF_COMMENT = "rtf.comment.text";
    /// Hidden text of an RTF file.
    RTF_HIDDEN_TEXT = "rtf.hidden.text";
    /// An entry of the table of contents that says something else than its heading.
    CONTENTS_DIFFERS = "ooxml.contents.differs";

    /// The time of a part of a package.
    PACKAGE_PART_MODIFIED = "zip.part.modified";
    /// How many parts have the constant time that Office writes.
    PACKAGE_PART_CONSTANT = "zip.part.modified.constant";
    /// The system and the version of the specification that whoever packed a package claims.
    PACKAGE_WRITTEN_BY = "zip.written-by";
    /// The order of the parts of a package.
    PACKAGE_ORDER = "zip.order";
    /// In whose office a page was made, as Office writes it.
    HTML_COMPANY = "html.office.company";
    /// When an OpenDocument document says that it was made.
    ODF_CREATED = "odf.meta.creation-date";
    /// When it says that it was last saved.
    ODF_MODIFIED = "odf.meta.date";
    /// How often it was saved.
    ODF_CYCLES = "odf.meta.editing-cycles";
    /// How long it was edited.
    ODF_EDITED = "odf.meta.editing-duration";
    /// When a tracked change of it was made.
    ODF_CHANGE_TIME = "odf.change.date";
    /// When a note in its margin was made.
    ODF_COMMENT_TIME = "odf.comment.date";
    /// The number that was drawn when it was made.
    ODF_SAVE_ROOT = "odf.settings.rsidRoot";
    /// The number that was drawn when it was last opened to be changed.
    ODF_SAVE_LAST = "odf.settings.rsid";
    /// The numbers of saves in its styles.
    ODF_SAVE_MARKS = "odf.rsids";
    /// A typeface that it lists.
    ODF_FONT_LISTED = "odf.font.listed";
    /// When a mail says that it was written.
    MAIL_DATE = "mail.header.Date";
    /// The identifier of the conversation, in the index that Outlook keeps.
    MAIL_CONVERSATION = "mail.thread-index.guid";
    /// When a host says that it took the mail.
    MAIL_RECEIVED = "mail.received.date";
    /// When a conversation began, by the index that Outlook keeps.
    MAIL_THREAD_STARTED = "mail.thread-index.started";
    /// When an answer in it was begun.
    MAIL_THREAD_REPLY = "mail.thread-index.reply";
    /// The time that the boundary of a part holds.
    MAIL_BOUNDARY_TIME = "mail.boundary.time";
    /// When an attached document says that it was last saved.
    MAIL_ATTACHMENT_SAVED = "mail.attachment.modified";
    /// When a mail says that an attached file was last changed on the sender's disk.
    MAIL_ATTACHMENT_CHANGED = "mail.attachment.modification-date";
    /// When the mail says that an attached file was made.
    MAIL_ATTACHMENT_MADE = "mail.attachment.creation-date";
    /// A picture that nobody sees, which a mail fetches from an address when it is opened.
    MAIL_PIXEL = "mail.body.unseen-picture";
    /// How many messages a mailbox holds.
    MAILBOX_MESSAGES = "mail.mailbox.messages";
    /// How a mailbox keeps lines of texts from being taken for the next message.
    MAILBOX_KIND = "mail.mailbox.kind";
    /// Which program wrote the lines before the messages of a mailbox.
    MAILBOX_WRITER = "mail.mailbox.writer";
    /// When the volume on a disc says that it was made.
    DISC_CREATED = "iso.volume.created";
    /// When another session of the disc says that it was made.
    DISC_SESSION_CREATED = "iso.session.created";
    /// How many sessions a disc has.
    DISC_SESSIONS = "iso.sessions";
    /// When the youngest file of a disc was recorded.
    DISC_NEWEST = "iso.newest";
    /// Data after the end of the file.
    BEHIND_END = "file.behind-end";
    /// Whether the signed part of a mail is what was signed (S/MIME).
    SMIME_DIGEST = "mail.smime.digest";
    /// When the signer's program says that a part of a mail was signed (S/MIME).
    SMIME_SIGNED = "mail.smime.signingTime";
    /// From which address a file was downloaded.
    DOWNLOADED_FROM = "download.from";
    /// By which program.
    DOWNLOADED_BY = "download.program";
    /// Huffman tables of a JPEG that were made for it alone.
    OWN_HUFFMAN_TABLES = "image.jpeg.own-huffman-tables";
    /// The program that made the content credentials.
    CREDENTIALS_GENERATOR = "credentials.generator";
    /// Where the content credentials say that a picture comes from: a camera, a scan, a model.
    CREDENTIALS_SOURCE = "credentials.source-type";
    /// Whether a file and its content credentials are what was signed.
    CREDENTIALS_DIGEST = "credentials.digest";
    /// What came of testing the DKIM signature of a mail.
    DKIM_OUTCOME = "mail.dkim.outcome";
    /// The domain that signed.
    DKIM_DOMAIN = "mail.dkim.domain";
    /// The name of its key.
    DKIM_SELECTOR = "mail.dkim.selector";
    /// By which algorithm.
    DKIM_ALGORITHM = "mail.dkim.algorithm";
    /// Which header fields are signed.
    DKIM_SIGNED = "mail.dkim.signed";
    /// Which header fields that decide how the mail reads are not signed.
    DKIM_UNSIGNED = "mail.dkim.unsigned";
    /// When the signature says that it was made.
    DKIM_TIME = "mail.dkim.time";
    /// Until when the signature says it is good.
    DKIM_EXPIRES = "mail.dkim.expires";
    /// How many bytes of the body are signed.
    DKIM_BODY = "mail.dkim.body";
    /// How many bytes of the body are behind those that are signed.
    DKIM_BEYOND = "mail.dkim.beyond";
    /// Until when the key was in use, by the keys file.
    DKIM_KEY_UNTIL = "mail.dkim.key-until";
    /// Of a document that came in a mail: until when the key was in use whose signature covers all of its bytes.
    DKIM_COVERS_ATTACHMENT = "mail.dkim.covers-attachment";
    /// When the private key became public, by the keys file.
    DKIM_KEY_PUBLISHED = "mail.dkim.key-published";
    /// When a message of Outlook was given up to be sent, by the sender's clock.
    MAPI_SUBMITTED = "mapi.client-submit-time";
    /// When it was delivered, by the clock of the server.
    MAPI_DELIVERED = "mapi.delivery-time";
    /// When the store made it.
    MAPI_CREATED = "mapi.creation-time";
    /// When the store last changed it.
    MAPI_CHANGED = "mapi.last-modification-time";
    /// When its conversation began, by the index of the conversation.
    MAPI_CONVERSATION_BEGAN = "mapi.conversation-index";
    /// The number that the sender's program drew for a message.
    MAPI_MESSAGE_ID = "mapi.message-id";
    /// The identifier of its conversation.
    MAPI_CONVERSATION = "mapi.conversation-index.guid";
    /// When an answer in it was begun, by the same index.
    MAPI_CONVERSATION_REPLY = "mapi.conversation-index.answer";
    /// Who sent a message of Outlook, by name.
    MAPI_SENDER_NAME = "mapi.sender.name";
    /// The sender's address.
    MAPI_SENDER_ADDRESS = "mapi.sender.smtp-address";
    /// Who was to have it, by name.
    MAPI_RECIPIENT_NAME = "mapi.recipient.name";
    /// The address of one who was to have it.
    MAPI_RECIPIENT_ADDRESS = "mapi.recipient.smtp-address";
    /// On what it is.
    MAPI_SUBJECT = "mapi.subject";
    /// What a message is: sent, read, a draft.
    MAPI_FLAGS = "mapi.message-flags";
    /// The first session of the add-in Grammarly.
    GRAMMARLY_SESSION = "grammarly.DocId";
}

/// What a PDF says of the words of its pages, whoever sees them.
pub const PAGE_TEXTS: &[&str] = &[
    PAGE_TEXT,
    PAGE_TEXT_RECOGNISED,
    PAGE_TEXT_UNKNOWN,
    PAGE_TEXT_COVERED,
    PAGE_TEXT_SAME_COLOUR,
    PAGE_TEXT_BEYOND,
    PAGE_TEXT_INVISIBLE,
    PAGE_TEXT_BARRED,
    PAGE_TEXT_BLACKENED,
    PAGE_TEXT_UNDER_PICTURE,
    PAGE_TEXT_UNDER_PATTERN,
    PAGE_TEXT_UNDER_ANNOTATION,
    PAGE_TEXT_MARKED,
    PAGE_TEXT_TINY,
    PAGE_TEXT_LAYER_OFF,
    PAGE_TEXT_LAYER_PRINT,
    PAGE_TEXT_LAYER_SCREEN,
];

/// What a signature covers and whether that is what was signed; of an Office document, when and with what it was signed.
pub const SIGNED: &[&str] = &[
    SIGNATURE_COVERS,
    SIGNATURE_DIGEST,
    OFFICE_SIGNATURE_TIME,
    OFFICE_SIGNATURE_SETUP,
    ODF_SIGNATURE_DIGEST,
    CREDENTIALS_DIGEST,
];

/// The times of Word's own record.
pub const WORD_RECORD_TIMES: &[&str] = &[WORD_RECORD_CREATED, WORD_RECORD_REVISED, WORD_RECORD_PRINTED];

/// What a table of the file names and nothing in the file need use: typefaces, namespaces.
pub const LISTED: &[&str] = &[FONT_LISTED, OLD_FONT_LISTED, RTF_FONT_LISTED, ODF_FONT_LISTED, NAMESPACE_DECLARED];

/// Addresses of namespaces, and kinds of parts.
pub const FORMAT_NAMES: &[&str] = &[NAMESPACE_USED, NAMESPACE_DECLARED, PART_KIND];

/// Numbers of calculations, whose first digits are the version of Excel.
pub const CALCULATIONS: &[&str] = &[WORKBOOK_CALCULATION, OLD_CALCULATION];
