using Deckle.Json;
using Deckle.Stores;
using Deckle.Stripping;

namespace Deckle.Tool.Stripping;

/// <summary>Strips files one after the other. A broken one is told and stays as it is; the others are stripped all the same.</summary>
internal sealed class StripRun(StripRequest request)
{
    private readonly List<JsonValue> files = [];
    private int changed;
    private int worst = ExitCodes.Done;

    public int Run()
    {
        string[] all = [.. NotebookPaths.Expand(request.Paths, ".ipynb", ".zpln")];
        Check(all);
        foreach (string path in all)
        {
            try
            {
                One(path, StoreAddress.Redact(path));
            }
            catch (DeckleException e)
            {
                Fail(StoreAddress.Redact(path), e);
            }
        }

        if (request.IsJson)
        {
            Console.Out.WriteLine(JsonObject.Of(("schema", "deckle.strip/1"), ("changed", changed), ("files", JsonArray.From(files))));
        }

        return worst != ExitCodes.Done ? worst : request.IsCheck && changed > 0 ? ExitCodes.BadNews : ExitCodes.Done;
    }

    private void Check(string[] all)
    {
        if (request.Output is not null && all.Length != 1)
        {
            throw new DeckleException("usage", $"--output takes one notebook, and there are {all.Length}", "leave --output out to strip them in place");
        }

        if (request is { IsJson: true, IsDry: false } && (request.IsTextConversion || request.Output == NotebookPaths.Stdin || (request.Output is null && all.Contains(NotebookPaths.Stdin))))
        {
            throw new DeckleException("usage", "the notebook and --json cannot both go to stdout", "leave --json out, or add --check or --output FILE");
        }
    }

    private void One(string path, string shown)
    {
        if (!IsNamedAsNotebook(path))
        {
            // nbstripout says nothing here, so that `nbstripout *` works; saying it costs nothing.
            Console.Error.WriteLine($"{shown}: skipped, its name is not that of a notebook (--force strips it)");
            return;
        }

        StripOptions? options = request.Settings.For(path);
        if (options is null && request.Paths.Contains(path))
        {
            Console.Error.WriteLine($"{shown}: left alone, settings exclude it");
        }

        if (options is null && Target(path) is null)
        {
            Note(shown, ("excluded", true));
            return;
        }

        StoredBytes input = NotebookInput.ReadVersion(path);
        NotebookMode mode = request.Mode ?? (path.EndsWith(".zpln", StringComparison.Ordinal) ? NotebookMode.Zeppelin : NotebookMode.Jupyter);
        StrippedFile result = options is null ? new StrippedFile(input.Content, false, [])
            : request.IsCanonical ? StrippedFile.Rewrite(input.Content, mode, options)
            : StrippedFile.Edit(input.Content, mode, options);
        if (!request.IsDry && Target(path) is { } target)
        {
            NotebookPaths.Write(target, result.Content);
        }
        else if (!request.IsDry && result.IsChanged)
        {
            NotebookPaths.Write(path, result.Content, input.Version);
        }

        Tell(path, shown, result);
    }

    private void Tell(string path, string shown, StrippedFile result)
    {
        changed += result.IsChanged ? 1 : 0;
        if (request.IsJson)
        {
            Note(shown, ("changed", result.IsChanged), ("findings", result.ToJson()));
            return;
        }

        foreach (string line in request.IsDry ? result.Lines(shown) : result.IsChanged && Target(path) is null ? [shown] : [])
        {
            Console.Out.WriteLine(line);
        }
    }

    private void Fail(string shown, DeckleException error)
    {
        worst = Math.Max(worst, ErrorRenderer.ExitCode(error));
        if (request.IsJson)
        {
            Note(shown, ("error", ErrorRenderer.Json(error)));
        }
        else
        {
            Console.Error.WriteLine($"{shown}: {ErrorRenderer.Text(error)}");
        }
    }

    private void Note(string shown, params (string, JsonValue)[] facts) => files.Add(JsonObject.Of([("path", shown), .. facts]));

    // Null for its own place.
    private string? Target(string path) =>
        request.IsTextConversion ? NotebookPaths.Stdin : request.Output ?? (path == NotebookPaths.Stdin ? path : null);

    private bool IsNamedAsNotebook(string path) =>
        request.IsForced || path == NotebookPaths.Stdin || StoreAddress.Parse(path).Name is var name
            && (name.EndsWith(".ipynb", StringComparison.Ordinal) || name.EndsWith(".zpln", StringComparison.Ordinal));
}
