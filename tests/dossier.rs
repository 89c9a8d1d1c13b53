//! The dossier: the same twice, closed to what documents try to bring in, and good to read in a real browser.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use valla::pipeline::{self, Options};
use valla::readers::Asked;

fn dossier(paths: &[PathBuf], change: impl FnOnce(&mut Options)) -> String {
    let mut options = Options::default();
    change(&mut options);
    let case = pipeline::examine(paths, &options).unwrap();
    let mut page = Vec::new();
    valla::reports::whole(Box::new(valla::reports::html::Dossier::at(None)), case, &mut page).unwrap();
    String::from_utf8(page).unwrap()
}

fn leak() -> String {
    dossier(&[PathBuf::from("samples/leak")], |options| {
        options.claims.read_file(Path::new("samples/leak/claims.toml")).unwrap();
    })
}

/// A document whose title, author and words try to act in a page.
fn hostile(folder: &Path) -> PathBuf {
    let title = "</title></style><script>document.title='owned'</script><img src=x onerror=document.title='owned'>\
                 <svg onload=document.title='owned'>{{7*7}}${7*7}<a href=javascript:document.title='owned'>\u{202e}gpj.exe\
                 <iframe src='data:text/html,<script>top.document.title=1</script>'><meta http-equiv=refresh content='0;url=data:,x'>\
                 <style>*{display:none}</style><base href='http://127.0.0.1:1/'><object data='data:text/html,x'>";
    let title: String = title.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, body) in [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>".to_owned(),
        format!(
            "<< /Title <FEFF{title}> /Author <FEFF{title}> /Producer <FEFF{title}> /CreationDate (D:20130514090000Z) >>"
        ),
    ]
    .iter()
    .enumerate()
    {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{body}\nendobj\n", number + 1).bytes());
    }
    let table = bytes.len();
    bytes.extend(b"xref\n0 5\n0000000000 65535 f \n");
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
    bytes.extend(format!("trailer\n<< /Size 5 /Root 1 0 R /Info 4 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
    let path = folder.join("\"><svg onload=document.title='owned'>.pdf");
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn two_renderings_are_the_same_and_load_nothing() {
    let page = leak();
    assert_eq!(page, leak());
    assert!(page.contains("default-src 'none'"));
    for loads in
        [" src=\"h", " src=\"/", " src=\"f", "url(", "@import", "<link", "href=\"http", "<iframe", "<object", "<embed"]
    {
        assert!(!page.contains(loads), "{loads}");
    }
    // Every place inside the page that is pointed to is there.
    for target in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(page.contains(&format!("id=\"{target}\"")), "{target}");
    }
    for path in ["03-spravka.pdf", "06-otchet.pdf", "16-spisok.doc", "19-shema.rtf"] {
        assert!(page.contains(path), "{path}");
    }
    assert!(page.contains("This copy is said to have existed by May 2013"));
    // The box of a conflict says what else could be the cause.
    let document = page.split("id=\"doc-x6\"").nth(1).unwrap();
    let first_box = document.split("<div class=\"box\">").nth(1).unwrap();
    assert!(
        first_box.split("<h4>").next().unwrap().contains("May be innocent"),
        "{}",
        &first_box[..2_000.min(first_box.len())]
    );
}

#[test]
fn pages_are_shown_as_they_were_and_as_they_are() {
    let file = PathBuf::from("samples/signatures/attack-certified-annotation.pdf");
    let page = dossier(&[file], |options| options.read.compare = Some(Asked::for_dossier()));
    let pictures: Vec<&str> = page.split("src=\"data:image/png;base64,").skip(1).collect();
    assert_eq!(pictures.len(), 4, "before and after: the place on the card, the whole pages under it");
    assert!(page.contains("alt=\"Page 1 before save 2; what changed is framed (1)\""));
    assert!(page.contains("img-src data:"));
    // Where nothing looks different, the first page is shown and no other.
    let honest = PathBuf::from("samples/signatures/honest-timestamp.pdf");
    let page = dossier(&[honest], |options| options.read.compare = Some(Asked::for_dossier()));
    assert_eq!(page.matches("data:image").count(), 1);
    assert!(page.contains("<figcaption>page 1</figcaption>"));
}

/// A folder of so many documents, each with a name of its own.
fn many(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    for number in 0..count {
        let sample = ["07-tablica.pdf", "12-perechen.pdf", "16-spisok.doc"][number % 3];
        let name = if number == 16 { "quinze.pdf".to_owned() } else { format!("{number:03} {sample}") };
        std::fs::copy(Path::new("samples/leak").join(sample), files.join(name)).unwrap();
    }
    folder
}

#[test]
fn many_documents_are_an_index_and_a_page_each() {
    let folder = many(230);
    let write = || {
        Command::new(env!("CARGO_BIN_EXE_valla"))
            .current_dir(folder.path())
            .args(["files", "--claimed-date", "2009", "--html", "case.html"])
            .output()
            .unwrap()
    };
    assert_eq!(write().status.code(), Some(0));
    let index = std::fs::read_to_string(folder.path().join("case.html")).unwrap();
    let pages = folder.path().join("case.pages");
    assert_eq!(std::fs::read_dir(&pages).unwrap().count(), 230);
    // Everything that is pointed to is there, and the way back.
    let mut pointed = 0;
    for target in index.split("href=\"case.pages/").skip(1).filter_map(|rest| rest.split('"').next()) {
        let (file, anchor) = target.split_once('#').unwrap();
        let page = std::fs::read_to_string(pages.join(file)).unwrap();
        assert!(page.contains(&format!("id=\"{anchor}\"")) && page.contains("href=\"../case.html\""), "{target}");
        pointed += 1;
    }
    assert!(pointed >= 230, "{pointed}");
    assert!(
        index.contains("007 12-list") || index.contains("007 08-doklad") || index.contains("007 "),
        "names are there"
    );
    // The same again, over the old one; a folder that holds anything else is left alone.
    let first = std::fs::read(pages.join("x17.html")).unwrap();
    assert_eq!(write().status.code(), Some(0));
    assert_eq!(std::fs::read(pages.join("x17.html")).unwrap(), first);
    std::fs::write(pages.join("notes.txt"), "mine").unwrap();
    let refused = write();
    assert_eq!(refused.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("notes.txt"));
    assert_eq!(std::fs::read(pages.join("notes.txt")).unwrap(), b"mine");
    let Some(text) = in_a_browser(
        &measured(
            &index,
            "var words = document.getElementById('words'); words.value = 'QUINZE';
             words.dispatchEvent(new Event('input')); document.title = document.getElementById('told').textContent;",
        ),
        "1280,800",
    ) else {
        return;
    };
    assert!(text.contains("<title>1 of "), "search goes over the index");
}

#[test]
fn what_a_document_says_is_text_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let page = dossier(&[hostile(folder.path())], |_| {});
    assert!(page.contains("&lt;script&gt;document.title"), "the title is shown");
    assert_eq!(page.matches("<script").count(), 1, "the page's own");
    for brought_in in ["<img", "<svg onload", "onerror=d", "<a href=javascript", "\u{202e}"] {
        let shown = page.replace("&lt;img src=x onerror=d", "").replace("&lt;a href=javascript", "");
        assert!(!shown.contains(brought_in), "{brought_in}");
    }
}

