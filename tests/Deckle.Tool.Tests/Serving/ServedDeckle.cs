using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Serving;

/// <summary>A command that serves a page, and a client that knows its token.</summary>
internal sealed class ServedDeckle : IDisposable
{
    private readonly Process process;
    private readonly Task<string> stdout;
    private readonly Task<string> stderr;
    private readonly HttpClient client;

    private ServedDeckle(Process process, Uri entry, string first)
    {
        this.process = process;
        Entry = entry;
        Token = entry.Fragment["#token=".Length..];
        Address = new Uri(entry, "./");
        client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
        stdout = process.StandardOutput.ReadToEndAsync();
        stderr = ReadAsync(first);
    }

    /// <summary>The address that lets a browser in.</summary>
    public Uri Entry { get; }

    public Uri Address { get; }

    public string Token { get; }

    public static async Task<ServedDeckle> StartAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal", DeckleBinary.Path, .. arguments, "--web", "--browser", "none"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        string? line = await process.StandardError.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
        string? address = line?.Split(' ').FirstOrDefault(word => word.StartsWith("http://", StringComparison.Ordinal));
        Assert.True(address is not null, $"{line}\n{(process.HasExited ? await process.StandardError.ReadToEndAsync() : "")}");
        return new ServedDeckle(process, new Uri(address), line!);
    }

    /// <summary>A request with the token, unless a change says otherwise.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"token {Token}");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        change?.Invoke(request);
        return await client.SendAsync(request);
    }

    public async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, Action<HttpRequestMessage> change)
    {
        using HttpResponseMessage answer = await SendAsync(method, path, change: change);
        return answer.StatusCode;
    }

    /// <summary>Posts an object, for the status and the text of the answer.</summary>
    public async Task<(HttpStatusCode Status, string Text)> PostAsync(string path, JsonNode body)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Post, path, body.ToJsonString());
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Posts an object, for the object that comes back.</summary>
    public async Task<JsonNode> AskAsync(string path, JsonNode body)
    {
        (HttpStatusCode status, string text) = await PostAsync(path, body);
        Assert.True(status == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    public async Task InterruptAsync()
    {
        using Process kill = Process.Start("/bin/kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<ProcessOutcome> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return new ProcessOutcome(process.ExitCode, await stdout, await stderr);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        client.Dispose();
    }

    private async Task<string> ReadAsync(string first) => $"{first}\n{await process.StandardError.ReadToEndAsync()}";
}
