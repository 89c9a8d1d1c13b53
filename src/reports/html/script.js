// Search, order and filters. Without this script everything is shown, and the page reads the same.
(function () {
  "use strict";
  var all = function (query) { return Array.prototype.slice.call(document.querySelectorAll(query)); };
  var by = function (id) { return document.getElementById(id); };
  var form = by("find"), words = by("words"), standing = by("standing"), kind = by("kind"), order = by("order"), told = by("told");
  if (!form) { return; }
  var cards = all(".card"), list = by("cards");
  form.hidden = false;
  all("button.link").forEach(function (one) { one.hidden = false; });
  function look() {
    var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
    cards.forEach(function (one) {
      var text = wanted.length ? one.textContent.toLowerCase() : "";
      var fits = wanted.every(function (word) { return text.indexOf(word) >= 0; });
      fits = fits && (!standing.value || (standing.value === "hides" ? one.hasAttribute("data-hides") : one.dataset.standing === standing.value));
      fits = fits && (!kind.value || one.dataset.kind === kind.value);
      if (one.hidden === fits) { one.hidden = !fits; }
      shown += fits ? 1 : 0;
    });
    all("[data-filter]").forEach(function (one) { one.setAttribute("aria-pressed", String(one.dataset.filter === standing.value)); });
    told.textContent = shown + " of " + cards.length + " documents shown";
  }
  function sort() {
    var key = { worst: function (one) { return one.dataset.order.padStart(3, "0"); }, date: function (one) { return one.dataset.date || "9999"; }, name: function (one) { return one.dataset.name; } }[order.value];
    var sorted = Array.prototype.slice.call(list.children).map(function (one, at) { return [key(one), at, one]; });
    sorted.sort(function (one, other) { return one[0] < other[0] ? -1 : one[0] > other[0] ? 1 : one[1] - other[1]; });
    sorted.forEach(function (one) { list.appendChild(one[2]); });
  }
  words.addEventListener("input", look);
  [standing, kind].forEach(function (one) { one.addEventListener("change", look); });
  order.addEventListener("change", sort);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  all("[data-filter]").forEach(function (one) {
    one.addEventListener("click", function () {
      standing.value = standing.value === one.dataset.filter ? "" : one.dataset.filter;
      look();
      by("documents").scrollIntoView();
    });
  });
  // A reference to a document opens its evidence.
  function open() {
    var target = location.hash && by(location.hash.slice(1));
    var evidence = target && target.querySelector("details.evidence");
    if (evidence) { target.hidden = false; evidence.open = true; }
  }
  window.addEventListener("hashchange", open);
  open();
  look();
})();
