"""What every finished document carries besides its text: properties, settings, language."""

from __future__ import annotations

import functools
from datetime import date
from typing import cast

from lxml import etree

from render.document_xml import NS, W, element
from render.package import Package, Rel, parse_xml, to_xml
from render.xml_teks import escape

CORE = "docProps/core.xml"
APP = "docProps/app.xml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_REL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
APP_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties"
THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
COMPAT_URI = "http://schemas.microsoft.com/office/word"
LANGUAGE = "id-ID"
# w:compat and what follows it in w:settings
AFTER_COMPAT = (
    "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping",
    "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions",
    "readModeInkLockDown", "smartTagType", "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags",
    "decimalSymbol", "listSeparator",
)  # fmt: skip


def set_properties(package: Package, *, title: str, author: str, subject: str, day: date) -> None:
    """Write title, author and the report's own date; nothing of this machine or this moment."""
    stamp = f"{day.isoformat()}T00:00:00Z"
    core = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:subject>{escape(subject)}</dc:subject>"
        f"<dc:creator>{escape(author)}</dc:creator><cp:keywords>LKjIP</cp:keywords>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>'
        f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>"
    )
    app = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Microsoft Office Word</Application><Company>{escape(author)}</Company>"
        "<AppVersion>16.0000</AppVersion></Properties>"
    )
    rels = {i: r for i, r in package.rels("").items() if r.type not in (CORE_REL, APP_REL, THUMBNAIL, CUSTOM)}
    for rel in package.rels("").values():
        if rel.type in (CORE_REL, APP_REL, THUMBNAIL, CUSTOM):
            package.remove_part(rel.target)
    package.set_rels("", rels)
    package.add_part(CORE, core.encode(), CORE_TYPE)
    package.add_part(APP, app.encode(), APP_TYPE)
    package.add_rel("", Rel(CORE_REL, CORE))
    package.add_rel("", Rel(APP_REL, APP))


def modernise(package: Package) -> None:
    """Word opens the document in today's layout mode, proofs it as Indonesian, and asks nothing."""
    main = package.main_part()
    settings_name = package.related(main, "settings")
    if settings_name is not None:
        data, used = _modern_settings(package.data(settings_name))
        package.put(settings_name, data)
        rels = package.rels(settings_name)
        if rels and set(rels) - used:
            package.set_rels(settings_name, {i: r for i, r in rels.items() if i in used})
    styles_name = package.related(main, "styles")
    if styles_name is not None:
        package.put(styles_name, _indonesian(package.data(styles_name)))


@functools.lru_cache(maxsize=16)
def _modern_settings(data: bytes) -> tuple[bytes, frozenset[str]]:
    """Return the settings part as every finished document has it, and the relationships it still uses."""
    settings = parse_xml(data)
    for name in ("trackRevisions", "attachedTemplate", "rsids", "documentProtection", "zoom"):
        for old in settings.findall(f"{W}{name}"):
            settings.remove(old)
    _set_compatibility(settings)
    used = settings.xpath("//@r:id", namespaces=NS)
    return to_xml(settings), frozenset(str(name) for name in cast(list[str], used))


@functools.lru_cache(maxsize=16)
def _indonesian(data: bytes) -> bytes:
    """Return the style part with its language set."""
    styles = parse_xml(data)
    _set_language(styles)
    return to_xml(styles)


def _set_compatibility(settings: etree._Element) -> None:
    compat = settings.find(f"{W}compat")
    if compat is None:
        compat = element("compat")
        index = len(settings)
        for number, child in enumerate(settings):
            local = etree.QName(child).localname
            if local in AFTER_COMPAT:
                index = number
                break
        settings.insert(index, compat)
    for old in compat.findall(f"{W}compatSetting"):
        if old.get(f"{W}name") == "compatibilityMode":
            compat.remove(old)
    compat.append(element("compatSetting", name="compatibilityMode", uri=COMPAT_URI, val="15"))


def _set_language(styles: etree._Element) -> None:
    for lang in styles.iter(f"{W}lang"):
        lang.set(f"{W}val", LANGUAGE)
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    if defaults is not None and defaults.find(f"{W}lang") is None:
        defaults.append(element("lang", val=LANGUAGE))
