() => {
  const room = document.documentElement.clientWidth;
  const wide = document.scrollingElement.scrollWidth;
  if (wide <= room) return [];

  const keepsInside = element => {
    for (let parent = element.parentElement; parent && !parent.contains(document.body); parent = parent.parentElement)
      if (getComputedStyle(parent).overflowX !== "visible") return true;
    return false;
  };
  const reach = element => Math.round(element.getBoundingClientRect().right + scrollX);
  const tooFar = [...document.body.querySelectorAll("*")].filter(element => reach(element) > room && !keepsInside(element));
  const holders = new Set(tooFar.map(element => element.parentElement));
  const texts = tooFar.filter(element => !holders.has(element)).map(element =>
    `${describe(element)} reaches to ${reach(element)} of ${room} px`);
  return texts.length > 0 ? few(texts) : [`the page is ${wide} of ${room} px wide, though no element reaches so far`];
}
