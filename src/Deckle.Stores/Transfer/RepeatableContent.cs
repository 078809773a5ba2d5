using System.Buffers;
using System.Net;

namespace Deckle.Stores.Transfer;

/// <summary>The body of a request that is put out anew for each attempt instead of being held in memory.</summary>
internal sealed class RepeatableContent(Action<IBufferWriter<byte>> write, long size) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var output = new StreamBufferWriter(stream);
        write(output);
        output.Flush();
        return Task.CompletedTask;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = size;
        return true;
    }
}
