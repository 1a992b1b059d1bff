() => {
  const { expected, reached, again, unseen } = globalThis[Symbol.for("matrix.keyboard")];
  const problems = [];
  const missed = expected.filter(element => !reached.includes(element));
  const last = reached[reached.indexOf(again, reached.indexOf(again) + 1) - 1];
  if (missed.length > 0 && again !== undefined && again !== reached[0])
    problems.push(`the focus is trapped: after ${describe(last)} Tab comes back to ${describe(again)}`);
  else if (missed.length > 0 && again === undefined && reached.length > 0)
    problems.push(`the focus is trapped: Tab does not leave ${describe(reached.at(-1))}`);
  problems.push(...few(missed.map(element => `Tab does not reach ${describe(element)}`)));

  const order = [...new Set(reached)].filter(element => expected.includes(element));
  const jumps = order.filter((element, index) => index > 0 && expected.indexOf(element) < expected.indexOf(order[index - 1]));
  problems.push(...few(jumps.map(element =>
    `Tab reaches ${describe(element)} after ${describe(order[order.indexOf(element) - 1])}, which stands behind it`)));

  const alike = Map.groupBy(unseen, selector);
  problems.push(...few([...alike.values()].map(([first, ...others]) =>
    `the focus cannot be seen on ${describe(first)}${others.length > 0 ? ` and ${others.length} more alike` : ""}`)));
  return problems;
}
