using System.Text;
using Deckle.Audit.Hygiene;
using Deckle.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Deckle.Tool.Hooks.Configuring;

/// <summary>Reads a <c>.pre-commit-config.yaml</c> by pre-commit's rules: what it refuses is refused here too.</summary>
internal sealed class HookConfigReader
{
    public const string FileName = ".pre-commit-config.yaml";

    // `ci` is read by a service.
    private static readonly string[] RootKeys =
    [
        "repos", "default_install_hook_types", "default_language_version", "default_stages", "files", "exclude", "fail_fast", "minimum_pre_commit_version", "ci",
    ];

    private readonly string path;
    private readonly List<Hook> hooks = [];
    private readonly List<ForeignHook> foreign = [];
    private readonly List<string> warnings = [];
    private IReadOnlyList<string> defaultStages = [];

    private HookConfigReader(string path) => this.path = path;

    /// <param name="path">Names the file in errors.</param>
    /// <exception cref="DeckleException"><c>hook-config-invalid</c>.</exception>
    public static HookConfig Read(string path, ReadOnlySpan<byte> content) => new HookConfigReader(path).ReadRoot(Load(path, content));

    private static YamlNode Load(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
            var stream = new YamlStream();
            stream.Load(new StringReader(text.TrimStart('\ufeff')));
            return stream.Documents is [YamlDocument only] ? only.RootNode
                : throw HookErrors.Config(path, 0, stream.Documents.Count == 0 ? "the file is empty" : "the file has more than one document");
        }
        catch (YamlException e)
        {
            throw HookErrors.Config(path, e.Start.Line, $"not YAML: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        catch (DecoderFallbackException e)
        {
            throw HookErrors.Config(path, 0, "the file is not UTF-8 text", e);
        }
    }

    private HookConfig ReadRoot(YamlNode node)
    {
        var root = new YamlMapping(node, path, "the file");
        defaultStages = ReadStages(root, "default_stages") ?? HookStages.All;
        foreach (YamlNode repository in root.List("repos") ?? throw root.Fail("the file has no key 'repos'"))
        {
            ReadRepository(new YamlMapping(repository, path, "a repository"));
        }

        warnings.AddRange(root.Keys.Except(RootKeys).Select(key => $"{path}:{root.LineOf(key)}: the key '{key}' means nothing here"));
        return new HookConfig(hooks)
        {
            Path = path,
            Files = root.Regex("files"),
            Exclude = root.Regex("exclude"),
            FailsFast = root.Boolean("fail_fast") ?? false,
            Foreign = foreign,
            InstallTypes = ReadInstallTypes(root),
            Warnings = warnings,
        };
    }

    private static IReadOnlyList<string> ReadInstallTypes(YamlMapping root)
    {
        const string Key = "default_install_hook_types";
        IReadOnlyList<string> types = root.Texts(Key) ?? [HookStages.Commit];
        return types.FirstOrDefault(type => !HookStages.HookTypes.Contains(type)) is string wrong
            ? throw root.FailAt(Key, $"{Key}: '{wrong}' is none of {string.Join(", ", HookStages.HookTypes)}")
            : types;
    }

    private void ReadRepository(YamlMapping repository)
    {
        string source = repository.NeedText("repo", "a repository");
        if (repository.Text("rev") is null && source is not (HookSource.Local or HookSource.Meta))
        {
            throw repository.Fail($"the repository {source} has no key 'rev'");
        }

        foreach (YamlNode hook in repository.List("hooks") ?? throw repository.Fail($"the repository {source} has no key 'hooks'"))
        {
            ReadHook(source, new YamlMapping(hook, path, "a hook"));
        }

        warnings.AddRange(repository.Keys.Except(["repo", "rev", "hooks"]).Select(key => $"{path}:{repository.LineOf(key)}: the key '{key}' means nothing in a repository"));
    }

    private void ReadHook(string source, YamlMapping hook)
    {
        string id = hook.NeedText("id", "a hook");
        IReadOnlyList<string> arguments = hook.Texts("args") ?? [];
        KnownHook? known = HookSource.Find(source, id);
        if (source == HookSource.Local && HookSource.FindLocal(hook.NeedText("entry", $"the local hook {id}")) is var (found, before))
        {
            // A local hook has no manifest: what is not written is pre-commit's default.
            known = found with { Types = ["file"], Stages = [], AlwaysRuns = false };
            arguments = [.. before, .. arguments];
        }

        if (known is null)
        {
            Check(hook);
            foreign.Add(new ForeignHook(source, id));
        }
        else
        {
            hooks.Add(Read(hook, id, known, arguments));
        }
    }

    private Hook Read(YamlMapping hook, string id, KnownHook known, IReadOnlyList<string> arguments)
    {
        string[]? stages = ReadStages(hook, "stages");
        return new Hook(known, id, hook.Text("name") ?? known.Name, Configure(hook, known, arguments))
        {
            Alias = hook.Text("alias") ?? "",
            Files = hook.Regex("files"),
            Exclude = hook.Regex("exclude"),
            Types = ReadTags(hook, "types") ?? known.Types,
            TypesOr = ReadTags(hook, "types_or") ?? [],
            ExcludeTypes = ReadTags(hook, "exclude_types") ?? [],
            Stages = stages is { Length: > 0 } ? stages : known.Stages.Count > 0 ? known.Stages : defaultStages,
            AlwaysRuns = hook.Boolean("always_run") ?? known.AlwaysRuns,
            FailsFast = hook.Boolean("fail_fast") ?? false,
            IsVerbose = hook.Boolean("verbose") ?? false,
            GetsFiles = hook.Boolean("pass_filenames") ?? true,
        };
    }

    // A hook that only pre-commit can run is read as far as both know it: a typing error in it is one for both.
    private static void Check(YamlMapping hook)
    {
        ReadStages(hook, "stages");
        hook.Regex("files");
        hook.Regex("exclude");
        hook.Texts("args");
        foreach (string key in (string[])["types", "types_or", "exclude_types"])
        {
            ReadTags(hook, key);
        }
    }

    private HygieneCheck Configure(YamlMapping hook, KnownHook known, IReadOnlyList<string> arguments)
    {
        try
        {
            return known.Configure(arguments);
        }
        catch (DeckleException e)
        {
            throw HookErrors.Config(path, hook.Has("args") ? hook.LineOf("args") : hook.Line, e.Message, e);
        }
    }

    private static IReadOnlyList<string>? ReadTags(YamlMapping hook, string key) => hook.Texts(key) is not { } tags ? null
        : tags.FirstOrDefault(tag => !FileTags.All.Contains(tag)) is not string wrong ? tags
        : throw hook.FailAt(key, $"{key}: '{wrong}' is no type of file{(NearestName.Of(wrong, FileTags.All) is string nearest ? $"; did you mean {nearest}?" : "")}");

    private static string[]? ReadStages(YamlMapping mapping, string key) => mapping.Texts(key)?.Select(name =>
        HookStages.Find(name) ?? throw mapping.FailAt(key, $"{key}: '{name}' is none of {string.Join(", ", HookStages.All)}")).ToArray();
}
