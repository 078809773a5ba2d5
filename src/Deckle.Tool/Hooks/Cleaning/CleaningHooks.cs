using Deckle.Audit.Hygiene;
using Deckle.Stripping;
using Deckle.Tool.Compat.Argparse;
using Deckle.Tool.Compat.NbClean;
using Deckle.Tool.Compat.Nbstripout;
using Deckle.Tool.Stripping;

namespace Deckle.Tool.Hooks.Cleaning;

/// <summary>The hooks that keep notebooks clean: by the settings, by nbstripout's flags, and by nb-clean's.</summary>
internal static class CleaningHooks
{
    public static IReadOnlyList<KnownHook> All { get; } =
    [
        new("deckle-strip", "strip notebooks", "removes from notebooks what the settings say, outputs and counts by default.", Settings) { Types = ["jupyter"], Fixes = true },
        new("nbstripout", "nbstripout", "strips output from Jupyter notebooks, by nbstripout's flags.", Nbstripout) { Types = ["jupyter"], Fixes = true },
        new("nb-clean", "nb-clean", "cleans Jupyter notebooks, by nb-clean's flags.", NbClean) { Types = ["jupyter"], Fixes = true },
    ];

    private static NotebookCleanCheck Settings(IReadOnlyList<string> arguments, string root)
    {
        if (arguments.Count > 0)
        {
            throw HookErrors.Arguments("deckle-strip", $"unrecognized arguments: {string.Join(' ', arguments)}; settings say what is stripped");
        }

        var settings = new StripSettings();
        return new NotebookCleanCheck("deckle-strip", path => settings.For(Path.Combine(root, path)));
    }

    private static HygieneCheck Nbstripout(IReadOnlyList<string> arguments, string root)
    {
        NbstripoutArguments parsed = NbstripoutArguments.Of(Parse("nbstripout", NbstripoutParser.Create(), arguments), ConfiguredKeys.Read(null));
        return new NotebookCleanCheck("nbstripout", _ => parsed.Options);
    }

    private static HygieneCheck NbClean(IReadOnlyList<string> arguments, string root)
    {
        StripOptions options = NbCleanRules.Of(Parse("nb-clean", NbCleanParser.Create(), ["clean", .. arguments])).ToStripOptions();
        return new NotebookCleanCheck("nb-clean", _ => options);
    }

    // The last line says what is wrong, those before how it is used.
    private static ParsedArguments Parse(string hook, ArgumentParser parser, IReadOnlyList<string> arguments)
    {
        try
        {
            return parser.Parse(arguments);
        }
        catch (ArgparseEnd e)
        {
            throw HookErrors.Arguments(hook, e.Message.TrimEnd().Split('\n')[^1]);
        }
    }
}
