namespace Matrix.Report.Pages.Crate;

internal sealed record Fact(string Name, string Value);
