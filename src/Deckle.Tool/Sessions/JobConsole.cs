using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Rendering.Ansi;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Sessions;

/// <summary>
/// Prints what a job puts out as it comes: streams where they belong, results and displays as text on stdout, pictures as the path of a file,
/// errors on stderr. To a file or a pipe goes what was printed, to the byte; to a terminal only what it may obey.
/// </summary>
internal sealed class JobConsole(long? most) : IDisposable
{
    private readonly Stream stdout = Console.OpenStandardOutput();
    private readonly Stream stderr = Console.OpenStandardError();
    private readonly bool usesColor = TerminalKind.OfProcess().ShowsColors;
    private long written;
    private long leftOut;

    /// <summary>The bytes that were not printed, to keep to the limit.</summary>
    public long LeftOut => leftOut;

    public void Write(SessionEvent step)
    {
        JsonObject output = step.Output;
        switch (output.GetText("output_type"))
        {
            case "stream" when output["text"] is JsonString text:
                Write(text, output.GetText("name") == "stderr");
                break;
            case "execute_result" or "display_data" or "update_display_data":
                Display(output);
                break;
            case "error":
                Error(output);
                break;
        }
    }

    /// <summary>What is to be known when the job is over, or is no longer waited for.</summary>
    public void End(JobView job)
    {
        if (job.Note.Length > 0)
        {
            Console.Error.WriteLine($"{job.Status}: {job.Note}");
        }
        else if (job.Status is "timeout" or "dead" or "interrupted" && job.Error is { } error)
        {
            Console.Error.WriteLine($"{job.Status}: {SafeText.Of(error.GetText("ename") ?? "")}: {SafeText.Of(error.GetText("evalue") ?? "")}");
            if (job.Status == "dead")
            {
                Traceback(error);
            }
        }

        foreach (JsonObject loss in job.Losses)
        {
            Console.Error.WriteLine($"incomplete: {SafeText.Of(loss.GetText("reason") ?? "")}{(loss.GetText("help") is { } help ? $"\nhelp: {SafeText.Of(help)}" : "")}");
        }

        if (leftOut > 0)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{leftOut} bytes more; all of it with: deckle session results {job.Id}"));
        }

        if (!job.IsOver)
        {
            Console.Error.WriteLine($"still {job.Status}: {job.Id}; go on with: deckle session results {job.Id} --follow");
        }
    }

    public void Dispose()
    {
        stdout.Dispose();
        stderr.Dispose();
    }

    /// <summary>What a job's end means to the caller of the program.</summary>
    public static int ExitCode(JobView job) => job.Status switch
    {
        "completed" => ExitCodes.Done,
        "failed" => ExitCodes.BadNews,
        "timeout" => ExitCodes.Timeout,
        "dead" => ExitCodes.KernelDied,
        "interrupted" => ExitCodes.Interrupted,
        _ => ExitCodes.CouldNot,
    };

    private void Display(JsonObject output)
    {
        JsonObject[] files = [.. (output.Get<JsonArray>("files") ?? JsonArray.Empty).OfType<JsonObject>()];
        foreach (JsonObject file in files)
        {
            Write(new JsonString($"[{file.GetText("mime")}, {file["bytes"]} bytes: {file.GetText("path")}]\n"), isError: false);
        }

        JsonObject data = output.Get<JsonObject>("data") ?? JsonObject.Empty;
        if (files.Length == 0 && data.Count > 0)
        {
            JsonString text = data.Get<JsonString>("text/plain") ?? new JsonString($"[{string.Join(", ", data.Keys)}]");
            Write(new JsonString((byte[])[.. text.Utf8.Span, (byte)'\n']), isError: false);
        }
    }

    private void Error(JsonObject output)
    {
        if (output.Get<JsonArray>("traceback") is not { Count: > 0 })
        {
            // IRkernel has said it on stderr already, and leaves the traceback empty where there was none.
            Console.Error.WriteLine($"{SafeText.Of(output.GetText("ename") ?? "")}: {SafeText.Of(output.GetText("evalue") ?? "")}");
            return;
        }

        Traceback(output);
    }

    private void Traceback(JsonObject error)
    {
        var writer = new TerminalWriter(Console.Error, usesColor);
        foreach (JsonString line in (error.Get<JsonArray>("traceback") ?? JsonArray.Empty).OfType<JsonString>())
        {
            var screen = new TerminalScreenOutput(writer, TerminalStyle.Plain, int.MaxValue);
            AnsiRenderer.Show(screen, line.Text);
            screen.Finish();
        }
    }

    private void Write(JsonString text, bool isError)
    {
        ReadOnlySpan<byte> bytes = text.Utf8.Span;
        if (most is { } limit && written + bytes.Length > limit)
        {
            int fits = (int)Math.Max(0, limit - written);
            while (fits > 0 && (bytes[fits] & 0xC0) == 0x80)
            {
                fits--;
            }

            leftOut += bytes.Length - fits;
            bytes = bytes[..fits];
        }

        written += bytes.Length;
        if (isError ? Console.IsErrorRedirected : Console.IsOutputRedirected)
        {
            (isError ? stderr : stdout).Write(bytes);
            return;
        }

        Shown(isError ? Console.Error : Console.Out, bytes.Length == text.Utf8.Length ? text.Text : new JsonString(bytes.ToArray()).Text);
    }

    // Lines and progress bars as they are; of the rest nothing that a terminal obeys.
    private static void Shown(TextWriter terminal, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny('\n', '\r') is >= 0 and var at)
        {
            terminal.Write(SafeText.Of(AnsiRenderer.Plain(text[..at].ToString())));
            terminal.Write(text[at]);
            text = text[(at + 1)..];
        }

        terminal.Write(SafeText.Of(AnsiRenderer.Plain(text.ToString())));
        terminal.Flush();
    }
}
