using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Matrix.Runner.Tests.Crates.Revisions;

/// <summary>A server on this machine that answers each request by a function: a status, and a text, or where to go instead.</summary>
internal sealed class SmallServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Func<HttpListenerRequest, (int Code, string Text)> answer;

    public SmallServer(Func<HttpListenerRequest, (int Code, string Text)> answer)
    {
        this.answer = answer;
        Address = $"http://127.0.0.1:{FreePort()}";
        listener.Prefixes.Add($"{Address}/");
        listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Without a slash at its end.</summary>
    public string Address { get; }

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                var (code, text) = answer(context.Request);
                context.Response.StatusCode = code;
                if (code is 301)
                    context.Response.RedirectLocation = text;
                else
                    await context.Response.OutputStream.WriteAsync(Encoding.Latin1.GetBytes(text));
                context.Response.Close();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
