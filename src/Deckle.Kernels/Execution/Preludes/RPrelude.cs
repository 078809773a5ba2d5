using System.Text;

namespace Deckle.Kernels.Execution.Preludes;

/// <summary>What an R kernel is told before its first cell: the list <c>hermes</c> of functions, on the search path, where a variable of that name comes before it.</summary>
internal static class RPrelude
{
    private static readonly Lazy<string> All = new(Read);

    /// <summary>One expression of R. It never fails.</summary>
    public static string Code => All.Value;

    private static string Read()
    {
        using Stream stream = typeof(RPrelude).Assembly.GetManifestResourceStream("Preludes.hermes_runtime.R")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
