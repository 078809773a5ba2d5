using System.Text;

namespace Deckle.Tool.Rendering.Pages;

/// <summary>The styles, scripts and fonts that are built into the program.</summary>
internal static class PageAssets
{
    /// <param name="name">The path below <c>Rendering/Assets</c>.</param>
    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    public static bool Has(string name) => typeof(PageAssets).Assembly.GetManifestResourceInfo($"assets/{name}") is not null;

    public static byte[] Bytes(string name)
    {
        using Stream stream = typeof(PageAssets).Assembly.GetManifestResourceStream($"assets/{name}")
            ?? throw new FileNotFoundException("The program was built without an asset.", name);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
