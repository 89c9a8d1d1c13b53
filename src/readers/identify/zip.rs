//! What a ZIP container is: by the names in its central directory (APPNOTE 6.3.10, 4.3), and by the parts that say it.

use super::Kind;
use crate::formats::zip::directory::Archive;

/// A part that says what the container is has at most so many bytes, encoded and decoded; a larger one is not looked into.
const PART: usize = 1 << 20;
/// More entries than this say nothing new.
const ENTRIES: usize = 20_000;

/// Main parts of Office Open XML (ECMA-376, part 1, and MS-OFFMACRO2): how the content type of each begins, in the order of
/// asking, and the key.
const MAIN_PARTS: &[(&str, &str)] = &[
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "docx"),
    ("application/vnd.ms-word.document.macroEnabled.main+xml", "docm"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "dotx"),
    ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", "dotm"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xlsx"),
    ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "xlsm"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml", "xltx"),
    ("application/vnd.ms-excel.template.macroEnabled.main+xml", "xltm"),
    ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "pptx"),
    ("application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml", "pptm"),
    ("application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml", "ppsx"),
    ("application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml", "ppsm"),
    ("application/vnd.ms-package.xps-fixeddocumentsequence+xml", "xps"),
    ("application/oxps-fixeddocumentsequence+xml", "oxps"),
    ("application/vnd.openxmlformats-officedocument.presentationml.template.main+xml", "potx"),
    ("application/vnd.ms-powerpoint.template.macroEnabled.main+xml", "potm"),
];

/// Media types of OpenDocument (part 2, 2.2.4; part 3, appendix C) and of `OpenOffice.org` 1, and their keys.
const OPEN_DOCUMENT: &[(&[u8], &str)] = &[
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
    (b"application/vnd.oasis.opendocument.graphics", "odg"),
    (b"application/vnd.oasis.opendocument.text-template", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet-template", "ods"),
    (b"application/vnd.oasis.opendocument.presentation-template", "odp"),
    (b"application/vnd.oasis.opendocument.graphics-template", "odg"),
    (b"application/vnd.oasis.opendocument.text-master", "odt"),
    (b"application/vnd.oasis.opendocument.text-web", "odt"),
    (b"application/vnd.oasis.opendocument.formula", "odf"),
    (b"application/vnd.sun.xml.writer", "sxw"),
    (b"application/vnd.sun.xml.writer.template", "sxw"),
    (b"application/vnd.sun.xml.writer.global", "sxw"),
    (b"application/vnd.sun.xml.calc", "sxc"),
    (b"application/vnd.sun.xml.calc.template", "sxc"),
    (b"application/vnd.sun.xml.impress", "sxi"),
    (b"application/vnd.sun.xml.impress.template", "sxi"),
    (b"application/vnd.sun.xml.draw", "sxd"),
    (b"application/vnd.sun.xml.draw.template", "sxd"),
];

pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return None;
    }
    let unnamed = || Kind::new("zip", "signature at byte 0");
    let Ok(archive) = Archive::open(bytes, ENTRIES) else { return Some(unnamed()) };
    let part = |name: &str| archive.member(name).map(|member| archive.beginning(member, PART));
    let media_type = part("mimetype").unwrap_or_default();
    let media_type = media_type.trim_ascii_end();
    if media_type == b"application/epub+zip" {
        return Some(Kind::new("epub", "the part mimetype"));
    }
    if let Some((_, key)) = OPEN_DOCUMENT.iter().find(|(name, _)| *name == media_type) {
        let version =
            ["meta.xml", "content.xml", "styles.xml"].into_iter().find_map(|name| open_document_version(&part(name)?));
        return Some(match version {
            Some(version) if super::formats().contains_key(&format!("{key}-{version}")) => {
                Kind::new(format!("{key}-{version}"), "the part mimetype, and office:version")
            }
            _ => Kind::new(*key, "the part mimetype"),
        });
    }
    if let Some(types) = part("[Content_Types].xml") {
        let types = String::from_utf8_lossy(&types);
        let main = MAIN_PARTS.iter().find(|(content_type, _)| types.contains(content_type));
        return Some(main.map_or_else(
            || Kind::new("ooxml", "the part [Content_Types].xml"),
            |(_, key)| Kind::new(*key, "the main part's type in [Content_Types].xml"),
        ));
    }
    if archive.member("Index/Document.iwa").is_some() || archive.member("Index.zip").is_some() {
        return Some(Kind::new("iwork", "the part Index/Document.iwa or Index.zip"));
    }
    let is_older = |name: &str| archive.member(name).is_some() && archive.member("buildVersionHistory.plist").is_some();
    if let Some(name) =
        ["index.apxl", "index.apxl.gz", "index.xml", "index.xml.gz"].into_iter().find(|name| is_older(name))
    {
        return Some(Kind::new("iwork-09", format!("the parts {name} and buildVersionHistory.plist")));
    }
    Some(unnamed())
}

/// What a document of OpenDocument in one file of XML is, by the type that its root element states (part 3, 3.1.2).
pub(super) fn flat(head: &str) -> Option<Kind> {
    let root = head.split_once("<office:document")?.1;
    let (_, behind) = root.split_once("office:mimetype=")?;
    let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let media_type = behind.get(1..)?.split(quote).next()?;
    let (_, key) = OPEN_DOCUMENT.iter().find(|(name, _)| *name == media_type.as_bytes())?;
    key.starts_with("od").then(|| Kind::new(format!("f{key}"), "the type that its root element states"))
}

/// `office:version` of the root element.
fn open_document_version(part: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(part.get(..8_192.min(part.len()))?).into_owned();
    let (_, behind) = head.split_once("office:version=")?;
    let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let version = behind.get(1..)?.split(quote).next()?;
    (version.len() <= 4 && version.chars().all(|character| character.is_ascii_digit() || character == '.'))
        .then(|| version.to_owned())
}
