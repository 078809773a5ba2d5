using Deckle.Tool.Running;

namespace Deckle.Tool.Compat.Papermill;

/// <summary>papermill's log: a record is its bare text and a line end, on stderr.</summary>
/// <param name="level">A name of Python's logging levels.</param>
internal sealed class PapermillLog(Outlet outlet, string level)
{
    private readonly int least = Array.IndexOf(Levels, level);

    private static readonly string[] Levels = ["NOTSET", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"];

    public void Debug(string text) => Write(1, text);

    public void Info(string text) => Write(2, text);

    public void Warning(string text) => Write(3, text);

    /// <summary>Python's <c>warnings</c>, which no level silences.</summary>
    public void Warn(string text) => outlet.WriteLine($"UserWarning: {text}");

    private void Write(int importance, string text)
    {
        if (importance >= least)
        {
            outlet.WriteLine(text);
        }
    }
}
