// Search and filters. Without this script everything is shown, and the page reads the same.
(function () {
  "use strict";
  var form = document.getElementById("find");
  var words = document.getElementById("words");
  var standing = document.getElementById("standing");
  var told = document.getElementById("told");
  var documents = Array.prototype.slice.call(document.querySelectorAll(document.querySelector(".document-row") ? ".document-row" : ".document"));
  if (!form) { return; }
  form.hidden = false;
  function look() {
    var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    documents.forEach(function (one) {
      var text = wanted.length ? one.textContent.toLowerCase() : "";
      var fits = wanted.every(function (word) { return text.indexOf(word) >= 0; });
      fits = fits && (!standing.value || one.classList.contains(standing.value));
      if (one.hidden === fits) { one.hidden = !fits; }
      shown += fits ? 1 : 0;
    });
    told.textContent = shown + " of " + documents.length + " documents shown";
  }
  words.addEventListener("input", look);
  standing.addEventListener("change", look);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (one) { one.open = true; });
  });
  look();
})();
