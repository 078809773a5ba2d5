using Deckle.Json;

namespace Deckle.Kernels.Warm;

/// <summary>The user's fork servers that run on this machine.</summary>
public sealed class ForkServers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly RuntimeFolder folder;
    private readonly TimeProvider time;

    /// <param name="variables">The environment, which says where their sockets lie.</param>
    public ForkServers(IReadOnlyDictionary<string, string> variables, TimeProvider? time = null)
    {
        folder = RuntimeFolder.Of(variables);
        this.time = time ?? TimeProvider.System;
    }

    /// <summary>Where their sockets and logs lie.</summary>
    public string Folder => folder.Path;

    /// <summary>Those that answer.</summary>
    /// <exception cref="DeckleException"><c>warm-unavailable</c>: the folder is not the user's alone.</exception>
    public async Task<IReadOnlyList<ForkServerStatus>> ListAsync(CancellationToken cancellationToken = default)
    {
        var found = new List<ForkServerStatus>();
        foreach (string key in Keys())
        {
            if (await AskAsync(key, JsonObject.Of(("do", "status")), cancellationToken).ConfigureAwait(false) is { } answer)
            {
                found.Add(ForkServerStatus.Parse(answer));
            }
        }

        return found;
    }

    /// <summary>Ends a server. Its kernels run on for those who started them.</summary>
    /// <param name="kill">Whether its kernels end too.</param>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> StopAsync(string key, bool kill, CancellationToken cancellationToken = default) =>
        await AskAsync(key, JsonObject.Of(("do", "stop"), ("kill", kill)), cancellationToken).ConfigureAwait(false) is not null;

    private IEnumerable<string> Keys()
    {
        if (!folder.Exists)
        {
            return [];
        }

        return folder.WhyNot() is { } trouble
            ? throw WarmErrors.Unavailable(trouble)
            : Directory.EnumerateFiles(folder.Path, ForkServer.SocketOf("*")).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);
    }

    private async Task<JsonObject?> AskAsync(string key, JsonObject request, CancellationToken cancellationToken)
    {
        using ForkServerConnection? connection = ForkServerConnection.TryConnect(folder.File(ForkServer.SocketOf(key)), Patience);
        if (connection is null)
        {
            return null;
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            connection.Send(request);
            JsonObject? answer = await connection.ReceiveAsync(either.Token).ConfigureAwait(false);
            return answer?.Has("error") == true ? null : answer;
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
