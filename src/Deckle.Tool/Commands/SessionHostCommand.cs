using System.Collections;
using System.CommandLine;
using Deckle.Kernels.Sessions;
using Deckle.Tool.Running;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle session host</c>: the process that keeps sessions; commands start it when they need it.</summary>
internal static class SessionHostCommand
{
    public static Command Create()
    {
        var linger = new DurationOption("--linger", "60s", "End after as long without a session; 60s by default.");
        var command = new Command("host", "Keep the sessions of this user.\n\nExample: deckle session host") { linger };
        command.Hidden = true;
        command.SetAction(parsed => CommandLine.Guard(json: false, () => RunAsync(linger.Read(parsed) ?? TimeSpan.FromSeconds(60)).GetAwaiter().GetResult()));
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan linger)
    {
        Dictionary<string, string> variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "");
        var place = SessionPlace.Of(variables);
        using var signals = new RunSignals();
        try
        {
            await using var host = new SessionHost(place, linger, TimeProvider.System);
            await host.RunAsync(signals.Token);
            return ExitCodes.Done;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return ExitCodes.Done;
        }
        catch (Exception e) when (e is DeckleException or IOException or UnauthorizedAccessException)
        {
            // Nobody sees what a detached process says: whoever started it reads it here.
            await File.WriteAllTextAsync(place.File(SessionHost.FailureFile), e.Message);
            throw;
        }
    }
}
