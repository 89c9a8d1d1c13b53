"""Two pictures by hand, in Exif's form: one whose thumbnail shows it, one whose thumbnail shows another. Needs Pillow."""
import io
import struct


def scene(size, tanks):
    """A square under a bright sky; with dark blocks on it, or empty."""
    from PIL import Image, ImageDraw
    picture = Image.new("RGB", size, (196, 214, 235))
    draw = ImageDraw.Draw(picture)
    width, height = size
    draw.rectangle((0, height * 6 // 10, width, height), fill=(120, 110, 95))
    draw.polygon([(width // 10, height * 6 // 10), (width * 3 // 10, height // 5), (width // 2, height * 6 // 10)], fill=(88, 96, 80))
    if tanks:
        draw.rectangle((0, 0, width, height * 4 // 10), fill=(30, 30, 34))
        for number in range(4):
            left = width * (number * 24 + 4) // 100
            draw.rectangle((left, height * 55 // 100, left + width // 5, height * 85 // 100), fill=(235, 230, 210))
    return picture


def jpeg(picture, quality=80):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def photo(tanks_in_thumbnail, taken="2011:05:01 10:15:00"):
    """A picture of 640 by 480 with the time it was taken and a thumbnail of 160 by 120."""
    small = jpeg(scene((160, 120), tanks_in_thumbnail), 70)
    large = jpeg(scene((640, 480), False))
    time = taken.encode() + b"\0"
    # IFD0 with a pointer to the Exif directory, IFD1 with the thumbnail.
    ifd0 = 8
    exif = ifd0 + 2 + 12 + 4
    text = exif + 2 + 12 + 4
    ifd1 = text + len(time) + len(time) % 2
    thumbnail = ifd1 + 2 + 3 * 12 + 4
    tiff = b"II*\0" + struct.pack("<I", ifd0)
    tiff += struct.pack("<HHHIII", 1, 0x8769, 4, 1, exif, ifd1)
    tiff += struct.pack("<HHHIII", 1, 0x9003, 2, len(time), text, 0)
    tiff += time.ljust(ifd1 - text, b"\0")
    tiff += struct.pack("<H", 3) + struct.pack("<HHII", 0x0103, 3, 1, 6)
    tiff += struct.pack("<HHII", 0x0201, 4, 1, thumbnail) + struct.pack("<HHII", 0x0202, 4, 1, len(small)) + struct.pack("<I", 0)
    segment = b"Exif\0\0" + tiff + small
    return large[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + large[2:]
