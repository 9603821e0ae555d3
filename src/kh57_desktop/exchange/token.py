"""Signing with a token (PKCS#11): government USB tokens, any other one with a driver, SoftHSM in the tests."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from asn1crypto import algos
from cryptography import x509

from kh57_desktop.errors import NOT_DONE, UserError
from kh57_desktop.exchange.certificates import office_code_of, role_of, sha256_of, subject_words
from kh57_desktop.exchange.identity import TOKEN, SigningIdentity, pss_parameters
from kh57_desktop.exchange.issuers import chain_of
from kh57_desktop.exchange.token_child import serve
from kh57_desktop.i18n import N_, _

SCHEME = "pkcs11:"
PATIENCE_SECONDS = 90
"""A person may have to press a key on the token."""

WINDOWS_DRIVERS = (
    *("eTPKCS11.dll", "bit4xpki.dll", "bit4ipki.dll", "vnptca_p11_v8.dll", "vnptca_p11_v6.dll", "viettel-ca_v6.dll"),
    *("viettel-ca_v5.dll", "viettel-ca_v4.dll", "BkavCA.dll", "bkavcav2.dll", "fpt-ca_v2.dll", "fptca_v3.dll"),
    *("nca_v6.dll", "nca_v4.dll", "ckca_v34.dll", "eps2003csp11.dll", "ShuttleCsp11_3003.dll", "wdpkcs.dll"),
    *("CA2_v34.dll", "efyca_csp11_v1.dll", "SmartSign_csp11.dll", "gclib.dll", "opensc-pkcs11.dll"),
)
LINUX_DRIVERS = (
    *("libeTPkcs11.so", "libbit4xpki.so", "libbit4ipki.so", "libvnptca_p11.so", "libviettel-ca.so", "libBkavCA.so"),
    *("opensc-pkcs11.so", "x86_64-linux-gnu/opensc-pkcs11.so", "libcastle.so", "libASEP11.so"),
)
"""File names of drivers as their makers' guides give them: SafeNet and Bit4id (official duty), then public authorities.

None of them was at hand when this was written but OpenSC; another one is named in the settings."""


class NoDriver(UserError):
    """Windows knows no token without its maker's program."""

    code = "no-token-driver"
    exit_code = NOT_DONE
    message = N_("No driver for a signing token was found ({name}).")
    hint = N_("Nothing was signed. Please install the token's driver from its maker, or name its file in the settings.")


class NoToken(UserError):
    """No token, or not the one that is meant."""

    code = "no-token"
    exit_code = NOT_DONE
    message = N_("The signing token “{name}” is not plugged in.")
    hint = N_("Nothing was signed. Please plug the token in, wait until its light stays on, and try again.")


class WrongPin(UserError):
    """Tokens lock themselves after a few wrong PINs: it is never tried again by itself."""

    code = "wrong-pin"
    message = N_("The PIN of the token is wrong. {tries}")
    hint = N_("Nothing was signed. Please check Caps Lock and the typing method before you type it again.")


class TokenLocked(UserError):
    """Only who issued it can unlock it."""

    code = "token-locked"
    exit_code = NOT_DONE
    message = N_("The token is locked after too many wrong PINs.")
    hint = N_("Nothing was signed. Please ask the office that issued the token to unlock it.")


class TokenPulled(UserError):
    """The token went away while it was signing."""

    code = "token-pulled"
    exit_code = NOT_DONE
    message = N_("The token was pulled out, or does not answer any more, while it was signing.")
    hint = N_("Nothing was signed and no package was built. Please plug it in again and repeat the signing.")


class DriverFailed(UserError):
    """The maker's program broke; it runs in a process of its own."""

    code = "token-driver-failed"
    exit_code = NOT_DONE
    message = N_("The token's driver has failed ({name}).")
    hint = N_("Nothing was signed. Please plug the token in again; if it happens again, install the driver anew.")


class KeyMissing(UserError):
    """A certificate whose key lies elsewhere, or several certificates and none named."""

    code = "token-key-missing"
    message = N_("The token holds no usable key for “{name}”.")
    hint = N_("Nothing was signed. Please choose one of the certificates of the token that has its key on it.")


TRIES = {
    "none": N_("The token is locked now."),
    "last": N_("One try is left; after that the token locks itself."),
    "few": N_("A few tries are left (usually three in all)."),
    "": N_("Tokens lock themselves after a few wrong PINs."),
}


@dataclass(frozen=True, slots=True)
class TokenCertificate:
    """A certificate on a token that is plugged in, for a person to choose."""

    module: str
    token: str
    serial: str
    key_id: bytes
    label: str
    certificate: bytes = field(repr=False)

    @property
    def parsed(self) -> x509.Certificate:
        return x509.load_der_x509_certificate(self.certificate)

    @property
    def uri(self) -> str:
        """How commands and settings name it (RFC 7512)."""
        key_id = "".join(f"%{byte:02x}" for byte in self.key_id)
        return f"{SCHEME}serial={self.serial};id={key_id}"


