// Our one script. Every page works without it: options then show all their fields.
(function (script) {
  "use strict";

  // An option opens the fields that it names, and closes them when another is chosen. GOV.UK
  // Frontend has this too, but marks radios with aria-expanded, which radios may not have.
  function openChosen() {
    document.querySelectorAll("[data-opens]").forEach(function (option) {
      const fields = document.getElementById(option.dataset.opens);
      fields.classList.toggle(fields.classList[0] + "--hidden", !option.checked);
    });
  }

  function start() {
    openChosen();
    import(script.dataset.frontend).then(function (frontend) {
      frontend.initAll();
    });
  }

  if (!("noModule" in HTMLScriptElement.prototype)) {
    return;
  }
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("change", openChosen);
  // The browser's back button restores what was ticked without a change.
  window.addEventListener("pageshow", openChosen);
})(document.currentScript);
