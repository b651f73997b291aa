// Writing minutes: what is typed is kept as it is typed, and saved when the clerk leaves the box.
// Everything on the page works without this.
(function () {
  "use strict";

  const PAUSE = 700;
  const waiting = new Map();
  const busy = new Map();
  const { clock, say, send } = window.typed;

  function still(form) {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
  }

  function keep(form) {
    still(form);
    send(form.dataset.typed, form).then(
      (answer) => say(form, answer.ok ? "Kept " + clock() : "Not kept: sign in again in another window, then type on"),
      () => say(form, "Not kept: no connection"),
    );
  }

  function save(form) {
    still(form);
    const text = form.elements.text.value;
    if (text === form.dataset.saved) {
      return;
    }
    const sent = send(form.getAttribute("action"), form).then(
      function (answer) {
        if (answer.status === 204) {
          form.elements.version.value = Number(form.elements.version.value) + 1;
          form.dataset.saved = text;
          say(form, "Saved in the minutes " + clock());
        } else if (answer.status === 409) {
          say(form, "Somebody else saved this text: press “Save” to see both");
        } else {
          say(form, "Not saved: press “Save”");
        }
      },
      () => keep(form),
    );
    busy.set(form, sent);
  }

  // What is being saved already is not sent a second time, with a version that is gone.
  function submit(event) {
    const form = event.target;
    event.preventDefault();
    still(form);
    Promise.resolve(busy.get(form)).then(function () {
      if (form.elements.text.value === form.dataset.saved) {
        say(form, "Saved in the minutes");
      } else {
        form.submit();
      }
    });
  }

  document.querySelectorAll("form[data-typed]").forEach(function (form) {
    if (!form.dataset.unsaved) {
      form.dataset.saved = form.elements.text.defaultValue;
    }
    form.addEventListener("input", function () {
      clearTimeout(waiting.get(form));
      waiting.set(form, setTimeout(keep, PAUSE, form));
    });
    form.elements.text.addEventListener("change", () => save(form));
    form.addEventListener("submit", submit);
  });

  window.addEventListener("pagehide", () => waiting.forEach((timer, form) => keep(form)));
})();
