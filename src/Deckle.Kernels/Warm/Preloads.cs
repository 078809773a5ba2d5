using System.Text.RegularExpressions;

namespace Deckle.Kernels.Warm;

/// <summary>Which modules a fork server may import before it forks.</summary>
internal static partial class Preloads
{
    /// <summary>
    /// Packages whose threads, devices or locks do not survive a fork, by their own documentation. The server also refuses whatever starts a
    /// thread when it is imported.
    /// </summary>
    public static IReadOnlyList<string> Never { get; } =
    [
        "torch", "tensorflow", "jax", "jaxlib", "cupy", "cudf", "pycuda", "numba.cuda", "grpc", "polars", "ray", "pyspark", "jpype", "gevent", "objc",
    ];

    /// <exception cref="DeckleException"><c>preload-refused</c>: no module's name, or one of <see cref="Never"/>.</exception>
    public static void Check(IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            if (!ModuleName().IsMatch(name))
            {
                throw WarmErrors.PreloadRefused($"'{name}' is no name of a module");
            }

            if (Never.FirstOrDefault(never => name == never || name.StartsWith(never + ".", StringComparison.Ordinal)) is { } refused)
            {
                throw WarmErrors.PreloadRefused($"'{refused}' cannot be preloaded: it does not survive a fork");
            }
        }
    }

    [GeneratedRegex(@"^[^\W\d]\w*(\.[^\W\d]\w*)*\z")]
    private static partial Regex ModuleName();
}
