using System.Net;
using System.Net.Sockets;

namespace Matrix.Testing.Browsing;

/// <summary>Serves a folder below a path of its own on the loopback address, as GitHub Pages does for a repository.</summary>
public sealed class SiteServer : IAsyncDisposable
{
    private const int Tries = 20;

    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json; charset=utf-8",
        [".md"] = "text/markdown; charset=utf-8",
        [".txt"] = "text/plain; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".ico"] = "image/x-icon",
        [".woff2"] = "font/woff2",
    };

    private readonly HttpListener listener;
    private readonly Task answers;

    private SiteServer(HttpListener listener, SiteFolder site)
    {
        this.listener = listener;
        Site = site;
        answers = AnswerAsync();
    }

    public SiteFolder Site { get; }

    public static SiteServer Start(string folder, string path = "repository")
    {
        for (var attempt = 1; ; attempt++)
        {
            var origin = $"http://127.0.0.1:{FreePort()}/";
            var listener = new HttpListener { Prefixes = { origin } };
            try
            {
                listener.Start();
                return new SiteServer(listener, new SiteFolder(folder, new Uri($"{origin}{path}/")));
            }
            // Another program was faster to take the port.
            catch (HttpListenerException) when (attempt < Tries)
            {
                listener.Close();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await answers;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task AnswerAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                await AnswerAsync(context.Request.Url!, context.Response);
                context.Response.Close();
            }
            // The server was closed, or the browser did not wait for the answer.
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or IOException)
            {
            }
        }
    }

    private async Task AnswerAsync(Uri address, HttpListenerResponse response)
    {
        // An answer without a length would go out in chunks, which browsers refuse where it is empty.
        response.KeepAlive = false;
        response.ContentLength64 = 0;
        // The browser asks by itself, once for all pages: which of them would be told of must not depend on chance.
        if (address.AbsolutePath == "/favicon.ico")
            return;

        var file = Site.Holds(address) ? Site.FileOf(address) : "";
        if (Directory.Exists(file) && !address.AbsolutePath.EndsWith('/'))
        {
            response.Redirect(address.AbsolutePath + "/");
            return;
        }

        if (Directory.Exists(file))
            file = Path.Combine(file, "index.html");
        if (!File.Exists(file))
        {
            response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }

        var content = await File.ReadAllBytesAsync(file);
        response.ContentType = Types.GetValueOrDefault(Path.GetExtension(file), "application/octet-stream");
        response.ContentLength64 = content.Length;
        await response.OutputStream.WriteAsync(content);
    }
}
