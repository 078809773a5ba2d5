using Deckle.Audit.Hygiene.Checks;

namespace Deckle.Audit.Hygiene;

/// <summary>The rules there are, known by the ids that pre-commit users write.</summary>
public static class HygieneRules
{
    private static readonly string[] CommitAndPush = ["pre-commit", "pre-push", "manual"];

    public static IReadOnlyList<HygieneRule> All { get; } =
    [
        new(LargeFileCheck.Id, "check for added large files", "prevents giant files from being committed.", [], LargeFileCheck.Create) { Stages = CommitAndPush },
        new(CaseConflictCheck.Id, "check for case conflicts", "checks for files that would conflict in case-insensitive filesystems.", [], CaseConflictCheck.Create),
        new(ExecutableShebangCheck.Id, "check that executables have shebangs", "ensures that (non-binary) executables have a shebang.", ["text", "executable"], ExecutableShebangCheck.Create) { Stages = CommitAndPush },
        new(JsonCheck.Id, "check json", "checks json files for parseable syntax.", ["json"], JsonCheck.Create),
        new(MergeConflictCheck.Id, "check for merge conflicts", "checks for files that contain merge conflict strings.", ["text"], MergeConflictCheck.Create),
        new(ShebangExecutableCheck.Id, "check that scripts with shebangs are executable", "ensures that (non-binary) files with a shebang are executable.", ["text"], ShebangExecutableCheck.Create) { Stages = CommitAndPush },
        new(SymlinkCheck.Id, "check for broken symlinks", "checks for symlinks which do not point to anything.", ["symlink"], SymlinkCheck.Create),
        new(PrivateKeyCheck.Id, "detect private key", "detects the presence of private keys.", ["text"], PrivateKeyCheck.Create),
        new(TomlCheck.Id, "check toml", "checks toml files for parseable syntax.", ["toml"], TomlCheck.Create),
        new(YamlCheck.Id, "check yaml", "checks yaml files for parseable syntax.", ["yaml"], YamlCheck.Create),
        new(EndOfFileCheck.Id, "fix end of files", "ensures that a file is either empty, or ends with one newline.", ["text"], EndOfFileCheck.Create) { Stages = CommitAndPush, Fixes = true },
        new(ByteOrderMarkerCheck.Id, "fix utf-8 byte order marker", "removes utf-8 byte order marker.", ["text"], ByteOrderMarkerCheck.Create) { Fixes = true },
        new(MixedLineEndingCheck.Id, "mixed line ending", "replaces or checks mixed line ending.", ["text"], MixedLineEndingCheck.Create) { Fixes = true },
        new(BranchCheck.Id, "don't commit to branch", "protects branches from direct commits.", [], BranchCheck.Create) { AlwaysRuns = true },
        new(TrailingWhitespaceCheck.Id, "trim trailing whitespace", "trims trailing whitespace.", ["text"], TrailingWhitespaceCheck.Create) { Stages = CommitAndPush, Fixes = true },
        new(XmlCheck.Id, "check xml", "checks xml files for parseable syntax.", ["xml"], XmlCheck.Create),
        new(JsonFormatCheck.Id, "pretty format json", "sets a standard for formatting json files.", ["json"], JsonFormatCheck.Create) { Fixes = true },
        new(WindowsNameCheck.Id, "check illegal windows names", "checks for names that Windows cannot have.", [], WindowsNameCheck.Create),
        new(NotebookValidCheck.Id, "check notebooks", "checks notebooks against nbformat's schema.", ["jupyter"], NotebookValidCheck.Create),
        new(NotebookCleanRules.Id, "strip notebooks", "removes from notebooks what a run puts in, as settings say.", ["jupyter"], NotebookCleanRules.BySettings) { Fixes = true },
        new(NotebookCleanRules.NbstripoutId, "nbstripout", "strips notebooks as nbstripout does.", ["jupyter"], NotebookCleanRules.AsNbstripout) { Fixes = true },
        new(NotebookCleanRules.NbCleanId, "nb-clean", "cleans notebooks as nb-clean does.", ["jupyter"], NotebookCleanRules.AsNbClean) { Fixes = true },
    ];

    private static readonly Dictionary<string, HygieneRule> ById = All.ToDictionary(rule => rule.Id);

    /// <summary>The rule of an id; null for an id that is not known.</summary>
    public static HygieneRule? Find(string id) => ById.GetValueOrDefault(id);
}
