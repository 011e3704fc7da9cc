"""What is no text at all, whatever it is called."""

from __future__ import annotations

from base64 import b64encode

from fault_cases.case import DROPPED, READ, Case, case, noise, size

_SIGNATURES = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "gif": b"GIF89a",
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "webp": b"RIFF\x24\x10\x00\x00WEBPVP8 ",
    "wav": b"RIFF\x24\x10\x00\x00WAVEfmt ",
    "bmp": b"BM\x36\x10\x00\x00\x00\x00",
    "tiff": b"II*\x00\x08\x00\x00\x00",
    "icon": b"\x00\x00\x01\x00\x01\x00",
    "zip": b"PK\x03\x04\x14\x00\x00\x00",
    "empty-zip": b"PK\x05\x06" + bytes(18),
    "rar": b"Rar!\x1a\x07\x01\x00",
    "7z": b"7z\xbc\xaf\x27\x1c\x00\x04",
    "tar": b"a.txt" + bytes(95) + b"0000644\x00" + bytes(149) + b"ustar\x0000",
    "compress": b"\x1f\x9d\x90",
    "lz4": b"\x04\x22\x4d\x18\x64\x40",
    "elf": b"\x7fELF\x02\x01\x01\x00",
    "exe": b"MZ\x90\x00\x03\x00\x00\x00",
    "mach-o": b"\xcf\xfa\xed\xfe\x07\x00\x00\x01",
    "java": b"\xca\xfe\xba\xbe\x00\x00\x00\x34",
    "wasm": b"\x00asm\x01\x00\x00\x00",
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "sqlite": b"SQLite format 3\x00\x10\x00",
    "mp3": b"ID3\x04\x00\x00\x00\x00\x00\x00",
    "mp4": b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00",
    "ogg": b"OggS\x00\x02\x00\x00",
    "flac": b"fLaC\x00\x00\x00\x22",
    "woff2": b"wOF2\x00\x01\x00\x00",
    "truetype": b"\x00\x01\x00\x00\x00\x0f\x00\x80",
    "parquet": b"PAR1\x15\x04\x15\x10",
    "numpy": b"\x93NUMPY\x01\x00v\x00",
    "pickle": b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00",
    "git-pack": b"PACK\x00\x00\x00\x02\x00\x00\x01\x00",
    "random": b"",
}
_SUFFIXES = ("txt", "html", "md", "bin")

CASES: list[Case] = [
    *(
        case(
            f"binaries/{name}", f"a.{_SUFFIXES[at % 4]}", start + noise(4_000, name), DROPPED, absent=("JFIF", "ustar")
        )
        for at, (name, start) in enumerate(_SIGNATURES.items())
    ),
    case("binaries/nothing-but-nul", "a.txt", lambda s: bytes(size(1_000_000, s)), DROPPED),
    case("binaries/text-then-noise", "a.txt", b"Words first. " * 20 + noise(20_000), DROPPED),
    case("binaries/noise-in-page", "a.html", b"<html><body><p>" + noise(20_000) + b"</html>", DROPPED),
    case("binaries/large-noise", "a.dat", lambda s: noise(size(20_000_000, s)), DROPPED),
    case("binaries/high-bytes", "a.txt", bytes(range(0xA0, 0x100)) * 20, READ),
    case("binaries/all-bytes", "a.txt", bytes(range(256)) * 20, DROPPED),
    case("binaries/one-byte", "a.txt", b"\x00", DROPPED),
    case("binaries/one-high-byte", "a.txt", b"\xff", READ),
    case("binaries/base64", "a.txt", b64encode(noise(6_000)), READ),
]
