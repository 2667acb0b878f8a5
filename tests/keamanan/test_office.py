"""LibreOffice opens our report without running or fetching anything that a template brought along."""

from __future__ import annotations

import http.server
import threading
from pathlib import Path

import pytest

from render.package import OFFICE_REL, Package, Rel
from render.pages import Office, available
from tests.conftest import AKAR

BAB4 = AKAR / "templates/pedoman_2023/bab4_penutup.docx"
PICTURE = (
    "<w:p><w:r><w:drawing>"
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="900000" cy="900000"/><wp:docPr id="9" name="x"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="1" name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="{rel}"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


@pytest.mark.libreoffice
@pytest.mark.skipif(not available(), reason="LibreOffice dengan python3-uno tidak terpasang")
def test_a_picture_on_the_network_is_not_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    package = Package.read(BAB4)
    main = package.main_part()
    url = f"http://127.0.0.1:{server.server_port}/x.png"
    rel = package.add_rel(main, Rel(f"{OFFICE_REL}image", url, external=True))
    body = package.parts[main]
    at = body.rindex(b"<w:sectPr")
    package.parts[main] = body[:at] + PICTURE.format(rel=rel).encode() + body[at:]
    path = tmp_path / "luar.docx"
    path.write_bytes(package.to_bytes())
    office = Office()
    try:
        settings = (office.profile / "profil/user/registrymodifications.xcu").read_text(encoding="utf-8")
        layout = office.lay_out(path, pdf=tmp_path / "luar.pdf")
    finally:
        office.close()
        server.shutdown()
    assert layout.count >= 1 and (tmp_path / "luar.pdf").is_file()
    assert asked == []
    assert "MacroSecurityLevel" in settings
