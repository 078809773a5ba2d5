using System.Text;

namespace Deckle.Tool.Git;

/// <summary>How a git command ended, and what it wrote.</summary>
internal sealed record GitResult(int ExitCode, ReadOnlyMemory<byte> Output, string Error)
{
    public bool IsGood => ExitCode == 0;

    /// <summary>The output without its last line end; bytes that are no UTF-8 are replaced.</summary>
    public string Text => Encoding.UTF8.GetString(Output.Span).TrimEnd('\n');

    /// <summary>What a command with <c>-z</c> lists.</summary>
    public IReadOnlyList<string> Entries => Encoding.UTF8.GetString(Output.Span).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The same with empty ones among them, where each has its place.</summary>
    public IReadOnlyList<string> Fields => Encoding.UTF8.GetString(Output.Span) is [.. var text, '\0'] ? text.Split('\0') : [];
}
