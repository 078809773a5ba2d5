using Deckle.Tool.HostTools.Policy;

namespace Deckle.Tool.HostTools.Files;

/// <summary>
/// Finds files for calls and holds them: what a path really leads to must be inside of a root of the policy, and what is then opened is that very thing.
/// A link that is put in the way between looking and opening changes nothing.
/// </summary>
/// <param name="folder">What relative paths begin at; full.</param>
/// <param name="log">The log of calls, which no call may write.</param>
internal sealed class ConfinedFiles(ToolPolicy policy, string folder, string log)
{
    // The kernel's own files: memory and environment of processes, devices.
    private static readonly string[] Never = ["/proc", "/sys", "/dev"];

    private readonly Lazy<string[]> readable = new(() => Real([.. policy.Readable, .. policy.Writable]));
    private readonly Lazy<string[]> writable = new(() => Real(policy.Writable));

    /// <summary>A file or folder that may be read.</summary>
    /// <exception cref="DeckleException"><c>host-tool-denied</c>, <c>host-file-not-found</c>.</exception>
    public HeldFile Read(string path)
    {
        string full = Full(path);
        HeldFile? held = HeldFile.TryHold(full);
        if (held is null)
        {
            // Whether there is something is told only where one may look.
            (string parent, _) = Nearest(full);
            throw IsIn(readable.Value, parent) ? HostToolCallErrors.NoFile(path) : NotReadable(path);
        }

        if (IsIn(readable.Value, held.Path))
        {
            return held;
        }

        held.Dispose();
        throw NotReadable(path);
    }

    /// <summary>An existing folder that a program may be run in.</summary>
    public HeldFile Folder(string path)
    {
        HeldFile held = Read(path);
        if (held.Kind == NativeFileKind.Folder)
        {
            return held;
        }

        held.Dispose();
        throw HostToolCallErrors.NoFile($"{path}/");
    }

    /// <summary>The real path of a file that may be written; it need not exist, nor its folder.</summary>
    /// <exception cref="DeckleException"><c>host-tool-denied</c>.</exception>
    public string Write(string path)
    {
        string full = Full(path);

        // A link to a file is written through, if the file may be written.
        (string nearest, string[] missing) = Nearest(full);
        string real = Path.Combine([nearest, .. missing]);
        if (!IsIn(writable.Value, real))
        {
            throw HostToolCallErrors.Denied(
                $"{path} may not be written", writable.Value.Length == 0
                    ? "no folder is writable; name one in tools.toml: [files] write = [\"out\"]"
                    : $"writable are: {string.Join(", ", policy.Writable)}");
        }

        // Where it leads to, whoever makes what it names would decide.
        if (missing is [var next, ..] && IsLink(Path.Combine(nearest, next)))
        {
            throw HostToolCallErrors.Denied($"{path} may not be written: a link on its way leads nowhere", "remove the link, or write another file");
        }

        return real == policy.File || real == log || Path.GetFileName(real) == ToolPolicySearch.FileName
            ? throw HostToolCallErrors.Denied($"{path} is a policy or the log of tool calls", "write another file")
            : real;
    }

    /// <summary>The folder of a file that is written, made where it is missing, and held.</summary>
    /// <param name="real">As <see cref="Write"/> gives it.</param>
    public static HeldFile FolderOf(string real)
    {
        string parent = Path.GetDirectoryName(real)!;
        if (HeldFile.TryHold(parent) is not { } held)
        {
            using (HeldFile above = HeldFile.TryHold(Nearest(parent).Real) ?? throw HostToolCallErrors.NoFile(parent))
            {
                if (!IsIn([above.Path], real))
                {
                    throw Changed(real);
                }

                Directory.CreateDirectory(Path.Combine(above.OpenPath, Path.GetRelativePath(above.Path, parent)));
            }

            held = HeldFile.TryHold(parent) ?? throw HostToolCallErrors.NoFile(parent);
        }

        if (held.Kind == NativeFileKind.Folder && held.Path == parent)
        {
            return held;
        }

        held.Dispose();
        throw Changed(real);
    }

    private static DeckleException Changed(string real) => HostToolCallErrors.Denied($"{real} may not be written", "its folder changed meanwhile, or is no folder");

    private string Full(string path) => path.Length == 0
        ? throw HostToolCallErrors.BadArgument("files", "the path is empty")
        : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, folder));

    private DeckleException NotReadable(string path) => HostToolCallErrors.Denied(
        $"{path} may not be read", $"readable are: {string.Join(", ", policy.Readable.Concat(policy.Writable))}; more in tools.toml: [files] read = [\"…\"]");

    private static string Released(HeldFile held)
    {
        using (held)
        {
            return held.Path;
        }
    }

    /// <summary>The deepest part of a path that exists, as it really is, and the names behind it.</summary>
    private static (string Real, string[] Missing) Nearest(string full)
    {
        var missing = new Stack<string>();
        for (string? above = full; above is not null; above = Path.GetDirectoryName(above))
        {
            if (HeldFile.TryHold(above) is { } held)
            {
                return (Released(held), [.. missing]);
            }

            missing.Push(Path.GetFileName(above));
        }

        return ("/", [.. missing]);
    }

    // By itself, wherever it leads.
    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    private static string[] Real(IReadOnlyList<string> roots) =>
        [.. roots.Select(Nearest).Select(found => Path.Combine([found.Real, .. found.Missing]))];

    private static bool IsIn(string[] roots, string real) =>
        !Array.Exists(Never, never => IsBelow(never, real)) && Array.Exists(roots, root => IsBelow(root, real));

    private static bool IsBelow(string root, string path) => root == "/" || path == root || path.StartsWith($"{root}/", StringComparison.Ordinal);
}
