using Deckle.Stripping;

namespace Deckle.Tool.Compat.Nbstripout;

/// <summary>
/// Errors as nbstripout tells them: its own line where it has one, else the last line of the traceback that Python would print, which is
/// what scripts look for. What Deckle knows besides stands before it.
/// </summary>
internal static class NbstripoutErrors
{
    /// <param name="file">The notebook; null for stdin.</param>
    public static string Text(DeckleException error, string? file)
    {
        string name = file is null ? "on stdin" : $"in '{file}'";
        return error.Code switch
        {
            "notebook-empty" or "notebook-not-json" => $"No valid notebook detected {name}\n",
            "input-not-found" => $"Could not strip '{file}': file not found\n",
            _ => (file is null ? "" : $"Could not strip '{file}'\n") + Reason(error),
        };
    }

    /// <summary>An error that is about no file.</summary>
    public static string Reason(DeckleException error) => string.Concat(Lines(error).Select(line => $"{line}\n"));

    private static IEnumerable<string> Lines(DeckleException error)
    {
        string? last = error.Code switch
        {
            StripErrors.Contradiction => "nbstripout._utils.MetadataError: cell metadata contradicts tags: `keep_output` is false, but `keep_output` in tags",
            "notebook-not-a-notebook" => "AttributeError: metadata",
            "notebook-too-new" => $"nbformat.NBFormatError: {error.Message}",
            "input-is-folder" => $"IsADirectoryError: {error.Message}",
            "input-not-readable" or "output-not-writable" => $"PermissionError: {error.Message}",
            "usage" => $"ValueError: {error.Message}",
            _ => null,
        };
        if (last?.EndsWith(error.Message, StringComparison.Ordinal) != true)
        {
            yield return error.Message;
        }

        foreach ((string label, string text) in error.Facts)
        {
            yield return $"{label}: {text}";
        }

        if (error.Help is not null)
        {
            yield return $"help: {error.Help}";
        }

        if (last is not null)
        {
            yield return last;
        }
    }
}
