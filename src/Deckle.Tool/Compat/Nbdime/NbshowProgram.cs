using Deckle.Editing;

namespace Deckle.Tool.Compat.Nbdime;

/// <summary>nbshow's command line.</summary>
internal static class NbshowProgram
{
    private const string Line = "::::::::::::::";

    public static int Run(IReadOnlyList<string> args) => NbdimeProgram.Run(NbdimeParsers.Show(), args, (_, options) =>
    {
        if (options.Words.Count == 0)
        {
            Console.Out.WriteLine("Missing filenames.");
            return ExitCodes.BadNews;
        }

        if (options.Words.FirstOrDefault(name => name != NotebookPaths.Stdin && !Path.Exists(name)) is { } gone)
        {
            Console.Out.WriteLine($"Missing file {gone}");
            return ExitCodes.BadNews;
        }

        foreach (string name in options.Words)
        {
            Notebook notebook = JoinedNotebook.Of(NotebookReader.Read(NotebookInput.Read(name))).Notebook;
            if (options.Words.Count > 1)
            {
                Console.Out.Write($"{Line}\n{name}\n{Line}\n");
            }

            NbshowText.Write(notebook, options.ShownParts, Console.Out);
        }

        return ExitCodes.Done;
    });
}
