using System.Net.Sockets;
using Deckle.Json;

namespace Deckle.Tool.Sessions;

/// <summary>A talk of JSON objects, one a line, over a socket. One reads; any number may write.</summary>
internal sealed class JsonLines(Socket socket) : IDisposable
{
    private readonly SemaphoreSlim writing = new(1, 1);
    private byte[] buffer = new byte[16 * 1024];
    private int length;

    // Up to here no line ends.
    private int searched;

    /// <summary>The next object; null when the other end has gone, or says what is no JSON object.</summary>
    public async Task<JsonObject?> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            int end = buffer.AsSpan(searched, length - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                return Take(searched + end);
            }

            searched = length;
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            try
            {
                int read = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return null;
                }

                length += read;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return null;
            }
        }
    }

    /// <exception cref="IOException">The other end has gone.</exception>
    public async Task WriteAsync(JsonObject value, CancellationToken cancellationToken = default)
    {
        byte[] line = [.. JsonWriter.ToUtf8(value, JsonWriterOptions.Compact), (byte)'\n'];
        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A line that has begun is written to its end, or the next one would stand in its middle.
            for (int sent = 0; sent < line.Length;)
            {
                sent += await socket.SendAsync(line.AsMemory(sent), CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException(e.Message, e);
        }
        finally
        {
            writing.Release();
        }
    }

    public void Dispose() => socket.Dispose();

    // A copy: strings of the value share its bytes.
    private JsonObject? Take(int end)
    {
        byte[] line = buffer[..end];
        length -= end + 1;
        Array.Copy(buffer, end + 1, buffer, 0, length);
        searched = 0;
        try
        {
            return JsonReader.Read(line) as JsonObject;
        }
        catch (JsonSyntaxException)
        {
            return null;
        }
    }
}
