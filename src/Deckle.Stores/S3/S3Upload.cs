using System.Globalization;
using System.Text;
using Deckle.Stores.Transfer;

namespace Deckle.Stores.S3;

/// <summary>S3's multipart upload: nothing is to be seen of it until it is completed.</summary>
internal sealed class S3Upload(S3Store store, StoreAddress address, WriteCondition? condition) : IPartedUpload
{
    private readonly StringBuilder parts = new();
    private string? id;

    public async Task<string?> PutWholeAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await store.SendAsync(address, HttpMethod.Put, "", content, condition, cancellationToken).ConfigureAwait(false);
        return Answers.Version(response);
    }

    public async Task PutPartAsync(int index, ReadOnlyMemory<byte> part, CancellationToken cancellationToken)
    {
        id ??= await BeginAsync(cancellationToken).ConfigureAwait(false);
        string number = (index + 1).ToString(CultureInfo.InvariantCulture);
        using HttpResponseMessage response = await store.SendAsync(
            address, HttpMethod.Put, $"partNumber={number}&uploadId={Uri.EscapeDataString(id)}", part, null, cancellationToken).ConfigureAwait(false);
        parts.Append(CultureInfo.InvariantCulture, $"<Part><PartNumber>{number}</PartNumber><ETag>{Answers.Version(response)}</ETag></Part>");
    }

    public async Task<string?> CompleteAsync(int index, ReadOnlyMemory<byte> last, CancellationToken cancellationToken)
    {
        await PutPartAsync(index, last, cancellationToken).ConfigureAwait(false);
        byte[] body = Encoding.UTF8.GetBytes($"<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{parts}</CompleteMultipartUpload>");
        string xml = await store.AskAsync(address, HttpMethod.Post, $"uploadId={Uri.EscapeDataString(id!)}", body, condition, cancellationToken).ConfigureAwait(false);

        // The server answers 200 before it is done; that it failed then stands in the text.
        return XmlAnswer.Element(xml, "Code") switch
        {
            null => XmlAnswer.Element(xml, "ETag"),
            "PreconditionFailed" or "ConditionalRequestConflict" => throw StoreErrors.Conflict(address, isGone: false),
            string code => throw StoreErrors.Refused(address, 200, code),
        };
    }

    public async Task AbortAsync()
    {
        if (id is null)
        {
            return;
        }

        try
        {
            await store.AskAsync(address, HttpMethod.Delete, $"uploadId={Uri.EscapeDataString(id)}", null, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DeckleException)
        {
            // The bucket's rule for incomplete uploads removes it.
        }
    }

    private async Task<string> BeginAsync(CancellationToken cancellationToken)
    {
        string xml = await store.AskAsync(address, HttpMethod.Post, "uploads", ReadOnlyMemory<byte>.Empty, null, cancellationToken).ConfigureAwait(false);
        return XmlAnswer.Element(xml, "UploadId") ?? throw StoreErrors.Refused(address, 200, "no upload id");
    }
}
