//! Small PDFs written by hand, for tests.

use crate::model::{Extraction, Property};
use crate::readers::{ReadOptions, read};
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

/// Reads a PDF of one page whose text is set in Helvetica: object 1 is the catalog, 2 the pages, 3 the page, 4 its content, 5 the
/// font; the others follow.
pub(crate) fn read_page(catalog: &str, page: &str, content: &str, others: &[&str]) -> Extraction {
    let content = format!("BT /F 12 Tf 72 700 Td {content} ET");
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>{page}>>"
        ),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    objects.extend(others.iter().map(|other| (*other).to_owned()));
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        writeln!(file, "{} 0 obj\n{object}\nendobj", at + 1).unwrap();
    }
    let start = file.len();
    write!(file, "{table}trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).unwrap();
    read(&Arc::new(file.into_bytes()), Path::new("written.pdf"), &ReadOptions::default())
}

/// The values of a property, in their order.
pub(crate) fn told(read: &Extraction, property: &Property) -> Vec<String> {
    let of = read.evidence.iter().filter(|evidence| evidence.property == property.key);
    of.map(|evidence| evidence.value_text()).collect()
}
