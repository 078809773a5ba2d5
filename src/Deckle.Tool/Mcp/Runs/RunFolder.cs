using System.Globalization;
using System.Text;
using Deckle.Json;
using Deckle.Stores;

namespace Deckle.Tool.Mcp.Runs;

/// <summary>
/// The folder of a run: what was asked, what it says, how it ended. All that is known of a run stands here, so that it can be found again by
/// another server. While it goes on, its process holds a lock, which the system takes back however it ends: no process id is trusted that
/// might be another's by now.
/// </summary>
/// <param name="path">Absolute.</param>
internal sealed class RunFolder(string path)
{
    // A look takes microseconds.
    private const int MostTries = 100_000;

    public string Path { get; } = path;

    public string Id => System.IO.Path.GetFileName(Path);

    /// <summary>What <c>deckle</c> is called with.</summary>
    public string Arguments => File("arguments.json");

    public string Parameters => File("parameters.json");

    /// <summary>The steps of the run a line each, and behind them its report.</summary>
    public string Steps => File("steps.jsonl");

    public string Log => File("log.txt");

    private string Request => File("request.json");

    private string Lock => File("lock");

    private string Process => File("process");

    private string Exit => File("exit");

    private string Cancelled => File("cancelled");

    public bool Exists => System.IO.File.Exists(Request);

    public void Create(JsonObject request, IEnumerable<string> arguments, JsonObject parameters)
    {
        Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        AtomicFile.Write(Parameters, new JsonString(parameters.ToString()).Utf8.Span);
        AtomicFile.Write(Arguments, new JsonString(JsonArray.From(arguments).ToString()).Utf8.Span);
        AtomicFile.Write(Request, new JsonString(request.ToString()).Utf8.Span);
    }

    public JsonObject ReadRequest() => JsonReader.Read(System.IO.File.ReadAllBytes(Request)) as JsonObject ?? JsonObject.Empty;

    /// <summary>Says that this process is the run, for as long as it lives.</summary>
    public FileStream Hold()
    {
        FileStream held = Locked();
        System.IO.File.WriteAllText(Process, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return held;
    }

    /// <summary>Whether no process has been the run yet.</summary>
    public bool IsNew => !System.IO.File.Exists(Process);

    // Somebody may be looking at this very moment, which is a lock too.
    private FileStream Locked()
    {
        for (int tries = 0; ; tries++)
        {
            try
            {
                return new(Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < MostTries)
            {
                _ = Thread.Yield();
            }
        }
    }

    /// <summary>Whether the process of the run lives.</summary>
    public bool IsHeld()
    {
        try
        {
            // A shared lock: any number may look at once.
            using var probe = new FileStream(Lock, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Its process; null when it has none any more.</summary>
    public int? ProcessId() =>
        IsHeld() && int.TryParse(Read(Process), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null;

    /// <summary>Says that a client wanted it to end, before it is made to.</summary>
    public void WriteCancelled() => System.IO.File.WriteAllText(Cancelled, "");

    public bool IsCancelled => System.IO.File.Exists(Cancelled);

    /// <summary>When it last said something; null before it said anything.</summary>
    public DateTimeOffset? LastSign() => new[] { Steps, Log }.Where(System.IO.File.Exists).Select(file => (DateTimeOffset?)System.IO.File.GetLastWriteTimeUtc(file)).Max();

    public void WriteExit(int code) => AtomicFile.Write(Exit, Encoding.ASCII.GetBytes(code.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Null while it goes on, and for a run that was killed.</summary>
    public int? ExitCode() => int.TryParse(Read(Exit), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int code) ? code : null;

    public string ReadSteps() => Read(Steps);

    public string ReadLog() => Read(Log);

    private string File(string name) => System.IO.Path.Combine(Path, name);

    // Written by another process at this moment, or not yet.
    private static string Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
    }
}
