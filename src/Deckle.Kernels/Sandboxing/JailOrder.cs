using System.Collections.Immutable;
using Deckle.Json;

namespace Deckle.Kernels.Sandboxing;

/// <summary>
/// What a process is to do to itself before it becomes the kernel. It travels through a pipe: words of a command line are for all to read,
/// and there are secrets in the environment.
/// </summary>
internal sealed record JailOrder
{
    /// <summary>The words of the command to become, the first an absolute path.</summary>
    public required ImmutableArray<string> Argv { get; init; }

    /// <summary>Its whole environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Words that the command reads from <see cref="Bubblewrap.WordsDescriptor"/>, for there are secrets in them.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>The folders of control groups to join.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>The most address space in bytes; null for no limit.</summary>
    public long? AddressSpace { get; init; }

    /// <summary>The most processes of this user; null for no limit.</summary>
    public long? Processes { get; init; }

    /// <summary>The version of Landlock to use; 0 for none.</summary>
    public int Landlock { get; init; }

    public ImmutableArray<string> ReadOnly { get; init; } = [];

    public ImmutableArray<string> Writable { get; init; } = [];

    public bool Network { get; init; } = true;

    /// <summary>Whether system calls are filtered: by the jail itself with Landlock, else by bubblewrap.</summary>
    public bool Filter { get; init; }

    public byte[] ToUtf8() => JsonWriter.ToUtf8(
        JsonObject.Of(
            ("argv", JsonArray.From(Argv)),
            ("environment", JsonObject.From(Environment.Select(pair => new JsonMember(pair.Key, pair.Value)))),
            ("words", JsonArray.From(Words)),
            ("groups", JsonArray.From(Groups)),
            ("address_space", AddressSpace is { } bytes ? bytes : JsonNull.Value),
            ("processes", Processes is { } count ? count : JsonNull.Value),
            ("landlock", Landlock),
            ("read_only", JsonArray.From(ReadOnly)),
            ("writable", JsonArray.From(Writable)),
            ("network", Network),
            ("filter", Filter)),
        JsonWriterOptions.Compact);

    /// <exception cref="IOException">It is not what <see cref="ToUtf8"/> writes.</exception>
    public static JailOrder Parse(ReadOnlyMemory<byte> json)
    {
        JsonObject order;
        try
        {
            order = JsonReader.Read(json) as JsonObject ?? throw new IOException("the order is not an object");
        }
        catch (JsonSyntaxException e)
        {
            throw new IOException($"the order is not JSON: {e.Message}", e);
        }

        ImmutableArray<string> argv = Texts(order, "argv");
        return new JailOrder
        {
            Argv = argv.Length > 0 ? argv : throw new IOException("the order names no program"),
            Environment = (order.Get<JsonObject>("environment") ?? JsonObject.Empty).ToDictionary(member => member.Key, member => ((JsonString)member.Value).Text),
            Words = Texts(order, "words"),
            Groups = Texts(order, "groups"),
            AddressSpace = Number(order, "address_space"),
            Processes = Number(order, "processes"),
            Landlock = (int)(Number(order, "landlock") ?? 0),
            ReadOnly = Texts(order, "read_only"),
            Writable = Texts(order, "writable"),
            Network = order["network"] == JsonBoolean.True,
            Filter = order["filter"] == JsonBoolean.True,
        };
    }

    private static ImmutableArray<string> Texts(JsonObject order, string key) =>
        [.. (order.Get<JsonArray>(key) ?? JsonArray.Empty).OfType<JsonString>().Select(text => text.Text)];

    private static long? Number(JsonObject order, string key) => order.Get<JsonNumber>(key) is { } number && number.TryGetInt64(out long value) ? value : null;
}
