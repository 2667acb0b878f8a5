<?xml version="1.0" encoding="UTF-8"?>
<!-- The text of one part of a Word document as its reader sees it, in reading order: see docx_alir.py.

  isi       the part
  p         a paragraph: its text; @gaya style, @butir where it is a list item
    henti     a tab stop of the paragraph itself
    angka     a content control within the line: @tag
    medan     a complex field's mark: @jenis begin, separate, end;  perintah: its instruction
    otomatis  a simple field: @perintah
    pecahan   a fraction of a formula: atas, bawah
    gambar    a drawing, with its charts (bagan) and text
  tabel / baris (@kepala: repeated on every page) / sel (@lebar columns, @gabung merged downwards)
  kendali   a content control around blocks: @tag

  Insertions count, deletions do not. Elements without a rule of their own are gone through.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
    xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
    xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    exclude-result-prefixes="w m c mc r wp">

  <xsl:template match="/">
    <isi><xsl:apply-templates select="w:document/w:body/* | *[not(self::w:document)]/*" mode="blok"/></isi>
  </xsl:template>

  <!-- blocks -->
  <xsl:template match="*" mode="blok"/>
  <xsl:template match="w:sdtContent | w:ins | w:moveTo | w:footnote | w:endnote" mode="blok">
    <xsl:apply-templates select="*" mode="blok"/>
  </xsl:template>
  <xsl:template match="w:sdt" mode="blok">
    <kendali tag="{w:sdtPr/w:tag/@w:val}"><xsl:apply-templates select="*" mode="blok"/></kendali>
  </xsl:template>
  <xsl:template match="w:p" mode="blok">
    <p><xsl:apply-templates select="w:pPr[1]" mode="sifat"/><xsl:apply-templates select="*"/></p>
  </xsl:template>

  <!-- tables -->
  <xsl:template match="w:tbl" mode="blok"><tabel><xsl:apply-templates select="*" mode="tabel"/></tabel></xsl:template>
  <xsl:template match="w:tr" mode="tabel">
    <baris>
      <xsl:if test="w:trPr/w:tblHeader"><xsl:attribute name="kepala">1</xsl:attribute></xsl:if>
      <xsl:apply-templates select="*" mode="tabel"/>
    </baris>
  </xsl:template>
  <xsl:template match="w:tc" mode="tabel">
    <sel><xsl:apply-templates select="w:tcPr/*" mode="sel"/><xsl:apply-templates select="*" mode="blok"/></sel>
  </xsl:template>
  <xsl:template match="*" mode="sel"/>
  <xsl:template match="w:gridSpan" mode="sel">
    <xsl:attribute name="lebar"><xsl:value-of select="@w:val"/></xsl:attribute>
  </xsl:template>
  <xsl:template match="w:vMerge" mode="sel">
    <xsl:attribute name="gabung"><xsl:value-of select="@w:val"/></xsl:attribute>
  </xsl:template>
  <xsl:template match="w:tblPr | w:tblGrid | w:trPr | w:sdtPr" mode="tabel"/>
  <xsl:template match="*" mode="tabel"><xsl:apply-templates select="*" mode="tabel"/></xsl:template>

  <!-- within a paragraph -->
  <xsl:template match="*"><xsl:apply-templates select="*"/></xsl:template>
  <xsl:template match="w:del | w:moveFrom | w:delText | w:rPr | mc:Fallback"/>
  <xsl:template match="w:t | m:t"><xsl:apply-templates select="text()"/></xsl:template>
  <xsl:template match="w:tab | w:br | w:cr"><xsl:text> </xsl:text></xsl:template>
  <xsl:template match="w:noBreakHyphen">-</xsl:template>
  <xsl:template match="w:pPr"/>
  <xsl:template match="w:pPr" mode="sifat">
    <xsl:apply-templates select="*" mode="sifat"/>
    <xsl:for-each select="w:tabs/w:tab"><henti/></xsl:for-each>
  </xsl:template>
  <xsl:template match="*" mode="sifat"/>
  <xsl:template match="w:pStyle" mode="sifat">
    <xsl:attribute name="gaya"><xsl:value-of select="@w:val"/></xsl:attribute>
  </xsl:template>
  <xsl:template match="w:numPr" mode="sifat"><xsl:attribute name="butir">1</xsl:attribute></xsl:template>
  <xsl:template match="w:sdt"><angka tag="{w:sdtPr/w:tag/@w:val}"><xsl:apply-templates select="w:sdtContent/*"/></angka></xsl:template>
  <xsl:template match="w:fldChar"><medan jenis="{@w:fldCharType}"/></xsl:template>
  <xsl:template match="w:instrText"><perintah><xsl:apply-templates select="text()"/></perintah></xsl:template>
  <xsl:template match="w:fldSimple"><otomatis perintah="{@w:instr}"><xsl:apply-templates select="*"/></otomatis></xsl:template>
  <xsl:template match="m:f">
    <pecahan><atas><xsl:apply-templates select="m:num"/></atas><bawah><xsl:apply-templates select="m:den"/></bawah></pecahan>
  </xsl:template>
  <xsl:template match="w:drawing"><gambar><xsl:apply-templates select="*"/></gambar></xsl:template>
  <xsl:template match="c:chart">
    <bagan rel="{@r:id}" nama="{ancestor::*[self::wp:inline or self::wp:anchor][1]/wp:docPr/@name}"/>
  </xsl:template>
</xsl:stylesheet>
