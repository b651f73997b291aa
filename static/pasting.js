// Keep the layout of what is pasted: headings, lists and tables go with the words, as long as the
// words are not changed by hand afterwards. Without this script the plain words are sent.
(function () {
  "use strict";
  var LONGEST = 1900000;

  document.querySelectorAll("[data-keeps-layout]").forEach(function (box) {
    var kept = document.getElementById(box.dataset.keepsLayout);
    if (!kept) return;
    var pasting = false;

    box.addEventListener("paste", function (event) {
      var markup = event.clipboardData && event.clipboardData.getData("text/html");
      var replacesAll = box.selectionStart === 0 && box.selectionEnd === box.value.length;
      pasting = true;
      kept.value = markup && replacesAll && markup.length < LONGEST ? markup : "";
    });

    box.addEventListener("input", function () {
      if (!pasting) kept.value = "";
      pasting = false;
    });
  });
})();
