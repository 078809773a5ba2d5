using System.Globalization;
using Deckle.Json;
using Deckle.Stores;

namespace Deckle.Tool.Batch;

/// <summary>
/// What a batch writes beside a run's notebook (<c>deckle.batch-run/1</c>), and by which a later call knows that the run is done.
/// It is deleted before a run begins, so that a run that was killed has none.
/// </summary>
internal sealed record RunRecord(BatchStatus Status, string Fingerprint, JsonObject Scraps)
{
    private const string Schema = "deckle.batch-run/1";

    private static readonly JsonWriterOptions Layout = new() { Indent = 1 };

    /// <returns>Null when there is none.</returns>
    /// <exception cref="DeckleException"><c>batch-run-corrupt</c>.</exception>
    public static RunRecord? Read(string path)
    {
        JsonObject? record;
        try
        {
            record = JsonReader.Read(NotebookInput.Read(path)) as JsonObject;
        }
        catch (DeckleException e) when (e.Code is "input-not-found" or "store-not-found")
        {
            return null;
        }
        catch (DeckleException e) when (!StorePath.IsRemote(path))
        {
            throw BatchErrors.Corrupt(path, e.Code == "input-is-folder" ? "it is a folder" : e.Message);
        }
        catch (JsonSyntaxException e)
        {
            throw BatchErrors.Corrupt(path, $"line {e.Line}, column {e.Column}: {e.Reason}");
        }

        if (record?.GetText("schema") != Schema)
        {
            throw BatchErrors.Corrupt(path, $"its schema is not {Schema}");
        }

        return Enum.TryParse(record.GetText("status"), ignoreCase: true, out BatchStatus status) && record.GetText("fingerprint") is { } fingerprint
            ? new RunRecord(status, fingerprint, record.Get<JsonObject>("scraps") ?? JsonObject.Empty)
            : throw BatchErrors.Corrupt(path, "it has no status or no fingerprint");
    }

    /// <summary>Whether a sound record stands at a place.</summary>
    public static bool IsAt(string path)
    {
        try
        {
            return Read(path) is not null;
        }
        catch (DeckleException)
        {
            return false;
        }
    }

    /// <param name="place">Where it goes if that was fixed; null for the run's own path.</param>
    /// <exception cref="DeckleException">It cannot be written.</exception>
    public static void Write(BatchResult result, string fingerprint, DateTimeOffset started, HeldPlace? place)
    {
        JsonObject record = JsonObject.From([
            new JsonMember("schema", Schema),
            .. result.ToJson().Without("index"),
            new JsonMember("fingerprint", fingerprint),
            new JsonMember("started", started.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)),
            new JsonMember("kernel", result.Kernel),
            new JsonMember("earlier_attempts", JsonArray.From(result.Earlier)),
            new JsonMember("warnings", JsonArray.From(result.Warnings)),
        ]).With("parameters", result.Run.Parameters);
        byte[] content = [.. JsonWriter.ToUtf8(record, Layout), (byte)'\n'];
        if (place is not null)
        {
            place.Write(content);
        }
        else
        {
            NotebookPaths.WriteNew(result.Run.Record, content);
        }
    }

    /// <summary>Deletes a file. What lies in a store stays: a run that is killed leaves a notebook that does not say completed, and so counts as not done.</summary>
    /// <exception cref="DeckleException">It cannot be deleted.</exception>
    public static void Delete(string path)
    {
        if (StorePath.IsRemote(path))
        {
            return;
        }

        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Then there is none.
        }
        catch (Exception e) when (StoreErrors.From(e, path) is { } error)
        {
            throw error;
        }
    }
}
