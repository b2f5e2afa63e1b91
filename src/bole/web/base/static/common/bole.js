/* What the pages do beyond HTML: menu on a phone, confirm dialog, charts. No inline handlers anywhere. */
(() => {
  "use strict";

  const root = document.documentElement;
  root.classList.add("js");

  const csrf = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = csrf();
  });

  /* A question before something that matters: data-confirm on a form or a submit button, hx-confirm with htmx. */
  const ask = (text, consequences, answer) => {
    const dialog = document.getElementById("confirm");
    dialog.querySelector("[data-text]").textContent = text;
    dialog.querySelector("[data-consequences]").textContent = consequences ?? "";
    dialog.onclose = () => { if (dialog.returnValue === "yes") answer(); };
    dialog.returnValue = "";
    dialog.showModal();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const asking = event.submitter?.dataset.confirm ? event.submitter : form;
    if (!asking.dataset.confirm || form.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    ask(asking.dataset.confirm, asking.dataset.consequences, () => {
      form.dataset.confirmed = "yes";
      form.requestSubmit(submitter ?? undefined);
      delete form.dataset.confirmed;
    });
  }, true);

  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    const element = event.detail.elt;
    ask(event.detail.question, element.dataset.consequences, () => event.detail.issueRequest(true));
  });

  /* One send is enough. */
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post" || event.target.dataset.again !== undefined) return;
    const buttons = event.target.querySelectorAll("button:not([type=button])");
    setTimeout(() => buttons.forEach((button) => { button.disabled = true; }), 0);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[method=post] button:disabled:not([data-disabled])").forEach((button) => { button.disabled = false; });
  });

  document.addEventListener("click", (event) => {
    const toggle = event.target.closest("[data-toggle-menu]");
    if (toggle) {
      const open = document.getElementById("menu").classList.toggle("open");
      toggle.setAttribute("aria-expanded", String(open));
    }
    if (event.target.closest("[data-print]")) window.print();
    document.querySelectorAll("details.drop[open]").forEach((drop) => {
      if (!drop.contains(event.target)) drop.open = false;
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("details.drop[open]").forEach((drop) => { drop.open = false; });
    const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (event.key === "/" && !typing) {
      const box = document.getElementById("search");
      if (box) { event.preventDefault(); box.focus(); }
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-check-all]")) {
      const boxes = document.querySelectorAll(`input[type=checkbox][name="${event.target.dataset.checkAll}"]`);
      boxes.forEach((box) => { box.checked = event.target.checked; });
    }
  });

  /* Charts: <div class="chart" data-chart="id of a JSON script">. The interpreter needs no eval. */
  const tokens = () => {
    const style = getComputedStyle(root);
    const text = style.getPropertyValue("--text").trim();
    const muted = style.getPropertyValue("--muted").trim();
    const line = style.getPropertyValue("--line").trim();
    return {
      background: "transparent",
      aria: false, // the figure itself says what it is, in the reader's language
      view: { stroke: null },
      axis: { labelColor: muted, titleColor: muted, gridColor: line, domainColor: line, tickColor: line },
      legend: { labelColor: text, titleColor: muted },
      title: { color: text },
      text: { color: text },
    };
  };
  const draw = (part) => {
    if (!window.vegaEmbed) return;
    part.querySelectorAll("[data-chart]:not([data-drawn])").forEach((place) => {
      place.dataset.drawn = "yes";
      const spec = JSON.parse(document.getElementById(place.dataset.chart).textContent);
      const locale = root.lang.startsWith("zh") ? { numberFormat: undefined } : {};
      window.vegaEmbed(place, spec, { ast: true, actions: false, logLevel: 1, renderer: "svg", config: tokens(), ...locale });
    });
  };
  window.addEventListener("load", () => draw(document));
  document.addEventListener("htmx:afterSettle", (event) => draw(event.detail.elt));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    document.querySelectorAll("[data-chart][data-drawn]").forEach((place) => { delete place.dataset.drawn; });
    draw(document);
  });
})();
