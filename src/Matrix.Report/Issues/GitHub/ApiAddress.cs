using Matrix.Results;

namespace Matrix.Report.Issues.GitHub;

/// <summary>Where GitHub's interface is: the only place that a token is sent to.</summary>
internal sealed record ApiAddress
{
    public static readonly ApiAddress GitHub = new(new Uri("https://api.github.com"));

    private ApiAddress(Uri root) => Root = root.GetLeftPart(UriPartial.Path).TrimEnd('/');

    /// <summary>Without a slash at its end.</summary>
    public string Root { get; }

    public bool IsOnThisMachine => new Uri(Root).IsLoopback;

    /// <exception cref="MatrixException">It is no such address, or one that would show the token to others.</exception>
    public static ApiAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.UserInfo.Length + uri.Query.Length + uri.Fragment.Length > 0)
            throw Wrong($"'{text}' is not the address of GitHub's interface");
        if (uri.Scheme == "http" && !uri.IsLoopback)
            throw Wrong($"{text} is not encrypted: everybody on the way could read the token");
        if (uri.Host.Equals("github.com", StringComparison.OrdinalIgnoreCase))
            throw Wrong($"{text} is where people look");

        return new ApiAddress(uri);
    }

    /// <exception cref="MatrixException">It would be the address of something else: of a label that is called <c>..</c>, its repository's.</exception>
    public Uri At(string path)
    {
        var uri = new Uri(Root + path);
        return uri.AbsolutePath == (new Uri(Root).AbsolutePath.TrimEnd('/') + path).Split('?')[0]
            ? uri
            : throw new MatrixException(ExitCode.PublishFailed, $"GitHub has no address for {path}", "give the label another name");
    }

    public override string ToString() => Root;

    private static MatrixException Wrong(string what) => new(ExitCode.Usage, what, "write https://api.github.com, or https://HOST/api/v3 of a GitHub Enterprise server");
}
