html => {
  const page = html ? new DOMParser().parseFromString(html, "text/html") : document;
  return [...page.querySelectorAll("[id], a[name]")].map(element => element.id || element.name);
}
