namespace Deckle.Tool.Diffing;

/// <summary>What happened to a file beside its content, in git's words.</summary>
internal static class FileChangeText
{
    public static IEnumerable<string> Lines(NotebookComparison comparison)
    {
        (DiffSide before, DiffSide after) = (comparison.Before, comparison.After);
        if (before.Mode is not null && after.Mode is not null && before.Mode != after.Mode)
        {
            yield return $"old mode {before.Mode}";
            yield return $"new mode {after.Mode}";
        }

        string? word = comparison.Change.Kind switch { FileChangeKind.Renamed => "rename", FileChangeKind.Copied => "copy", _ => null };
        if (word is not null)
        {
            yield return $"{word} from {before.Path}";
            yield return $"{word} to {after.Path}";
        }
    }
}
