// Shared by all others: how an element is named to a person.
const selector = element =>
  element.localName + (element.id ? `#${element.id}` : "") + [...element.classList].slice(0, 3).map(name => `.${name}`).join("");
const describe = element => {
  const text = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().replace(/\s+/g, " ");
  return selector(element) + (text ? ` "${text.length > 40 ? `${text.slice(0, 40)}…` : text}"` : "");
};
const few = (texts, most = 5) => texts.length > most ? [...texts.slice(0, most), `… and ${texts.length - most} more alike`] : texts;
