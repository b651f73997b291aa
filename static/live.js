// Keeps a part of a page up to date while a meeting runs: data-live is the address of its text.
// Each of its children has an id; only one that has changed is replaced, and what has the focus,
// or is open, stays so. Without this script the page has a link that does the same.
(function () {
  "use strict";

  const EVERY = 2000;
  const PATIENCE = 10000;

  function keep(here, fresh) {
    const focused = here.contains(document.activeElement) ? document.activeElement : null;
    const open = Array.from(here.querySelectorAll("details[open]"), (each) => each.id);
    here.replaceWith(fresh);
    open.forEach((id) => {
      const again = id && document.getElementById(id);
      if (again) {
        again.open = true;
      }
    });
    if (!focused) {
      return;
    }
    const href = focused.getAttribute("href");
    const same = focused.id
      ? document.getElementById(focused.id)
      : href && fresh.querySelector('a[href="' + CSS.escape(href) + '"]');
    const next = same || fresh;
    if (next === fresh) {
      fresh.tabIndex = -1;
    }
    next.focus({ preventScroll: true });
  }

  function show(region, served, text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = Array.from(page.body.children);
    const wanted = fresh.map((each) => each.id);
    Array.from(region.children).forEach((here) => {
      if (!wanted.includes(here.id)) {
        here.remove();
      }
    });
    fresh.forEach((each, place) => {
      const here = document.getElementById(each.id);
      const now = each.outerHTML;
      if (!here) {
        region.insertBefore(each, region.children[place] || null);
      } else if (here.hasAttribute("aria-live")) {
        // Its words change in place, so that they are read out.
        here.textContent = each.textContent;
      } else if (served.get(each.id) !== now) {
        keep(here, each);
      }
      served.set(each.id, now);
    });
  }

  function follow(region) {
    const late = document.getElementById(region.dataset.late);
    const served = new Map(Array.from(region.children, (each) => [each.id, each.outerHTML]));
    let tag = region.dataset.tag;
    let waiting = false;

    async function look() {
      if (document.hidden || waiting) {
        return;
      }
      waiting = true;
      try {
        const answer = await fetch(region.dataset.live, {
          cache: "no-store",
          headers: tag ? { "If-None-Match": tag } : {},
          signal: AbortSignal.timeout(PATIENCE),
        });
        if (answer.redirected) {
          // Signed out, or no longer ours: the page itself says which.
          window.location.reload();
          return;
        }
        if (answer.ok) {
          show(region, served, await answer.text());
          tag = answer.headers.get("ETag");
        }
        late.hidden = answer.ok || answer.status === 304;
      } catch {
        late.hidden = false;
      } finally {
        waiting = false;
      }
    }

    window.setInterval(look, EVERY);
    document.addEventListener("visibilitychange", look);
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-live]").forEach(follow);
  });
})();
