most => {
  const candidates = "a[href], area[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]";
  const isChosen = input => {
    const group = [...document.getElementsByName(input.name)].filter(other => other.type === "radio" && other.form === input.form);
    return input.checked || (!group.some(other => other.checked) && group[0] === input);
  };
  const isStop = element =>
    element.tabIndex >= 0 && !element.matches(":disabled") && !element.closest("[inert]") && element.type !== "hidden"
    && element.checkVisibility({ visibilityProperty: true })
    && (element.localName !== "summary" || element.parentElement?.querySelector(":scope > summary") === element)
    && (element.type !== "radio" || isChosen(element));
  // What is drawn shows the focus by its strokes.
  const drawn = element => element instanceof SVGElement ? [...element.querySelectorAll("*")] : [];
  const parts = element => [element, element.parentElement, ...(element.labels ?? []), ...drawn(element)].filter(Boolean);
  const look = element => {
    const style = getComputedStyle(element);
    const isClear = /^rgba\(.*, 0\)$/.test(style.outlineColor);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && !isClear;
    return [outlined ? `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}` : "", style.boxShadow.replace("none", ""),
      element instanceof SVGElement ? `${style.stroke} ${style.strokeWidth}` : ""];
  };

  const expected = [...document.querySelectorAll(candidates)].filter(isStop).slice(0, most);
  const before = new Map(expected.flatMap(parts).map(element => [element, look(element)]));
  const shows = element => {
    // The colours of a transition that has only begun are still the old ones.
    for (const animation of document.getAnimations()) try { animation.finish(); } catch { animation.cancel(); }
    return parts(element).some(part => look(part).some((value, index) => value !== "" && value !== before.get(part)?.[index]));
  };

  const state = { expected, reached: [], unseen: new Set() };
  globalThis[Symbol.for("matrix.keyboard")] = state;
  document.addEventListener("focusin", ({ target }) => {
    if (state.reached.includes(target)) state.again ??= target;
    state.reached.push(target);
    if (!shows(target)) state.unseen.add(target);
  }, true);

  // Tab goes on from where something had the focus, though it is gone.
  document.activeElement?.blur();
  const top = document.createElement("span");
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
  top.remove();
  state.reached.length = 0;
  state.unseen.clear();
  return expected.length;
}
