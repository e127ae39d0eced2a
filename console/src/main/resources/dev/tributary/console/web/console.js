// Keeps pages live, searches as one types, sends forms and uploads, and follows links without loading a page anew. All
// of it but uploads works without this, more slowly.
"use strict";
(() => {
  const main = document.getElementById("main");
  const still = document.getElementById("still");
  const lost = document.getElementById("lost");
  let source;
  let shown = location.pathname + location.search;

  const token = () => document.querySelector("meta[name=csrf]").content;
  const live = () => document.getElementById("live");
  const isStill = () => still.getAttribute("aria-pressed") === "true";

  // Browsers grant one server few connections: a page that nobody looks at gives up its own.
  function follow() {
    source?.close();
    source = undefined;
    lost.hidden = true;
    const of = live()?.dataset.of;
    still.hidden = !of;
    if (of && !isStill() && !document.hidden) {
      source = new EventSource("/live?of=" + encodeURIComponent(of));
      source.onmessage = (event) => { lost.hidden = true; update(JSON.parse(event.data)); };
      source.onerror = () => { lost.hidden = false; };
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

  const parsed = async (response) =>
    new DOMParser().parseFromString(await response.text(), "text/html");

  // Puts a whole page, as it was answered, in the place of this one.
  async function show(response, address, isBack) {
    replace(await parsed(response), response, address, isBack);
  }

  function replace(page, response, address, isBack) {
    main.replaceChildren(...page.getElementById("main").childNodes);
    document.title = page.title;
    if (page.querySelector("meta[name=csrf]").content) {
      document.querySelector("meta[name=csrf]").content = page.querySelector("meta[name=csrf]").content;
    }
    if (response.ok && !isBack) history.pushState(null, "", address);
    shown = location.pathname + location.search;
    for (const link of document.querySelectorAll("nav a")) {
      if (link.pathname === "/" + location.pathname.split("/")[1]) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    (main.querySelector("[autofocus]") ?? main.querySelector("h1"))?.focus({ preventScroll: true });
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (place) place.scrollIntoView();
    else if (!isBack) scrollTo(0, 0);
    follow();
  }

  async function visit(address, isBack) {
    let response;
    try {
      response = await fetch(address, { headers: { Accept: "text/html" } });
    } catch (failure) {
      tell("That did not reach the server: " + failure.message);
      return;
    }
    if ((response.headers.get("Content-Type") ?? "").startsWith("text/html")) {
      await show(response, response.url + new URL(address, location.href).hash, isBack);
    } else {
      location.assign(address);
    }
  }

  // Beside the form that it is about, if there is one: what was filled in stays.
  function tell(problem, form) {
    const line = document.createElement("p");
    line.className = "problem";
    line.setAttribute("role", "alert");
    line.textContent = problem;
    main.querySelectorAll("[data-told]").forEach((each) => each.remove());
    line.dataset.told = "";
    if (form) form.append(line);
    else main.querySelector("h1").after(line);
  }

  const isSignIn = (response) => response.redirected && new URL(response.url).pathname === "/sign-in";

  // Somebody may have signed in anew, or the server been started anew, since this page was loaded.
  async function renewToken() {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    const renewed = (await parsed(response)).querySelector("meta[name=csrf]").content;
    if (response.ok && !isSignIn(response)) document.querySelector("meta[name=csrf]").content = renewed;
  }

  let isRefused = false;
  async function send(form, address, options) {
    const button = form.querySelector("button");
    const focused = document.activeElement;
    button.disabled = true;
    try {
      if (isRefused) await renewToken();
      const headers = { Accept: "text/html", "X-Csrf-Token": token() };
      const response = await fetch(address, { method: "POST", headers, ...options });
      const page = await parsed(response);
      isRefused = !response.ok || isSignIn(response);
      if (isRefused) tell(reason(response, page), form);
      else replace(page, response, response.url);
    } catch (failure) {
      tell("That did not reach the server: " + failure.message, form);
    } finally {
      button.disabled = false;
      if (form.isConnected) focused.focus({ preventScroll: true });
    }
  }

  function reason(response, page) {
    if (isSignIn(response)) {
      return "You are signed out. Sign in again in another window, then send this once more: what is filled in here stays.";
    }
    return page.querySelector("main .problem")?.textContent ?? `the server answered ${response.status}`;
  }

  function upload(form) {
    const file = form.elements.file.files[0];
    if (file.size > Number(form.dataset.limit)) {
      tell(`${file.name} has ${file.size} bytes; at most ${form.dataset.limit} can be uploaded.`, form);
      return;
    }
    const query = new URLSearchParams({ name: file.name, provider: form.elements.provider.value });
    send(form, form.action + "?" + query, { body: file });
  }

  // What was asked for last is shown, also if an earlier answer comes later.
  let searching;
  async function search(form) {
    searching?.abort();
    searching = new AbortController();
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const address = location.pathname + (query.size ? "?" + query : "");
    try {
      const headers = { Accept: "text/html" };
      const response = await fetch(address, { headers, signal: searching.signal });
      if (!response.ok) {
        await show(response, address);
        return;
      }
      const found = (await parsed(response)).getElementById("live");
      if (!found) {
        location.assign(address); // signed out meanwhile
        return;
      }
      live().replaceWith(found);
      history.replaceState(null, "", address);
      shown = address;
      follow();
    } catch (failure) {
      if (failure.name !== "AbortError") tell("That did not reach the server: " + failure.message);
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

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const isOurs = link && link.origin === location.origin && !link.target && !link.hasAttribute("download");
    if (!isOurs || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.hash && link.pathname + link.search === shown) return;
    event.preventDefault();
    visit(link.href);
  });

  still.addEventListener("click", () => {
    still.setAttribute("aria-pressed", String(!isStill()));
    follow();
  });
  document.addEventListener("visibilitychange", follow);
  window.addEventListener("popstate", () => {
    if (location.pathname + location.search !== shown) visit(location.href, true);
  });
  follow();
})();
