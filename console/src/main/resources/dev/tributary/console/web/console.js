// Keeps pages live, searches as one types, sends forms and uploads without leaving the page. All of it but uploads
// works without this, more slowly.
"use strict";
(() => {
  const main = document.getElementById("main");
  const still = document.getElementById("still");
  let source;

  const token = () => document.querySelector("meta[name=csrf]").content;
  const live = () => document.getElementById("live");
  const isStill = () => still.getAttribute("aria-pressed") === "true";

  function follow() {
    source?.close();
    source = undefined;
    const of = live()?.dataset.of;
    still.hidden = !of;
    if (of && !isStill()) {
      source = new EventSource("/live?of=" + encodeURIComponent(of));
      source.onmessage = (event) => update(JSON.parse(event.data));
    }
  }

  // What people are about to use stays where it is: fields they have filled in, text they have marked.
  function isInUse(part) {
    const active = document.activeElement;
    const marked = document.getSelection();
    return (part.contains(active) && active.matches("input, textarea, select"))
      || (marked && !marked.isCollapsed && part.contains(marked.anchorNode));
  }

  function update(html) {
    const part = live();
    if (!part || isInUse(part)) return;
    const active = document.activeElement;
    const focused = part.contains(active)
      ? [...part.querySelectorAll("a, button, summary, [tabindex]")].indexOf(active) : -1;
    const open = [...part.querySelectorAll("details")].map((each) => each.open);
    const scrolled = [...part.querySelectorAll(".scroll")].map((each) => each.scrollLeft);
    part.innerHTML = html;
    part.querySelectorAll("details").forEach((each, index) => { each.open = open[index] ?? each.open; });
    part.querySelectorAll(".scroll").forEach((each, index) => { each.scrollLeft = scrolled[index] ?? 0; });
    part.querySelectorAll("a, button, summary, [tabindex]")[focused]?.focus({ preventScroll: true });
  }

  // Puts a whole page, as it was answered, in the place of this one.
  async function show(response) {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    main.replaceChildren(...page.getElementById("main").childNodes);
    document.title = page.title;
    if (response.ok) history.pushState(null, "", response.url);
    for (const link of document.querySelectorAll("nav a")) {
      if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    main.querySelector("h1")?.focus();
    follow();
  }

  function tell(problem) {
    const line = document.createElement("p");
    line.className = "problem";
    line.setAttribute("role", "alert");
    line.textContent = problem;
    main.querySelector("h1").after(line);
  }

  async function send(form, address, options) {
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const headers = { Accept: "text/html", "X-Csrf-Token": token() };
      await show(await fetch(address, { method: "POST", headers, ...options }));
    } catch (failure) {
      tell("That did not reach the server: " + failure.message);
    } finally {
      button.disabled = false;
    }
  }

  function upload(form) {
    const file = form.elements.file.files[0];
    if (file.size > Number(form.dataset.limit)) {
      tell(`${file.name} has ${file.size} bytes; at most ${form.dataset.limit} can be uploaded.`);
      return;
    }
    const query = new URLSearchParams({ name: file.name, provider: form.elements.provider.value });
    send(form, form.action + "?" + query, { body: file });
  }

  async function search(form) {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const address = location.pathname + (query.size ? "?" + query : "");
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const found = page.getElementById("live");
    if (response.ok && found) {
      live().replaceWith(found);
      history.replaceState(null, "", address);
      follow();
    } else {
      show(response);
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-upload]")) {
      event.preventDefault();
      upload(form);
    } else if (form.matches("[data-act]")) {
      event.preventDefault();
      send(form, form.action, { body: new URLSearchParams(new FormData(form)) });
    } else if (form.matches("[data-search]")) {
      event.preventDefault();
      search(form);
    }
  });

  let typing;
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-search]");
    if (form) {
      clearTimeout(typing);
      typing = setTimeout(() => search(form), 200);
    }
  });

  still.addEventListener("click", () => {
    still.setAttribute("aria-pressed", String(!isStill()));
    follow();
  });
  window.addEventListener("popstate", () => location.reload());
  follow();
})();
