using System.Text;
using Deckle.Json;

namespace Deckle.Tool.HostTools.Policy;

/// <summary>A folder, or a file, that a sandboxed kernel was allowed to change.</summary>
/// <param name="Path">Full, links resolved.</param>
/// <param name="Policies">The policies in it that are the user's: by their paths the SHA-256 of their bytes.</param>
internal sealed record WritableFolder(string Path, IReadOnlyDictionary<string, string> Policies)
{
    private const string Schema = "deckle.writable-folder/1";

    /// <exception cref="FormatException">It is none.</exception>
    public static WritableFolder Read(byte[] content)
    {
        try
        {
            return JsonReader.Read(content) is JsonObject note && note.GetText("schema") == Schema && note.GetText("folder") is { } folder
                ? new WritableFolder(folder, (note.Get<JsonObject>("policies") ?? JsonObject.Empty).ToDictionary(member => member.Key, member => (member.Value as JsonString)?.Text ?? ""))
                : throw new FormatException($"its schema is not {Schema}");
        }
        catch (JsonSyntaxException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(JsonObject.Of(
        ("schema", Schema),
        ("folder", Path),
        ("policies", JsonObject.From(Policies.Select(pair => new JsonMember(pair.Key, pair.Value))))).ToString());

    /// <summary>Whether a full path without links is the folder's or that of something in it.</summary>
    public bool Holds(string path) => Path == "/" || path == Path || path.StartsWith($"{Path}/", StringComparison.Ordinal);
}
