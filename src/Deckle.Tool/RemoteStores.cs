using System.Buffers;
using System.Collections;
using Deckle.Stores;

namespace Deckle.Tool;

/// <summary>The stores that this process reaches with its environment; made when the first remote address appears.</summary>
internal static class RemoteStores
{
    private static readonly Lazy<StoreSet> Shared = new(() => new StoreSet(new StoreOptions { Environment = Variables() }));

    public static IStore For(StoreAddress address) => Shared.Value.For(address);

    public static StoredBytes Read(StoreAddress address) => Shared.Value.ReadAsync(address).GetAwaiter().GetResult();

    public static string? Write(StoreAddress address, ReadOnlyMemory<byte> content, WriteCondition? condition) =>
        For(address).WriteAsync(address, output => output.Write(content.Span), condition).GetAwaiter().GetResult();

    private static Dictionary<string, string> Variables() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal);
}
