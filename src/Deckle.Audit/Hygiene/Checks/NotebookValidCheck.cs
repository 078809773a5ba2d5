using Deckle.Json;
using Deckle.Validation;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>A notebook is JSON, is a notebook, and keeps nbformat's schema.</summary>
internal sealed class NotebookValidCheck : HygieneCheck
{
    public const string Id = "notebook-valid";

    public static HygieneCheck Create(IReadOnlyList<string> arguments)
    {
        HygieneArguments.Parse(Id, arguments);
        return new NotebookValidCheck();
    }

    public override HygieneReport Check(HygieneFile file, HygieneContext context)
    {
        try
        {
            Notebook notebook = NotebookReader.Read(file.Content);
            return new([.. NotebookValidator.Validate(notebook).Select(found => Invalid(file, found))]);
        }
        catch (DeckleException e)
        {
            var syntax = e.InnerException as JsonSyntaxException;
            return new([new Finding(Id, file.Path, $"{file.Path}: {e.Message}") { Line = syntax?.Line, Column = syntax?.Column }]);
        }
    }

    private static Finding Invalid(HygieneFile file, ValidationFinding found)
    {
        TextPosition? place = found.Span.IsNone ? null : TextPosition.Of(file.Content.Span, found.Span.Start);
        return new Finding(Id, file.Path, $"{file.Path}: {found.Message}")
        {
            Line = place?.Line,
            Column = place?.Column,
            Cell = found.CellIndex is int index ? new CellPlace(index, found.CellId) : null,
        };
    }
}
