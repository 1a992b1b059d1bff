using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Matrix.GitHub.Listening;

/// <summary>HTTP on a free port of this machine.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication application;

    private Listener(WebApplication application) => this.application = application;

    public string Address => application.Urls.First();

    public static async Task<Listener> StartAsync(RequestDelegate serve)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var application = builder.Build();
        application.Run(serve);
        await application.StartAsync();
        return new Listener(application);
    }

    public async ValueTask DisposeAsync()
    {
        // Connections that a client keeps open are not waited for.
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        try
        {
            await application.StopAsync(now.Token);
        }
        catch (OperationCanceledException)
        {
        }

        await application.DisposeAsync();
    }
}
