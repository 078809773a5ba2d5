using Deckle.Json;

namespace Deckle.Kernels.Specs;

/// <summary>A kernel that stands in a searched folder but cannot be offered.</summary>
/// <param name="Name">The kernel's name, that of its folder.</param>
/// <param name="Path">The <c>kernel.json</c>, or the folder when that is what is wrong.</param>
/// <param name="Place">Where in the file, when it is about a place.</param>
/// <param name="What">What is wrong, one line.</param>
public sealed record KernelSpecProblem(string Name, string Path, TextPosition? Place, string What)
{
    /// <summary><c>path:line:column: what</c>.</summary>
    public override string ToString() => Place is { } place ? $"{Path}:{place.Line}:{place.Column}: {What}" : $"{Path}: {What}";
}
