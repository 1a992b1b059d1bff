using System.Text;
using Matrix.GitHub.Answering;
using Matrix.GitHub.Faults;
using Microsoft.AspNetCore.Http;

namespace Matrix.GitHub.Listening;

/// <summary>Puts an answer on the wire, or what a fault makes of it.</summary>
internal static class Sending
{
    private const string PageForPeople = "<!DOCTYPE html><html><head><title>Unicorn!</title></head><body><p>We had issues producing the response to your request.</p></body></html>";

    public static async Task<Call> ReadAsync(HttpContext context, string root)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);

        // As it came: what the framework makes of the path can no longer tell %2F from a slash.
        var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        var parts = (target.StartsWith(root + "/", StringComparison.Ordinal) ? target[root.Length..] : $"/outside{target}").Split('?', 2);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new Call(context.Request.Method, parts[0], parts.ElementAtOrDefault(1) ?? "", headers, body);
    }

    /// <returns>The status that was sent; 0 for none.</returns>
    public static async Task<int> SendAsync(HttpContext context, Answer? answer, Fault? fault)
    {
        switch (fault?.Kind)
        {
            case FaultKind.DroppedBefore or FaultKind.DroppedAfter:
                context.Abort();
                return 0;
            case FaultKind.SilentBefore or FaultKind.SilentAfter:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return 0;
            case FaultKind.GatewayBefore or FaultKind.GatewayAfter:
                return await WriteAsync(context, fault.Status, "application/json", Answer.Error(fault.Status, "Server Error").Body!.ToJsonString());
            case FaultKind.HtmlBefore or FaultKind.HtmlAfter:
                return await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "text/html", PageForPeople);
            case FaultKind.HtmlInPlaceOfJson:
                return await WriteAsync(context, StatusCodes.Status200OK, "text/html", PageForPeople);
            case FaultKind.Forged:
                foreach (var (name, value) in fault.Headers)
                    context.Response.Headers[name] = value;
                return await WriteAsync(context, fault.Status, "application/json; charset=utf-8", fault.Body);
        }

        foreach (var (name, value) in answer!.Headers)
            context.Response.Headers[name] = value;
        var text = answer.Body?.ToJsonString() ?? "";
        if (fault?.Kind == FaultKind.Truncated)
            return await BreakOffAsync(context, answer.Status, text);

        return await WriteAsync(context, answer.Status, "application/json; charset=utf-8", fault?.Kind == FaultKind.HalfJson ? text[..(text.Length / 2)] : text);
    }

    private static async Task<int> WriteAsync(HttpContext context, int status, string type, string text)
    {
        context.Response.StatusCode = status;
        if (text.Length > 0)
        {
            context.Response.ContentType = type;
            context.Response.ContentLength = Encoding.UTF8.GetByteCount(text);
            await context.Response.WriteAsync(text);
        }

        return status;
    }

    private static async Task<int> BreakOffAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(text);
        await context.Response.WriteAsync(text[..(text.Length / 2)]);
        await context.Response.Body.FlushAsync();
        context.Abort();
        return status;
    }
}
