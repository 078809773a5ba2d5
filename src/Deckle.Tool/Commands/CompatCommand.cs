using System.CommandLine;
using Deckle.Tool.Compat;

namespace Deckle.Tool.Commands;

/// <summary>
/// <c>deckle compat PROGRAM ...</c>: only its help and its errors. Command lines of the programs themselves never come here,
/// see <see cref="CompatPrograms"/>.
/// </summary>
internal static class CompatCommand
{
    public static Command Create()
    {
        var program = new Argument<string>("program") { Description = $"The program to stand in for ({string.Join(", ", CompatPrograms.Names)}), or 'explain'." };
        program.AcceptOnlyFromAmong([.. CompatPrograms.Names, "explain"]);
        var arguments = new Argument<string[]>("arguments") { Description = "Its arguments; behind 'explain' its name and arguments, to see what they mean.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(
            "compat",
            "Do what another program does, with its options, messages and exit codes. A link to deckle that has its name does the same.\n\nExample: deckle compat papermill in.ipynb out.ipynb -p alpha 0.6")
        {
            program, arguments,
        };
        command.SetAction(parsed => CommandLine.Guard(false, () =>
        {
            string[] words = ["compat", parsed.GetRequiredValue(program), .. parsed.GetValue(arguments) ?? []];
            return CompatPrograms.Find("deckle", words) is { } run
                ? run()
                : throw new DeckleException("usage", "explain takes a program and its arguments", "deckle compat explain papermill in.ipynb out.ipynb");
        }));
        return command;
    }
}
