using System.Text;
using Deckle.Scripts;

namespace Deckle.Tool;

/// <summary>Notebooks from bytes by the name of their file: a script by its language's ending, everything else as a notebook.</summary>
internal static class ScriptInput
{
    /// <exception cref="DeckleException">What <see cref="NotebookReader.Read"/> and <see cref="PercentReader.Read"/> say.</exception>
    public static Notebook Decode(string path, ReadOnlyMemory<byte> bytes) =>
        ScriptLanguages.OfFile(path) is { } language ? Read(path, bytes, language) : NotebookReader.Read(bytes);

    public static Notebook Read(string path, ReadOnlyMemory<byte> bytes, ScriptLanguage language)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            throw ScriptErrors.NotText();
        }

        return PercentReader.Read(text, language, yaml => YamlParameters.Read(yaml, $"the header of {path}"));
    }
}
