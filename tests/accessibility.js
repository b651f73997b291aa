// What axe does not see. Gives one sentence for each fault on the page that is open.
() => {
  const found = [];
  const all = (query) => [...document.querySelectorAll(query)];
  const say = (what, element) =>
    found.push(`${what}: ${element.cloneNode(false).outerHTML.slice(0, 160)}`);

  const seen = new Set();
  for (const element of all("[id]")) {
    if (seen.has(element.id)) say("this id is used twice", element);
    seen.add(element.id);
  }

  for (const name of ["aria-describedby", "aria-labelledby", "aria-controls", "data-opens", "for"]) {
    for (const element of all(`[${name}]`)) {
      const ids = element.getAttribute(name).split(/\s+/).filter(Boolean);
      if (!ids.every((id) => seen.has(id))) say(`${name} names an id that is not here`, element);
    }
  }

  for (const link of all("a[href^='#']")) {
    const goal = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const isBox = goal && goal.matches("input:not([type=hidden]), select, textarea, button");
    const isMistake = link.closest(".govuk-error-summary");
    if (!goal) say("this link leads nowhere", link);
    else if (isMistake && !isBox) say("this mistake leads to no box", link);
  }

  const headings = all("h1").length;
  if (headings !== 1) found.push(`the page has ${headings} headings of level 1`);

  const { title } = document;
  if (all(".govuk-error-summary").length && !title.startsWith("Error: "))
    found.push(`the title of a page with mistakes does not start with Error: ${title}`);

  for (const element of all("[style]:not([style='']), style, script:not([src])")) {
    const isData = ["application/json", "application/ld+json"].includes(element.type);
    if (!isData) say("inline style or script, which the browser refuses", element);
  }

  for (const form of all("form")) {
    const token = form.querySelector("[name=csrfmiddlewaretoken]");
    if (form.method === "post" && !token) say("this form has no token", form);
    if (form.method === "get" && token) say("this form shows its token in the address", form);
  }

  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth)
    found.push(`the page is ${scrollWidth} wide in a window of ${clientWidth}`);
  return found;
}
