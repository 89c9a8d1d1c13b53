"""A scanned order of two pages, and what Tesseract recognises in it. Needs Pillow and tesseract; argument: the folder to write into."""
import os
import subprocess
import sys
import tempfile
import time

from PIL import Image, ImageDraw, ImageFont

PAGES = [["MINISTRY OF TRANSPORT", "", "Order No. 57 of 14 May 2012", "", "On the inspection of bridges & river cross-",
          "ings in the northern district", "", "1. Inspections begin on 1 June 2012.", "2. Reports go to k.petrov@example.org."],
         ["Annex to order No. 57", "", "The route follows the maps of", "OpenStreetMap and Google Maps;", "payments in euro are made through",
          "PayPal."]]
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"


def drawn(lines):
    page = Image.new("1", (1240, 900), 1)
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((120, 100 + number * 72), line, font=ImageFont.truetype(FONT, 44), fill=0)
    return page


out = os.path.abspath(sys.argv[1])
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    pages = [drawn(lines) for lines in PAGES]
    for number, page in enumerate(pages, 1):
        page.save("order-%d.png" % number, dpi=(150, 150))
    with open("list", "w", encoding="ascii") as listed:
        listed.write("order-1.png\norder-2.png\n")
    subprocess.run(["tesseract", "list", os.path.join(out, "order"), "-l", "eng", "hocr", "alto", "txt"], check=True)
    small = [page.convert("L").resize((827, 600)) for page in pages]
    scanned = time.struct_time((2012, 5, 14, 9, 30, 0, 0, 135, 0))
    small[0].save(os.path.join(out, "order.pdf"), save_all=True, append_images=small[1:], resolution=100, quality=30,
                  creationDate=scanned, modDate=scanned, producer="Scanner")
