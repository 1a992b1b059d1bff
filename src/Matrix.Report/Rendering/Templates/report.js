(() => {
  "use strict";

  const table = document.getElementById("crates");
  if (!table) return;

  const form = document.getElementById("filter");
  const crates = [...table.tBodies];
  const texts = new Map(crates.map(crate => [crate, crate.textContent.toLowerCase()]));
  const verdict = form.elements.namedItem("verdict");
  const failure = form.elements.namedItem("class");
  const text = form.elements.namedItem("text");

  const filter = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const crate of crates) {
      crate.hidden = !((!verdict.value || crate.dataset.verdict === verdict.value)
        && (!failure.value || crate.dataset.classes.split(" ").includes(failure.value))
        && words.every(word => texts.get(crate).includes(word)));
    }
    const shown = crates.filter(crate => !crate.hidden).length;
    table.dataset.shown = shown;
    document.getElementById("shown").value = `${shown} of ${crates.length} crates`;
  };

  const show = (verdictName, className) => {
    verdict.value = verdictName;
    failure.value = className;
    text.value = "";
    filter();
  };

  const compare = (index, numbers, sign) => (one, other) => {
    const [a, b] = [one, other].map(crate => crate.rows[0].cells[index].dataset.value);
    if (a === "" || b === "") return (a === "") - (b === "");
    return sign * (numbers ? a - b : a.localeCompare(b));
  };

  const order = sorted => {
    for (const crate of sorted) table.append(crate);
  };

  const forgetOrder = () => {
    for (const header of table.tHead.rows[0].cells) header.removeAttribute("aria-sort");
  };

  const sortBy = header => {
    const direction = header.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    forgetOrder();
    header.setAttribute("aria-sort", direction);
    const sign = direction === "ascending" ? 1 : -1;
    order([...crates].sort(compare(header.cellIndex, header.dataset.sort === "number", sign)));
  };

  for (const header of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sortBy(header));
    header.append(button);
  }

  // A link to a verdict or a class leads to its first crate; with a script it shows all of them and no others.
  const follow = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    if (name.startsWith("verdict-")) show(name.slice("verdict-".length), "");
    else if (name.startsWith("class-")) show("", name.slice("class-".length));
    const crate = crates.find(candidate => candidate.id === name);
    if (crate?.hidden) show("", "");
    if (crate) crate.querySelector("details").open = true;
    if (name) document.getElementById(name)?.scrollIntoView();
  };

  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => {
    forgetOrder();
    order(crates);
    filter();
  }));
  addEventListener("hashchange", follow);
  addEventListener("click", event => {
    // A link to where the page is already changes no hash.
    if (event.target.closest("a")?.hash === location.hash) follow();
  });
  filter();
  follow();
})();
