// What the parts of the editor share. Without these scripts the page has one box for the whole text.
window.tabledEditor = (function () {
  "use strict";

  const editor = { form: document.getElementById("editor"), list: null };
  const FITS = CSS.supports("field-sizing", "content");

  editor.part = function (name) {
    return document.getElementById("part-" + name).content.firstElementChild.cloneNode(true);
  };

  editor.parts = function (name) {
    return document.getElementById("part-" + name).content.cloneNode(true);
  };

  editor.stored = function (name) {
    return JSON.parse(document.getElementById(name).textContent);
  };

  // Said to who cannot see what moved.
  editor.announce = function (words) {
    const place = document.getElementById("announced");
    place.textContent = "";
    setTimeout(() => (place.textContent = words), 50);
  };

  editor.changed = function () {
    editor.form.dispatchEvent(new Event("typed", { bubbles: true }));
  };

  // A box is as high as what stands in it.
  editor.fit = function (box) {
    if (!FITS && box.offsetParent) {
      box.style.height = "auto";
      box.style.height = box.scrollHeight + 4 + "px";
    }
  };

  editor.fitAll = function (within) {
    if (!FITS) {
      within.querySelectorAll("textarea").forEach(editor.fit);
    }
  };

  editor.token = function () {
    return editor.form.elements.csrfmiddlewaretoken.value;
  };

  editor.send = function (address, fields, more) {
    const sent = fields instanceof FormData ? fields : new URLSearchParams(fields);
    sent.append("csrfmiddlewaretoken", editor.token());
    const asked = { method: "POST", body: sent, headers: { "X-Requested-With": "fetch" }, redirect: "manual" };
    return fetch(address, Object.assign(asked, more));
  };

  // Signing in again in another window changes the token of this page.
  editor.renewToken = function () {
    return fetch(location.pathname, { redirect: "error", cache: "no-store" })
      .then((answer) => answer.text())
      .then(function (text) {
        const page = new DOMParser().parseFromString(text, "text/html");
        editor.form.elements.csrfmiddlewaretoken.value = page.querySelector(
          "#editor [name=csrfmiddlewaretoken]",
        ).value;
      });
  };

  editor.clock = function () {
    const now = new Date();
    return String(now.getHours()).padStart(2, "0") + ":" + String(now.getMinutes()).padStart(2, "0");
  };

  return editor;
})();
