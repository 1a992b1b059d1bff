namespace Matrix.Testing.Browsing;

/// <summary>What a page is looked at with.</summary>
public sealed record BrowserView
{
    public int Width { get; init; } = 1440;

    public int Height { get; init; } = 900;

    public bool Dark { get; init; }

    public bool ReducedMotion { get; init; }

    public bool Print { get; init; }

    public bool Script { get; init; } = true;
}
