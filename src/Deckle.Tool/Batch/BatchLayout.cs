using Deckle.Batches;
using Deckle.Json;
using Deckle.Parameters;

namespace Deckle.Tool.Batch;

/// <summary>
/// Where the results of a batch stand. Without parameter sets as the notebooks stand, <c>OUT/reports/eu.ipynb</c>; with them each run in a folder of its own,
/// <c>OUT/reports/eu/alpha=0.1/notebook.ipynb</c>; or where a template says.
/// </summary>
/// <param name="folder">The folder of all results.</param>
/// <param name="template">The path below it, with names in braces; null for the layout of its own.</param>
/// <param name="hasSets">Whether runs of one notebook differ by parameters.</param>
internal sealed class BatchLayout(string folder, string? template, bool hasSets)
{
    private const string Extension = ".ipynb";

    private static readonly bool IgnoresCase = OperatingSystem.IsMacOS();

    // What stands before the first brace may lead anywhere: its author is the user. Values may come from a table.
    private readonly string root = StorePath.Folder(StorePath.Full(StorePath.Join(folder, (template ?? "").Split('{')[0] + "any")));

    /// <summary>The folder that no result leaves.</summary>
    public string Root => root;

    /// <summary>Whether it takes a look at each run to know that no two write to one place.</summary>
    public bool MayCollide => template is not null;

    /// <summary>Where the run's notebook and record go.</summary>
    /// <exception cref="DeckleException">The template needs a parameter that is missing, or a value leads out of the folder.</exception>
    public (string Output, string Record) Place(string notebook, JsonObject varied, JsonObject parameters, RunIdentity run)
    {
        string key = Key(notebook);
        if (template is null && hasSets)
        {
            string own = StorePath.Join(folder, $"{key}/{ParameterSlug.Of(varied, IgnoresCase)}");
            return ($"{own}/notebook.ipynb", $"{own}/run.json");
        }

        string output = StorePath.Join(folder, template is null ? key + Extension : Fill(template, key, parameters, run));
        return (output, RecordBeside(output));
    }

    /// <summary>The record of a notebook that was written without a folder of its own: <c>eu.run.json</c> of <c>eu.ipynb</c>.</summary>
    public static string RecordBeside(string output) => $"{(output.EndsWith(Extension, StringComparison.Ordinal) ? output[..^Extension.Length] : output)}.run.json";

    /// <summary>
    /// A notebook's path as a place below another folder, without its extension: <c>../data/eu.ipynb</c> is <c>data/eu</c>,
    /// <c>s3://bucket/eu.ipynb</c> is <c>bucket/eu</c>.
    /// </summary>
    public static string Key(string notebook)
    {
        if (StorePath.IsRemote(notebook))
        {
            string place = notebook[(notebook.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('?')[0];
            return place.EndsWith(Extension, StringComparison.Ordinal) ? place[..^Extension.Length] : place;
        }

        string full = Path.GetFullPath(notebook);
        string relative = Path.GetRelativePath(Path.GetFullPath("."), full);
        string[] parts = [.. (Path.IsPathRooted(notebook) && relative.StartsWith("..", StringComparison.Ordinal) ? full : relative).Split('/').Where(part => part is not ("" or ".."))];
        string key = string.Join('/', parts);
        return key.EndsWith(Extension, StringComparison.Ordinal) ? key[..^Extension.Length] : key;
    }

    private string Fill(string pattern, string key, JsonObject parameters, RunIdentity run)
    {
        JsonObject names = parameters.Has("notebook") ? parameters : parameters.With("notebook", key);
        string filled = PathTemplate.Format(pattern, names, run);
        string full = StorePath.Full(StorePath.Join(folder, filled));

        // What a store does with two dots is its own affair.
        bool climbs = StorePath.IsRemote(full) && full.Split('/').Contains("..");
        return !climbs && full.StartsWith(root == "/" ? root : $"{root}/", StringComparison.Ordinal) ? filled : throw BatchErrors.Outside(filled, root);
    }
}
