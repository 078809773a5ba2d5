using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Compat.Argparse;

namespace Deckle.Tool.Compat.Nbdime;

/// <summary>What one of nbdime's programs was told, on its command line or in <c>nbdime_config.json</c>.</summary>
/// <param name="parsed">The command line, which wins.</param>
/// <param name="config">The program's settings, from all files and sections.</param>
internal sealed class NbdimeOptions(ParsedArguments parsed, JsonObject config)
{
    /// <summary>Which parts count. On one command line all are named or all are left out; what is named overrules the files.</summary>
    /// <exception cref="DeckleException"><c>usage</c>: some are named, others left out.</exception>
    public IReadOnlySet<string> ShownParts
    {
        get
        {
            string[] named = [.. PartOptions.Names.Where(part => parsed.Has(part))];
            string[] ignored = [.. PartOptions.Names.Where(part => parsed.Has(Ignored(part)))];
            if (named.Length > 0 && ignored.Length > 0)
            {
                throw new DeckleException("usage", "options must either name the parts to show or those to ignore", $"leave out --{named[0]} or --ignore-{ignored[0]}");
            }

            named = named.Length > 0 ? named : [.. PartOptions.Names.Where(part => (config[part] as JsonBoolean)?.Value == true)];
            ignored = ignored.Length > 0 ? ignored : [.. PartOptions.Names.Where(part => (config[part] as JsonBoolean)?.Value == false)];
            return PartOptions.Counting(named, ignored);
        }
    }

    /// <summary>Whether the parts were named on the command line, which makes nbdime forget what files say of them.</summary>
    public bool HasParts => PartOptions.Names.Any(part => parsed.Has(part) || parsed.Has(Ignored(part)));

    /// <summary><c>Ignore</c> of the files: paths such as <c>/cells/*/metadata/collapsed</c> with true, false or a list of keys.</summary>
    public JsonObject Ignore => config.Get<JsonObject>("Ignore") ?? JsonObject.Empty;

    public bool UsesColor => !parsed.Has("no_color");

    public bool ComparesWords => IsOn("color_words");

    public IReadOnlyList<string> Words => parsed.All("words") ?? [];

    public string? Text(string name) => parsed.Text(name) ?? config.GetText(name);

    public bool IsOn(string name) => parsed.Has(name) || (config[name] as JsonBoolean)?.Value == true;

    public bool IsGiven(string name) => parsed.Has(name);

    /// <summary>A number on the command line or in a file; null for none.</summary>
    /// <exception cref="DeckleException"><c>usage</c>: the word is no number.</exception>
    public int? Number(string name) => Text(name) is not { } word
        ? (int?)((config[name] as JsonNumber)?.ToDouble())
        : int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number
        : throw new DeckleException("usage", $"--{name} {word}: not a number", "give a whole number");

    internal static string Ignored(string part) => $"ignore_{part}";
}
