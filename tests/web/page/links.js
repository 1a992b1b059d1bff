() => {
  const found = [];
  for (const element of document.querySelectorAll("a[href], area[href], link[href], [src], form[action], object[data]")) {
    const name = ["href", "src", "action", "data"].find(attribute => element.hasAttribute(attribute));
    const written = element.getAttribute(name);
    const address = URL.parse(written, document.baseURI)?.href ?? "";
    const fetches = !["a", "area", "form"].includes(element.localName);
    found.push([describe(element), written, address, fetches ? "fetches" : "leads"]);
  }
  return found;
}
