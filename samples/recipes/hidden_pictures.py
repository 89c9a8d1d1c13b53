"""Makes pictures that hold more than they show, and honest twins: samples/hidden/picture-*.

    python3 hidden_pictures.py SAMPLES

Needs Pillow."""
import io
import random
import struct
import sys
import zipfile
import zlib

import PIL
from PIL import Image, ImageDraw

import hidden_rows


def scene(width, height, painted=False):
    """A yard with a house, a tree and a car; the same at every size."""
    picture = Image.new("RGB", (1200, 900), (188, 208, 232))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 560, 1200, 900), fill=(116, 122, 84))
    draw.rectangle((140, 260, 520, 640), fill=(196, 120, 84))
    draw.polygon([(100, 260), (330, 90), (560, 260)], fill=(90, 40, 36))
    for x in (190, 370):
        draw.rectangle((x, 330, x + 90, 440), fill=(240, 236, 200))
    draw.rectangle((760, 420, 800, 660), fill=(80, 60, 44))
    draw.ellipse((640, 180, 920, 470), fill=(40, 92, 48))
    draw.rectangle((600, 690, 960, 790), fill=(30, 36, 60))
    draw.rectangle((660, 630, 880, 700), fill=(62, 70, 110))
    for x in (640, 850):
        draw.ellipse((x, 760, x + 70, 830), fill=(12, 12, 12))
    draw.ellipse((1000, 60, 1120, 180), fill=(250, 240, 170))
    draw.rectangle((1010, 560, 1090, 800), fill=(200, 40, 50))
    draw.ellipse((1020, 490, 1080, 560), fill=(230, 190, 160))
    if painted:
        draw.rectangle((950, 460, 1150, 820), fill=(250, 250, 250))
    return picture.resize((width, height), Image.LANCZOS)


def jpeg(picture, quality=82, **more):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, **more)
    return out.getvalue()


def segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def behind_head(picture, *segments):
    return picture[:2] + b"".join(segments) + picture[2:]


def exif(thumbnail=None, maker=None, note=None):
    """A block of Exif: the maker and its note, a thumbnail in the second directory."""
    first, extra = [], b""
    at = 8 + 2 + 12 * (2 if maker else 0) + 4
    if maker:
        text = maker.encode() + b"\0"
        sub = at + len(text) + len(text) % 2
        place = sub + 2 + 12 + 4
        note = note(place)
        first = [(271, 2, len(text), at), (34665, 4, 1, sub)]
        extra = text.ljust(sub - at, b"\0") + struct.pack("<HHHIII", 1, 37500, 7, len(note), place, 0) + note
    second = at + len(extra)
    block = b"II*\0" + struct.pack("<IH", 8, len(first)) + b"".join(struct.pack("<HHII", *field) for field in first)
    block += struct.pack("<I", second if thumbnail else 0) + extra
    if thumbnail:
        data = second + 2 + 3 * 12 + 4
        block += struct.pack("<H", 3) + struct.pack("<HHII", 259, 3, 1, 6) + struct.pack("<HHII", 513, 4, 1, data)
        block += struct.pack("<HHII", 514, 4, 1, len(thumbnail)) + struct.pack("<I", 0) + thumbnail
    return segment(0xE1, b"Exif\0\0" + block)


def with_thumbnail(picture, thumbnail):
    return behind_head(jpeg(picture), exif(jpeg(thumbnail, 75)))


def letterboxed():
    """A wide picture whose thumbnail has the form of old screens, with black bars."""
    wide = scene(1200, 900).crop((0, 120, 1200, 795))
    small = Image.new("RGB", (160, 120), (0, 0, 0))
    small.paste(wide.resize((160, 90), Image.LANCZOS), (0, 15))
    return with_thumbnail(wide.resize((800, 450), Image.LANCZOS), small)


def canon(place):
    """A note of Canon: the owner, the number of the camera. Its offsets count from the beginning of the block of Exif."""
    owner = b"Sample Owner\0".ljust(32, b"\0")
    return struct.pack("<H", 2) + struct.pack("<HHII", 9, 2, 32, place + 2 + 24 + 4) + struct.pack("<HHII", 12, 4, 1, 1330500042) + struct.pack("<I", 0) + owner


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(zipfile.ZipInfo("note.txt", (2013, 5, 1, 10, 0, 0)), "A note that came along. " * 20)
    return out.getvalue()


def multi_picture():
    """Two pictures in one file (CIPA DC-007): the second is a smaller version of the first."""
    large, small = jpeg(scene(800, 600)), jpeg(scene(320, 240))
    index = lambda first, offset: (b"MPF\0II*\0" + struct.pack("<IH", 8, 2) + struct.pack("<HHII", 0xB001, 4, 1, 2) + struct.pack("<HHII", 0xB002, 7, 32, 38)
                                   + struct.pack("<I", 0) + struct.pack("<IIIHH", 0x20030000, first, 0, 0, 0) + struct.pack("<IIIHH", 0x00010001, len(small), offset, 0, 0))
    length = len(behind_head(large, segment(0xE2, index(0, 0))))
    return behind_head(large, segment(0xE2, index(length, length - 2 - 4 - 4))) + small


def motion():
    packet = (b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
              b'xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" GCamera:MotionPhoto="1" GCamera:MotionPhotoVersion="1"/></rdf:RDF></x:xmpmeta>')
    film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0\0\0\x08free" * 20
    return behind_head(jpeg(scene(640, 480)), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet)) + film


def png(picture):
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def acropalypse():
    """A smaller picture written over a larger one, and the file not cut."""
    large, small = png(scene(600, 450)), png(scene(600, 450).crop((0, 0, 150, 110)))
    assert len(small) < len(large)
    return small + large[len(small):]


