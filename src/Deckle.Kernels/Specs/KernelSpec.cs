namespace Deckle.Kernels;
/// <summary>tmp</summary>
public sealed record KernelSpec(string Name, IReadOnlyList<string> Argv, string DisplayName, string Language, bool InterruptsByMessage, IReadOnlyDictionary<string, string> Env);
