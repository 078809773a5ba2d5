using System.CommandLine;
using Deckle.Merging;
using Deckle.Tool.Serving;
using Deckle.Tool.Serving.Merging;

namespace Deckle.Tool.Commands;

internal static class MergeCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Arity = new ArgumentArity(2, 3) };
        var output = new Option<string?>("--out", "-o");
        var noBase = new Option<bool>("--no-base");
        var web = new WebOptions("Merge on a page in the browser.");
        var command = new Command("merge", "Merge.\n\nExample: deckle merge a b c") { files, output, noBase };
        web.AddTo(command);
        command.SetAction(parsed => CommandLine.Guard(false, () =>
        {
            var read = parsed.GetValue(files)!.Select(name => (name, NotebookInput.Read(name))).ToArray();
            return MergeReview.Of(read.Length == 3 ? read[0] : null, read[^2], read[^1], new MergeOptions(), parsed.GetValue(output), !parsed.GetValue(noBase)).Serve(web.Read(parsed)!);
        }));
        return command;
    }
}
