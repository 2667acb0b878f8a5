(function () {
  "use strict";
  var cards = Array.prototype.slice.call(document.querySelectorAll(".temuan"));
  var levels = Array.prototype.slice.call(document.querySelectorAll(".derajat"));
  var kind = document.getElementById("jenis");
  var query = document.getElementById("cari");
  var status = document.getElementById("tampak");
  function visible() {
    return cards.filter(function (c) { return !c.classList.contains("sembunyi"); });
  }
  function filter() {
    var wanted = levels.filter(function (b) { return b.checked; }).map(function (b) { return b.value; });
    var words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    cards.forEach(function (card) {
      var text = card.textContent.toLowerCase();
      var show = wanted.indexOf(card.dataset.derajat) >= 0 &&
        (!kind.value || card.dataset.jenis === kind.value) &&
        words.every(function (w) { return text.indexOf(w) >= 0; });
      card.classList.toggle("sembunyi", !show);
    });
    status.textContent = visible().length + " dari " + cards.length + " temuan tampak";
  }
  function move(step) {
    var list = visible();
    if (!list.length) { return; }
    var at = list.indexOf(document.activeElement.closest ? document.activeElement.closest(".temuan") : null);
    var next = list[Math.min(Math.max(at + step, 0), list.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "start" });
  }
  levels.forEach(function (b) { b.addEventListener("change", filter); });
  kind.addEventListener("change", filter);
  query.addEventListener("input", filter);
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.target === query || event.target === kind) {
      if (event.key === "Escape") { event.target.blur(); }
      return;
    }
    if (event.key === "j" || event.key === "ArrowDown") { event.preventDefault(); move(1); }
    else if (event.key === "k" || event.key === "ArrowUp") { event.preventDefault(); move(-1); }
    else if (event.key === "/") { event.preventDefault(); query.focus(); }
    else if (event.key === "r") { document.getElementById("rapor").scrollIntoView(); document.getElementById("rapor").focus(); }
    else if (event.key === "Enter" && document.activeElement.classList.contains("temuan")) {
      var more = document.activeElement.querySelector("details");
      if (more) { more.open = !more.open; }
    }
  });
  filter();
})();
