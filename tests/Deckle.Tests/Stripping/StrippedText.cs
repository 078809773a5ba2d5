using System.Text;
using Deckle.Stripping;

namespace Deckle.Tests.Stripping;

/// <summary>Strips text, for tests of what it becomes.</summary>
internal static class StrippedText
{
    public static string Edit(string text, StripOptions? options = null) =>
        Encoding.UTF8.GetString(NotebookStripper.Edit(Encoding.UTF8.GetBytes(text), options).Span);

    public static StripResult Strip(string text, StripOptions? options = null) =>
        NotebookStripper.Strip(new Notebook(NotebookReader.ReadObject(Encoding.UTF8.GetBytes(text))), options);

    /// <summary>The text of a notebook of one code cell with these members.</summary>
    public static string Cell(string members, string metadata = "{}") =>
        $$"""{"cells": [{"cell_type": "code", "id": "a", {{members}}}], "metadata": {{metadata}}, "nbformat": 4, "nbformat_minor": 5}""";
}
