() => {
  const isSeen = element => {
    for (let node = element; node; node = node.parentElement)
      if (getComputedStyle(node).display === "none" || node.getAttribute("aria-hidden") === "true") return false;
    return true;
  };
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(isSeen);
  const level = heading => Number(heading.localName[1]);
  const problems = [];
  const first = headings.filter(heading => level(heading) === 1).length;
  if (first !== 1) problems.push(`there are ${first} first-level headings`);
  headings.forEach((heading, index) => {
    const before = headings[index - 1];
    if (level(heading) > (before ? level(before) : 0) + 1)
      problems.push(`${describe(heading)} comes after ${before ? describe(before) : "no heading"}`);
    if (heading.textContent.trim() === "") problems.push(`${describe(heading)} is empty`);
  });
  return problems;
}