def find_drivers() -> list[str]:
    """Drivers that are installed, by their usual names and places."""
    if os.name == "nt":
        windows = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"))
        places = [windows / "System32", windows / "SysWOW64"]
        names: Sequence[str] = WINDOWS_DRIVERS
    else:
        system = Path(os.sep, "usr")
        places = [system / "lib", system / "lib64", system / "local" / "lib"]
        names = LINUX_DRIVERS
    found = [str(place / name) for name in names for place in places if (place / name).is_file()]
    return list(dict.fromkeys(found))


class TokenProcess:
    """The child process of one driver, while something is asked of it."""

    def __init__(self, module: str) -> None:
        context = get_context("spawn")
        self._module = module
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, do: str, **request: Any) -> dict[str, Any]:
        """The answer; the errors of this module where it is one, or where the driver died."""
        try:
            self._pipe.send({"do": do, "module": self._module, **request})
            if not self._pipe.poll(PATIENCE_SECONDS):
                self.close()
                raise TokenPulled
            answer: dict[str, Any] = self._pipe.recv()
        except (EOFError, OSError) as cause:
            raise DriverFailed(name=Path(self._module).name) from cause
        if "error" in answer:
            raise _error(answer, self._module, str(request.get("token", "")))
        return answer

    def close(self) -> None:
        self._pipe.close()
        self._process.join(2)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(2)


def _error(answer: dict[str, Any], module: str, token: str) -> UserError:
    code = answer["error"]
    if code == "wrong-pin":
        if answer["tries"] == "none":
            return TokenLocked()
        words = TRIES[answer["tries"]]
        return WrongPin(tries=_(words))
    if code == "locked":
        return TokenLocked()
    if code == "no-driver":
        return NoDriver(name=Path(module).name)
    if code == "no-token":
        return NoToken(name=token or Path(module).name)
    if code == "pulled":
        return TokenPulled()
    if code == "no-key":
        return KeyMissing(name=token)
    return DriverFailed(name=f"{Path(module).name}, {answer['detail']}")


def certificates_on(module: str) -> list[TokenCertificate]:
    """What is plugged in and can be chosen; NoDriver or DriverFailed where the driver does not work."""
    process = TokenProcess(module)
    try:
        rows = process.ask("list")["certificates"]
    finally:
        process.close()
    return [
        TokenCertificate(module, row["token"], row["serial"], row["id"], row["label"], row["certificate"])
        for row in rows
    ]


def wanted(uri: str) -> dict[str, bytes]:
    """The parts of a `pkcs11:` name: token, serial, object, id; `module-path` behind the question mark."""
    path, _mark, query = uri.removeprefix(SCHEME).partition("?")
    pairs = [pair.partition("=") for pair in (*path.split(";"), *query.split("&")) if pair]
    return {name: unquote_to_bytes(value) for name, _equals, value in pairs}


def choose(found: Sequence[TokenCertificate], uri: str) -> TokenCertificate:
    """The one that the name means: KeyMissing for none of several, NoToken where nothing is plugged in."""
    parts = wanted(uri)
    fits = [
        one
        for one in found
        if parts.get("token", one.token.encode()) == one.token.encode()
        and parts.get("serial", one.serial.encode()) == one.serial.encode()
        and parts.get("object", one.label.encode()) == one.label.encode()
        and parts.get("id", one.key_id) == one.key_id
    ]
    if not found:
        raise NoToken(name=name_in(uri))
    if len(fits) != 1:
        raise KeyMissing(name=name_in(uri))
    return fits[0]


def name_in(uri: str) -> str:
    """What a person can recognise of the name: the token's label, the certificate's, or the serial number."""
    parts = wanted(uri)
    named = [parts[key].decode("utf-8", "replace") for key in ("token", "object") if key in parts]
    named = named or [parts[key].decode("utf-8", "replace") for key in ("serial",) if key in parts]
    return ", ".join(named) or "PKCS#11"


def open_token(one: TokenCertificate, pin: str, beside: Sequence[TokenCertificate] = ()) -> SigningIdentity:
    """Log in to the token and give what signs with it; `close` ends the session and forgets the PIN.

    `beside`: all that lies on tokens, among them perhaps the certificates of the authorities above.
    """
    process = TokenProcess(one.module)
    try:
        opened = process.ask("open", token=one.token, serial=one.serial, id=one.key_id, pin=pin)
    except BaseException:
        process.close()
        raise
    certificate = one.parsed

    def sign(content: bytes) -> bytes:
        value: bytes = process.ask("sign", content=content)["value"]
        return value

    return SigningIdentity(
        certificate=one.certificate,
        sha256=sha256_of(certificate),
        name=subject_words(certificate),
        office_code=office_code_of(certificate),
        role=role_of(certificate),
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
        signature_algorithm=_algorithm(opened["scheme"]),
        sign=sign,
        kept_in=TOKEN,
        close=process.close,
        chain=chain_of(certificate, [other.parsed for other in beside if other.certificate != one.certificate]),
    )


def _algorithm(scheme: str) -> algos.SignedDigestAlgorithm:
    if scheme == "ecdsa":
        return algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})
    if scheme == "pss":
        return algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": pss_parameters()})
    return algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"})
