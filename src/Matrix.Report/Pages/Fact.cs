namespace Matrix.Report.Pages;

internal sealed record Fact(string Name, string Value);
