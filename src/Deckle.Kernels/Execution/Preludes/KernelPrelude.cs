namespace Deckle.Kernels.Execution.Preludes;

/// <summary>What a kernel is told before its first cell: what it may use although it is not installed. Nothing of it is seen by the user's code until asked for.</summary>
internal static class KernelPrelude
{
    /// <param name="language">As <c>language_info</c> names it.</param>
    /// <returns>Null for a language that has none.</returns>
    public static string? Of(string? language) => language switch
    {
        "python" => PythonPrelude.Code,
        "R" => RPrelude.Code,
        _ => null,
    };
}
