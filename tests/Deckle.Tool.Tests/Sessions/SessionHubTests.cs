using Deckle.Testing.Servers;

namespace Deckle.Tool.Tests.Sessions;

/// <summary>Sessions on servers of a real JupyterHub.</summary>
public sealed class SessionHubTests
{
    [Fact]
    public async Task A_session_has_a_server_of_its_own_which_ends_with_it_or_with_its_failure()
    {
        await using JupyterHubProcess hub = await JupyterHubProcess.StartAsync();
        await using var folder = new SessionFolder();
        string user = await hub.UserAsync();
        folder.Write("token", await hub.TokenAsync(user));
        folder.Write("a.txt", "text");
        string[] place = ["--hub", hub.Url.ToString(), "--token-file", "token"];

        ProcessOutcome started = await folder.SessionAsync(["start", "--name", "far", .. place]);
        ProcessOutcome ran = await folder.SessionAsync("exec", "import os, hermes_runtime as hermes\nprint(os.environ['JUPYTERHUB_SERVER_NAME'][:7], hermes.read_file('a.txt'))");
        IReadOnlyList<string> during = await hub.ServersAsync(user);
        await folder.SessionAsync("stop");
        IReadOnlyList<string> after = await hub.ServersAsync(user);
        ProcessOutcome failed = await folder.SessionAsync(["start", "--kernel", "no-such-kernel", .. place]);

        Assert.True(started.ExitCode == 0, started.Transcript);
        Assert.Equal("deckle- text\n", ran.Stdout);
        Assert.Single(during);
        Assert.Empty(after);
        Assert.Contains("error[kernel-not-found]", failed.Stderr, StringComparison.Ordinal);
        Assert.Empty(await hub.ServersAsync(user));
        Assert.Empty(await hub.TokensAsync(user, "deckle"));
    }
}