/// The text of the page as a browser has it after its scripts have run; none where there is no browser.
fn in_a_browser(page: &str, size: &str) -> Option<String> {
    let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
        .into_iter()
        .find(|browser| Path::new(browser).exists());
    let Some(browser) = browser else {
        println!("skipped: no Chromium on this machine");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("case.html");
    std::fs::write(&file, page).unwrap();
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"])
        .args(["--disable-component-update", "--disable-sync", "--disable-quic", "--dump-dom"])
        .arg(format!("--window-size={size}"))
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("</html>"), "the browser says: {}", String::from_utf8_lossy(&output.stderr));
    Some(text)
}

/// The page with a script that measures it, and leave for that script to run.
fn measured(page: &str, script: &str) -> String {
    let from = page.find("<meta http-equiv").unwrap();
    let to = from + page[from..].find('>').unwrap() + 1;
    format!("{}{}", &page[..from], &page[to..]).replace("</body>", &format!("<script>{script}</script></body>"))
}

#[test]
fn in_a_browser_what_does_not_hold_up_is_seen_at_once_and_search_finds() {
    let page = leak();
    let script = "var low = 0; document.querySelectorAll('.tiles button, .card:first-child .say').forEach(function (one) {
        low = Math.max(low, one.getBoundingClientRect().bottom); });
        var told = document.getElementById('told');
        var words = document.getElementById('words'); words.value = 'riched20';
        words.dispatchEvent(new Event('input'));
        var found = told.textContent; words.value = ''; words.dispatchEvent(new Event('input'));
        var tile = document.querySelector('[data-filter=cannot-be-that-old]'); tile.click();
        var filtered = told.textContent, pressed = tile.getAttribute('aria-pressed'); tile.click();
        var order = document.getElementById('order'); order.value = 'name'; order.dispatchEvent(new Event('change'));
        var first = document.querySelector('#cards .card').dataset.name;
        order.value = 'worst'; order.dispatchEvent(new Event('change'));
        var shut = document.querySelectorAll('details:not([open])').length;
        // Everything that acts can be reached and worked from the keyboard: links, boxes that open, the search.
        document.querySelectorAll('details').forEach(function (one) { one.open = true; });
        var all = document.querySelectorAll('a[href], summary, input, select, button'), reached = 0;
        all.forEach(function (one) { one.focus(); reached += document.activeElement === one && one.tabIndex >= 0 ? 1 : 0; });
        document.title = 'lowest ' + Math.round(low) + '; ' + found + '; wide ' + document.documentElement.scrollWidth
            + '; filtered ' + filtered + ' ' + pressed + '; first ' + first + '; closed ' + (shut > 20)
            + '; reached ' + (all.length > 50 && reached === all.length)
            + '; unnamed ' + document.querySelectorAll('img:not([alt]), input:not([id]), svg:not([aria-label])').length
            + '; headings ' + document.querySelectorAll('h1').length;";
    // The window has a frame above the page, whose height varies; the page is held to a screen of 1280 by 800.
    let Some(text) = in_a_browser(&measured(&page, script), "1280,939") else { return };
    let title = text.split("<title>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let number = |word: &str| -> u32 {
        let rest = title.split(word).nth(1).unwrap().trim_start();
        rest.split(|character: char| !character.is_ascii_digit()).next().unwrap().parse().unwrap()
    };
    assert!(number("lowest") <= 800, "{title}");
    assert!(title.contains("1 of 24 documents shown"), "{title}");
    assert!(number("wide") <= 1280, "{title}");
    assert!(title.contains("filtered 7 of 24 documents shown true"), "{title}");
    assert!(title.contains("first samples/leak/01-prikaz.pdf"), "{title}");
    assert!(title.contains("closed true; reached true; unnamed 0; headings 1"), "{title}");
    // On a telephone nothing runs out of the page.
    let phone =
        in_a_browser(&measured(&page, "document.title = 'wide ' + document.body.scrollWidth;"), "500,900").unwrap();
    let wide = phone.split("<title>wide ").nth(1).unwrap().split('<').next().unwrap().parse::<u32>().unwrap();
    assert!(wide <= 500, "{wide}");
}

