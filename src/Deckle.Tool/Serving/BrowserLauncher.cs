using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Deckle.Tool.Rendering;

namespace Deckle.Tool.Serving;

/// <summary>
/// Opens a page in a browser. What programs are started with, every user of the machine can read; so they get a file that leads to the
/// page, which only its owner can read.
/// </summary>
internal sealed class BrowserLauncher : IDisposable
{
    private string? file;

    /// <param name="browser">A program; null for the user's own, which is opened only where somebody sits at a terminal.</param>
    public void Open(string? browser, string address)
    {
        // nbdime's scripts say 'disabled', which it takes for a browser that cannot be found.
        if (browser is "none" or "disabled" or "")
        {
            return;
        }

        if (browser is null && (Console.IsErrorRedirected || Console.IsInputRedirected))
        {
            return;
        }

        string[] candidates = browser is not null ? [browser]
            : Environment.GetEnvironmentVariable("BROWSER") is { Length: > 0 } own ? own.Split(':', StringSplitOptions.RemoveEmptyEntries)
            : [OperatingSystem.IsMacOS() ? "open" : "xdg-open"];
        string target = new Uri(WriteFile(address)).AbsoluteUri;
        if (!candidates.Any(candidate => TryStart(candidate, target)))
        {
            Console.Error.WriteLine($"no browser: {string.Join(", ", candidates)} cannot be started");
        }
    }

    public void Dispose()
    {
        if (file is not null)
        {
            File.Delete(file);
        }
    }

    private string WriteFile(string address)
    {
        string folder = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } own && Directory.Exists(own) ? own : Path.GetTempPath();
        file = Path.Combine(folder, $"deckle-{Guid.NewGuid():N}.html");
        string link = HtmlWriter.Escape(address);
        using FileStream stream = new(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        stream.Write(Encoding.UTF8.GetBytes($"<!DOCTYPE html><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\"><meta http-equiv=\"refresh\" content=\"0;url={link}\"><a href=\"{link}\">Deckle</a>\n"));
        return file;
    }

    // A name may bring arguments, as Python's webbrowser has it: "firefox --new-window %s".
    private static bool TryStart(string browser, string target)
    {
        string[] words = browser.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return false;
        }

        var start = new ProcessStartInfo(words[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in words.Contains("%s") ? words.Skip(1) : words.Skip(1).Append("%s"))
        {
            start.ArgumentList.Add(word == "%s" ? target : word);
        }

        try
        {
            using Process? process = Process.Start(start);
            return process is not null;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
