using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Deckle.Parameters.Finding;

/// <summary>The assignment forms of the languages that parameters can be written in, by the name of their translator.</summary>
internal static partial class AssignmentSyntaxes
{
    private static readonly StringSyntax Double = new("\"", '\\');
    private static readonly StringSyntax Single = new("'", '\\');
    private static readonly StringSyntax TripleDouble = new("\"\"\"", '\\', IsMultiline: true);
    private static readonly StringSyntax TripleSingle = new("'''", '\\', IsMultiline: true);
    private static readonly StringSyntax RawDouble = new("\"\"\"", IsMultiline: true);

    private static readonly SourceSyntax Braces = new() { LineComments = ["//"], BlockComments = [("/*", "*/")] };

    private static readonly AssignmentSyntax JavaScript = new(
        Braces with { Strings = [Double, Single, new("`", '\\', IsMultiline: true)] }, JavaScriptTarget())
    {
        Declaration = JavaScriptDeclaration(),
    };

    private static readonly FrozenDictionary<string, AssignmentSyntax> ByLanguage = new Dictionary<string, AssignmentSyntax>
    {
        ["Python"] = new(
            new() { Strings = [TripleDouble, TripleSingle, Double, Single], Continuation = '\\', Magics = "%!?" }, PythonTarget())
        {
            Declaration = PythonDeclaration(),
        },
        ["R"] = new(new() { Strings = [Double with { IsMultiline = true }, Single with { IsMultiline = true }], Arrows = ["<<-", "<-"] }, RTarget()),
        ["Julia"] = new(
            new() { BlockComments = [("#=", "=#")], Strings = [TripleDouble, Double with { IsMultiline = true }, Single], HasTranspose = true }, JuliaTarget()),
        ["Scala"] = new(Braces with { Strings = [RawDouble, Double, Single] }, ScalaTarget()),
        ["MATLAB"] = new(
            new() { LineComments = ["%"], BlockComments = [("%{\n", "%}")], Strings = [new("\""), new("'")], HasTranspose = true }, NameOnly()),
        ["Octave"] = new(
            new() { LineComments = ["%", "#"], BlockComments = [("%{\n", "%}"), ("#{\n", "#}")], Strings = [Double, new("'")], HasTranspose = true }, NameOnly()),
        ["C#"] = new(
            Braces with
            {
                Strings = [RawDouble, new("\"", IsMultiline: true) { Open = "@\"" }, new("\"", IsMultiline: true) { Open = "$@\"" }, Double, Single],
                EndsAtLineEnd = false,
            },
            CSharpTarget()),
        ["F#"] = new(
            new()
            {
                LineComments = ["//"],
                BlockComments = [("(*", "*)")],
                Strings = [RawDouble, new("\"", IsMultiline: true) { Open = "@\"" }, Double with { IsMultiline = true }],
            },
            FSharpTarget()),
        ["PowerShell"] = new(
            new() { BlockComments = [("<#", "#>")], Strings = [new("\"", '`', IsMultiline: true), new("'", IsMultiline: true)], Continuation = '`', CommentsStartWords = true },
            PowerShellTarget()),
        ["bash"] = new(
            new()
            {
                Strings = [new("'", '\\', IsMultiline: true) { Open = "$'" }, Double with { IsMultiline = true }, new("'", IsMultiline: true)],
                Continuation = '\\',
                CommentsStartWords = true,
            },
            BashTarget())
        {
            IsShell = true,
        },
        ["JavaScript"] = JavaScript,
        ["TypeScript"] = JavaScript,
    }.ToFrozenDictionary();

    public static AssignmentSyntax Of(string language) => ByLanguage[language];

    // Not "else: y = 1", which is no annotation.
    [GeneratedRegex(@"^(?!(?:else|try|finally|except)\b)(?<name>\w+)\s*(?::\s*(?<type>.+))?$", RegexOptions.Singleline)]
    private static partial Regex PythonTarget();

    // Nor "x: f()".
    [GeneratedRegex(@"^(?!(?:else|try|finally|except|lambda|with|if|for|while)\b)(?<name>[^\W\d]\w*)\s*:\s*(?<type>[^()]+)$", RegexOptions.Singleline)]
    private static partial Regex PythonDeclaration();

    [GeneratedRegex(@"^(?:[""'`])?(?<name>[\w.]+)(?:[""'`])?$")]
    private static partial Regex RTarget();

    [GeneratedRegex(@"^(?:(?:const|global|local)\s+)?(?<name>[\w!]+)\s*(?:::\s*(?<type>.+))?$", RegexOptions.Singleline)]
    private static partial Regex JuliaTarget();

    [GeneratedRegex(@"^(?:@\w+\s+)*(?:(?:implicit|lazy|private|final|inline)\s+)*(?:val|var)\s+(?<name>\w+)\s*(?::\s*(?<type>.+))?$", RegexOptions.Singleline)]
    private static partial Regex ScalaTarget();

    [GeneratedRegex(@"^(?<name>\w+)$")]
    private static partial Regex NameOnly();

    [GeneratedRegex(@"^(?:(?:public|private|internal|static|const|readonly)\s+)*(?:var|(?<type>[\w.]+(?:<.+>)?\??(?:\[[,\]\[]*\])?\??))\s+@?(?<name>\w+)$", RegexOptions.Singleline)]
    private static partial Regex CSharpTarget();

    [GeneratedRegex(@"^let\s+(?:mutable\s+)?(?<name>\w+)\s*(?::\s*(?<type>.+))?$", RegexOptions.Singleline)]
    private static partial Regex FSharpTarget();

    [GeneratedRegex(@"^(?:\[(?<type>.+)\]\s*)?\$(?:(?:global|script|local):)?(?<name>\w+)$", RegexOptions.IgnoreCase)]
    private static partial Regex PowerShellTarget();

    [GeneratedRegex(@"^(?:(?:export|declare|local|readonly|typeset)\s+(?:-\w+\s+)*)?(?<name>\w+)$")]
    private static partial Regex BashTarget();

    [GeneratedRegex(@"^(?:export\s+)?(?:(?:let|const|var)\s+)?(?<name>[\w$]+)\s*(?::\s*(?<type>.+))?$", RegexOptions.Singleline)]
    private static partial Regex JavaScriptTarget();

    [GeneratedRegex(@"^(?:export\s+)?(?:let|var)\s+(?<name>[\w$]+)\s*:\s*(?<type>.+)$", RegexOptions.Singleline)]
    private static partial Regex JavaScriptDeclaration();
}
