using System.Security.Cryptography;
using System.Text;
using Deckle.Kernels.Specs;
using Deckle.Stores;

namespace Deckle.Tool.HostTools.Policy;

/// <summary>
/// The folders that sandboxed kernels were allowed to change, remembered before the kernel started: a policy that appears there afterwards may be
/// the kernel's. Each has a file of its own in the user's state folder, so that commands that run at the same time lose nothing of each other.
/// </summary>
internal sealed class WritableFolders(string store)
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    private readonly Lazy<List<WritableFolder>> known = new(() => Read(store));

    public static WritableFolders OfUser() => new(Path.Combine(StateFolder.Path, "writable-folders"));

    /// <summary>The remembered folder that a file lies in, by whatever links; null for none.</summary>
    /// <param name="file">A full path.</param>
    /// <exception cref="DeckleException"><c>sandbox-not-remembered</c>.</exception>
    public string? Around(string file) => Holding(file).FirstOrDefault()?.Path;

    /// <summary>Whether a policy is what it was when the user trusted it.</summary>
    /// <param name="digest">Of its bytes.</param>
    public bool Trusts(string file, string digest) => RealPath.Find(file) is { } real && Holding(file).Any(folder => folder.Policies.GetValueOrDefault(real) == digest);

    /// <summary>From now on a policy that lies in a remembered folder is trusted as it is.</summary>
    public void Trust(string file, string digest)
    {
        if (!Trusts(file, digest) && RealPath.Find(file) is { } real)
        {
            foreach (WritableFolder folder in Holding(file).Where(folder => folder.Holds(real)).ToArray())
            {
                Put(folder with { Policies = With(folder.Policies, real, digest) });
            }
        }
    }

    /// <summary>Remembers a folder with the policies in it that are the user's now.</summary>
    /// <param name="folder">A full path.</param>
    /// <param name="policies">By their paths the digests; those that lie elsewhere are left out.</param>
    public void Remember(string folder, IReadOnlyDictionary<string, string> policies)
    {
        if (RealPath.Find(folder) is not { } real)
        {
            return;
        }

        WritableFolder? before = known.Value.Find(each => each.Path == real);
        WritableFolder after = before ?? new WritableFolder(real, new Dictionary<string, string>());
        foreach ((string file, string digest) in policies)
        {
            if (RealPath.Find(file) is { } place && after.Holds(place) && after.Policies.GetValueOrDefault(place) != digest)
            {
                after = after with { Policies = With(after.Policies, place, digest) };
            }
        }

        if (after != before)
        {
            Put(after);
        }
    }

    /// <summary>
    /// A file's place in a remembered folder, where no link is followed any more: a kernel may have made it, or may be about to. Null for one that
    /// lies in none.
    /// </summary>
    /// <exception cref="DeckleException"><c>sandbox-not-remembered</c>; what <see cref="HeldFolder.PlaceOf"/> throws.</exception>
    public HeldPlace? PlaceOf(string path)
    {
        string real = "/";
        var rest = new Stack<string>(Parts(Path.GetFullPath(path)));
        for (int links = 0; rest.Count > 0;)
        {
            if (known.Value.Exists(folder => folder.Holds(real)))
            {
                using var folder = HeldFolder.Open(real);
                return folder.PlaceOf(string.Join('/', rest), path);
            }

            string above = real;
            real = Path.Combine(real, rest.Pop());
            if (new FileInfo(real).LinkTarget is { } target && ++links < MostLinks)
            {
                foreach (string part in Parts(Path.GetFullPath(target, above)))
                {
                    rest.Push(part);
                }

                real = "/";
            }
        }

        return null;
    }

    public static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    // Each folder on the way may be a link into one of them, and a link in one of them may lead out again.
    private IEnumerable<WritableFolder> Holding(string file)
    {
        var places = new List<string> { file };
        for (string? place = file; place is not null; place = Path.GetDirectoryName(place))
        {
            places.Add(RealPath.Of(place));
        }

        return known.Value.Where(folder => places.Exists(folder.Holds));
    }

    // The first on top of the stack they are pushed onto.
    private static IEnumerable<string> Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse();

    private void Put(WritableFolder folder)
    {
        string path = FileOf(store, folder.Path);
        try
        {
            Directory.CreateDirectory(store, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            AtomicFile.Write(path, folder.ToUtf8());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DeckleException)
        {
            throw ToolPolicyErrors.NotRemembered(path, e.Message);
        }

        known.Value.RemoveAll(each => each.Path == folder.Path);
        known.Value.Add(folder);
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> policies, string file, string digest) => new(policies, StringComparer.Ordinal) { [file] = digest };

    private static string FileOf(string store, string folder) => Path.Combine(store, $"{Digest(Encoding.UTF8.GetBytes(folder))[..32]}.json");

    private static List<WritableFolder> Read(string store)
    {
        var folders = new List<WritableFolder>();
        foreach (string file in Directory.Exists(store) ? Directory.GetFiles(store, "*.json") : [])
        {
            try
            {
                var folder = WritableFolder.Read(File.ReadAllBytes(file));
                if (Path.Exists(folder.Path))
                {
                    folders.Add(folder);
                }
                else
                {
                    File.Delete(file);
                }
            }
            catch (FileNotFoundException)
            {
                // Another command dropped it.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
            {
                throw ToolPolicyErrors.NotRemembered(file, e.Message);
            }
        }

        return folders;
    }
}
