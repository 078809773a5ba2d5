using System.Globalization;
using System.Text;
using Deckle.Kernels.Hosts;

namespace Deckle.Kernels.Warm;

/// <summary>
/// Where the sockets of fork servers lie: <c>$XDG_RUNTIME_DIR/deckle</c>, else <c>/tmp/deckle-UID</c>. Who can put a socket there can run code
/// as the user, so it must be the user's own, no link, and closed to everybody else.
/// </summary>
internal sealed class RuntimeFolder
{
    // A Unix socket's path has 108 bytes; a key, its ending and a test's folder need 40 of them.
    private const int LongestPath = 66;

    private RuntimeFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Whether it is there at all; if not, no server is.</summary>
    public bool Exists => Directory.Exists(Path);

    public static RuntimeFolder Of(IReadOnlyDictionary<string, string> variables)
    {
        string? given = variables.GetValueOrDefault("XDG_RUNTIME_DIR");
        string? own = given is ['/', ..] && Directory.Exists(given) ? System.IO.Path.Combine(given, "deckle") : null;
        return new(own is not null && Encoding.UTF8.GetByteCount(own) <= LongestPath
            ? own
            : string.Create(CultureInfo.InvariantCulture, $"/tmp/deckle-{Native.EffectiveUser()}"));
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes the folder where it is missing.</summary>
    /// <returns>Why it cannot be used; null when it can.</returns>
    public string? Prepare()
    {
        try
        {
            // An existing one, or a link, is left as it is and looked at below.
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{Path} cannot be made: {e.Message}";
        }

        return WhyNot();
    }

    /// <summary>Why the folder cannot be trusted; null when it can.</summary>
    public unsafe string? WhyNot()
    {
        // struct statx, the same on all processors: the owner at 20, the mode at 28.
        const int WorkingFolder = -100;
        const int DoNotFollowLinks = 0x100;
        const uint TypeModeAndOwner = 0x1 | 0x2 | 0x8;
        const int Folder = 0x4000;
        const int TypeBits = 0xF000;
        const int OthersBits = 0x3F;
        byte* status = stackalloc byte[256];
        fixed (byte* path = Encoding.UTF8.GetBytes(Path + "\0"))
        {
            if (Native.ExtendedStatus(WorkingFolder, path, DoNotFollowLinks, TypeModeAndOwner, status) != 0)
            {
                return $"{Path} cannot be looked at";
            }
        }

        int mode = *(ushort*)(status + 28);
        return (mode & TypeBits) != Folder ? $"{Path} is no folder"
            : *(uint*)(status + 20) != Native.EffectiveUser() ? $"{Path} belongs to another user"
            : (mode & OthersBits) != 0 ? $"{Path} is open to other users"
            : null;
    }
}
