"""The process that talks to a token's driver (PKCS#11): a bad driver takes this process down, not the program.

Asked through a pipe, one request at a time; answers are plain values, errors are codes of `token.py`. The PIN lives
here only as long as the session that it opened.
"""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

Answer = dict[str, Any]


def serve(pipe: Connection) -> None:
    """Answer until the other end hangs up."""
    state: dict[str, Any] = {}
    actions: dict[str, Callable[[dict[str, Any], Answer], Answer]] = {"list": _list, "open": _open, "sign": _sign}
    while True:
        try:
            request = pipe.recv()
        except (EOFError, OSError):
            break
        try:
            answer = actions[request["do"]](state, request)
        except BaseException as error:  # noqa: BLE001 - whatever a driver raises is told, never passed on as an object
            code, detail = _code_of(error, request["do"]), type(error).__name__
            answer = {"error": code, "detail": detail, "tries": _tries(state, request)}
        try:
            pipe.send(answer)
        except OSError:
            break


def _library(module: str) -> Any:
    import pkcs11

    return pkcs11.lib(module)


def _list(_state: dict[str, Any], request: Answer) -> Answer:
    """Every certificate of every token that is plugged in."""
    import pkcs11
    from pkcs11 import Attribute, ObjectClass

    found = []
    for slot in _library(request["module"]).get_slots(token_present=True):
        try:
            token = slot.get_token()
            with token.open(rw=False) as session:
                found += [
                    {
                        "token": token.label.strip("\0 "),
                        "serial": _plain(token.serial),
                        "id": bytes(one[Attribute.ID]),
                        "label": one[Attribute.LABEL],
                        "certificate": bytes(one[Attribute.VALUE]),
                    }
                    for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
                ]
        except pkcs11.PKCS11Error:  # an uninitialised slot, or one that was pulled just now
            continue
    return {"certificates": found}


def _plain(serial: Any) -> str:
    return (serial.decode("ascii", "replace") if isinstance(serial, bytes) else str(serial)).strip("\0 ")


def _token_of(request: Answer) -> Any:
    from pkcs11.exceptions import NoSuchToken

    for slot in _library(request["module"]).get_slots(token_present=True):
        token = slot.get_token()
        if token.label.strip("\0 ") == request["token"] and _plain(token.serial) == request["serial"]:
            return token
    raise NoSuchToken


def _open(state: dict[str, Any], request: Answer) -> Answer:
    """Log in once; a wrong PIN is never tried again by itself."""
    from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass

    token = _token_of(request)
    state["session"] = session = token.open(user_pin=request["pin"])
    keys = list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: request["id"]}))
    if not keys:
        return {"error": "no-key", "detail": "", "tries": ""}
    state["key"] = key = keys[0]
    state["is_ec"] = key.key_type == KeyType.EC
    can = token.slot.get_mechanisms()
    state["pss"] = next((one for one in (Mechanism.SHA256_RSA_PKCS_PSS, Mechanism.RSA_PKCS_PSS) if one in can), None)
    return {"scheme": "ecdsa" if state["is_ec"] else "pss" if state["pss"] is not None else "pkcs1"}


def _sign(state: dict[str, Any], request: Answer) -> Answer:
    import hashlib

    from pkcs11 import MGF, Mechanism
    from pkcs11.util.ec import encode_ecdsa_signature

    key, content = state["key"], request["content"]
    digest = hashlib.sha256(content).digest()
    if state["is_ec"]:  # hashed here: many tokens, and SoftHSM, sign a digest only
        return {"value": encode_ecdsa_signature(key.sign(digest, mechanism=Mechanism.ECDSA))}
    if state["pss"] is None:
        return {"value": key.sign(content, mechanism=Mechanism.SHA256_RSA_PKCS)}
    hashed_by_token = state["pss"] == Mechanism.SHA256_RSA_PKCS_PSS
    parameters = (Mechanism.SHA256, MGF.SHA256, 32)
    signed = content if hashed_by_token else digest
    return {"value": key.sign(signed, mechanism=state["pss"], mechanism_param=parameters)}


def _code_of(error: BaseException, do: str) -> str:
    """The exception's name is all that drivers agree on; what fails while it signs, fails because it went away."""
    name = type(error).__name__
    codes = {
        "PinIncorrect": "wrong-pin",
        "PinInvalid": "wrong-pin",
        "PinLenRange": "wrong-pin",
        "PinLocked": "locked",
        "NoSuchToken": "no-token",
        "MultipleTokensReturned": "no-token",
        "TokenNotPresent": "pulled",
        "DeviceRemoved": "pulled",
        "DeviceError": "pulled",
        "SessionHandleInvalid": "pulled",
        "SessionClosed": "pulled",
        "SlotIDInvalid": "pulled",
        "TokenNotRecognised": "pulled",
        "NoSuchKey": "no-key",
    }
    if name in codes:
        return codes[name]
    if do == "sign":
        return "pulled"
    if _is_answer(error):
        return "driver-failed"
    return "no-driver" if isinstance(error, RuntimeError | OSError | ImportError) else "driver-failed"


def _is_answer(error: BaseException) -> bool:
    """Whether a driver that was loaded said so, which has an exception of its own for each of its codes."""
    try:
        from pkcs11.exceptions import PKCS11Error
    except ImportError:
        return False
    return isinstance(error, PKCS11Error) and type(error) is not PKCS11Error


def _tries(state: dict[str, Any], request: Answer) -> str:
    """ "last", "few", "none" or "": PKCS#11 tells flags, never a number."""
    if request.get("do") != "open":
        return ""
    try:
        from pkcs11 import TokenFlag

        flags = _token_of(request).flags
    except BaseException:  # noqa: BLE001 - the driver that failed may fail again
        return ""
    if flags & TokenFlag.USER_PIN_LOCKED:
        return "none"
    if flags & TokenFlag.USER_PIN_FINAL_TRY:
        return "last"
    return "few" if flags & TokenFlag.USER_PIN_COUNT_LOW else ""
