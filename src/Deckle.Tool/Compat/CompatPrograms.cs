using Deckle.Tool.Compat.Argparse;
using Deckle.Tool.Compat.NbClean;
using Deckle.Tool.Compat.Nbdime;
using Deckle.Tool.Compat.Nbstripout;
using Deckle.Tool.Compat.Papermill;

namespace Deckle.Tool.Compat;

/// <summary>
/// The established programs that this one stands in for, when it is called by their name (a link to it) or as <c>deckle compat NAME</c>.
/// Their command lines are not ours to parse.
/// </summary>
internal static class CompatPrograms
{
    private static readonly (string Name, Func<IReadOnlyList<string>, int> Run, Func<IReadOnlyList<string>, int> Explain)[] All =
    [
        ("papermill", PapermillProgram.Run, PapermillProgram.Explain),
        (NbstripoutParser.Program, NbstripoutProgram.Run, NbstripoutProgram.Explain),
        (NbCleanParser.Program, NbCleanProgram.Run, NbCleanProgram.Explain),
        ("nbdime", NbdimeDispatch.Run, _ => NbdimeDispatch.Run(["--help"])),
        ("nbdiff", NbdiffProgram.Run, Explained(NbdimeParsers.Diff)),
        ("nbdiff-web", NbdimeWeb.DiffProgram, Explained(NbdimeParsers.DiffWeb)),
        ("nbmerge", NbmergeProgram.Run, Explained(NbdimeParsers.Merge)),
        ("nbmerge-web", NbdimeWeb.MergeProgram, Explained(NbdimeParsers.MergeWeb)),
        ("nbshow", NbshowProgram.Run, Explained(NbdimeParsers.Show)),
        ("nbpatch", NbpatchProgram.Run, Explained(NbdimeParsers.Patch)),
        ("git-nbdiffdriver", GitDriverPrograms.DiffDriver, Explained(NbdimeParsers.DiffDriver)),
        ("git-nbmergedriver", GitDriverPrograms.MergeDriver, Explained(NbdimeParsers.MergeDriver)),
        ("git-nbdifftool", GitDriverPrograms.DiffTool, Explained(NbdimeParsers.DiffTool)),
        ("git-nbmergetool", GitDriverPrograms.MergeTool, Explained(NbdimeParsers.MergeTool)),
    ];

    public static IEnumerable<string> Names => All.Select(program => program.Name);

    /// <summary>The name the program was called by, without folder and extension.</summary>
    public static string CalledAs() => Path.GetFileNameWithoutExtension(OwnProgram.CalledAs);

    private static Func<IReadOnlyList<string>, int> Explained(Func<ArgumentParser> parser) => args => ArgparseExplanation.Show(parser(), args);

    /// <summary>What to run instead of our own commands; null for nothing.</summary>
    /// <param name="calledAs">The program's name, without folder and extension.</param>
    public static Func<int>? Find(string calledAs, IReadOnlyList<string> args)
    {
        foreach ((string name, Func<IReadOnlyList<string>, int> run, Func<IReadOnlyList<string>, int> explain) in All)
        {
            if (calledAs == name)
            {
                return () => run(args);
            }

            // Python's way to call a program, which git configurations hold: with `deckle` in the place of `python` they go on working.
            if (args.Count > 1 && args[0] is "compat" or "-m" && args[1] == name)
            {
                return () => run([.. args.Skip(2)]);
            }

            if (args.Count > 2 && args[0] == "compat" && args[1] == "explain" && args[2] == name)
            {
                return () => explain([.. args.Skip(3)]);
            }
        }

        return null;
    }
}
