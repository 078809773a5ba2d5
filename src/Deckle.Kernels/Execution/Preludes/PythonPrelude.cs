using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Deckle.Kernels.Execution.Preludes;

/// <summary>
/// What a Python kernel is told before its first cell: modules that it may import although they are not installed. Each is a file beside
/// this one, named as the module. Nothing of it is read until it is imported, and nothing is left in the user's namespace.
/// </summary>
internal static class PythonPrelude
{
    private static readonly string[] Modules = ["scrapbook", "hermes_runtime"];

    private static readonly Lazy<string> All = new(Build);

    /// <summary>One statement of Python 3. It never fails.</summary>
    public static string Code => All.Value;

    private static string Build()
    {
        // exec("...", {"sources": {"scrapbook": "..."}}): an expression leaves no name behind. A kernel with a finder of its own kind is left alone.
        string sources = string.Join(", ", Modules.Select(module => $"{Literal(module)}: {Literal(Compressed(Source(module)))}"));
        string guarded = "try:\n exec(finder, {'sources': sources})\nexcept Exception:\n pass\n";
        return $"exec({Literal(guarded)}, {{'finder': {Literal(Source("finder"))}, 'sources': {{{sources}}}}})";
    }

    private static string Source(string name)
    {
        using Stream stream = typeof(PythonPrelude).Assembly.GetManifestResourceStream($"Preludes.{name}.py")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    // IPython reads all code several times over; of 20 kB of text that took longer than all else.
    private static string Compressed(string text)
    {
        using var bytes = new MemoryStream();
        using (var compressor = new ZLibStream(bytes, CompressionLevel.Fastest))
        {
            compressor.Write(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToBase64String(bytes.ToArray());
    }

    // A string literal in ASCII, so that no encoding on the way can change it.
    private static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (char c in text)
        {
            literal.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                < ' ' or > '~' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }

        return literal.Append('"').ToString();
    }
}
