using System.Text;
using Deckle.Json;
using Deckle.Stripping;

namespace Deckle.Tool.Compat.Nbstripout;

/// <summary>
/// Strips notebooks. Files are replaced as a whole, and only where something changes; nbstripout empties the file first, and fails
/// afterwards on what it cannot write.
/// </summary>
internal sealed class NbstripoutRun(NbstripoutArguments arguments)
{
    // Git sets it for what it calls, as filter and as text conversion.
    private readonly bool isCalledByGit = Environment.GetEnvironmentVariable("GIT_PREFIX") is not null;

    private bool isAnyChanged;

    public int Run()
    {
        using Stream stdout = Console.OpenStandardOutput();
        bool isGood = arguments.Files.Count == 0
            ? ClosedInput.IsSo() || One(null, stdout)
            : arguments.Files.Where(IsMeant).All(file => One(file, stdout));
        return isGood && !(arguments.IsVerify && isAnyChanged) ? ExitCodes.Done : ExitCodes.BadNews;
    }

    private bool IsMeant(string file) => arguments.IsForced || file.EndsWith(".ipynb", StringComparison.Ordinal) || file.EndsWith(".zpln", StringComparison.Ordinal);

    /// <param name="file">Null for stdin.</param>
    /// <returns>Whether to go on: nbstripout ends at the first notebook that it cannot strip.</returns>
    private bool One(string? file, Stream stdout)
    {
        ReadOnlyMemory<byte> before = default;
        try
        {
            before = NotebookInput.Read(file ?? NotebookPaths.Stdin);
            Put(file, before, stdout);
            return true;
        }
        catch (DeckleException e)
        {
            Console.Error.Write(NbstripoutErrors.Text(e, file));
            if (!PassesOn(e, file))
            {
                return false;
            }

            stdout.Write(before.Span);
            return true;
        }
    }

    private void Put(string? file, ReadOnlyMemory<byte> before, Stream stdout)
    {
        (byte[] after, bool isChanged) = arguments.IsZeppelin ? StripNote(before) : Strip(file, before);
        isAnyChanged |= isChanged;
        if (arguments.IsDryRun)
        {
            if (isChanged)
            {
                stdout.Write(Encoding.UTF8.GetBytes($"Dry run: would have stripped {file ?? "input from stdin"}\n"));
            }
        }
        else if (file is null || arguments.ToStdout)
        {
            stdout.Write(after);
        }
        else if (isChanged)
        {
            NotebookPaths.Write(file, after);
        }
    }

    private (byte[] Bytes, bool IsChanged) Strip(string? file, ReadOnlyMemory<byte> bytes)
    {
        Notebook notebook;
        try
        {
            notebook = NotebookReader.Read(bytes);
        }
        catch (DeckleException e) when (e.Code == "notebook-not-a-notebook" && isCalledByGit && file is null && NotebookReader.ReadObject(bytes).Has("paragraphs"))
        {
            // What --install writes has git call the filter for notes of Zeppelin too, and no mode with it.
            return StripNote(bytes);
        }

        foreach (string key in arguments.InvalidKeys)
        {
            Console.Error.WriteLine($"Ignoring invalid extra key `{key}`");
        }

        StripResult result = NotebookStripper.Strip(notebook, arguments.Options);

        // A missing id is one that nbformat makes up on reading: nbstripout does not see a change in it.
        bool isChanged = result.Findings.Any(finding => finding.Kind != StripKind.CellId || arguments.Options.Ids == CellIdAction.Sequential);
        return (arguments.IsDryRun ? [] : NotebookWriter.Write(result.Notebook), isChanged);
    }

    private static (byte[] Bytes, bool IsChanged) StripNote(ReadOnlyMemory<byte> bytes)
    {
        JsonObject note = NotebookReader.ReadObject(bytes);
        JsonObject stripped = ZeppelinStripper.Strip(note);
        return (ZeppelinStripper.Write(stripped), !ReferenceEquals(note, stripped));
    }

    /// <summary>
    /// Whether git gets the file as it is. A comparison of files must not end because one cannot be stripped, and a file that is no
    /// notebook, such as one with conflict markers, must not stay out of a commit for that.
    /// </summary>
    private bool PassesOn(DeckleException error, string? file) => isCalledByGit && !arguments.IsDryRun
        && (arguments.ToStdout ? error.Code != "input-not-found" : file is null && error.Code is "notebook-empty" or "notebook-not-json");
}
