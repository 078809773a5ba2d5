using System.Text.RegularExpressions;
using Deckle.Parameters.Finding;
using Deckle.Parameters.Translators;

namespace Deckle.Parameters;

/// <summary>
/// Finds the parameters a notebook declares: the assignments in its first cell tagged <c>parameters</c>.
/// For Python the answer is papermill's, and right where papermill gives up: <c>=</c> and <c>#</c> in strings, dotted and union types, several statements a line.
/// </summary>
public static partial class ParameterFinder
{
    /// <summary>The tag of the cell with the defaults.</summary>
    public const string Tag = "parameters";

    /// <summary>The index of the first cell tagged <c>parameters</c>; -1 for none.</summary>
    public static int CellIndex(Notebook notebook) => CellIndex(notebook, Tag);

    /// <summary>The index of the first cell that parameters were injected into; -1 for none.</summary>
    public static int InjectedIndex(Notebook notebook) => CellIndex(notebook, ParameterInjector.Tag);

    /// <summary>The declared parameters in the order of the source, each name once; none where the language is not known.</summary>
    /// <param name="kernelName">Overrides the notebook's kernel.</param>
    /// <param name="language">Overrides the notebook's language.</param>
    public static IReadOnlyList<Parameter> Find(Notebook notebook, string? kernelName = null, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        int index = CellIndex(notebook);
        return index >= 0 && TranslatorCatalog.TryFind(kernelName ?? notebook.KernelName, language ?? notebook.Language) is { } translator
            ? FindIn(notebook.Cells[index].Source, translator.Language)
            : [];
    }

    /// <summary>The parameters that a cell's source declares.</summary>
    /// <param name="language">A language's name, as <see cref="Translator.Language"/>.</param>
    public static IReadOnlyList<Parameter> FindIn(string source, string language)
    {
        ArgumentNullException.ThrowIfNull(source);
        AssignmentSyntax syntax = AssignmentSyntaxes.Of(language);
        var found = new List<Parameter>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Parameter parameter in SourceScanner.Scan(source, syntax.Source).SelectMany(statement => Read(statement, syntax)))
        {
            // Of a name assigned twice the last value counts, at the place of the first, as in papermill's answer.
            if (places.TryGetValue(parameter.Name, out int at))
            {
                found[at] = parameter;
            }
            else
            {
                places.Add(parameter.Name, found.Count);
                found.Add(parameter);
            }
        }

        return found;
    }

    internal static int CellIndex(Notebook notebook, string tag)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        IReadOnlyList<Cell> cells = notebook.Cells;
        for (int i = 0; i < cells.Count; i++)
        {
            if (cells[i].HasTag(tag))
            {
                return i;
            }
        }

        return -1;
    }

    private static List<Parameter> Read(SourceStatement statement, AssignmentSyntax syntax)
    {
        if (statement.Assignments.Count == 0)
        {
            Match declared = syntax.Declaration?.Match(statement.Code) ?? Match.Empty;
            return declared.Success ? [Describe(declared, null, statement)] : [];
        }

        // a = b = 1 declares both; x = lambda a=1: a only x, and a shell's x=a=b too.
        var targets = new List<Match>();
        int start = 0;
        foreach (Range sign in statement.Assignments.Take(syntax.IsShell ? 1 : int.MaxValue))
        {
            Match target = syntax.Target.Match(statement.Code[start..sign.Start].Trim());
            if (!target.Success)
            {
                break;
            }

            targets.Add(target);
            start = sign.End.Value;
        }

        // A comparison is computed from something else, not set: papermill passes it over, too.
        string value = statement.Code[start..].Trim();
        bool isSet = syntax.IsShell ? !HasSpace(value) : value.Length > 0 && !statement.IsComputed;
        return isSet ? [.. targets.Select(target => Describe(target, value, statement))] : [];
    }

    private static Parameter Describe(Match target, string? value, SourceStatement statement)
    {
        Match comment = CommentPattern().Match(statement.Comment ?? "");
        string declared = target.Groups["type"].Success ? Unquoted(target.Groups["type"].Value.Trim()) : comment.Groups["type"].Value;
        ParameterType type = declared.Length > 0 ? TypeReader.FromName(declared) : ParameterType.Unknown;
        return new Parameter
        {
            Name = target.Groups["name"].Value,
            TypeName = declared.Length > 0 ? declared : "None",
            Type = type == ParameterType.Unknown && value is not null ? TypeReader.FromLiteral(value) : type,
            Default = value,
            Help = comment.Groups["help"].Value.Trim(),
            Line = statement.Line,
        };
    }

    // x: "int" = 1 names the type in a string, which Python allows for types not known yet.
    private static string Unquoted(string type) =>
        type.Length > 1 && type[0] is '"' or '\'' && type[^1] == type[0] ? type[1..^1].Trim() : type;

    // Outside of quotes and brackets.
    private static bool HasSpace(string value)
    {
        int depth = 0;
        char quote = '\0';
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (c == '\\' && quote != '\'')
            {
                i++;
            }
            else if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'' or '`')
            {
                quote = c;
            }
            else
            {
                depth += c is '(' or '{' ? 1 : c is ')' or '}' ? -1 : 0;
                if (depth == 0 && char.IsWhiteSpace(c))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // "type: int  how many" as papermill reads it; block comments may hold line ends.
    [GeneratedRegex(@"^\s*(?:type:\s*(?<type>\S*)\s*)?(?<help>.*)$", RegexOptions.Singleline)]
    private static partial Regex CommentPattern();
}
