(() => {
  "use strict";

  // Sorting. A cell sorts by its data-value, else by what it says; empty ones stay at the end.
  const keyOf = cell => cell?.dataset.value ?? cell?.textContent.trim() ?? "";
  const numberOf = text => Number.parseFloat(text.replaceAll(",", ""));
  const collator = new Intl.Collator("en", { numeric: true });

  const sortBy = (table, header) => {
    const direction = header.getAttribute("aria-sort") === (header.dataset.first ?? "ascending") ? header.dataset.second ?? "descending" : header.dataset.first ?? "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", direction);
    const [index, numbers, sign] = [header.cellIndex, header.dataset.sort === "number", direction === "ascending" ? 1 : -1];
    const rows = [...table.tBodies[0].rows].map((row, place) => [keyOf(row.cells[index]), place, row]);
    rows.sort(([a, atA], [b, atB]) => {
      if (a === "" || b === "") return (a === "") - (b === "") || atA - atB;
      return sign * (numbers ? numberOf(a) - numberOf(b) : collator.compare(a, b)) || atA - atB;
    });
    table.tBodies[0].replaceChildren(...rows.map(([, , row]) => row));
    table.dispatchEvent(new Event("sorted"));
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    for (const header of table.tHead.rows[0].cells) {
      if (!header.dataset.sort) continue;
      // Of numbers the large ones are looked for first.
      if (header.dataset.sort === "number") [header.dataset.first, header.dataset.second] = ["descending", "ascending"];
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      button.addEventListener("click", () => sortBy(table, header));
      header.append(button);
    }
  }

  // Filtering of the table of crates: what stands after the hash is what the form says, so that a number can lead to its crates.
  const crates = document.getElementById("crates");
  const form = document.getElementById("filter");
  if (!crates || !form) return;

  const AT_ONCE = 500;
  const fields = ["text", "platform", "standing", "verdict", "goal", "class"];
  const field = name => form.elements.namedItem(name);
  const platforms = new Map([...crates.tHead.rows[0].cells].filter(cell => cell.dataset.platform).map((cell, number) => [cell.dataset.platform, { number, index: cell.cellIndex }]));
  const original = [...crates.tBodies[0].rows];
  const texts = new WeakMap();
  const causeLine = document.getElementById("cause-filter");
  const more = document.getElementById("more");
  let [cause, alone, limit] = ["", false, AT_ONCE];

  const textOf = row => {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  };

  const causes = [...document.getElementById("causes").children].map(each => ({ name: each.dataset.class, goal: each.dataset.goal, id: each.textContent }));
  const standings = new Map([...field("verdict").options].map(option => [option.value, option.dataset.standing ?? ""]));

  // Places of platform and cause, with an exclamation mark where the crate fails for nothing else: 0:3! 1:3!
  const causesOf = row => (row.dataset.causes ?? "").split(" ").filter(Boolean).map(each => {
    const [number, place] = each.replace("!", "").split(":").map(Number);
    return { number, ...causes[place], alone: each.endsWith("!") };
  });

  const verdictOf = cell => cell.firstElementChild?.textContent ?? "";

  // One that fails somewhere fails; one that works somewhere works where nothing can be said of the others.
  const together = of => of.includes("fails") ? "fails" : of.includes("works") ? "works" : "unsaid";

  const matches = row => {
    const wanted = Object.fromEntries(fields.map(name => [name, field(name).value]));
    const only = wanted.platform ? platforms.get(wanted.platform) : null;
    if (wanted.platform && !only) return false;
    const verdicts = (only ? [only] : [...platforms.values()]).map(({ index }) => verdictOf(row.cells[index])).filter(Boolean);
    if (verdicts.length === 0) return false;
    if (wanted.standing && together(verdicts.map(verdict => standings.get(verdict))) !== wanted.standing) return false;
    if (wanted.verdict && !verdicts.includes(wanted.verdict)) return false;
    if (wanted.class || wanted.goal || cause) {
      const found = causesOf(row).some(each => (!only || each.number === only.number)
        && (!wanted.class || each.name === wanted.class) && (!wanted.goal || each.goal === wanted.goal)
        && (!cause || (each.id === cause && (!alone || each.alone))));
      if (!found) return false;
    }
    return wanted.text.toLowerCase().split(/\s+/).filter(Boolean).every(word => textOf(row).includes(word));
  };

  const filter = () => {
    let shown = 0;
    const rows = [...crates.tBodies[0].rows];
    for (const row of rows) {
      const hit = matches(row);
      shown += hit;
      row.hidden = !hit || shown > limit;
    }
    crates.dataset.matching = shown;
    document.getElementById("shown").value = `${shown} of ${rows.length} crates`;
    more.hidden = shown <= limit;
    more.textContent = `Show all ${shown}`;
    causeLine.hidden = !cause;
    causeLine.querySelector("a").textContent = cause + (alone ? " and no other" : "");
    causeLine.querySelector("a").href = `fixes.html#${cause}`;
  };

  const remember = () => {
    const parts = fields.filter(name => field(name).value).map(name => `${name}=${encodeURIComponent(field(name).value)}`);
    if (cause) parts.push(`cause=${encodeURIComponent(cause)}`);
    if (cause && alone) parts.push("alone=yes");
    history.replaceState(null, "", parts.length > 0 ? `#${parts.join("&")}` : location.pathname + location.search);
  };

  const follow = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const name of fields) {
      const value = asked.get(name) ?? "";
      const known = name === "text" || [...field(name).options].some(option => option.value === value);
      if (!known) field(name).add(new Option(value, value));
      field(name).value = value;
    }
    [cause, alone, limit] = [asked.get("cause") ?? "", asked.get("alone") === "yes", AT_ONCE];
    filter();
  };

  const change = () => {
    limit = AT_ONCE;
    filter();
    remember();
  };

  form.hidden = false;
  form.addEventListener("input", change);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => {
    for (const header of crates.tHead.rows[0].cells) header.removeAttribute("aria-sort");
    crates.tBodies[0].replaceChildren(...original);
    cause = "";
    change();
  }));
  causeLine.querySelector("button").addEventListener("click", () => {
    cause = "";
    change();
  });
  more.addEventListener("click", () => {
    limit = Infinity;
    filter();
  });
  crates.addEventListener("sorted", filter);
  // On paper there is no button that shows the rest.
  addEventListener("beforeprint", () => {
    limit = Infinity;
    filter();
  });
  addEventListener("hashchange", follow);
  follow();
})();
