using System.Text.RegularExpressions;
using Deckle.Json;

namespace Deckle.Stripping;

/// <summary>
/// A kernel's title with a version in it, as VS Code writes it (<c>Python 3.11.4 ('venv': venv)</c>): it tells whose machine saved the
/// notebook last. The schema needs a title, so the kernel's name takes its place.
/// </summary>
internal static partial class KernelTitle
{
    private const string Spec = "kernelspec";
    private const string Title = "display_name";

    public static JsonObject Strip(JsonObject metadata, JsonPath path, StripReport report)
    {
        if (metadata[Spec] is not JsonObject spec || spec.GetText(Title) is not { } title || spec["name"] is not JsonString name
            || title == name.Text || !Version().IsMatch(title))
        {
            return metadata;
        }

        report.Add(StripKind.NotebookMetadata, path.Key(Spec).Key(Title), $"metadata.{Spec}.{Title}");
        return metadata.With(Spec, spec.With(Title, new JsonString(name.Text)));
    }

    [GeneratedRegex(@"\d+\.\d+\.\d+")]
    private static partial Regex Version();
}
