#!/bin/sh
# Makes all the samples again, into the folder given.
#
#   sh make.sh FOLDER
#
# Needs: LibreOffice Writer and Calc, Chromium, Ghostscript, pdfTeX (LaTeX), qpdf, ExifTool, poppler's tools, OpenSSL, faketime, file, unzip,
# 7-Zip,
# the fonts Old Standard 2.2, Charis SIL Compact 5.000, DejaVu Sans and Noto Sans CJK, and a Python with pikepdf, pymupdf,
# pyhanko, asn1crypto, cryptography, reportlab, pillow, fonttools, lxml, msoffcrypto-tool and pyppmd, named by PYTHON. On Debian 12:
#   apt-get install --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui chromium ghostscript texlive-latex-base qpdf \
#     libimage-exiftool-perl poppler-utils openssl faketime file unzip p7zip-full fonts-oldstandard fonts-sil-charis-compact fonts-dejavu-core \
#     fonts-noto-cjk python3-venv
#   python3 -m venv venv && venv/bin/pip install pikepdf pymupdf pyhanko asn1crypto cryptography reportlab pillow fonttools lxml msoffcrypto-tool pyppmd
set -eu
out=${1:?which folder?}
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
mkdir -p "$out"
out=$(cd "$out" && pwd)
SAMPLES_TMP=$(mktemp -d)
export SAMPLES_TMP PYTHONDONTWRITEBYTECODE=1
trap 'rm -rf "$SAMPLES_TMP"' EXIT
for set in leak checks revisions hostile cases; do
    mkdir -p "$out/$set"
    if [ -e "$here/$set.py" ]; then "$python" "$here/$set.py" "$out/$set"; fi
    if [ "$set" = checks ]; then "$python" "$here/depth.py" "$out/$set"; fi
    for t in "$here/../$set"/*.toml; do
        if [ -e "$t" ] && [ ! -e "$out/$set/$(basename "$t")" ]; then cp "$t" "$out/$set/"; fi
    done
done
"$python" "$here/manifest.py" "$out"
# These add their own rows to the manifest.
"$python" "$here/office.py" "$out"
"$python" "$here/signatures.py" "$out/signatures"
"$python" "$here/standing.py" "$out/standing"
"$python" "$here/signed_faults.py" "$out/signed"
"$python" "$here/traces.py" "$out/traces"
"$python" "$here/misread.py" "$out/misread"
"$python" "$here/content.py" "$out"
"$python" "$here/redactions.py" "$out"
"$python" "$here/hidden_office.py" "$out"
"$python" "$here/hidden_fonts.py" "$out"
"$python" "$here/hidden_pictures.py" "$out"
"$python" "$here/hiding.py" "$out"
"$python" "$here/archives.py" "$out"
"$python" "$here/dkim.py" "$out"
"$python" "$here/packed.py" "$out/archives-packed"
"$python" "$here/outlook.py" "$out"
"$python" "$here/mail.py" "$out"
"$python" "$here/collection.py" "$out"
"$python" "$here/shelf.py" "$out"
"$python" "$here/credentials.py" "$out"
# LibreOffice writes the time of day into the file: where one is there, it is kept, with its row.
if [ ! -e "$out/revisions/11-tracked-changes.doc" ]; then
    soffice --headless --convert-to doc --outdir "$SAMPLES_TMP" "$out/checks/T003-fires-deleted-and-hidden.docx" >/dev/null
    mv "$SAMPLES_TMP/T003-fires-deleted-and-hidden.doc" "$out/revisions/11-tracked-changes.doc"
fi
for kind in doc rtf; do
    if [ ! -e "$out/words/marks.$kind" ]; then
        mkdir -p "$out/words"
        soffice --headless --convert-to "$kind" --outdir "$out/words" "$here/marks.fodt" >/dev/null
    fi
done
# Tesseract is not everywhere either.
if [ ! -e "$out/words/recognised/order.hocr" ]; then
    mkdir -p "$out/words/recognised"
    "$python" "$here/scan.py" "$out/words/recognised"
fi
if [ ! -e "$out/revisions/13-comments.xls" ]; then
    soffice --headless --convert-to xls --outdir "$SAMPLES_TMP" "$here/comments.fods" >/dev/null
    mv "$SAMPLES_TMP/comments.xls" "$out/revisions/13-comments.xls"
fi
