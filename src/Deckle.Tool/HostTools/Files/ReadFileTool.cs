using System.Text;
using Deckle.Json;
using Deckle.Tool.HostTools.Policy;
using Deckle.Tool.HostTools.Terminal;

namespace Deckle.Tool.HostTools.Files;

/// <summary><c>read_file</c>.</summary>
internal sealed class ReadFileTool(ToolPolicy policy, ConfinedFiles files) : IHostTool
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public string Name => "read_file";

    public string Description => "Gives a file's text, or its bytes.";

    public JsonObject Parameters => HostToolSchema.Of(
        ("path", "string", "The file; relative to the working folder of the run."), ("binary?", "boolean", "Give {\"base64\": …} instead of text."));

    public HostToolPlan Plan(HostToolArguments arguments)
    {
        arguments.CheckNames(["path", "binary"]);
        string path = arguments.Text("path");
        bool isBinary = arguments.Flag("binary");

        // Looked at now, so that nobody is asked about what cannot be, and once more when it is read.
        files.Read(path).Dispose();
        return new HostToolPlan(ShellWords.Quoted(path), Longest, token => ReadAsync(path, isBinary, token));
    }

    private async Task<JsonValue> ReadAsync(string path, bool isBinary, CancellationToken cancellationToken)
    {
        using HeldFile held = files.Read(path);
        if (held.Kind != NativeFileKind.File)
        {
            throw HostToolCallErrors.CouldNot($"read_file: {path}", held.Kind == NativeFileKind.Folder ? "it is a folder; list_files lists it" : "it is no regular file");
        }

        byte[] content = await ContentAsync(held, path, cancellationToken);
        if (isBinary)
        {
            return JsonObject.Of(("base64", Convert.ToBase64String(content)));
        }

        return System.Text.Unicode.Utf8.IsValid(content)
            ? new JsonString(Encoding.UTF8.GetString(content))
            : throw HostToolCallErrors.CouldNot($"read_file: {path}", "it is not UTF-8 text; read its bytes");
    }

    private async Task<byte[]> ContentAsync(HeldFile held, string path, CancellationToken cancellationToken)
    {
        if (held.Size > policy.MostFileBytes)
        {
            throw HostToolCallErrors.TooLarge(path, policy.MostFileBytes);
        }

        try
        {
            await using var file = new FileStream(held.OpenPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: true);
            using var content = new MemoryStream((int)Math.Min(held.Size, 1 << 26));
            byte[] buffer = new byte[128 * 1024];
            while (await file.ReadAsync(buffer, cancellationToken) is > 0 and int read)
            {
                // It may grow while it is read.
                if (content.Length + read > policy.MostFileBytes)
                {
                    throw HostToolCallErrors.TooLarge(path, policy.MostFileBytes);
                }

                content.Write(buffer, 0, read);
            }

            return content.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HostToolCallErrors.CouldNot($"read_file: {path}", e is UnauthorizedAccessException ? "its rights do not allow it" : e.Message);
        }
    }
}
