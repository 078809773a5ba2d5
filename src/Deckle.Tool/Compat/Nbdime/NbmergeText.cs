using System.Globalization;
using Deckle.Diffing;
using Deckle.Json;
using Deckle.Merging;

namespace Deckle.Tool.Compat.Nbdime;

/// <summary>Decisions of a merge in nbdime's layout.</summary>
internal static class NbmergeText
{
    public static void Write(Notebook ancestor, IReadOnlyList<MergeDecision> decisions, NbdimeOptions options, TextWriter writer)
    {
        (string info, string reset) = options.UsesColor ? ("\e[34m\e[1m", "\e[0m") : ("", "");
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"Decisions:\n{decisions.Count(decision => decision.IsConflict)} conflicted decisions of {decisions.Count} total:\n"));
        foreach (MergeDecision decision in decisions)
        {
            string path = "/" + string.Join('/', decision.CommonPath.Steps().Select(step => step.LastKey ?? step.LastIndex.ToString(CultureInfo.InvariantCulture)));
            writer.Write($"{info}==== {(decision.IsConflict ? "conflicted " : "")}decision at {path}:{reset}\n");
            JsonObject written = (JsonObject)DecisionWriter.Write([decision], ancestor.Json)[0];
            new NbdimePrinter(writer).Members(written, [.. written.Keys.Where(key => key != "action")], NbdimePrinter.Indent);
            bool isShared = decision.Action == MergeAction.Either && decision.LocalDiff.Equals(decision.RemoteDiff);
            Side("local_diff", decision.LocalDiff, isShared ? " (same as remote_diff)" : decision.Action == MergeAction.Local ? " (selected)" : "");
            Side("remote_diff", isShared ? Diff.Empty : decision.RemoteDiff, decision.Action == MergeAction.Remote ? " (selected)" : "");
            Side("custom_diff", decision.CustomDiff ?? Diff.Empty, decision.Action == MergeAction.Custom ? " (selected)" : "");

            void Side(string name, Diff diff, string note)
            {
                if (!diff.IsEmpty && decision.CommonPath.Find(ancestor.Json) is { } value)
                {
                    writer.Write($"{info}--- {name}{note}:{reset}\n");
                    new NbdiffText(writer, options.ShownParts, options.UsesColor, options.ComparesWords).Write(value, diff, path == "/" ? "" : path);
                }
            }
        }
    }
}
