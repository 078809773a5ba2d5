using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.Connections;

namespace Deckle.Kernels.Holding;

/// <summary>A kernel that outlived its run and waits to be continued in.</summary>
public sealed record HeldKernel
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ssZ";

    /// <summary>By which it is asked for; says nothing about how to reach it.</summary>
    public required string Id { get; init; }

    /// <summary>Jupyter's connection file, private to the user: <c>jupyter console --existing</c> takes it.</summary>
    public required string ConnectionFile { get; init; }

    public required ConnectionInfo Connection { get; init; }

    /// <summary>When it is ended.</summary>
    public required DateTimeOffset Ends { get; init; }

    /// <summary>The notebook whose run failed in it, an absolute path; empty when it was not saved.</summary>
    public string Notebook { get; init; } = "";

    /// <summary>The cell that failed, such as <c>3 (id load)</c>.</summary>
    public string Cell { get; init; } = "";

    /// <summary>The cells that ran in it up to the failed one, in order, by <see cref="Resuming.CellTrace"/>.</summary>
    public IReadOnlyList<string> Ran { get; init; } = [];

    internal int Process { get; init; }

    internal int Holder { get; init; }

    /// <summary>Where its sockets lie.</summary>
    internal string Folder { get; init; } = "";

    internal bool InterruptsByMessage { get; init; }

    internal static HeldKernel Parse(string file, ReadOnlyMemory<byte> json)
    {
        var connection = ConnectionInfo.Parse(json);
        JsonObject held = (JsonReader.Read(json) as JsonObject)?.Get<JsonObject>("deckle") ?? throw ConnectionErrors.ConnectionFile("'deckle' is missing");
        return new HeldKernel
        {
            Id = Path.GetFileNameWithoutExtension(file),
            ConnectionFile = file,
            Connection = connection,
            Ends = DateTimeOffset.TryParse(held.GetText("ends"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset ends) ? ends : default,
            Notebook = held.GetText("notebook") ?? "",
            Cell = held.GetText("cell") ?? "",
            Ran = [.. (held.Get<JsonArray>("ran") ?? JsonArray.Empty).OfType<JsonString>().Select(trace => trace.Text)],
            Process = Number(held, "process"),
            Holder = Number(held, "holder"),
            Folder = held.GetText("folder") ?? "",
            InterruptsByMessage = held["interrupts_by_message"] is JsonBoolean { Value: true },
        };
    }

    /// <summary>The connection file, with a member that other readers of it pass over.</summary>
    internal byte[] ToJson()
    {
        var connection = (JsonObject)JsonReader.Read(Connection.ToJson());
        return JsonWriter.ToUtf8(
            connection.With("deckle", JsonObject.Of(
                ("ends", Ends.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)),
                ("notebook", Notebook),
                ("cell", Cell),
                ("ran", JsonArray.From(Ran)),
                ("process", Process),
                ("holder", Holder),
                ("folder", Folder),
                ("interrupts_by_message", InterruptsByMessage))),
            JsonWriterOptions.Compact);
    }

    private static int Number(JsonObject members, string key) =>
        members.Get<JsonNumber>(key) is { } number && number.TryGetInt64(out long value) && value is > 1 and < int.MaxValue ? (int)value : 0;
}
