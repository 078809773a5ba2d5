using System.Text;
using System.Text.RegularExpressions;

namespace Deckle.Tool.Tests.Specs;

/// <summary>A Markdown file as its parts, which joined give the file again. The syntax is described in <c>tests/specs/README.md</c>.</summary>
internal sealed partial record Spec(IReadOnlyList<SpecPart> Parts)
{
    public static Spec Parse(string markdown)
    {
        var parts = new List<SpecPart>();
        var lines = new Queue<string>(markdown.TrimEnd('\n').Split('\n'));
        while (lines.TryDequeue(out string? line))
        {
            parts.Add(new SpecProse($"{line}\n"));
            if (Fence().Match(line) is not { Success: true } fence)
            {
                continue;
            }

            List<string> body = TakeUntil(lines, next => next.StartsWith(fence.Groups["ticks"].Value, StringComparison.Ordinal));
            string info = fence.Groups["info"].Value;
            if (Title().Match(info) is { Success: true } title)
            {
                parts.Add(new SpecFile(title.Groups["name"].Value, Join(body)));
            }
            else if (info.Trim() == "console")
            {
                parts.AddRange(Commands(new(body)));
            }
            else
            {
                parts.Add(new SpecProse(Join(body)));
            }

            if (lines.TryDequeue(out string? end))
            {
                parts.Add(new SpecProse($"{end}\n"));
            }
        }

        return new(parts);
    }

    public override string ToString() => string.Concat(Parts.Select(part => part.Text));

    private static IEnumerable<SpecPart> Commands(Queue<string> lines)
    {
        List<string> before = TakeUntil(lines, IsCommand);
        if (before.Count > 0)
        {
            throw new FormatException($"a console block starts with a command, '$ ...', not with: {before[0]}");
        }

        while (lines.TryDequeue(out string? first))
        {
            var command = new StringBuilder(first[2..]);
            while (lines.TryPeek(out string? next) && next.StartsWith("> ", StringComparison.Ordinal))
            {
                command.Append('\n').Append(lines.Dequeue().AsSpan(2));
            }

            yield return new SpecCommand(command.ToString(), Join(TakeUntil(lines, IsCommand)));
        }
    }

    private static bool IsCommand(string line) => line.StartsWith("$ ", StringComparison.Ordinal);

    private static List<string> TakeUntil(Queue<string> lines, Func<string, bool> isEnd)
    {
        var taken = new List<string>();
        while (lines.TryPeek(out string? next) && !isEnd(next))
        {
            taken.Add(lines.Dequeue());
        }

        return taken;
    }

    private static string Join(List<string> lines) => string.Concat(lines.Select(line => $"{line}\n"));

    [GeneratedRegex("^(?<ticks>`{3,})(?<info>[^`]*)$")]
    private static partial Regex Fence();

    [GeneratedRegex("""\btitle=("(?<name>[^"]+)"|(?<name>\S+))""")]
    private static partial Regex Title();
}
