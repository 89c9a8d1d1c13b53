"""Locks for the samples, the same bytes each time: packages of Office under a password (MS-OFFCRYPTO: agile and standard), documents of
Word and workbooks of Excel in the old forms (RC4 CryptoAPI, XOR), ZIP (the traditional cipher and WinZip's AES) and PDF (password and
certificate). Every salt and key comes from the name of the sample. Needs Python, cryptography and asn1crypto."""
import base64
import binascii
import hashlib
import hmac
import struct
import zlib

from asn1crypto import algos, cms, core
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from compound import END, FAT, FREE, SECTOR, filetime


class Dice:
    """Bytes that look thrown and are not."""

    def __init__(self, seed):
        self.seed, self.count = seed.encode(), 0

    def __call__(self, number):
        out = b""
        while len(out) < number:
            self.count += 1
            out += hashlib.sha512(self.seed + struct.pack("<I", self.count)).digest()
        return out[:number]


def cbc(key, iv, data):
    cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return cipher.update(data) + cipher.finalize()


def ecb(key, data):
    cipher = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return cipher.update(data) + cipher.finalize()


def rc4(key, data):
    state, j, i, out = list(range(256)), 0, 0, bytearray()
    for n in range(256):
        j = (j + state[n] + key[n % len(key)]) & 255
        state[n], state[j] = state[j], state[n]
    j = 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) & 255])
    return bytes(out)


