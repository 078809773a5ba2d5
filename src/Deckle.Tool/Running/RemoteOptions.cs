using System.CommandLine;
using Deckle.Kernels.Remote;

namespace Deckle.Tool.Running;

/// <summary><c>--server URL</c> or <c>--hub URL</c>, and what belongs to them: kernels on a Jupyter Server, a Kernel Gateway or the servers of a JupyterHub.</summary>
internal sealed class RemoteOptions
{
    private readonly Option<string?> server = new("--server") { Description = "Run on the kernels of a Jupyter Server or Kernel Gateway.", HelpName = "URL" };
    private readonly ServerToken token = new();
    private readonly Option<string?> folder = new("--server-folder") { Description = "The kernel's working folder, below the server's own.", HelpName = "FOLDER" };
    private readonly Option<string[]> upload = new("--upload") { Description = "A file or folder that is put into the kernel's working folder first. Repeatable.", HelpName = "PATH" };
    private readonly Option<string[]> download = new("--download") { Description = "Files that are fetched from there at the end, such as 'plots/*.png'; beside the output, of batch and test in a folder for each notebook. Repeatable.", HelpName = "PATTERN" };
    private readonly HubArguments hub = new();

    public void AddTo(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[server, hub.Hub, .. token.All, folder, upload, download, .. hub.Own])
        {
            command.Add(option);
        }
    }

    /// <returns>Null where cells run on this machine.</returns>
    /// <exception cref="DeckleException"><c>usage</c>, <c>server-address-invalid</c>, <c>hub-address-invalid</c>, or a file with a token or options cannot be read.</exception>
    public RemoteRequest? Read(ParseResult parsed)
    {
        Option? Given(params ReadOnlySpan<Option> options) => options.ToArray().FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        RemoteRequest request;
        switch (parsed.GetValue(server), parsed.GetValue(hub.Hub))
        {
            case ({ }, { }):
                throw RemoteRunErrors.ServerAndHub();
            case ({ } url, null):
                if (Given(hub.Own) is { } foreign)
                {
                    throw RemoteRunErrors.WithoutHub(foreign.Name);
                }

                request = For(JupyterServerOptions.Parse(url, token.Read(parsed, isForHub: false)));
                break;
            case (null, { } url):
                request = hub.Read(parsed, url, token.Read(parsed, isForHub: true));
                break;
            default:
                return Given(hub.Own) is { } own ? throw RemoteRunErrors.WithoutHub(own.Name)
                    : Given([.. token.All, folder, upload, download]) is { } alone ? throw RemoteRunErrors.WithoutServer(alone.Name)
                    : null;
        }

        return request with
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

    private static string Inside(string path)
    {
        string clean = path.Trim('/');
        return clean.Split('/').Any(part => part is "." or "..") ? throw RemoteRunErrors.Outside(path) : clean;
    }
}
