using System.Globalization;
using Deckle.Stores;

namespace Deckle.Tool.Git.Merging;

/// <summary>
/// git's own merge of texts, for what cannot be merged as notebooks. Where git gives up, on bytes that are no text, both sides are
/// written whole between markers: ours alone in the work tree would lose theirs with the next <c>git add</c>.
/// </summary>
internal static class TextMerge
{
    // Above it, `git merge-file` tells an error; up to it, how many conflicts there are.
    private const int MostConflicts = 127;

    /// <summary>Merges into our file.</summary>
    /// <returns>Whether there was no conflict.</returns>
    public static bool Run(DriverRequest request)
    {
        // The labels of three files, in the order of the files.
        GitResult result = GitProgram.Run(
            null,
            [
                "merge-file", "-p", "-q", $"--marker-size={request.MarkerSize.ToString(CultureInfo.InvariantCulture)}",
                "-L", request.Labels.Ours, "-L", request.Labels.Base, "-L", request.Labels.Theirs,
                "--", request.Ours, request.Base, request.Theirs,
            ]);
        bool isMerged = result.ExitCode is >= 0 and <= MostConflicts;
        AtomicFile.Write(request.Ours, isMerged ? result.Output.Span : Both(request));
        return result.IsGood;
    }

    private static byte[] Both(DriverRequest request)
    {
        byte[] ours = File.ReadAllBytes(request.Ours);
        byte[] theirs = File.ReadAllBytes(request.Theirs);
        return
        [
            .. Marker('<', request.Labels.Ours), .. ours, .. End(ours),
            .. Marker('=', ""), .. theirs, .. End(theirs),
            .. Marker('>', request.Labels.Theirs),
        ];

        byte[] Marker(char sign, string label) =>
            System.Text.Encoding.UTF8.GetBytes($"{new string(sign, request.MarkerSize)}{(label.Length > 0 ? " " : "")}{label}\n");
    }

    private static ReadOnlySpan<byte> End(byte[] content) => content is [.., (byte)'\n'] or [] ? default : "\n"u8;
}
