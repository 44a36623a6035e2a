"""What no file says by itself: licences that a wheel does not declare, and what is inside other people's binaries.

Whatever is shipped and not found here or in a wheel's own data makes the SBOM fail; then somebody looks and writes it
down. Licence expressions are SPDX.
"""

from __future__ import annotations

from typing import NamedTuple

DECLARED = {
    "MIT": "MIT",
    "Apache-2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "BSD-3-Clause": "BSD-3-Clause",
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
}
"""How a wheel's ``License`` field or classifier is meant, where it leaves no doubt."""

LOOKED_AT = {
    "whoosh": "BSD-2-Clause",
    "click-default-group": "LicenseRef-public-domain",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "olefile": "BSD-2-Clause",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyinstaller-hooks-contrib": "GPL-2.0-or-later AND Apache-2.0",
    "pypdfium2": "BSD-3-Clause OR Apache-2.0",
    "pyrage": "MIT",
    "segno": "BSD-3-Clause",
    "sqlcipher3": "Zlib",
    "waitress": "ZPL-2.1",
}
"""Licences found by reading what the wheel carries."""

DEBIAN = {
    "libpython3.11": "PSF-2.0",
    "libpython3.11-stdlib": "PSF-2.0",
    "libpython3.11-minimal": "PSF-2.0",
    "python3.11": "PSF-2.0",
    "python3.11-minimal": "PSF-2.0",
    "libssl3": "Apache-2.0",
    "libexpat1": "MIT",
    "libffi8": "MIT",
    "zlib1g": "Zlib",
    "liblzma5": "LicenseRef-public-domain",
    "libbz2-1.0": "bzip2-1.0.6",
    "libuuid1": "BSD-3-Clause",
    "libsqlite3-0": "blessing",
    "libgcc-s1": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libstdc++6": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libncursesw6": "X11-distribute-modifications-variant",
    "libtinfo6": "X11-distribute-modifications-variant",
    "libnsl2": "LGPL-2.1-only",
    "libtirpc3": "BSD-3-Clause",
    "libgssapi-krb5-2": "MIT",
    "libkrb5-3": "MIT",
    "libk5crypto3": "MIT",
    "libkrb5support0": "MIT",
    "libcom-err2": "MIT",
    "libkeyutils1": "LGPL-2.0-or-later",
    "libcrypt1": "LGPL-2.1-or-later",
    "libdb5.3": "Sleepycat",
    "libmpdec3": "BSD-2-Clause",
}
"""Licence of the library a Debian package holds; the package's copyright file is shipped whole."""

GCC = "GPL-3.0-or-later WITH GCC-exception-3.1"


class Inside(NamedTuple):
    """Somebody else's work inside a wheel's binaries.

    ``version`` is a pattern that finds it in the binary (bytes), ``@name`` for what the self-test says, ``=1.2`` for a
    fixed one, ``sbom`` for the wheel's own, or "" where the wheel does not say.
    ``texts`` are endings of the names of licence files in the wheel, or ``std:`` and a licence of STANDARD, ``own:`` and a
    file of texts/, ``deb:`` and a Debian package with the same library; ``files`` are parts of the names it is in.
    """

    name: str
    licence: str
    version: str
    texts: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


PDFIUM_PARTS = {
    "abseil": "Apache-2.0",
    "agg23": "LicenseRef-AGG-2.3",
    "dragonbox-Apache2-LLVM": "Apache-2.0 WITH LLVM-exception OR BSL-1.0",
    "fast_float": "Apache-2.0 OR MIT OR BSL-1.0",
    "freetype": "FTL",
    "harfbuzz": "MIT-Modern-Variant",
    "highway": "Apache-2.0 OR BSD-3-Clause",
    "icu": "Unicode-3.0",
    "lcms": "MIT",
    "libjpeg_turbo": "IJG AND BSD-3-Clause AND Zlib",
    "libopenjpeg": "BSD-2-Clause",
    "libpng": "libpng-2.0",
    "libtiff": "libtiff",
    "llvm-libc": "Apache-2.0 WITH LLVM-exception",
    "brotli": "MIT",
    "libyuv": "BSD-3-Clause",
    "simdutf": "Apache-2.0 OR MIT",
    "zlib": "Zlib",
}
"""The libraries in PDFium, by the names of their licence files; the build says no versions."""

