namespace Deckle.Kernels.Specs;

/// <summary>What an interpreter knows about itself.</summary>
/// <param name="Prefix">Python's <c>sys.prefix</c>.</param>
/// <param name="Ipykernel">The folder of the <c>ipykernel</c> package it can import, else null.</param>
internal sealed record PythonFacts(string Prefix, string? Ipykernel);
