using System.Collections.Frozen;
using Deckle.Tool.Rendering.Sanitizing;

namespace Deckle.Tool.Rendering.Markup;

/// <summary>
/// The images beside a notebook as data URIs. Only files of image types that lie in the notebook's folder, links followed:
/// a notebook from elsewhere must not carry away what else is on the disk.
/// </summary>
internal sealed class ImageFiles(string folder)
{
    private const long Largest = 32 << 20;

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".svg"] = "image/svg+xml",
        [".webp"] = "image/webp",
        [".avif"] = "image/avif",
        [".bmp"] = "image/bmp",
        [".ico"] = "image/x-icon",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly string root = Real(Path.GetFullPath(folder));

    /// <summary>The data URI of a relative address, or null where it is not an image in the folder.</summary>
    public string? Find(string address)
    {
        if (address.Length == 0 || address[0] is '/' or '#' || SafeUrl.IsAbsolute(address))
        {
            return null;
        }

        try
        {
            string path = Real(Path.GetFullPath(Path.Combine(root, Uri.UnescapeDataString(address.Split('?', '#')[0]))));
            var file = new FileInfo(path);
            if (!path.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal) || !file.Exists || file.Length > Largest
                || !Types.TryGetValue(file.Extension, out string? type))
            {
                return null;
            }

            return $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(path))}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // What cannot be read is not there.
            return null;
        }
    }

    // The path without symbolic links, from the top down, since any folder on the way may be one.
    private static string Real(string path)
    {
        string real = "/";
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(real, part);
            FileSystemInfo info = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            real = info.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Real(target.FullName) : next;
        }

        return real;
    }
}
