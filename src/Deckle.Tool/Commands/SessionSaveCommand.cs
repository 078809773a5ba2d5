using System.CommandLine;
using Deckle.Stores;
using Deckle.Tool.HostTools.Policy;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle session save</c>.</summary>
internal static class SessionSaveCommand
{
    public static Command Create()
    {
        var notebook = new Argument<string>("notebook") { Description = "Where the notebook goes; - for stdout." };
        var session = new SessionOption();
        var command = new Command("save", "Write a session's history as a notebook: a cell with its outputs for each job that ran.\n\nExample: deckle session save explored.ipynb") { notebook, session };
        command.SetAction(parsed => SessionOption.Run(json: false, async client =>
        {
            Notebook history = await client.SaveAsync(session.Read(parsed));
            Write(parsed.GetRequiredValue(notebook), NotebookWriter.Write(history, finalNewline: true));
            return ExitCodes.Done;
        }));
        return command;
    }

    // The session's kernel goes on meanwhile, and may be one that must not lead the notebook elsewhere.
    private static void Write(string path, byte[] content)
    {
        using HeldPlace? place = StorePath.LocalFolder(path) is null || !OperatingSystem.IsLinux() ? null : WritableFolders.OfUser().PlaceOf(path);
        if (place is not null)
        {
            place.Write(content);
        }
        else
        {
            NotebookPaths.WriteNew(path, content);
        }
    }
}
