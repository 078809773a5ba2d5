using System.Text;
using Deckle.Json;

namespace Deckle.Tests.Diffing;

/// <summary>What nbdime's functions answered in its own tests.</summary>
internal static class DiffVectors
{
    public static IEnumerable<JsonObject> Of(string kind) =>
        File.ReadLines(Cases.Path("nbdime/vectors.jsonl")).Select(line => (JsonObject)JsonReader.Read(Encoding.UTF8.GetBytes(line))).Where(vector => vector.GetText("kind") == kind);
}
