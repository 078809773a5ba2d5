namespace Deckle.Tool.Running;

/// <summary>The errors of runs that never came to their first cell.</summary>
internal static class RunErrors
{
    public static DeckleException Stopped() =>
        new("run-interrupted", "the run was stopped before its kernel was ready; nothing was written", "run it again");

    public static DeckleException NoKernelName() =>
        new("notebook-names-no-kernel", "the notebook names no kernel", "name one with --kernel NAME");

    public static DeckleException NothingToResume(string path) =>
        new("nothing-to-resume", $"{path} is the result of a run that came to its end", "run it again without --resume")
        {
            Kind = ErrorKind.NothingToDo,
        };

    public static DeckleException NoFolder(string folder) =>
        new("folder-not-found", $"the working folder {folder} {(File.Exists(folder) ? "is a file" : "does not exist")}", "give an existing folder with --cwd");
}
