using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.Remote;

namespace Deckle.Kernels.Hub;

/// <summary>Stops a server and removes it, and waits until it is gone: asked again and again, since a hub has no other word for it.</summary>
internal static class ServerRemoval
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <returns>Null when it is gone, else why not.</returns>
    public static async Task<string?> RunAsync(JupyterHub hub, string user, string server, TimeSpan limit)
    {
        long began = hub.Time.GetTimestamp();
        for (TimeSpan pause = Shortest; ; pause = pause * 2 > Longest ? Longest : pause * 2)
        {
            TimeSpan wait = pause;
            string why;
            try
            {
                ServerAnswer answer = await hub.RemoveServerAsync(user, server, CancellationToken.None).ConfigureAwait(false);
                string message = answer.Message(hub.Token);
                why = string.Create(CultureInfo.InvariantCulture, $"the hub answers {answer.Status}{(message.Length == 0 ? "" : $" and says: {message}")}");
                switch (answer.Status)
                {
                    // A proxy whose hub is away says 404 too, but not in JSON.
                    case 204 or 404 when answer.Status == 204 || answer.Json is JsonObject:
                        return null;
                    case 401 or 403:
                        return why;
                }

                wait = answer.RetryAfter is { } asked && asked > wait ? asked : wait;
            }
            catch (DeckleException e)
            {
                why = e.Message;
            }

            if (hub.Time.GetElapsedTime(began) + wait > limit)
            {
                return why;
            }

            await Task.Delay(wait, hub.Time).ConfigureAwait(false);
        }
    }
}
