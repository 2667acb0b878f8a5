"""Run by a Python that has UNO (LibreOffice's own, or the system's): one resident LibreOffice.

Not imported by the program: `render.pages` starts this file as a script. It starts LibreOffice on the
profile it is given, then answers one JSON request per line on stdin with one JSON line on stdout, and
ends LibreOffice when stdin closes. Request: `docx`, optional `bookmarks` (name -> token character to
replace), `start` (prefix of bookmarks where page numbers begin anew), `pdf` (path) and `options` (PDF export).
"""

# mypy: ignore-errors
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path


def roman(number: int) -> str:
    text = ""
    signs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    for value, sign in signs:
        while number >= value:
            text, number = text + sign, number - value
    return text


def prop(name, value):
    from com.sun.star.beans import PropertyValue

    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


QUIET = "--headless --norestore --nologo --nodefault --nolockcheck --nofirststartwizard"
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product">
<prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>99.9</value></prop></item>
</oor:items>
"""


def harden(profile):
    """Write the profile's settings: no macros, no links followed, no way to the network.

    A profile that no version has used yet makes LibreOffice test how it draws at every start (some twenty
    pictures of up to 64 MB, four fifths of its start): the last version is given as a later one.
    """
    path = Path(profile, "user", "registrymodifications.xcu")
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_text(SETTINGS, encoding="utf-8")


def connect(pipe, office, limit):
    import uno
    from com.sun.star.connection import NoConnectException

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + limit
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > end or office.poll() not in (None, 0):
                raise
            time.sleep(0.05)


def has_math(context) -> bool:
    """Say whether LibreOffice can draw equations; without its Math part they vanish without a word."""
    try:
        made = context.ServiceManager.createInstanceWithContext("com.sun.star.comp.Math.FormulaDocument", context)
    except Exception:  # noqa: BLE001 - UNO raises when the library is absent
        return False
    return made is not None


def find_pages(document, names, start):
    """Return the page number of each bookmark as printed.

    Bookmarks that begin with `start` stand where page numbers begin anew; their names tell the first
    number and its form.
    """
    cursor = document.getCurrentController().getViewCursor()
    bookmarks = document.getBookmarks()

    def page(name):
        cursor.gotoRange(bookmarks.getByName(name).getAnchor().getStart(), False)
        return cursor.getPage()

    starts = []
    for name in bookmarks.getElementNames():
        if name.startswith(start + "_"):
            first, form = name[len(start) + 1 :].split("_")[1:3]
            starts.append((page(name), int(first), form))
    starts.sort()
    found = {}
    for name in names:
        if bookmarks.hasByName(name):
            number = page(name)
            before = [s for s in starts if s[0] <= number] or [(1, 1, "decimal")]
            begin, first, form = before[-1]
            found[name] = show(number - begin + first, form)
    return found


def show(number, form):
    if form in ("lowerRoman", "upperRoman"):
        return roman(number) if form == "lowerRoman" else roman(number).upper()
    return str(number)


def write_tokens(document, tokens, pages):
    """Replace the placeholders in the lists by the page numbers."""
    indexes = document.getDocumentIndexes()
    for number in range(indexes.getCount()):
        indexes.getByIndex(number).IsProtected = False
    shown = {token: pages.get(name, "") for name, token in tokens.items()}
    search = document.createSearchDescriptor()
    search.SearchRegularExpression = True
    search.SearchString = "[" + min(shown) + "-" + max(shown) + "]"
    found = document.findAll(search)
    document.lockControllers()
    try:
        for number in range(found.getCount()):
            place = found.getByIndex(number)
            place.setString(shown.get(place.getString(), ""))
    finally:
        document.unlockControllers()


def open_document(desktop, request):
    import uno

    settings = {"Hidden": True, "MacroExecutionMode": 0, "UpdateDocMode": 0, "ReadOnly": False}
    url = uno.systemPathToFileUrl(request["docx"])
    return desktop.loadComponentFromURL(url, "_blank", 0, tuple(prop(*item) for item in settings.items()))


def answer(document, request):
    import uno

    if document is None:
        return {"error": "LibreOffice tidak dapat membuka dokumen"}
    pages = {}
    tokens = request.get("bookmarks") or {}
    if tokens:
        pages = find_pages(document, tokens, request.get("start"))
        write_tokens(document, tokens, pages)
    if request.get("pdf"):
        options = tuple(prop(name, value) for name, value in (request.get("options") or {}).items())
        data = uno.Any("[]com.sun.star.beans.PropertyValue", options)
        target = uno.systemPathToFileUrl(request["pdf"])
        document.storeToURL(target, (prop("FilterName", "writer_pdf_Export"), prop("FilterData", data)))
    return {"pages": pages, "count": document.getCurrentController().PageCount}


def serve(desktop):
    """Answer request after request; a document is closed while its answer is already being used.

    Not on a system whose open files cannot be removed.
    """
    at_once = leads_group()
    for line in sys.stdin:
        document = None
        try:
            request = json.loads(line)
            document = open_document(desktop, request)
            reply = answer(document, request)
        except Exception as error:  # noqa: BLE001 - any UNO failure is an answer; the caller decides
            reply = {"error": f"{type(error).__name__}: {error}"}
        if at_once:
            print(json.dumps(reply), flush=True)
        if document is not None:
            with contextlib.suppress(Exception):
                document.close(True)
        if not at_once:
            print(json.dumps(reply), flush=True)


def leads_group():
    return hasattr(os, "getpgrp") and os.getpgrp() == os.getpid()


def end_group(home):
    """End LibreOffice with all its helpers: we lead their process group, and end with them.

    Its folder goes too, also when the program that started us was killed: a child of ours outlives the
    group by a moment to remove it.
    """
    if not leads_group():
        return
    group = os.getpgrp()
    if os.fork() == 0:
        os.setsid()
        os.killpg(group, signal.SIGKILL)
        for _ in range(20):
            shutil.rmtree(home, ignore_errors=True)
            time.sleep(0.05)
        os._exit(0)
    time.sleep(10)  # killed meanwhile
    os.killpg(group, signal.SIGKILL)


def watch_parent(parent, home):
    """A killed program leaves no LibreOffice behind, not even one that is starting or hanging."""
    while os.getppid() == parent:
        time.sleep(1)
    end_group(home)


def main() -> int:
    soffice, profile = sys.argv[1], sys.argv[2]
    home = Path(profile).parent  # made for this LibreOffice alone
    threading.Thread(target=watch_parent, args=(os.getppid(), home), daemon=True).start()
    import uno

    harden(profile)
    pipe = f"lkjip{os.getpid()}"
    office = subprocess.Popen(
        [
            soffice,
            f"-env:UserInstallation={uno.systemPathToFileUrl(profile)}",
            f"--accept=pipe,name={pipe};urp;",
            *QUIET.split(),
        ],
        **{name: subprocess.DEVNULL for name in ("stdin", "stdout", "stderr")},
        env={**os.environ, "TMPDIR": str(home)},
    )
    try:
        context = connect(pipe, office, 60)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        print(json.dumps({"ready": True, "math": has_math(context)}), flush=True)
        serve(desktop)
        if not leads_group():  # else it is simply killed: its profile and temporary files are thrown away
            with contextlib.suppress(Exception):  # the bridge closes while LibreOffice ends
                desktop.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                office.wait(timeout=10)
    finally:
        end_group(home)
    return 0


if __name__ == "__main__":
    sys.exit(main())
