using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Deckle.Json;

namespace Deckle.Kernels.Hub;

/// <summary>The steps in a stream of server-sent events, of which a hub uses the lines <c>data: {…}</c> and empty ones against silence.</summary>
internal static class ProgressStream
{
    private const string Data = "data:";

    /// <param name="silence">A stream that says nothing for so long, not even an empty line, is over: something in between holds it back.</param>
    public static async IAsyncEnumerable<SpawnProgress> ReadAsync(
        Stream stream, TimeSpan silence, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await LineAsync(reader, silence, time, cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith(Data, StringComparison.Ordinal) && SpawnProgress.Parse(Json(line[Data.Length..])) is { } step)
            {
                yield return step;
            }
        }
    }

    private static async Task<string?> LineAsync(StreamReader reader, TimeSpan silence, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await reader.ReadLineAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static JsonValue? Json(string text)
    {
        try
        {
            return JsonReader.Read(Encoding.UTF8.GetBytes(text));
        }
        catch (JsonSyntaxException)
        {
            return null;
        }
    }
}
