"use strict";
(function () {
  const D = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const buttons = Array.from(document.querySelectorAll("button.a"));
  const byId = new Map();
  for (const b of buttons) { if (!byId.has(b.dataset.id)) byId.set(b.dataset.id, []); byId.get(b.dataset.id).push(b); }
  const findings = new Map();
  D.temuan.forEach((t, i) => t.angka.forEach((id) => { if (!findings.has(id)) findings.set(id, []); findings.get(id).push(i); }));
  const memo = new Map();
  function facts(id) {  // all entries below an id, itself included
    if (memo.has(id)) return memo.get(id);
    const out = new Set([id]); memo.set(id, out);
    for (const m of (D.angka[id] || {}).masukan || []) for (const f of facts(m)) out.add(f);
    return out;
  }
  const own = (id) => { const e = D.angka[id] || {}; return e.asal || id; };
  const hasFinding = (id) => { for (const f of facts(id)) if (findings.has(f) || findings.has(own(f))) return true; return findings.has(own(id)); };
  const usesFile = (id, name) => { for (const f of facts(id)) { const s = (D.angka[f] || {}).sumber; if (s && s.berkas === name) return true; } return false; };
  const usesOcr = (id) => { for (const f of facts(id)) if ((D.angka[f] || {}).ocr) return true; return false; };
  for (const [id, list] of byId) {
    const f = hasFinding(id), o = usesOcr(id), s = id in D.sunting;
    for (const b of list) { b.classList.toggle("temu", f); b.classList.toggle("ocr", o); b.classList.toggle("sunting", s); }
  }
  function el(tag, cls, text) { const e = document.createElement(tag); if (cls) e.className = cls; if (text !== undefined) e.textContent = text; return e; }
  let current = -1;
  function select(b, focus) {
    for (const p of document.querySelectorAll("button.a.pilih")) p.classList.remove("pilih");
    b.classList.add("pilih"); current = buttons.indexOf(b);
    const r = b.getBoundingClientRect(), m = $("isi").getBoundingClientRect();
    if (r.top < m.top + 20 || r.bottom > m.bottom - 20) b.scrollIntoView({ block: "center" });
    if (focus) b.focus({ preventScroll: true });
    show(b.dataset.id);
    history.replaceState(null, "", "#" + encodeURIComponent(b.dataset.id));
  }
  function show(id) {
    const box = $("jejak"); box.replaceChildren();
    const e = D.angka[id];
    if (!e) { box.append(el("p", "", "Angka ini tidak ada di angka.json.")); return; }
    box.append(el("div", "besar", e.tercetak || value(e)));
    const sub = el("div", "kecil", "id " + id + (e.nilai !== null && e.nilai !== undefined ? " · nilai " + value(e) : "")); box.append(sub);
    if (id in D.sunting) { const s = el("div", "temuan GALAT", "Disunting tangan: " + D.sunting[id]); box.append(s); }
    for (const f of new Set([...facts(id)].flatMap((x) => findings.get(x) || findings.get(own(x)) || []))) box.append(findingBox(D.temuan[f]));
    step(box, id, new Set(), true);
    const others = (byId.get(id) || []).length;
    if (others > 1) box.append(el("p", "kecil", "Tercetak " + others + " kali di bab ini."));
  }
  function findingBox(t) { const b = el("div", "temuan " + t.tingkat); b.append(el("b", "", t.kode + " · " + t.tingkat), el("div", "", t.pesan)); return b; }
  function value(e) { return e.nilai === null || e.nilai === undefined ? "tidak ada nilai" : (e.nilai + " " + (e.satuan || "")).trim(); }
  function step(parent, id, seen, top) {
    const e = D.angka[id]; if (!e) return;
    const box = top ? parent : el("div", "langkah");
    if (!top) { box.append(el("b", "", value(e)), el("div", "kecil", id)); parent.append(box); }
    if (e.sumber) { source(box, e); return; }
    if (e.rumus) box.append(el("div", "rumus", e.rumus));
    if (e.alasan) box.append(el("div", "kecil", "alasan: " + e.alasan));
    if (seen.has(id)) { box.append(el("div", "kecil", "(sudah ditampilkan di atas)")); return; }
    seen.add(id);
    const list = e.masukan || [], few = list.slice(0, 12), rest = list.slice(12);
    for (const m of few) step(box, m, seen, false);
    if (rest.length) {
      const more = el("details"), sum = el("summary", "", rest.length + " masukan lagi"); more.append(sum);
      more.addEventListener("toggle", () => { if (more.open && more.children.length === 1) for (const m of rest) step(more, m, seen, false); });
      box.append(more);
    }
  }
  function source(box, e) {
    const s = e.sumber, pic = D.berkas[s.berkas] || {};
    const head = el("div"); head.append(el("b", "", s.berkas), el("span", "", " — " + s.lokasi)); box.append(head);
    if (e.teks_asli) box.append(el("div", "kecil", "teks asli di sumber: " + e.teks_asli + (e.ocr ? " (dibaca dengan OCR)" : "")));
    const page = /hlm\s+(\d+)\b.*?kotak\s+([\d.]+),([\d.]+),([\d.]+),([\d.]+)/.exec(s.lokasi);
    if (page && pic.halaman && pic.halaman[page[1]]) box.append(crop(pic.halaman[page[1]], page.slice(2).map(Number), s));
    const cell = /^(.*)!\$?([A-Z]{1,3})\$?(\d+)/.exec(s.lokasi);
    if (cell && pic.lembar && pic.lembar[cell[1]]) box.append(sheet(pic.lembar[cell[1]], cell[2] + cell[3], Number(cell[3])));
    box.append(el("div", "kecil", "sha256 " + D.sha256[s.berkas]));
  }
  function crop(p, b, s) {
    const frame = el("div", "gambar"), img = new Image(), mark = el("div", "kotak");
    img.src = "data:image/png;base64," + p.img; img.alt = "Potongan halaman " + s.berkas + ", sel ditandai";
    frame.append(img, mark); frame.dataset.kotak = b.join(",");
    const lay = () => {
      const width = frame.clientWidth || 560, height = 230, cw = b[2] - b[0], ch = b[3] - b[1];
      const z = Math.max(width / p.w, Math.min(1.6, width / (cw + 240)));
      frame.style.height = Math.min(height, p.h * z) + "px";
      const x = Math.max(0, Math.min(p.w * z - width, (b[0] + cw / 2) * z - width / 2));
      const y = Math.max(0, Math.min(p.h * z - height, (b[1] + ch / 2) * z - height / 2));
      img.style.width = p.w * z + "px"; img.style.transform = "translate(" + -x + "px," + -y + "px)";
      mark.style.left = b[0] * z - x - 3 + "px"; mark.style.top = b[1] * z - y - 3 + "px";
      mark.style.width = cw * z + 6 + "px"; mark.style.height = ch * z + 6 + "px";
    };
    requestAnimationFrame(lay); return frame;
  }
  function sheet(rows, address, row) {
    const box = el("div", "lembar"), table = el("table"); box.append(table);
    const cols = new Set(); const near = rows.filter((r) => Math.abs(r[0] - row) <= 4);
    for (const r of near) for (const c of r[1]) cols.add(c[0].replace(/\d+/, ""));
    const order = [...cols].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    const head = el("tr"); head.append(el("th")); for (const c of order) head.append(el("th", "", c)); table.append(head);
    let target = null;
    for (const r of near) {
      const tr = el("tr"); tr.append(el("th", "", r[0])); const cells = new Map(r[1]);
      for (const c of order) { const td = el("td", "", cells.get(c + r[0]) || ""); td.title = td.textContent; if (c + r[0] === address) { td.className = "sel"; target = td; } tr.append(td); }
      table.append(tr);
    }
    if (target) requestAnimationFrame(() => { box.scrollLeft = Math.max(0, target.offsetLeft - 160); box.scrollTop = Math.max(0, target.offsetTop - 90); });
    return box;
  }
  const norm = (t) => t.toLowerCase().replace(/\s+/g, "");
  function filter() {
    const q = norm($("cari").value), file = $("berkas").value, tem = $("f-temuan").checked, ocr = $("f-ocr").checked, sun = $("f-sunting").checked;
    const on = q || file || tem || ocr || sun; document.body.classList.toggle("saring", !!on);
    const hits = [];
    for (const b of buttons) {
      const id = b.dataset.id, e = D.angka[id] || {};
      let ok = !!on;
      if (q && !(norm(b.textContent).includes(q) || norm(id).includes(q) || norm(String(e.nilai)) === q)) ok = false;
      if (ok && file && !usesFile(id, file)) ok = false;
      if (ok && tem && !hasFinding(id)) ok = false;
      if (ok && ocr && !usesOcr(id)) ok = false;
      if (ok && sun && !(id in D.sunting)) ok = false;
      b.classList.toggle("cocok", ok); if (ok) hits.push(b);
    }
    $("jumlah").textContent = on ? hits.length + " cocok" : buttons.length + " angka";
    if (!on) { overview(); return; }
    const box = $("jejak"); box.replaceChildren(el("p", "kecil", hits.length + " angka cocok. Enter: buka yang pertama; n / p: berikutnya / sebelumnya."));
    const list = el("ul", "hasil"); box.append(list);
    for (const b of hits.slice(0, 200)) {
      const li = el("li"), go = el("button", "", b.textContent + " — " + where(b)); go.addEventListener("click", () => select(b, true)); li.append(go); list.append(li);
    }
  }
  const heads = Array.from(document.querySelectorAll("main h2[id],main h3[id],main h4[id]"));
  function where(b) {
    let name = ""; for (const h of heads) { if (h.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) name = h.textContent; else break; }
    return name;
  }
  function overview() {
    const box = $("jejak"); box.replaceChildren();
    box.append(el("div", "besar", "Dari mana angka ini?"), el("p", "", "Klik angka mana pun di laporan. Di sini tampil rumusnya, masukannya, dan gambar sel sumbernya."));
    const keys = el("p", "kecil"); keys.append(el("kbd", "", "/"), " cari · ", el("kbd", "", "n"), " angka berikutnya · ", el("kbd", "", "p"), " sebelumnya · ", el("kbd", "", "Esc"), " hapus saringan"); box.append(keys);
    box.append(el("h3", "", "Temuan (" + D.temuan.length + ")"));
    if (!D.temuan.length) box.append(el("p", "", "Tidak ada temuan."));
    for (const t of D.temuan) {
      const b = findingBox(t); const target = t.angka.map(firstUse).find(Boolean);
      if (target) { const go = el("button", "a", "lihat angkanya"); go.addEventListener("click", () => select(target, true)); b.append(go); }
      box.append(b);
    }
  }
  function firstUse(id) { for (const b of buttons) if (b.dataset.id === id || own(b.dataset.id) === id) return b; for (const b of buttons) if (facts(b.dataset.id).has(id)) return b; return null; }
  function move(by) {
    const list = document.body.classList.contains("saring") ? buttons.filter((b) => b.classList.contains("cocok")) : buttons;
    if (!list.length) return;
    const at = list.indexOf(buttons[current]); select(list[(at + by + list.length) % list.length], true);
  }
  document.addEventListener("click", (ev) => { const b = ev.target.closest("main button.a"); if (b) select(b); });
  document.addEventListener("keydown", (ev) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(ev.target.tagName);
    if (ev.key === "Escape") { $("cari").value = ""; $("berkas").value = ""; for (const c of ["f-temuan", "f-ocr", "f-sunting"]) $(c).checked = false; filter(); $("isi").focus(); return; }
    if (ev.key === "Enter" && ev.target === $("cari")) { const b = document.querySelector("button.a.cocok"); if (b) select(b, true); return; }
    if (typing || ev.ctrlKey || ev.metaKey || ev.altKey) return;
    if (ev.key === "/") { ev.preventDefault(); $("cari").focus(); } else if (ev.key === "n" || ev.key === "j") move(1); else if (ev.key === "p" || ev.key === "k") move(-1);
  });
  for (const name of Object.keys(D.berkas)) { const o = el("option", "", name); o.value = name; $("berkas").append(o); }
  for (const d of D.daftar) { const o = el("option", "", "\u00a0\u00a0".repeat(d[1] - 1) + d[2]); o.value = d[0]; $("bab").append(o); }
  $("bab").addEventListener("change", () => { const h = document.getElementById($("bab").value); if (h) h.scrollIntoView(); });
  $("cari").addEventListener("input", filter);
  for (const id of ["berkas", "f-temuan", "f-ocr", "f-sunting"]) $(id).addEventListener("change", filter);
  filter();
  const start = decodeURIComponent(location.hash.slice(1)); if (byId.has(start)) select(byId.get(start)[0]);
})();
