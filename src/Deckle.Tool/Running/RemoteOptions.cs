using System.CommandLine;
using Deckle.Kernels.Remote;

namespace Deckle.Tool.Running;

/// <summary><c>--server URL</c> and what belongs to it: kernels on a Jupyter Server or Kernel Gateway.</summary>
internal sealed class RemoteOptions
{
    private static readonly string[] TokenVariables = ["DECKLE_SERVER_TOKEN", "JUPYTER_TOKEN"];

    private readonly Option<string?> server = new("--server") { Description = "Run on the kernels of a Jupyter Server or Kernel Gateway.", HelpName = "URL" };
    private readonly Option<string?> token = new("--token") { Description = "The server's token. Others on this machine see it: better --token-file, DECKLE_SERVER_TOKEN or JUPYTER_TOKEN." };
    private readonly Option<string?> tokenFile = new("--token-file") { Description = "A file that holds the server's token.", HelpName = "FILE" };
    private readonly Option<string?> folder = new("--server-folder") { Description = "The kernel's working folder, below the server's own.", HelpName = "FOLDER" };
    private readonly Option<string[]> upload = new("--upload") { Description = "A file or folder that is put into the kernel's working folder first. Repeatable.", HelpName = "PATH" };
    private readonly Option<string[]> download = new("--download") { Description = "Files that are fetched from there at the end, such as 'plots/*.png'; beside the output. Repeatable.", HelpName = "PATTERN" };

    public void AddTo(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[server, token, tokenFile, folder, upload, download])
        {
            command.Add(option);
        }
    }

    /// <returns>Null where cells run on this machine.</returns>
    /// <exception cref="DeckleException"><c>usage</c>, <c>server-address-invalid</c>, or the token's file cannot be read.</exception>
    public RemoteRequest? Read(ParseResult parsed)
    {
        if (parsed.GetValue(server) is not { } url)
        {
            Option? alone = Array.Find((Option[])[token, tokenFile, folder, upload, download], option => parsed.GetResult(option) is not null);
            return alone is null ? null : throw RemoteRunErrors.WithoutServer(alone.Name);
        }

        return For(JupyterServerOptions.Parse(url, Token(parsed))) with
        {
            Folder = Inside(parsed.GetValue(folder) ?? ""),
            Uploads = [.. parsed.GetValue(upload) ?? []],
            Downloads = [.. (parsed.GetValue(download) ?? []).Select(Inside)],
        };
    }

    /// <summary>A run on a server that is there already.</summary>
    public static RemoteRequest For(JupyterServerOptions options)
    {
        var jupyter = new JupyterServer(options);
        return new RemoteRequest(options.Url.ToString(), _ => Task.FromResult(new ServerLease(jupyter))) { Address = RemoteAddress.Of(options) };
    }

    private string? Token(ParseResult parsed)
    {
        string? value = parsed.GetValue(token);
        if (parsed.GetValue(tokenFile) is { } file)
        {
            value = value is null ? RemoteRunErrors.Reading(file, () => File.ReadAllText(file).Trim()) : throw RemoteRunErrors.TwoTokens();
        }

        value ??= TokenVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(text => !string.IsNullOrEmpty(text));

        // It becomes a header: a line end would begin another one.
        return value is not null && value.Any(char.IsControl) ? throw RemoteRunErrors.OddToken() : value;
    }

    private static string Inside(string path)
    {
        string clean = path.Trim('/');
        return clean.Split('/').Any(part => part is "." or "..") ? throw RemoteRunErrors.Outside(path) : clean;
    }
}
