namespace Matrix.Runner.Isolation;

/// <param name="Warning">For whoever starts a sweep; null where there is nothing to warn of.</param>
internal sealed record ChosenSandbox(ISandbox Sandbox, string? Warning);
