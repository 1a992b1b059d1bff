() => {
  const { expected, reached, again } = globalThis[Symbol.for("matrix.keyboard")];
  return again !== undefined || expected.every(element => reached.includes(element));
}