#[test]
fn in_a_browser_nothing_of_a_document_runs() {
    let folder = tempfile::tempdir().unwrap();
    // Whatever the page would load from here is noticed.
    let door = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    door.set_nonblocking(true).unwrap();
    let address = format!("http://{}/", door.local_addr().unwrap());
    let file = hostile(folder.path());
    let calling = folder.path().join("calls.docx");
    std::fs::copy("samples/checks/O002-fires-template-on-a-server.docx", &calling).unwrap();
    let renamed = folder.path().join(format!("<img src={}>.pdf", address.replace('/', "\u{2215}")));
    std::fs::copy("samples/leak/07-tablica.pdf", renamed).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let called: String = format!("<img src={address}><link rel=stylesheet href={address}>")
        .encode_utf16()
        .map(|unit| format!("{unit:04X}"))
        .collect();
    let with_address =
        String::from_utf8_lossy(&bytes).replacen("/Author <FEFF", &format!("/Subject <FEFF{called}> /Author <FEFF"), 1);
    std::fs::write(&file, with_address).unwrap();
    let page = dossier(&[folder.path().to_path_buf()], |_| {});
    assert!(page.contains(&address[7..address.len() - 1]), "the address is in the page, as text");
    let Some(text) = in_a_browser(&page, "1280,800") else { return };
    assert!(door.accept().is_err(), "the page called {address}");
    // The page's own script ran under its policy, and nothing else did.
    assert!(text.contains("3 of 3 documents shown"), "search runs under the policy");
    let title = text.split("<title>").nth(1).unwrap().split('<').next().unwrap();
    assert_eq!(title, "valla: 3 files");
}
