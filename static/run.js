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

  // What is typed.

  const waiting = new Map();

  function clock() {
    const now = new Date();
    return String(now.getHours()).padStart(2, "0") + ":" + String(now.getMinutes()).padStart(2, "0");
  }

  function say(form, words) {
    form.querySelector(".tabled-saved").textContent = words;
  }

  function send(address, form) {
    return fetch(address, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "X-Requested-With": "fetch" },
      redirect: "manual",
      keepalive: true,
    });
  }

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
    send(form.getAttribute("action"), form).then(
      function (answer) {
        if (answer.status === 204) {
          form.elements.version.value = Number(form.elements.version.value) + 1;
          say(form, "Saved in the minutes " + clock());
        } else if (answer.status === 409) {
          say(form, "Somebody else saved this text: press “Save the minute” to see both");
        } else {
          say(form, "Not saved: press “Save the minute”");
        }
      },
      function () {
        keep(form);
      },
    );
  }

  document.querySelectorAll("form[data-typed]").forEach(function (form) {
    form.addEventListener("input", function () {
      later(form, PAUSE);
    });
    form.addEventListener("submit", function () {
      clearTimeout(waiting.get(form));
      waiting.delete(form);
    });
    if (form.dataset.saves) {
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