def left_over():
    """The data of the picture end; more of an earlier picture follows in the same chunk."""
    rows = b"".join(b"\0" + bytes(3 * 40) for _ in range(30))
    earlier = zlib.compress(scene(80, 60).tobytes())
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows) + earlier[-900:])
            + chunk(b"IEND", b""))


PATTERN = [(0, 0), (24, 0), (48, 24), (96, 48), (72, 96), (120, 72), (24, 120), (0, 144), (144, 120), (96, 144)]


def sheet(dots=None):
    """A page of A4 at 150 dots an inch, with lines of words and dots that a function places; every pixel is decided here."""
    picture = Image.new("RGB", (1240, 1754), (250, 250, 249))
    draw = ImageDraw.Draw(picture)
    dice = random.Random(7)
    for line in range(20):
        left = 150
        while left < 900:
            width = dice.randrange(20, 90)
            draw.rectangle((left, 300 + line * 40, left + width, 312 + line * 40), fill=(40, 40, 42))
            left += width + 14
    if dots:
        for x, y in dots():
            for dx in range(2):
                if x + dx < 1236 and y < 1750:
                    picture.putpixel((x + dx, y), (247, 245, 190))
    return picture


def raster():
    """A pattern that repeats, as printers put it: after 180 pixels across and 200 down."""
    return [(left + x, top + y) for top in range(8, 1754, 200) for left in range(6, 1240, 180) for x, y in PATTERN]


def dirt():
    dice = random.Random(11)
    return [(dice.randrange(5, 1230), dice.randrange(5, 1745)) for _ in range(500)]


def stained(picture):
    """What strong compression makes of it."""
    return Image.open(io.BytesIO(jpeg(picture, 60))).convert("RGB")


def tiff(picture):
    out = io.BytesIO()
    picture.save(out, "TIFF", compression="tiff_deflate")
    return out.getvalue()


WHOLE = scene(1200, 900)
SIZES = "exiftool -s -G1 -a -ImageSize -ThumbnailLength {}"
BEHIND = "exiftool -s -G1 -a -Warning -Trailer:all -MPImageType {}; wc -c < {}"
SAMPLES = [
    ("picture-cropped-thumbnail-whole.jpg", with_thumbnail(WHOLE.crop((80, 60, 680, 510)), WHOLE.resize((160, 120), Image.LANCZOS)),
     "The picture was cropped to the house; the thumbnail shows the yard with the car and a person.", SIZES),
    ("picture-painted-thumbnail-before.jpg", with_thumbnail(scene(800, 600, painted=True), WHOLE.resize((160, 120), Image.LANCZOS)),
     "A person was painted over; the thumbnail shows the person.", SIZES),
    ("picture-thumbnail-letterboxed.jpg", letterboxed(), "Honest: a wide picture; its thumbnail has black bars above and below.", SIZES),
    ("picture-thumbnail-turned.jpg", with_thumbnail(WHOLE.resize((800, 600)).rotate(90, expand=True), WHOLE.resize((160, 120), Image.LANCZOS)),
     "Honest: the picture was turned, its thumbnail was not.", SIZES),
    ("picture-thumbnail-same.jpg", with_thumbnail(WHOLE.resize((800, 600)), WHOLE.resize((160, 120), Image.LANCZOS)), "Honest: the thumbnail shows the picture.", SIZES),
    ("picture-archive-behind.jpg", jpeg(scene(640, 480)) + archive(), "An archive follows the end of the picture.", BEHIND),
    ("picture-text-behind.jpg", jpeg(scene(640, 480)) + b"Meet at the north gate at nine. Burn this.", "A text follows the end of the picture.", BEHIND),
    ("picture-two-pictures.jpg", multi_picture(), "Honest: a second, smaller picture is listed as cameras list it.", BEHIND),
    ("picture-with-film.jpg", motion(), "Honest: a film follows the picture, as telephones put it there and announce it.", BEHIND),
    ("picture-of-an-owner.jpg", behind_head(jpeg(scene(640, 480)), exif(maker="Canon", note=canon)), "The note of the camera's maker names the owner and the number of the camera.",
     "exiftool -s -G1 -a -OwnerName -SerialNumber {}"),
    ("picture-over-a-larger-one.png", acropalypse(), "A smaller picture was written over a larger one and the file not cut: the rest of the larger one is still there.", "exiftool -s -G1 -Warning -ImageSize {}"),
    ("picture-more-in-its-chunks.png", left_over(), "The data of the picture end within its chunk; data of an earlier picture follow there.", "exiftool -s -G1 -ImageSize {}"),
    ("picture-honest.png", png(scene(300, 225)), "Honest: nothing but the picture.", "exiftool -s -G1 -ImageSize {}"),
    ("scan-with-printer-dots.png", png(sheet(raster)), "Yellow dots in a raster that repeats after 180 pixels across and 200 down.", "exiftool -s -G1 -ImageSize {}"),
    ("scan-with-printer-dots.tiff", tiff(sheet(raster)), "The same as TIFF.", "exiftool -s -G1 -ImageSize {}"),
    ("scan-with-dirt.png", png(sheet(dirt)), "Honest: yellow specks without order.", "exiftool -s -G1 -ImageSize {}"),
    ("scan-compressed.png", png(stained(sheet())), "Honest: no dots; what compression left around the letters.", "exiftool -s -G1 -ImageSize {}"),
]

if __name__ == "__main__":
    hidden_rows.write(sys.argv[1], "hidden_pictures.py", "By hand (recipes/hidden_pictures.py; Pillow %s)" % PIL.__version__, SAMPLES)
