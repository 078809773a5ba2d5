using Deckle.Editing;
using Deckle.Json;
using Deckle.Tool.Compat.Argparse;
using Deckle.Tool.Diffing;

namespace Deckle.Tool.Compat.Nbdime;

/// <summary>nbpatch's command line: without a file for the result it is shown as nbshow shows notebooks.</summary>
internal static class NbpatchProgram
{
    private static readonly HashSet<string> AllParts = [.. PartOptions.Names];

    public static int Run(IReadOnlyList<string> args)
    {
        ArgumentParser parser = NbdimeParsers.Patch();
        return NbdimeProgram.Run(parser, args, (_, options) =>
        {
            IReadOnlyList<string> words = NbdimeProgram.Words(parser, options, 2, "base", "patch");
            if (words.FirstOrDefault(name => !Path.Exists(name)) is { } gone)
            {
                Console.Out.WriteLine($"Missing file {gone}");
                return ExitCodes.BadNews;
            }

            Notebook before = JoinedNotebook.Of(NotebookReader.Read(NotebookInput.Read(words[0]))).Notebook;
            Notebook after = DiffDocument.Read(words[1], NotebookInput.Read(words[1])).Apply(words[0], before);
            if (options.Text("output") is { } place)
            {
                NotebookPaths.Write(place, NotebookWriter.Write(after));
            }
            else if (NotebookValidator.Validate(after).Count > 0)
            {
                Console.Out.Write($"Patch result is not a valid notebook, printing as JSON:\n{JsonWriter.ToText(after.Json, JsonWriterOptions.Compact)}");
            }
            else
            {
                NbshowText.Write(after, AllParts, Console.Out);
            }

            return ExitCodes.Done;
        });
    }
}
