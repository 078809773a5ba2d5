using System.Collections.Concurrent;
using System.Security.Cryptography;
using Deckle.Batches;
using Deckle.Json;
using Deckle.Tool.Running;

namespace Deckle.Tool.Batch;

/// <summary>
/// What the result of a run depends on, as one number: the notebook's bytes, the parameters, and the options that change what cells do.
/// Limits of time are none of it: a run that was completed stays completed.
/// </summary>
internal sealed class RunFingerprint
{
    // A notebook of a grid is read once, and again when it has changed.
    private readonly ConcurrentDictionary<string, (DateTime Written, long Length, string Hash)> notebooks = new(StringComparer.Ordinal);

    // What lies in a store is asked for once a batch.
    private readonly ConcurrentDictionary<string, string> remote = new(StringComparer.Ordinal);

    /// <exception cref="DeckleException">The notebook cannot be read.</exception>
    public string Of(BatchRun run, RunRequest request)
    {
        JsonObject all = Local(run, request);

        // Only where there is one, so that what ran before there were servers stays done.
        all = request.Remote is { } remote ? all.With("server", remote.Name).With("server_folder", remote.Folder) : all;
        return ParameterDigest.Hex(request.Remote is { Particulars: { Length: > 0 } particulars } ? all.With("server_particulars", particulars) : all);
    }

    private JsonObject Local(BatchRun run, RunRequest request) => JsonObject.Of(
        ("notebook", HashOf(run.Notebook)),
        ("parameters", run.Parameters),
        ("kernel", Optional(request.Kernel)),
        ("language", Optional(request.Language)),
        ("folder", Optional(request.Folder)),
        ("environment", JsonObject.From(request.Environment.Select(pair => new JsonMember(pair.Key, pair.Value)))),
        ("only", request.Selection.Only.ToString()),
        ("skip", request.Selection.Skip.ToString()),
        ("until", request.Selection.Until.ToString()),
        ("stop_tag", request.Selection.StopTag),
        ("secrets", JsonArray.From(request.SecretNames)),
        ("allow_errors", request.AllowErrors),
        ("report_mode", request.ReportMode),
        ("inject_input_path", request.InjectInputPath),
        ("inject_output_path", request.InjectOutputPath));

    private string HashOf(string notebook)
    {
        if (StorePath.IsRemote(notebook))
        {
            return remote.GetOrAdd(notebook, Read);
        }

        var file = new FileInfo(notebook);
        if (file.Exists && notebooks.TryGetValue(notebook, out (DateTime Written, long Length, string Hash) known) && known.Written == file.LastWriteTimeUtc && known.Length == file.Length)
        {
            return known.Hash;
        }

        string hash = Read(notebook);
        if (file.Exists)
        {
            notebooks[notebook] = (file.LastWriteTimeUtc, file.Length, hash);
        }

        return hash;
    }

    private static string Read(string notebook) => Convert.ToHexStringLower(SHA256.HashData(NotebookInput.Read(notebook).Span));

    private static JsonValue Optional(string? text) => text is null ? JsonNull.Value : new JsonString(text);
}
