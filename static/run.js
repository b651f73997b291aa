// The clerk's screen of a running meeting: what is typed is kept as it is typed, and what others
// do appears by itself. Everything on the screen works without this.
(function () {
  "use strict";

  const PAUSE = 700;
  const EVERY = 3000;
  const AGAIN = 5000;
  const screen = document.querySelector("[data-state-at]");
  if (!screen) {
    return;
  }

  // What just happened stands where the clerk works, which stays in view.

  const banners = document.querySelectorAll(".govuk-notification-banner");
  document.getElementById("work").prepend(...banners);

  // What is typed.

  const { clock, say, send } = window.typed;
  const waiting = new Map();
  let busy = null;

  function keep(form) {
    waiting.delete(form);
    return send(form.dataset.typed, form).then(
      function (answer) {
        say(form, answer.ok ? "Saved " + clock() : "Not kept: sign in again in another window, then type on");
      },
      function () {
        say(form, "Not kept yet: no connection. It is tried again.");
        later(form, AGAIN);
      },
    );
  }

  function later(form, pause) {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(keep, pause, form));
  }

  // The minute itself is saved when the clerk leaves the box, with the version it was written from.
  function saveMinute(form) {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    const address = form.getAttribute("action");
    busy = (busy || Promise.resolve())
      .then(() => (form.elements.text.value === form.dataset.saved ? null : send(address, form)))
      .then(
        function (answer) {
          if (answer === null || answer.status === 204) {
            saved(form, answer);
          } else {
            form.dataset.saves = "";
            const both = "Somebody else saved this text: press “Save the minute” to see both";
            say(form, answer.status === 409 ? both : "Not saved: press “Save the minute”");
          }
        },
        () => keep(form),
      )
      .finally(() => (busy = null));
  }

  function saved(form, answer) {
    const version = form.elements.version;
    version.value = Number(version.value) + (answer ? 1 : 0);
    form.dataset.saved = form.elements.text.value;
    say(form, "Saved in the minutes " + clock());
  }

  // What is being saved is saved before the screen goes on to something else.
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.dataset.saves) {
      event.preventDefault();
      saveMinute(form);
    } else if (busy) {
      event.preventDefault();
      busy.then(() => form.requestSubmit(event.submitter));
    }
  });

  document.querySelectorAll("form[data-typed]").forEach(function (form) {
    form.addEventListener("input", function () {
      later(form, PAUSE);
    });
    form.addEventListener("submit", function () {
      clearTimeout(waiting.get(form));
      waiting.delete(form);
    });
    if (form.dataset.saves) {
      if (!form.dataset.unsaved) {
        form.dataset.saved = form.elements.text.defaultValue;
      }
      form.elements.text.addEventListener("change", function () {
        saveMinute(form);
      });
    }
  });

  window.addEventListener("pagehide", function () {
    waiting.forEach(function (timer, form) {
      clearTimeout(timer);
      keep(form);
    });
  });

  // What others do.

  let known = "";
  let behind = false;

  function open(part) {
    return Array.from(part.querySelectorAll("details[open]")).map((each) => each.id);
  }

  function renew(part, fresh) {
    if (part.innerHTML === fresh.innerHTML) {
      return;
    }
    const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    const opened = open(part);
    part.innerHTML = fresh.innerHTML;
    opened.filter(Boolean).forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    if (focused) {
      document.getElementById(focused)?.focus();
    }
  }

  function show(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    fresh.querySelectorAll("[data-part]").forEach(function (each) {
      const part = screen.querySelector('[data-part="' + each.dataset.part + '"]');
      if (part) {
        renew(part, each);
      }
    });
    const work = fresh.querySelector("[data-work]");
    const mine = screen.querySelector("#work").dataset.work;
    behind = Boolean(work && mine && work.dataset.work !== mine);
    document.getElementById("work-behind").hidden = !behind;
  }

  function ask() {
    if (document.hidden) {
      return Promise.resolve();
    }
    return fetch(screen.dataset.stateAt, {
      cache: "no-store",
      headers: known ? { "If-None-Match": known } : {},
    }).then(function (answer) {
      if (answer.status === 200) {
        known = answer.headers.get("ETag") || "";
        return answer.text().then(show);
      }
    });
  }

  function goOn() {
    ask()
      .catch(function () {})
      .then(function () {
        setTimeout(goOn, EVERY);
      });
  }

  setTimeout(goOn, EVERY);
})();
