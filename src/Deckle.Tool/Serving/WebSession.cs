using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Running;
using Microsoft.AspNetCore.Http;

namespace Deckle.Tool.Serving;

/// <summary>A page that is served until somebody is done with it: its button is pressed, its last tab is closed, or the program is interrupted.</summary>
internal sealed class WebSession(WebRequest request) : IDisposable
{
    private readonly TaskCompletionSource<int> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PageWatch pages = new(TimeProvider.System, TimeSpan.FromSeconds(3));

    /// <summary>Serves and waits.</summary>
    /// <param name="endpoints">What the page and its interface need, beside what every session has.</param>
    /// <param name="exitCode">How the program ends when its page is closed; asked when it is.</param>
    public async Task<int> RunAsync(IReadOnlyList<Endpoint> endpoints, Func<int> exitCode)
    {
        using var signals = new RunSignals();
        using var launcher = new BrowserLauncher();
        var stopping = new CancellationTokenSource();
        Endpoint[] own =
        [
            new("GET", "/api/presence", context => pages.HoldAsync(context, stopping.Token)),
            new("POST", "/api/closetool", CloseAsync),
            new("POST", "/api/close", context => CloseAsync(context, exitCode)),
        ];
        await using LoopbackServer server = await LoopbackServer.StartAsync(request.Server, [.. endpoints, .. own], signals.Token);
        await Console.Error.WriteLineAsync($"serving at {server.EntryAddress} (end with Ctrl-C)");
        launcher.Open(request.Browser, server.EntryAddress);

        var interrupted = new TaskCompletionSource();
        await using CancellationTokenRegistration registration = signals.Token.Register(interrupted.SetResult);
        Task first = await Task.WhenAny(request.Persists ? [interrupted.Task] : [closed.Task, pages.Closed, interrupted.Task]);
        int code = first == closed.Task ? await closed.Task : exitCode();
        await stopping.CancelAsync();
        stopping.Dispose();
        return code;
    }

    public void Dispose() => pages.Dispose();

    private Task CloseAsync(HttpContext context, Func<int> exitCode)
    {
        context.Response.OnCompleted(() =>
        {
            closed.TrySetResult(exitCode());
            return Task.CompletedTask;
        });
        return CloseAsync(context, StatusCodes.Status200OK);
    }

    // nbdime: the number in the body, in words or not; without one a failure.
    private async Task CloseAsync(HttpContext context)
    {
        JsonValue? given = context.Request.ContentLength > 0 ? (await context.ReadObjectAsync())["exitCode"] : null;
        string text = given is JsonString word ? word.Text : given?.ToString() ?? context.Request.Query["exitCode"].ToString();
        int code = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : ExitCodes.BadNews;
        context.Response.OnCompleted(() =>
        {
            closed.TrySetResult(code);
            return Task.CompletedTask;
        });
        await CloseAsync(context, StatusCodes.Status200OK);
    }

    private Task CloseAsync(HttpContext context, int status) => request.Persists
        ? context.TextAsync(StatusCodes.Status400BadRequest, "HTTP 400: Bad Request (This server cannot be closed remotely.)")
        : context.TextAsync(status, "");
}