RUST = Inside(
    "Rust standard library",
    "MIT OR Apache-2.0",
    r"rustc version (\d+\.\d+\.\d+)",
    ("std:Apache-2.0", "std:MIT"),
)

INSIDE: dict[str, tuple[Inside, ...]] = {
    "argon2-cffi-bindings": (Inside("Argon2 (reference implementation)", "CC0-1.0 OR Apache-2.0", "@Argon2", ("std:Apache-2.0",)),),
    "cffi": (Inside("libffi", "MIT", "", ("deb:libffi8",)),),
    "charset-normalizer": (),
    "cryptography": (Inside("OpenSSL (in cryptography)", "Apache-2.0", r"OpenSSL (\d+\.\d+\.\d+) ", ("std:Apache-2.0",)), RUST),
    "lxml": (
        Inside("libxml2", "MIT", "@libxml2", ("LICENSES.txt",)),
        Inside("libxslt and libexslt", "MIT", "@libxslt", ("LICENSES.txt",)),
        Inside("zlib (in lxml)", "Zlib", r"inflate (\d+\.\d+[.\d]*) Copyright", ("std:Zlib",)),
    ),
    "markupsafe": (),
    "numpy": (
        Inside("OpenBLAS", "BSD-3-Clause", "@OpenBLAS", ("LICENSE.txt",), ("libscipy_openblas64_",)),
        Inside("LAPACK", "BSD-3-Clause-Open-MPI", "", ("LICENSE.txt",), ("libscipy_openblas64_",)),
        Inside("libgfortran", GCC, "=5.0.0", ("LICENSE.txt",), ("libgfortran",)),
        Inside("libquadmath", "LGPL-2.1-or-later", "=0.0.0", ("LICENSE.txt",), ("libquadmath",)),
    ),
    "pydantic-core": (RUST,),
    "pypdfium2": (
        Inside("PDFium", "BSD-3-Clause AND Apache-2.0", "@PDFium", ("pdfium.txt",)),
        *(Inside(f"{n} (in PDFium)", licence, "", (f"/{n}.txt", f"/{n}.md", f"/{n}.ijg")) for n, licence in PDFIUM_PARTS.items()),
    ),
    "pyrage": (RUST,),
    "sqlcipher3": (
        Inside("SQLite (in SQLCipher)", "blessing", "@SQLite", ("own:sqlite.txt",)),
        Inside("SQLCipher", "BSD-3-Clause", "@SQLCipher", ("own:sqlcipher.txt",)),
        Inside("OpenSSL (in SQLCipher)", "Apache-2.0", r"OpenSSL (\d+\.\d+\.\d+) ", ("std:Apache-2.0",)),
    ),
}  # fmt: skip
"""Every wheel that ships machine code has its entry, an empty one when all of it is its own."""

STANDARD = {
    "MIT": ("annotated-types", "/LICENSE"),
    "Apache-2.0": ("phonenumbers", "/LICENSE"),
    "BSD-3-Clause": ("click", "/LICENSE.txt"),
    "Apache-2.0 WITH LLVM-exception": ("pypdfium2", "/llvm-libc.txt"),
    "Zlib": ("pypdfium2", "/zlib.txt"),
    "Unicode-3.0": ("pypdfium2", "/icu.txt"),
}
"""Where the words of a licence stand in a wheel: those of crates do not travel with the binaries."""

REPLACEABLE = ("LGPL-2.1-or-later", "LGPL-2.1-only", "LGPL-2.0-or-later")
"""Allowed for shared libraries in files of their own, which can be replaced."""