def up(data, block):
    return data.ljust(-(-len(data) // block) * block, b"\0")


# Compound files whose streams keep their lengths

def container(streams, modified="", class_id=b"\0" * 16):
    """A compound file of streams by path; short streams lie in the stream of small sectors, and none is filled up."""
    tree = {}
    for path, data in streams.items():
        *folders, name = path.split("/")
        at = tree
        for folder in folders:
            at = at.setdefault(folder, {})
        at[name] = data
    entries, sectors, small, small_chain = [], [], b"", []

    def lay(data):
        first = len(sectors)
        blocks = [data[i:i + SECTOR].ljust(SECTOR, b"\0") for i in range(0, len(data), SECTOR)]
        sectors.extend((block, first + i + 1 if i + 1 < len(blocks) else END) for i, block in enumerate(blocks))
        return first if blocks else END

    def place(folder):
        nonlocal small
        numbers = []
        for name in sorted(folder, key=lambda n: (len(n.encode("utf-16-le")), n.upper())):
            entries.append([name, 2, FREE, END, 0, FREE, FREE])
            number = len(entries) - 1
            numbers.append(number)
            data = folder[name]
            if isinstance(data, dict):
                entries[number][1:4] = [1, place(data), 0]
            elif len(data) >= 4096:
                entries[number][3:5] = [lay(data), len(data)]
            elif data:
                first, count = len(small_chain), -(-len(data) // 64)
                small_chain.extend(first + i + 1 if i + 1 < count else END for i in range(count))
                small += up(data, 64)
                entries[number][3:5] = [first, len(data)]

        def balance(span):
            if not span:
                return FREE
            middle = len(span) // 2
            entries[span[middle]][5:7] = [balance(span[:middle]), balance(span[middle + 1:])]
            return span[middle]
        return balance(numbers)

    entries.append(["Root Entry", 5, FREE, END, 0, FREE, FREE])
    entries[0][2] = place(tree)
    entries[0][3:5] = [lay(small), len(small)]
    small_table = lay(struct.pack("<%dI" % len(small_chain), *small_chain).ljust(-(-len(small_chain) // 128) * SECTOR, b"\xff"))
    listed, when = b"", filetime(modified)
    for name, kind, child, start, size, left, right in entries:
        raw = name.encode("utf-16-le")
        times = (0, when) if kind == 5 else (when, when) if kind == 1 else (0, 0)
        listed += raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw) + 2, kind, 1, left, right, child)
        listed += (class_id if kind == 5 else b"\0" * 16) + struct.pack("<IQQIQ", 0, *times, start, size)
    while len(listed) % SECTOR:
        listed += b"\0" * 66 + b"\0\0" + b"\xff" * 12 + b"\0" * 48
    directory = lay(listed)
    tables = 1
    while tables * 128 < len(sectors) + tables:
        tables += 1
    chain = [following for _, following in sectors] + [FAT] * tables
    at = len(sectors)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, tables, directory, 0, 4096, small_table, -(-len(small_chain) // 128), END, 0)
    header += b"".join(struct.pack("<I", at + i) for i in range(tables)).ljust(109 * 4, b"\xff")
    return header + b"".join(block for block, _ in sectors) + struct.pack("<%dI" % len(chain), *chain).ljust(tables * SECTOR, b"\xff")


# Packages of Office (MS-OFFCRYPTO 2.1 and 2.3.4)

def wide(text):
    raw = text.encode("utf-16-le")
    return struct.pack("<I", len(raw)) + up(raw, 4)


def package(info, encrypted, modified=""):
    version = wide("Microsoft.Container.DataSpaces") + struct.pack("<HHHHHH", 1, 0, 1, 0, 1, 0)
    entry = struct.pack("<II", 1, 0) + wide("EncryptedPackage") + wide("StrongEncryptionDataSpace")
    spaces = struct.pack("<III", 8, 1, len(entry) + 4) + entry
    space = struct.pack("<II", 8, 1) + wide("StrongEncryptionTransform")
    kind = wide("{FF9A3F03-56EF-4613-BDD5-5A41C1D07246}")
    primary = struct.pack("<II", 8 + len(kind), 1) + kind + wide("Microsoft.Container.EncryptionTransform") + struct.pack("<HHHHHH", 1, 0, 1, 0, 1, 0)
    primary += struct.pack("<IIII", 0, 0, 0, 4)
    return container({"\6DataSpaces/Version": version, "\6DataSpaces/DataSpaceMap": spaces,
                      "\6DataSpaces/DataSpaceInfo/StrongEncryptionDataSpace": space,
                      "\6DataSpaces/TransformInfo/StrongEncryptionTransform/\6Primary": primary,
                      "EncryptedPackage": encrypted, "EncryptionInfo": info}, modified)


def agile(data, password, seed, bits=256, digest="SHA512", modified=""):
    """As Office 2010 (AES-128, SHA-1) and Office 2013 and later (AES-256, SHA-512) save it."""
    dice, make = Dice(seed), getattr(hashlib, digest.lower())
    size = make().digest_size
    salt, data_salt, key, verifier, mac_key = dice(16), dice(16), dice(bits // 8), dice(16), dice(size)
    turned = make(salt + password.encode("utf-16-le")).digest()
    for n in range(100000):
        turned = make(struct.pack("<I", n) + turned).digest()

    def locked(block, what):
        return cbc(make(turned + bytes.fromhex(block)).digest()[:bits // 8].ljust(bits // 8, b"\x36"), salt, up(what, 16))

    def inner(block):
        return make(data_salt + (block if isinstance(block, bytes) else bytes.fromhex(block))).digest()[:16].ljust(16, b"\x36")
    encrypted = struct.pack("<Q", len(data)) + b"".join(
        cbc(key, inner(struct.pack("<I", n)), up(data[n * 4096:(n + 1) * 4096], 16)) for n in range(-(-len(data) // 4096)))

    def text(raw):
        return base64.b64encode(raw).decode()
    common = 'saltSize="16" blockSize="16" keyBits="%d" hashSize="%d" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="%s"' % (bits, size, digest)
    info = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" '
            'xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password">'
            f'<keyData {common} saltValue="{text(data_salt)}"/>'
            f'<dataIntegrity encryptedHmacKey="{text(cbc(key, inner("5fb2ad010cb9e1f6"), up(mac_key, 16)))}" '
            f'encryptedHmacValue="{text(cbc(key, inner("a0677f02b22c8433"), up(hmac.new(mac_key, encrypted, make).digest(), 16)))}"/>'
            '<keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password">'
            f'<p:encryptedKey spinCount="100000" {common} saltValue="{text(salt)}" encryptedVerifierHashInput="{text(locked("fea7d2763b4b9e79", verifier))}" '
            f'encryptedVerifierHashValue="{text(locked("d7aa0f6d3061344e", make(verifier).digest()))}" '
            f'encryptedKeyValue="{text(locked("146e0be7abacd0d6", key))}"/></keyEncryptor></keyEncryptors></encryption>')
    return package(struct.pack("<HHI", 4, 4, 0x40) + info.encode(), encrypted, modified)


def standard(data, password, seed, modified=""):
    """As Office 2007 saves it: AES-128 in blocks, SHA-1."""
    dice = Dice(seed)
    salt, verifier = dice(16), dice(16)
    turned = hashlib.sha1(salt + password.encode("utf-16-le")).digest()
    for n in range(50000):
        turned = hashlib.sha1(struct.pack("<I", n) + turned).digest()
    last = hashlib.sha1(turned + struct.pack("<I", 0)).digest().ljust(64, b"\0")
    key = hashlib.sha1(bytes(b ^ 0x36 for b in last)).digest()[:16]
    csp = "Microsoft Enhanced RSA and AES Cryptographic Provider".encode("utf-16-le") + b"\0\0"
    header = struct.pack("<IIIIIIII", 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0) + csp
    check = struct.pack("<I", 16) + salt + ecb(key, verifier) + struct.pack("<I", 20) + ecb(key, up(hashlib.sha1(verifier).digest(), 16))
    info = struct.pack("<HHII", 3, 2, 0x24, len(header)) + header + check
    return package(info, struct.pack("<Q", len(data)) + ecb(key, up(data, 16)), modified)


# The old forms (MS-DOC 2.2.6.3, MS-XLS 2.2.10)

def doc_rc4(streams, password, seed):
    """The streams of a document of Word under RC4 CryptoAPI with 128 bits; the properties stay open."""
    dice = Dice(seed)
    salt, verifier = dice(16), dice(16)
    csp = "Microsoft Enhanced Cryptographic Provider v1.0".encode("utf-16-le") + b"\0\0"
    header = struct.pack("<IIIIIIII", 0x0C, 0, 0x6801, 0x8004, 128, 1, 0, 0) + csp
    first = hashlib.sha1(salt + password.encode("utf-16-le")).digest()

    def key(block):
        return hashlib.sha1(first + struct.pack("<I", block)).digest()[:16]

    def run(data):
        return b"".join(rc4(key(n), data[n * 512:(n + 1) * 512]) for n in range(-(-len(data) // 512)))
    check = rc4(key(0), verifier + hashlib.sha1(verifier).digest())
    info = struct.pack("<HHII", 2, 2, 0x0C, len(header)) + header + struct.pack("<I", 16) + salt + check[:16] + struct.pack("<I", 20) + check[16:]
    info = up(info, 4)
    main, table = bytearray(streams["WordDocument"]), info + streams["1Table"]
    # What the header says of the table stream is moved on by the encryption header.
    pairs = struct.unpack_from("<H", main, 152)[0]
    for number in range(pairs):
        at, length = struct.unpack_from("<II", main, 154 + 8 * number)
        if length:
            struct.pack_into("<I", main, 154 + 8 * number, at + len(info))
    main[0x0B] |= 0x01
    struct.pack_into("<I", main, 0x0E, len(info))
    # The rest of the last sector is part of the stream as it is stored.
    main, table = bytes(main).ljust(4096, b"\0"), table.ljust(4096, b"\0")
    locked, tables = run(main), run(table)
    return {**streams, "WordDocument": main[:0x44] + locked[0x44:], "1Table": info + tables[len(info):]}


PAD = bytes.fromhex("bbffffbaffffb98000be0f00bf0f00")
FIRST = [0xE1F0, 0x1D0F, 0xCC9C, 0x84C0, 0x110C, 0x0E10, 0xF1CE, 0x313E, 0x1872, 0xE139, 0xD40F, 0x84F9, 0x280C, 0xA96A, 0x4EC3]
MATRIX = bytes.fromhex(
    "aefc4dd99bb227454e8a9d142a097b61f6c2fda5eb6bc6f79dcf2bbf45638ac605ad0b5a16b42d685ad0037506ea0dd41ba837506ea0dd40d849a0b35147a28e"
    "553daa7a44d56f45de8aad354a4b9496390d721aeb23c6679cef29ff53fea7fc5fd947d38fa60f6d1eda3db47b68f6d0b86160e3c1c693ad377b6ef6ddec45a0"
    "8b4006a10d421a8435086a10aa5144838906022d045a08b4116876b4ed68caf185c31ba7374e6e9c37306e60dcc0a9a1436386c61dad33316662ccc489a90373"
    "06e60dcc10212042408481081231246248c4")


def xor_array(password):
    """The key, the verifier and the sixteen bytes of the XOR obfuscation, method 1."""
    letters = password.encode("ascii")
    key, at = FIRST[len(letters) - 1], 104
    for letter in reversed(letters):
        for _ in range(7):
            if letter & 0x40:
                key ^= struct.unpack_from(">H", MATRIX, 2 * at)[0]
            letter = letter << 1 & 255
            at -= 1
    verifier = 0
    for letter in [*reversed(letters), len(letters)]:
        verifier = (verifier >> 14 & 1 | verifier << 1 & 0x7FFF) ^ letter
    array = bytearray()
    for n, byte in enumerate((letters + PAD)[:16]):
        byte ^= key >> 8 if n % 2 else key & 255
        array.append(byte >> 1 | byte << 7 & 255)
    return key, verifier ^ 0xCE4B, bytes(array)


def biff(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


OPEN = {0x0809, 0x002F, 0x00E1, 0x0194, 0x0195, 0x0138, 0x0196}


def xls_xor(workbook, password):
    """A workbook in BIFF8 under XOR obfuscation; it holds a record FilePass of the right length already."""
    key, verifier, array = xor_array(password)
    out, at = bytearray(workbook), 0
    while at + 4 <= len(out):
        kind, length = struct.unpack_from("<HH", out, at)
        at += 4
        if kind == 0x002F:
            out[at:at + length] = struct.pack("<HHH", 0, key, verifier)
        elif kind not in OPEN:
            for n in range(4 if kind == 0x0085 else 0, length):
                byte = out[at + n]
                out[at + n] = (byte << 5 & 255 | byte >> 3) ^ array[(at + length + n) % 16]
        at += length
    return bytes(out)


# ZIP (APPNOTE 6.1; WinZip's AE-2)

def traditional(data, password, dice):
    keys = [0x12345678, 0x23456789, 0x34567890]

    def crc(value, byte):
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
        return value

    def turn(byte):
        keys[0] = crc(keys[0], byte)
        keys[1] = (keys[1] + (keys[0] & 255)) * 134775813 + 1 & 0xFFFFFFFF
        keys[2] = crc(keys[2], keys[1] >> 24)
    for byte in password.encode():
        turn(byte)
    out = bytearray()
    for byte in dice(11) + bytes([binascii.crc32(data) >> 24]) + deflated(data):
        word = keys[2] | 2
        out.append(byte ^ (word * (word ^ 1) >> 8 & 255))
        turn(byte)
    return bytes(out)


def deflated(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def winzip(data, password, dice):
    salt = dice(16)
    keys = hashlib.pbkdf2_hmac("sha1", password.encode(), salt, 1000, 66)
    packed, out = deflated(data), bytearray()
    for n in range(-(-len(packed) // 16)):
        block = packed[n * 16:(n + 1) * 16]
        out += bytes(a ^ b for a, b in zip(block, ecb(keys[:32], struct.pack("<QQ", n + 1, 0))))
    return salt + keys[64:] + bytes(out) + hmac.new(keys[32:64], out, hashlib.sha1).digest()[:10]


def zipped(files, password, seed, aes=False):
    """An archive of (name, data, (year, month, day, hour, minute, second)) under a password; names, lengths and times stay open."""
    dice, out, listed = Dice(seed), b"", b""
    for name, data, (year, month, day, hour, minute, second) in files:
        body = (winzip if aes else traditional)(data, password, dice)
        extra = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", 3, 8) if aes else b""
        fields = struct.pack("<HHHHHIIIHH", 51 if aes else 20, 1, 99 if aes else 8, hour << 11 | minute << 5 | second // 2,
                             year - 1980 << 9 | month << 5 | day, 0 if aes else binascii.crc32(data), len(body), len(data), len(name), len(extra))
        at = len(out)
        out += b"PK\3\4" + fields + name.encode() + extra + body
        listed += b"PK\1\2" + struct.pack("<H", 63) + fields + struct.pack("<HHHII", 0, 0, 0, 0x20, at) + name.encode() + extra
    return out + listed + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(listed), len(out), 0)


# PDF (ISO 32000-2, 7.6)

def hashed(password, salt, more=b""):
    """Algorithm 2.B."""
    key, turn = hashlib.sha256(password + salt + more).digest(), 0
    while True:
        mixed = cbc(key[:16], key[16:32], (password + key + more) * 64)
        key = (hashlib.sha256, hashlib.sha384, hashlib.sha512)[sum(mixed[:16]) % 3](mixed).digest()
        turn += 1
        if turn >= 64 and mixed[-1] <= turn - 32:
            return key[:32]


class PdfPassword:
    """AES-256, revision 6, as Acrobat X and later write it."""

    def __init__(self, user, owner, seed, permissions=-1340):
        self.dice = Dice(seed)
        self.key = self.dice(32)
        user, owner = user.encode(), owner.encode()
        salts = self.dice(8), self.dice(8)
        u = hashed(user, salts[0]) + salts[0] + salts[1]
        ue = cbc(hashed(user, salts[1]), bytes(16), self.key)
        salts = self.dice(8), self.dice(8)
        o = hashed(owner, salts[0], u) + salts[0] + salts[1]
        oe = cbc(hashed(owner, salts[1], u), bytes(16), self.key)
        perms = ecb(self.key, struct.pack("<iI", permissions, 0xFFFFFFFF) + b"Tadb" + self.dice(4))
        self.dictionary = (b"<</Filter/Standard/V 5/R 6/Length 256/P %d/U<%s>/UE<%s>/O<%s>/OE<%s>/Perms<%s>/EncryptMetadata true"
                           b"/CF<</StdCF<</AuthEvent/DocOpen/CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF>>"
                           % (permissions, *(x.hex().encode() for x in (u, ue, o, oe, perms))))

    def of(self, number):
        return self.key

    def __call__(self, number, data):
        iv, fill = self.dice(16), 16 - len(data) % 16
        return iv + cbc(self.of(number), iv, data + bytes([fill]) * fill)


class PdfCertificate(PdfPassword):
    """AES-128 for the holder of a certificate (adbe.pkcs7.s5), as Acrobat 7 and later write it."""

    def __init__(self, certificate, seed):
        self.dice = Dice(seed)
        seeded, key, iv = self.dice(20), self.dice(32), self.dice(16)
        public = certificate.public_key["public_key"].parsed
        numbers = public["modulus"].native, public["public_exponent"].native
        length = (numbers[0].bit_length() + 7) // 8
        fill = bytes(b or 1 for b in self.dice(length - 3 - len(key)))
        block = pow(int.from_bytes(b"\0\2" + fill + b"\0" + key, "big"), numbers[1], numbers[0]).to_bytes(length, "big")
        recipient = cms.RecipientInfo("ktri", cms.KeyTransRecipientInfo({
            "version": "v0", "rid": cms.RecipientIdentifier("issuer_and_serial_number", cms.IssuerAndSerialNumber(
                {"issuer": certificate.issuer, "serial_number": certificate.serial_number})),
            "key_encryption_algorithm": {"algorithm": "rsaes_pkcs1v15", "parameters": core.Null()}, "encrypted_key": block}))
        # All is allowed (the four bytes of the permissions, the high one first).
        content = seeded + struct.pack(">I", 0xFFFFFFFF)
        locked = cbc(key, iv, content + bytes([16 - len(content) % 16]) * (16 - len(content) % 16))
        envelope = cms.ContentInfo({"content_type": "enveloped_data", "content": cms.EnvelopedData({
            "version": "v0", "recipient_infos": [recipient], "encrypted_content_info": {
                "content_type": "data", "encrypted_content": locked,
                "content_encryption_algorithm": algos.EncryptionAlgorithm({"algorithm": "aes256_cbc", "parameters": core.OctetString(iv)})}})}).dump()
        self.key = hashlib.sha1(seeded + envelope).digest()[:16]
        self.dictionary = (b"<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4/Length 128"
                           b"/CF<</DefaultCryptFilter<</CFM/AESV2/Length 16/EncryptMetadata true/Recipients[<%s>]>>>>"
                           b"/StmF/DefaultCryptFilter/StrF/DefaultCryptFilter>>" % envelope.hex().encode())

    def of(self, number):
        return hashlib.md5(self.key + struct.pack("<I", number)[:3] + b"\0\0sAlT").digest()
