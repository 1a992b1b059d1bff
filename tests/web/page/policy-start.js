globalThis[Symbol.for("matrix.policy")] = [];
addEventListener("securitypolicyviolation", event =>
  globalThis[Symbol.for("matrix.policy")].push(`${event.blockedURI || "something"} by ${event.effectiveDirective}`), true);
