using System.Diagnostics;

namespace Deckle.Tool.Exporting.Pdf;

/// <summary>Prints a page to PDF with a Chromium of this machine, which gets a profile of its own, no network, and ends with the call.</summary>
internal sealed record PdfPrinter
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The folders that programs are looked for in, as in <c>PATH</c>.</summary>
    public string SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH") ?? "";

    /// <exception cref="DeckleException"><c>pdf-no-browser</c>, <c>pdf-not-printed</c>, <c>pdf-timeout</c>.</exception>
    public byte[] Print(ReadOnlyMemory<byte> html, CancellationToken cancellationToken = default)
    {
        string browser = Find() ?? throw PdfErrors.NoBrowser(Names);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("deckle-pdf-");
        try
        {
            string page = Path.Combine(folder.FullName, "page.html");
            string pdf = Path.Combine(folder.FullName, "page.pdf");
            using (FileStream file = File.Create(page))
            {
                file.Write(html.Span);
            }

            string log = Run(browser, folder.FullName, page, pdf, cancellationToken);
            return File.Exists(pdf) && File.ReadAllBytes(pdf) is { Length: > 0 } printed ? printed : throw PdfErrors.Failed(browser, Reason(log));
        }
        finally
        {
            Remove(folder);
        }
    }

    private string? Find() =>
        (from name in Names
         from directory in SearchPath.Split(':', StringSplitOptions.RemoveEmptyEntries)
         let path = Path.Combine(directory, name)
         where File.Exists(path)
         select path).FirstOrDefault();

    private string Run(string browser, string folder, string page, string pdf, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(browser)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in Arguments(folder, page, pdf))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw PdfErrors.Failed(browser, e.Message);
        }

        process.StandardInput.Close();
        Task<string> stderr = process.StandardError.ReadToEndAsync(cancellationToken);
        Task<string> stdout = process.StandardOutput.ReadToEndAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        try
        {
            process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
            return $"{stdout.GetAwaiter().GetResult()}\n{stderr.GetAwaiter().GetResult()}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw PdfErrors.TimedOut(browser, Timeout);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static IEnumerable<string> Arguments(string folder, string page, string pdf)
    {
        yield return "--headless";
        yield return "--disable-gpu";
        yield return "--disable-extensions";
        yield return "--disable-background-networking";
        yield return "--disable-component-update";
        yield return "--disable-sync";
        yield return "--disable-dev-shm-usage";
        yield return "--no-first-run";
        yield return "--no-default-browser-check";
        yield return "--host-resolver-rules=MAP * ~NOTFOUND";
        yield return $"--user-data-dir={Path.Combine(folder, "profile")}";
        yield return "--no-pdf-header-footer";

        // Time for frames to draw and say how high they are; it passes as fast as the page allows.
        yield return "--virtual-time-budget=10000";
        yield return $"--print-to-pdf={pdf}";
        if (Environment.IsPrivilegedProcess)
        {
            // As root Chromium refuses to start with its sandbox.
            yield return "--no-sandbox";
        }

        yield return new Uri(page).AbsoluteUri;
    }

    private static string Reason(string log)
    {
        string? line = log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        return line is null ? "it said nothing" : line.Length > 300 ? line[..300] : line;
    }

    private static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A leftover folder in the temporary place harms nobody.
        }
    }
}
