() => globalThis[Symbol.for("matrix.policy")] ?? []
