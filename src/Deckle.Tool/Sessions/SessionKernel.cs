using Deckle.Json;
using Deckle.Kernels;
using Deckle.Kernels.Connections;
using Deckle.Kernels.Sessions;
using Deckle.Kernels.Specs;
using Deckle.Tool.Running;

namespace Deckle.Tool.Sessions;

/// <summary>The kernel of a session, got as it was asked for.</summary>
/// <param name="Again">Starts another one in its place; null for one that is not ours.</param>
internal sealed record SessionKernel(KernelClient Client, string Name, string DisplayName, Func<CancellationToken, Task<KernelClient>>? Again)
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    /// <param name="asked">What <see cref="SessionMessages.Start"/> says.</param>
    public static async Task<SessionKernel> StartAsync(JsonObject asked, TimeProvider time, CancellationToken cancellationToken)
    {
        if (asked.GetText("existing") is { } file)
        {
            ConnectionInfo info = ReadConnection(file);
            KernelClient running = await RunningKernel.AttachAsync(info, AnswerWithin, time, cancellationToken);
            return new SessionKernel(running, info.KernelName, info.KernelName, Again: null);
        }

        string folder = asked.GetText("folder") ?? "/";
        if (!Directory.Exists(folder))
        {
            throw RunErrors.NoFolder(folder);
        }

        var variables = (asked.Get<JsonObject>("environment") ?? JsonObject.Empty).ToDictionary(member => member.Key, member => (member.Value as JsonString)?.Text ?? "");
        var search = new KernelSearch { Variables = variables, HomeFolder = variables.GetValueOrDefault("HOME") ?? "/", WorkingFolder = folder };
        var resolver = new KernelResolver(new KernelSpecs(search));
        KernelChoice choice = asked.GetText("kernel") is { } name ? resolver.Named(name) : resolver.Resolve(new Notebook(JsonObject.Empty));
        double patience = asked.Get<JsonNumber>("start_timeout")?.ToDouble() ?? 60;
        IKernelHost host = RunHost.For(new RunRequest { Input = "", Folder = folder, StartTimeout = TimeSpan.FromSeconds(patience) }, time);
        KernelClient started = await host.StartAsync(choice, cancellationToken);
        return new SessionKernel(started, choice.Spec.Name, choice.Spec.DisplayName, token => host.StartAsync(choice, token));
    }

    private static ConnectionInfo ReadConnection(string file) => ConnectionInfo.Parse(NotebookInput.Read(file));
}
