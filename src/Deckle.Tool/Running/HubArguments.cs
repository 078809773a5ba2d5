using System.CommandLine;
using System.Globalization;
using System.Text;
using Deckle.Json;
using Deckle.Kernels.Hub;

namespace Deckle.Tool.Running;

/// <summary><c>--hub URL</c> and what belongs to it alone: which server of whom, and what its spawner is told.</summary>
internal sealed class HubArguments
{
    private readonly Option<string?> hub = new("--hub") { Description = "Run on servers of a JupyterHub: each run starts one of its own, and removes it.", HelpName = "URL" };
    private readonly Option<string?> user = new("--hub-user") { Description = "Whose server it is; by default the token's own user.", HelpName = "NAME" };
    private readonly Option<string?> server = new("--hub-server") { Description = "A named server to use instead ('' for the default one): started if it does not run, and left running.", HelpName = "NAME" };
    private readonly Option<string[]> option = new("--hub-option") { Description = "KEY=VALUE for the hub's spawner, such as profile=gpu; JSON where the value is JSON. Repeatable.", HelpName = "KEY=VALUE" };
    private readonly Option<string?> optionsFile = new("--hub-options-file") { Description = "A JSON object of such options.", HelpName = "FILE" };
    private readonly Option<double> timeout = new("--hub-timeout") { Description = "Seconds the server may take to start.", HelpName = "SECONDS", DefaultValueFactory = _ => 300 };

    public Option<string?> Hub => hub;

    /// <summary>Those that mean nothing without <c>--hub</c>.</summary>
    public Option[] Own => [user, server, option, optionsFile, timeout];

    /// <exception cref="DeckleException"><c>usage</c>, <c>hub-address-invalid</c>, or the file with options cannot be read.</exception>
    public RemoteRequest Read(ParseResult parsed, string url, string? token)
    {
        HubOptions options = HubOptions.Parse(url, token);
        double seconds = parsed.GetValue(timeout);
        bool showsProgress = !Console.IsErrorRedirected && parsed.CommandResult.Command.Name == "run" && !parsed.GetValue<bool>("--no-progress-bar");
        var request = new HubServerRequest
        {
            User = parsed.GetValue(user),
            Server = parsed.GetValue(server),
            UserOptions = Options(parsed),
            SpawnTimeout = seconds is > 0 and < 1e6 ? TimeSpan.FromSeconds(seconds) : throw new DeckleException("usage", string.Create(CultureInfo.InvariantCulture, $"--hub-timeout {seconds}: not a number of seconds"), "give seconds above zero: --hub-timeout 300"),
            NotesFolder = Path.Combine(StateFolder.Path, "hub"),
            Warn = error => Console.Error.WriteLine($"warning: {error.Message}"),
        };
        return For(options, request, showsProgress);
    }

    /// <summary>A run on a server of a hub that is started for it.</summary>
    public static RemoteRequest For(HubOptions options, HubServerRequest request, bool showsProgress = false) =>
        new(options.Url.ToString(), stop => OpenAsync(options, request, showsProgress, stop))
        {
            Address = RemoteAddress.Of(options, request),
            StartsServer = request.Server is null,
            Particulars = JsonObject.Of(
                ("user", request.User is { } name ? name : JsonNull.Value), ("server", request.Server is { } given ? given : JsonNull.Value), ("options", request.UserOptions)).ToString(),
        };

    private static async Task<ServerLease> OpenAsync(HubOptions options, HubServerRequest request, bool showsProgress, CancellationToken stop)
    {
        var hub = new JupyterHub(options);
        using SpawnLine? line = showsProgress ? new SpawnLine(Console.Error) : null;
        HubServer server = await HubServer.StartAsync(hub, request with { Report = line is null ? null : line.Show }, stop);
        return new ServerLease(server.Server, server.DisposeAsync);
    }

    private JsonObject Options(ParseResult parsed)
    {
        JsonObject all = parsed.GetValue(optionsFile) is { } file ? FromFile(file) : JsonObject.Empty;
        foreach (string text in parsed.GetValue(option) ?? [])
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new DeckleException("usage", $"--hub-option {text}: not KEY=VALUE", "write it as --hub-option profile=gpu");
            }

            string value = text[(equals + 1)..];
            all = all.With(text[..equals], Json(Encoding.UTF8.GetBytes(value)) ?? value);
        }

        return all;
    }

    private static JsonObject FromFile(string path) => RemoteRunErrors.Reading(path, () => Json(File.ReadAllBytes(path))) as JsonObject
        ?? throw new DeckleException("usage", $"{path} is not a JSON object", "write it as {\"profile\": \"gpu\"}");

    private static JsonValue? Json(byte[] text)
    {
        try
        {
            return JsonReader.Read(text);
        }
        catch (JsonSyntaxException)
        {
            return null;
        }
    }
}
