namespace Matrix.Runner.Legs.Cargo;

/// <summary>A binary or an example of the package, built.</summary>
/// <param name="Name">Kind and name, as cargo has them.</param>
internal sealed record PackageProgram(string Name, string Path);
