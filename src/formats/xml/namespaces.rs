//! The namespaces of OpenDocument that are read (OpenDocument 1.3, part 3, 2.2, and those of `OpenOffice.org` 1), of Office Open XML, transitional (ECMA-376, ISO/IEC 29500-4) and strict (29500-1), and of
//! its extensions (MS-DOCX, MS-XLSX, MS-PPTX, MS-ODRAWXML).

/// The short name of a namespace; empty where nothing of it is read.
#[must_use]
pub fn short(uri: &str) -> &'static str {
    match uri {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => "w",
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        | "http://purl.oclc.org/ooxml/spreadsheetml/main" => "x",
        "http://schemas.openxmlformats.org/presentationml/2006/main"
        | "http://purl.oclc.org/ooxml/presentationml/main" => "p",
        "http://schemas.openxmlformats.org/drawingml/2006/main" | "http://purl.oclc.org/ooxml/drawingml/main" => "a",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        | "http://purl.oclc.org/ooxml/officeDocument/relationships" => "r",
        "http://schemas.openxmlformats.org/package/2006/relationships" => "rel",
        "http://schemas.openxmlformats.org/package/2006/content-types" => "ct",
        "http://schemas.openxmlformats.org/package/2006/metadata/core-properties" => "cp",
        "http://purl.org/dc/elements/1.1/" => "dc",
        "http://purl.org/dc/terms/" => "dcterms",
        "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
        | "http://purl.oclc.org/ooxml/officeDocument/extendedProperties" => "ep",
        "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
        | "http://purl.oclc.org/ooxml/officeDocument/customProperties" => "op",
        "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
        | "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes" => "vt",
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => "mc",
        "http://schemas.microsoft.com/office/word/2010/wordml" => "w14",
        "http://schemas.microsoft.com/office/word/2012/wordml" => "w15",
        "http://schemas.microsoft.com/office/word/2023/wordml/word16du" => "w16du",
        "http://schemas.microsoft.com/office/word/2018/wordml/cex" => "w16cex",
        "http://schemas.microsoft.com/office/powerpoint/2010/main" => "p14",
        "http://schemas.microsoft.com/office/powerpoint/2013/main/command" => "pc",
        "http://schemas.microsoft.com/office/powerpoint/2015/10/main" => "p1510",
        "http://schemas.microsoft.com/office/drawing/2014/main" => "a16",
        "http://schemas.microsoft.com/office/thememl/2012/main" => "thm15",
        "http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" => "x15ac",
        "http://schemas.microsoft.com/office/spreadsheetml/2014/revision" => "xr",
        "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments" => "tc",
        "http://schemas.microsoft.com/office/powerpoint/2018/8/main" => "p188",
        "http://schemas.microsoft.com/office/2020/mipLabelMetadata" => "clbl",
        "http://schemas.openxmlformats.org/package/2006/digital-signature" => "mdssi",
        "http://schemas.microsoft.com/office/2006/digsig" => "digsig",
        "http://schemas.openxmlformats.org/drawingml/2006/chart" | "http://purl.oclc.org/ooxml/drawingml/chart" => "c",
        "http://schemas.microsoft.com/office/drawing/2014/chartex" => "cx",
        "http://schemas.openxmlformats.org/drawingml/2006/diagram" | "http://purl.oclc.org/ooxml/drawingml/diagram" => {
            "dgm"
        }
        "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
        | "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing" => "xdr",
        "urn:schemas-microsoft-com:office:office" => "o",
        "urn:schemas-microsoft-com:vml" => "v",
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => "m",
        _ => open_document(uri),
    }
}

/// Those of OpenDocument.
fn open_document(uri: &str) -> &'static str {
    let of_the_standard =
        uri.strip_prefix("urn:oasis:names:tc:opendocument:xmlns:").and_then(|rest| rest.split_once(':'));
    let of_the_first = uri.strip_prefix("http://openoffice.org/2000/").map(|rest| (rest, ""));
    let Some((name, _)) = of_the_standard
        .or(of_the_first)
        .or_else(|| uri.strip_prefix("http://openoffice.org/2001/").map(|rest| (rest, "")))
    else {
        return match uri {
            "http://www.w3.org/1999/xlink" => "xlink",
            "http://openoffice.org/2009/office" => "officeooo",
            _ => "",
        };
    };
    match name {
        "office" => "office",
        "meta" => "meta",
        "config" => "config",
        "text" => "text",
        "table" => "table",
        "drawing" => "draw",
        "style" => "style",
        "presentation" => "presentation",
        "manifest" => "manifest",
        "svg-compatible" => "svg",
        "xsl-fo-compatible" => "fo",
        "form" => "form",
        "script" => "script",
        "datastyle" => "number",
        "digitalsignature" => "dsig",
        "versions-list" => "VL",
        _ => "",
    }
}
