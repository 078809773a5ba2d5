using System.Globalization;
using Deckle.Json;
using Deckle.Tool.HostTools.Policy;
using Deckle.Tool.HostTools.Terminal;

namespace Deckle.Tool.HostTools.Files;

/// <summary><c>write_file</c>: all or nothing, so that nobody ever reads half of it.</summary>
internal sealed class WriteFileTool(ToolPolicy policy, ConfinedFiles files) : IHostTool
{
    public const string ToolName = "write_file";

    /// <summary>The argument that is the file's content as text.</summary>
    public const string TextArgument = "content";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public string Name => ToolName;

    public string Description => "Writes a file, with the folders that it needs; gives the number of bytes.";

    public JsonObject Parameters => HostToolSchema.Of(
        ("path", "string", "The file; relative to the working folder of the run."),
        ("content?", "string", "Text; or else base64."),
        ("base64?", "string", "Bytes."),
        ("append?", "boolean", "Add to what is there."));

    public HostToolPlan Plan(HostToolArguments arguments)
    {
        arguments.CheckNames(["path", TextArgument, "base64", "append"]);
        string path = arguments.Text("path");
        byte[] content = arguments.Given[TextArgument] is JsonString text ? text.Utf8.ToArray() : arguments.Bytes("base64");
        if (content.Length > policy.MostFileBytes)
        {
            throw HostToolCallErrors.TooLarge("the content", policy.MostFileBytes);
        }

        files.Write(path);
        bool isAppended = arguments.Flag("append");
        return new HostToolPlan(
            string.Create(CultureInfo.InvariantCulture, $"{ShellWords.Quoted(path)} ({content.Length:N0} bytes{(isAppended ? ", appended" : "")})"), Longest,
            token => WriteAsync(path, content, isAppended, token));
    }

    private async Task<JsonValue> WriteAsync(string path, byte[] content, bool isAppended, CancellationToken cancellationToken)
    {
        string real = files.Write(path);
        try
        {
            using HeldFile folder = ConfinedFiles.FolderOf(real);
            string target = Path.Combine(folder.OpenPath, Path.GetFileName(real));
            if (Directory.Exists(target))
            {
                throw HostToolCallErrors.CouldNot($"write_file: {path}", "it is a folder");
            }

            await ReplaceAsync(folder, target, real, content, isAppended, cancellationToken);
            return content.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HostToolCallErrors.CouldNot($"write_file: {path}", e switch
            {
                UnauthorizedAccessException => "the rights of its folder do not allow it",
                PathTooLongException => "its name is too long",

                // Behind the reason .NET names the file, as we know it.
                _ => e.Message.Split(" : '")[0],
            });
        }
    }

    private async Task ReplaceAsync(HeldFile folder, string target, string real, byte[] content, bool isAppended, CancellationToken cancellationToken)
    {
        // Without the file's own name, which may be as long as names can be.
        string temporary = Path.Combine(folder.OpenPath, $".deckle-{Guid.NewGuid():N}.tmp");
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                using HeldFile? before = HeldFile.TryHold(target);
                if (before is not null)
                {
                    // Between looking and here a link may have come; what it leads to is neither read nor written.
                    if (before.Kind != NativeFileKind.File || before.Path != real)
                    {
                        throw new IOException("it is no regular file");
                    }

                    File.SetUnixFileMode(file.SafeFileHandle, File.GetUnixFileMode(before.OpenPath));
                }

                if (isAppended && before is not null)
                {
                    if (before.Size + content.Length > policy.MostFileBytes)
                    {
                        throw HostToolCallErrors.TooLarge("the file", policy.MostFileBytes);
                    }

                    await using var old = new FileStream(before.OpenPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                    await old.CopyToAsync(file, cancellationToken);
                }

                await file.WriteAsync(content, cancellationToken);
            }

            // Replaces a link that came meanwhile, and does not follow it.
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
