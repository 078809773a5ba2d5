using System.Globalization;
using System.Text;
using Deckle.Editing;
using Deckle.Json;
using Deckle.Summaries;
using Deckle.Tool.Mcp.Runs;

namespace Deckle.Tool.Mcp.Resources;

/// <summary>Notebooks, runs and outputs by their addresses. Here stands in full what tools' answers cut.</summary>
internal sealed class ResourceShelf(McpServices services)
{
    private const string NotebookScheme = "notebook://";
    private const string RunScheme = "run://";
    private const int PageSize = 100;
    private const int MostRuns = 20;

    // A tree of data files is no reason to walk for minutes.
    private const int MostVisited = 50_000;

    // Above that a notebook is told without its large outputs, which have addresses of their own.
    private const int WholeNotebook = 1 << 20;
    private const int InlineOutput = 2_000;

    public static IReadOnlyList<McpResource> Templates { get; } =
    [
        new(NotebookScheme + "{+path}", "notebook", "A notebook as JSON; outputs above 2 kB are links where the file is larger than 1 MB.", "application/x-ipynb+json"),
        new(RunScheme + "{id}", "run", "How a run is, and what it was asked to do.", "application/json"),
        new(OutputAddress.Template, "output", "All of one output of a cell: its text, or with mime the data of that type, such as a picture.", "text/plain"),
    ];

    /// <summary>A page of what is there, and the cursor of the next one; null at the end.</summary>
    /// <exception cref="DeckleException"><c>argument-invalid</c>: no cursor of ours.</exception>
    public (IReadOnlyList<McpResource> Page, string? Next) List(string? cursor)
    {
        int from = 0;
        if (cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out from))
        {
            throw McpErrors.Argument($"the cursor '{cursor}' is none that this server gave", "leave it out for the first page");
        }

        McpResource[] all = [.. Runs(), .. Notebooks().Take(MostVisited).Order(StringComparer.Ordinal)
            .Select(path => new McpResource(NotebookScheme + OutputAddress.EscapedPath(path), path, "A notebook", Templates[0].MimeType))];
        int next = from + PageSize;
        return ([.. all.Skip(from).Take(PageSize)], next < all.Length ? next.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <exception cref="DeckleException"><c>resource-not-found</c>, and what reading notebooks says.</exception>
    public ResourceContent Read(string uri, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return uri switch
        {
            _ when uri.StartsWith(NotebookScheme, StringComparison.Ordinal) => Notebook(Uri.UnescapeDataString(uri[NotebookScheme.Length..])),
            _ when uri.StartsWith(RunScheme, StringComparison.Ordinal) => new("application/json", services.Redactor.Redact(RunView.Of(new RunStore(services).Read(Uri.UnescapeDataString(uri[RunScheme.Length..])))).ToString()),
            _ when OutputAddress.Parse(uri) is { } address => Output(address, uri),
            _ => throw McpErrors.NoResource(uri),
        };
    }

    private IEnumerable<McpResource> Runs() => new RunStore(services).Folders().Take(MostRuns)
        .Select(run => new McpResource(RunScheme + run.Id, run.Id, $"A run of {run.ReadRequest().GetText("path")}", Templates[1].MimeType));

    // Folders with a dot hold settings, checkpoints and environments.
    private IEnumerable<string> Notebooks()
    {
        int visited = 0;
        var open = new Stack<string>([services.Root]);
        while (open.TryPop(out string? folder) && visited < MostVisited)
        {
            IEnumerable<string> entries;
            try
            {
                entries = Directory.GetFileSystemEntries(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            foreach (string entry in entries)
            {
                visited++;
                string name = Path.GetFileName(entry);
                FileAttributes attributes = File.GetAttributes(entry);
                if (name.StartsWith('.') || name is "node_modules" or "__pycache__" || attributes.HasFlag(FileAttributes.ReparsePoint))
                {
                    continue;
                }

                if (attributes.HasFlag(FileAttributes.Directory))
                {
                    open.Push(entry);
                }
                else if (name.EndsWith(".ipynb", StringComparison.Ordinal) && RootFolder.MayBeRead(entry))
                {
                    yield return services.Files.Relative(entry);
                }
            }
        }
    }

    private ResourceContent Notebook(string path)
    {
        (Notebook whole, int bytes) = Open(path);
        Notebook notebook = services.Redactor.Redact(whole);
        string text = bytes <= WholeNotebook
            ? notebook.Json.ToString()
            : notebook.WithCells(notebook.Cells.Select((cell, index) => Light(cell, path, CellName.Of(cell, index)))).Json.ToString();
        return new ResourceContent(Templates[0].MimeType, text);
    }

    private ResourceContent Output(OutputAddress address, string uri)
    {
        (Notebook notebook, _) = Open(address.Path);
        Cell cell = notebook.Cells[CellName.IndexOf(notebook, address.Cell)];
        if (address.Output >= cell.Outputs.Count)
        {
            throw McpErrors.NoResource(uri);
        }

        Output output = services.Redactor.Redact(cell.Outputs[address.Output]);
        if (address.Mime is not { } mime)
        {
            return new ResourceContent("text/plain", OutputDigest.FullText(output, null) is { } full ? new JsonString(full).Text : OutputDigest.Of(output, InlineOutput).Text);
        }

        JsonValue value = output.Data.Json[mime] ?? throw McpErrors.NoResource(uri);
        return MimeBundle.IsJson(mime) ? new ResourceContent(mime, value.ToString())
            : output.Data.Text(mime) is not { } text ? throw McpErrors.NoResource(uri)
            : IsText(mime) ? new ResourceContent(mime, text)
            : Bytes(text) is { } bytes ? new ResourceContent(mime, "") { Blob = bytes }

            // What claims to be a picture may be anything.
            : new ResourceContent("text/plain", text);
    }

    private (Notebook Notebook, int Bytes) Open(string path)
    {
        string file = services.Files.Resolve(path);
        if (!File.Exists(file))
        {
            throw Stores.StoreErrors.InputMissing(path);
        }

        ReadOnlyMemory<byte> bytes = NotebookInput.Read(file);
        return (ScriptInput.Decode(file, bytes), bytes.Length);
    }

    private static Cell Light(Cell cell, string path, string name) => cell.Outputs.Count == 0 ? cell
        : cell.With("outputs", JsonArray.From(cell.Outputs.Select((output, index) => (JsonValue)Light(output, path, name, index))));

    private static JsonObject Light(Output output, string path, string cell, int index)
    {
        JsonObject json = output.Json;
        if (output.Kind == OutputKind.Stream && Encoding.UTF8.GetByteCount(output.Text) > InlineOutput)
        {
            return json.With("text", BoundedText.Of(output.Text, InlineOutput, new OutputAddress(path, cell, index, null).ToString()));
        }

        JsonObject data = JsonObject.From(output.Data.Json.Select(member =>
            (output.Data.Text(member.Key) ?? member.Value.ToString()).Length <= InlineOutput ? member
            : new JsonMember(member.Key, $"[… at {new OutputAddress(path, cell, index, member.Key)} …]")));
        return output.Data.Json.Count == 0 ? json : json.With("data", data);
    }

    private static bool IsText(string mime) => MimeBundle.IsSplit(mime) || mime.StartsWith("text/", StringComparison.Ordinal) || mime.EndsWith("+xml", StringComparison.Ordinal);

    private static byte[]? Bytes(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
