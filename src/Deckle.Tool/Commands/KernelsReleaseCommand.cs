using System.CommandLine;
using Deckle.Kernels.Holding;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle kernels release ID</c>: ends kernels that were kept.</summary>
internal static class KernelsReleaseCommand
{
    public static Command Create()
    {
        var ids = new Argument<string[]>("id") { Description = "The kernels' ids, as 'deckle kernels kept' lists them.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "End every kernel that is kept." };
        var command = new Command("release", "End kernels that were kept because their run failed.\n\nExample: deckle kernels release --all") { ids, all };
        command.SetAction(parsed => CommandLine.Guard(json: false, () => Release(parsed.GetValue(ids) ?? [], parsed.GetValue(all))));
        return command;
    }

    private static int Release(string[] ids, bool all)
    {
        if (all == (ids.Length > 0))
        {
            throw new DeckleException("usage", "give the ids of kernels, or --all", "list them with: deckle kernels kept");
        }

        HeldKernels kept = HeldKernels.OfUser();
        IReadOnlyList<HeldKernel> released = all ? kept.All() : [.. ids.Select(kept.Find)];
        Task.WaitAll(released.Select(held => kept.ReleaseAsync(held)));
        return released.Count > 0 ? ExitCodes.Done : ExitCodes.NothingToDo;
    }
}
