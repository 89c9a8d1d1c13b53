"""A mail with a document of Word, in an archive 7z: python recipes/nested.py SAMPLES (needs 7zz on the path)."""
import os
import subprocess
import sys
import tempfile
from email.message import EmailMessage

samples = sys.argv[1]
mail = EmailMessage()
mail["From"] = "Gerta Quill <gerta.quill@brennick.example>"
mail["To"] = "Ivo Moll <ivo.moll@oxmouth.example>"
mail["Subject"] = "Tolls of the northern gate"
mail["Date"] = "Tue, 14 May 2013 09:12:31 +0400"
mail["Message-ID"] = "<20130514091231.7@desk4.brennick.example>"
mail["X-Mailer"] = "Microsoft Office Outlook 12.0"
mail.set_content("Ivo, the figures are in the attached tolls.docx. Gerta\n")
with open(os.path.join(samples, "collection/time-clones/note-on-tolls.docx"), "rb") as document:
    mail.add_attachment(
        document.read(),
        maintype="application",
        subtype="vnd.openxmlformats-officedocument.wordprocessingml.document",
        filename="tolls.docx",
    )
mail.set_boundary("=_brennick_20130514")
target = os.path.abspath(os.path.join(samples, "nested/mail-with-a-document.7z"))
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "tolls.eml")
    with open(path, "wb") as file:
        file.write(mail.as_bytes())
    os.utime(path, (1368508351, 1368508351))
    if os.path.exists(target):
        os.remove(target)
    subprocess.run(["7zz", "a", "-mx=5", target, "tolls.eml"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
