namespace Matrix.Report.Issues;

/// <summary>A sweep, as far as an issue tells of it.</summary>
/// <param name="Toolchain">First line of <c>rustc -V</c>; several where its platforms differ.</param>
internal sealed record SweepPoint(DateTimeOffset Start, string Toolchain);
