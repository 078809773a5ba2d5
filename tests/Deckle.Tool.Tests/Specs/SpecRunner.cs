namespace Deckle.Tool.Tests.Specs;

/// <summary>Does what a spec says, in a folder of its own.</summary>
internal static class SpecRunner
{
    /// <returns>The spec as it would have to be written to be true.</returns>
    public static async Task<Spec> RunAsync(Spec spec)
    {
        using var folder = new TemporaryFolder();
        using var home = new TemporaryFolder();
        var options = new ProcessOptions
        {
            Folder = folder.Path,
            Environment = new Dictionary<string, string?> { ["HOME"] = home.Path },
        };
        var parts = new List<SpecPart>();
        foreach (SpecPart part in spec.Parts)
        {
            if (part is SpecFile file)
            {
                folder.Write(file.Name, file.Content);
            }

            parts.Add(part is SpecCommand command ? await RunAsync(command, options) : part);
        }

        return new(parts);
    }

    private static async Task<SpecCommand> RunAsync(SpecCommand command, ProcessOptions options)
    {
        ProcessOutcome outcome = await DeckleBinary.ShellAsync(options, command.Line);
        string transcript = Scrubber.Scrub(outcome.Transcript, (options.Folder, "FOLDER"));
        return command.Accepts(transcript) ? command : new(command.Line, transcript);
    }
}
