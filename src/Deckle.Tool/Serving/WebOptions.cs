using System.CommandLine;

namespace Deckle.Tool.Serving;

/// <summary>The flags of commands that can show their answer on a page that they serve: nbdime's.</summary>
internal sealed class WebOptions
{
    private readonly Option<bool> web;
    private readonly Option<int> port = new("--port", "-p") { HelpName = "NUMBER", Description = "With --web: the port to listen at; 0 for one that is free." };
    private readonly Option<string> ip = new("--ip") { HelpName = "ADDRESS", Description = "With --web: the address to listen at.", DefaultValueFactory = _ => "127.0.0.1" };
    private readonly Option<string?> browser = new("--browser", "-b") { HelpName = "NAME", Description = "With --web: the browser that opens the page; 'none' to only print its address." };
    private readonly Option<string> baseUrl = new("--base-url") { HelpName = "PATH", Description = "With --web: what stands before every path, for a server behind a proxy.", DefaultValueFactory = _ => "/" };
    private readonly Option<string?> folder = new("--workdirectory", "-w") { HelpName = "FOLDER", Description = "With --web: the folder whose notebooks clients may name. The current one by default." };
    private readonly Option<bool> persist = new("--persist") { Description = "With --web: keep serving when the page is closed." };

    /// <param name="description">What the page shows.</param>
    public WebOptions(string description) => web = new Option<bool>("--web") { Description = description };

    public void AddTo(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[web, port, ip, browser, baseUrl, folder, persist])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What was asked; null without <c>--web</c>.</summary>
    public WebRequest? Read(ParseResult parsed) => !parsed.GetValue(web) ? null : new WebRequest
    {
        Server = new ServerOptions { Port = parsed.GetValue(port), Ip = parsed.GetRequiredValue(ip), BaseUrl = parsed.GetRequiredValue(baseUrl) },
        Browser = parsed.GetValue(browser),
        Folder = Path.GetFullPath(parsed.GetValue(folder) ?? "."),
        Persists = parsed.GetValue(persist),
    };
}
