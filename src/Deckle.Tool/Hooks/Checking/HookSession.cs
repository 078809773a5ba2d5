using Deckle.Tool.Git;
using Deckle.Tool.Hooks.Configuring;
using Deckle.Tool.Hooks.Selecting;

namespace Deckle.Tool.Hooks.Checking;

/// <summary>Carries a request out: which hooks, which files, and how they ended.</summary>
internal sealed class HookSession
{
    private readonly GitRepository repository;
    private readonly HookRequest request;

    private HookSession(GitRepository repository, HookRequest request)
    {
        this.repository = repository;
        this.request = request;
        Config = request.UsesDefaults ? HookConfig.Default : HookConfigFile.Read(repository, request.Config, isStaged: IsOfIndex);
        Hooks = Choose();
    }

    public HookConfig Config { get; }

    /// <summary>The hooks that were asked for.</summary>
    public IReadOnlyList<Hook> Hooks { get; }

    public IReadOnlyList<HookOutcome> Outcomes { get; private set; } = [];

    /// <summary>What a user should know beside the outcomes.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    private bool IsOfIndex => !request.AllFiles && request.Files is null && request.FromRef is null && request.Remote is null && HookStages.HasFiles(request.Stage) && !HookStages.HasMessage(request.Stage);

    /// <param name="skip">Ids and aliases with commas between: the variable <c>SKIP</c>.</param>
    /// <param name="stdin">What git tells a pre-push hook; read only where it is needed.</param>
    public static HookSession Run(GitRepository repository, HookRequest request, string? skip, Func<string> stdin)
    {
        var session = new HookSession(repository, request);
        FileSelection selection = session.Select(stdin);
        selection = selection with { Files = [.. selection.Files.Where(file => session.Config.AcceptsName(file.Path))] };
        session.Notes = [.. session.Config.Warnings, .. selection.Notes];
        session.Outcomes = new HookRunner(repository, session.Hooks)
        {
            IsFixing = request.IsFixing,
            FailsFast = request.FailsFast || session.Config.FailsFast,
            Skipped = (skip ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(),
        }.Run(selection);
        return session;
    }

    private IReadOnlyList<Hook> Choose()
    {
        if (request.Ids.Count == 0)
        {
            return [.. Config.Hooks.Where(hook => hook.Stages.Contains(request.Stage))];
        }

        return [.. request.Ids.SelectMany(Named)];
    }

    private IEnumerable<Hook> Named(string id)
    {
        Hook[] configured = [.. Config.Hooks.Where(hook => hook.IsCalled(id))];
        Hook[] inStage = [.. configured.Where(hook => hook.Stages.Contains(request.Stage))];
        if (configured.Length > 0)
        {
            return inStage.Length > 0 ? inStage : throw HookErrors.NotInStage(id, request.Stage, configured[0].Stages);
        }

        // What is not configured can still be asked for.
        return KnownHooks.Find(id) is KnownHook known
            ? [Hook.Of(known)]
            : throw HookErrors.Unknown(id, [.. Config.Hooks.Select(hook => hook.Id).Concat(KnownHooks.All.Select(hook => hook.Id)).Distinct().Order(StringComparer.Ordinal)]);
    }

    private FileSelection Select(Func<string> stdin)
    {
        var selector = new FileSelector(repository);
        return request switch
        {
            { FromRef: string from, ToRef: string to } => selector.Between([new PushedRange(from, to)]),
            { Remote: string remote } => selector.Between(PushedRanges.Read(repository, remote, stdin())),
            { MessageFile: string message } => selector.Message(message),
            { Files: { } files } => selector.Named(files),
            { AllFiles: true } => selector.All(),
            _ when !HookStages.HasFiles(request.Stage) => new FileSelection([]),
            _ => selector.Staged(),
        };
    }
}
