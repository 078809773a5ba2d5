using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Deckle.Stores.Transfer;

namespace Deckle.Stores.Gcs;

/// <summary>Google's resumable upload: a session that takes chunks in order; the object appears with the last.</summary>
internal sealed class GcsUpload(GcsStore store, StoreAddress address, WriteCondition? condition) : IPartedUpload
{
    private Uri? session;
    private long sent;

    public async Task<string?> PutWholeAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await store.SendAsync(
            address, HttpMethod.Post, store.UploadUri(address, "media", condition), content, request => Describe(request.Content!.Headers), cancellationToken).ConfigureAwait(false);
        return (await GcsStore.ReadAsync(response, cancellationToken).ConfigureAwait(false)).GetText("generation");
    }

    public async Task PutPartAsync(int index, ReadOnlyMemory<byte> part, CancellationToken cancellationToken) =>
        await PutAsync(part, isLast: false, cancellationToken).ConfigureAwait(false);

    public Task<string?> CompleteAsync(int index, ReadOnlyMemory<byte> last, CancellationToken cancellationToken) => PutAsync(last, isLast: true, cancellationToken);

    public async Task AbortAsync()
    {
        if (session is null)
        {
            return;
        }

        try
        {
            (await store.SendAsync(address, HttpMethod.Delete, session, null, null, CancellationToken.None).ConfigureAwait(false)).Dispose();
        }
        catch (DeckleException)
        {
            // 499 is the answer to a deleted session; one that stays ends after a week.
        }
    }

    private async Task<string?> PutAsync(ReadOnlyMemory<byte> part, bool isLast, CancellationToken cancellationToken)
    {
        session ??= await BeginAsync(cancellationToken).ConfigureAwait(false);
        long end = sent + part.Length;
        while (true)
        {
            ReadOnlyMemory<byte> rest = part[^(int)(end - sent)..];
            using HttpResponseMessage response = await store.SendAsync(
                address,
                HttpMethod.Put,
                session,
                rest,
                request => request.Content!.Headers.TryAddWithoutValidation(
                    "Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {sent}-{end - 1}/{(isLast ? end : "*")}")),
                cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.PermanentRedirect)
            {
                sent = end;
                return (await GcsStore.ReadAsync(response, cancellationToken).ConfigureAwait(false)).GetText("generation");
            }

            // bytes=0-524287: the server may have kept less than it was sent.
            long kept = Kept(response);
            if (kept <= sent || kept > end)
            {
                throw StoreErrors.Truncated(address, kept, end);
            }

            sent = kept;
            if (sent == end)
            {
                return isLast ? throw StoreErrors.Truncated(address, kept, end) : null;
            }
        }
    }

    private static long Kept(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Range", out IEnumerable<string>? values) && RangeHeaderValue.TryParse(values.First(), out RangeHeaderValue? range)
            ? (range.Ranges.First().To ?? -1) + 1
            : 0;

    private async Task<Uri> BeginAsync(CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await store.SendAsync(
            address,
            HttpMethod.Post,
            store.UploadUri(address, "resumable", condition),
            ReadOnlyMemory<byte>.Empty,
            request => request.Headers.TryAddWithoutValidation("X-Upload-Content-Type", ContentType.Of(address)),
            cancellationToken).ConfigureAwait(false);
        return response.Headers.Location ?? throw StoreErrors.Refused(address, (int)response.StatusCode, "no session");
    }

    private void Describe(HttpContentHeaders headers) => headers.TryAddWithoutValidation("Content-Type", ContentType.Of(address));
}
