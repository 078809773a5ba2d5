using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>Where in a value a diff is being applied, so that an error can say it.</summary>
internal readonly record struct PatchPlace(JsonValue Root, JsonPath Path)
{
    public PatchPlace Key(string name) => this with { Path = Path.Key(name) };

    public PatchPlace Item(int index) => this with { Path = Path.Item(index) };

    public DeckleException DoesNotFit(DiffEntry entry, string why) => DiffErrors.DoesNotFit(Path, entry, why, Root);
}
