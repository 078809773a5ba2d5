using Deckle.Batches;
using Deckle.Json;

namespace Deckle.Tool.Batch;

/// <summary>One run of a batch: a notebook with one set of parameters, and where its result goes.</summary>
/// <param name="Index">Its place in the batch, from 0.</param>
/// <param name="Notebook">The notebook's path, as it was given or found.</param>
/// <param name="Varied">The parameters that set it apart from the other runs of its notebook.</param>
/// <param name="Parameters">All of its parameters.</param>
/// <param name="Output">Where the executed notebook goes.</param>
/// <param name="Record">Where its <see cref="RunRecord"/> goes.</param>
internal sealed record BatchRun(long Index, string Notebook, JsonObject Varied, JsonObject Parameters, string Output, string Record)
{
    /// <summary>For people: <c>train.ipynb alpha=0.1,n=3</c>.</summary>
    public string Name => Varied.Count == 0 ? Notebook : $"{Notebook} {ParameterSlug.Of(Varied)}";
}
