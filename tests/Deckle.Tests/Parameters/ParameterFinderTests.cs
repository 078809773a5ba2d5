using CsCheck;
using Deckle.Parameters;
using Deckle.Parameters.Translators;

namespace Deckle.Tests.Parameters;

public class ParameterFinderTests
{
    public static TheoryData<string, string[]> Papermill() => new()
    {
        // papermill's test_inspect_python: name, type, default, help.
        { "a = 2", ["a|None|2|"] },
        { "a: int = 2", ["a|int|2|"] },
        { "a = 2 # type:int", ["a|int|2|"] },
        { "a = False # Nice variable a", ["a|None|False|Nice variable a"] },
        { "a: float = 2.258 # type: int Nice variable a", ["a|float|2.258|Nice variable a"] },
        { "a = 'this is a string' # type: int Nice variable a", ["a|int|'this is a string'|Nice variable a"] },
        { "a: List[str] = ['this', 'is', 'a', 'string', 'list'] # Nice variable a", ["a|List[str]|['this', 'is', 'a', 'string', 'list']|Nice variable a"] },
        {
            "a: List[str] = [\n    'this', # First\n    'is',\n    'a',\n    'string',\n    'list' # Last\n] # Nice variable a",
            ["a|List[str]|['this','is','a','string','list']|Nice variable a"]
        },
        { "a: List[str] = [\n    'this',\n    'is',\n    'a',\n    'string',\n    'list'\n] # Nice variable a", ["a|List[str]|['this','is','a','string','list']|Nice variable a"] },
        {
            """
            a: List[str] = [
                            'this', # First
                            'is',

                            'a',
                            'string',
                            'list' # Last
                        ] # Nice variable a

                        b: float = -2.3432 # My b variable

            """,
            ["a|List[str]|['this','is','a','string','list']|Nice variable a", "b|float|-2.3432|My b variable"]
        },
    };

    public static TheoryData<string, string[]> Python() => new()
    {
        { "s = \"a=b\"", ["s|None|\"a=b\"|"] },
        { "c = \"x # not comment\"  # help", ["c|None|\"x # not comment\"|help"] },
        { "x: int | None = 3  # type: str  why", ["x|int | None|3|why"] },
        { "x: np.float64 = 1.5", ["x|np.float64|1.5|"] },
        { "x: \"int\" = 1", ["x|int|1|"] },
        { "x: Literal[\"a=b\", 'c'] = 'c'", ["x|Literal[\"a=b\", 'c']|'c'|"] },
        { "x: int = 2  # a=b", ["x|int|2|a=b"] },
        { "d = dict(x=1, y=2)", ["d|None|dict(x=1, y=2)|"] },
        { "f(x=1)\na == b\na.b = 1\na[0] = 2\na += 1\nprint(a)", [] },
        { "a = 1; b = 2  # both", ["a|None|1|", "b|None|2|both"] },
        { "a = b = 1", ["a|None|1|", "b|None|1|"] },
        { "t = '''one = 1\n# two\n'''\nu = 2", ["t|None|'''one = 1\n# two\n'''|", "u|None|2|"] },
        { "q = \"it's\"\nr = 'say \\' # \"'  # ok", ["q|None|\"it's\"|", "r|None|'say \\' # \"'|ok"] },
        { "x = 1 + \\\n    2", ["x|None|1 +2|"] },
        { "if True:\n    y = 1\nelse:\n\ty = 2", ["y|None|2|"] },
        { "n: int  # how many\nm: \"str\"", ["n|int||how many", "m|str||"] },
        { "%matplotlib inline\n!echo it's x=1\nx = 1", ["x|None|1|"] },
        { "# only a comment\n\n", [] },
        { "", [] },
        { "x = ", [] },
        { "= 2", [] },
        { "x = {\n  'a': 1,  # one\n  'b': [1,\n 2],\n}", ["x|None|{'a': 1,'b': [1,2],}|"] },
        { "x = 1\r\ny = 2\r\n", ["x|None|1|", "y|None|2|"] },
        { "x = 'open\ny = 1", ["x|None|'open|", "y|None|1|"] },
        { "größe = 1", ["größe|None|1|"] },
        { "x = lambda a=1: a", ["x|None|lambda a=1: a|"] },
        { "x = 1\nx = 2  # twice", ["x|None|2|twice"] },
    };

    public static TheoryData<string, string, string[]> Others() => new()
    {
        { "R", "x <- 1 # one\ny = \"a = b\"\nz <<- c(1,\n  2)\nf(a = 1)\nmy.name <- NULL\nx == 2", ["x|None|1|one", "y|None|\"a = b\"|", "z|None|c(1,2)|", "my.name|None|NULL|"] },
        { "Julia", "x = 1 # one\nconst y::Int64 = 2\n#= z = 3 =#\nv = a'\nw = \"\"\"q=\n\"\"\"\nf(x) = x", ["x|None|1|one", "y|Int64|2|", "v|None|a'|", "w|None|\"\"\"q=\n\"\"\"|"] },
        { "Scala", "val x = 1 // one\nvar y: Map[String, Int] = Map(\"a\" -> 1)\n/* val z = 3 */\ndef f(a: Int) = a\nval ok = x == 1", ["x|None|1|one", "y|Map[String, Int]|Map(\"a\" -> 1)|"] },
        { "MATLAB", "x = 1; % one\ny = \"a=b\"\nz = m';\ns = 'it''s';\nx(1) = 2;", ["x|None|1|one", "y|None|\"a=b\"|", "z|None|m'|", "s|None|'it''s'|"] },
        { "Octave", "x = 1; # one\ny = \"a\\\"=b\";", ["x|None|1|one", "y|None|\"a\\\"=b\"|"] },
        { "C#", "var x = 1; // one\nint[] y =\n  { 1, 2 };\nstring s = @\"c:\\\"; const double d = 1.5;\nDictionary<string, int> m = new() { [\"a\"] = 1 };\nFoo(x = 2);\nint? n = null;", ["x|None|1|one", "y|int[]|{ 1, 2 }|", "s|string|@\"c:\\\"|", "d|double|1.5|", "m|Dictionary<string, int>|new() { [\"a\"] = 1 }|", "n|int?|null|"] },
        { "F#", "let x = 1 // one\nlet mutable y : string = \"a=b\"\n(* let z = 3 *)\nlet f a = a", ["x|None|1|one", "y|string|\"a=b\"|"] },
        { "PowerShell", "$x = 1 # one\n[string]$y = \"a`\"=b#\"\n$global:z = @{\n  a = 1\n}\n<# $q = 1 #>\n$x.y = 2", ["x|None|1|one", "y|string|\"a`\"=b#\"|", "z|None|@{a = 1}|"] },
        { "bash", "x=1 # one\nexport y='a=b # c'\nz=(1 2)\nw=${x#y}\nA=1 make\nempty=\nif [ a = b ]; then q=1; fi", ["x|None|1|one", "y|None|'a=b # c'|", "z|None|(1 2)|", "w|None|${x#y}|", "empty|None||"] },
        { "JavaScript", "let x = 1 // one\nconst y = `a=${1}\n`;\nz = {\"a\": [1,\n2]};\nlet f = (a) => a\nx === 1\nlet n: number;", ["x|None|1|one", "y|None|`a=${1}\n`|", "z|None|{\"a\": [1,2]}|", "f|None|(a) => a|", "n|number||"] },
    };

    [Theory]
    [MemberData(nameof(Papermill))]
    [MemberData(nameof(Python))]
    public void Python_assignments_are_found(string source, string[] expected) => Assert.Equal(expected, Found(source, "Python"));

    [Theory]
    [MemberData(nameof(Others))]
    public void Assignments_of_other_languages_are_found(string language, string source, string[] expected) => Assert.Equal(expected, Found(source, language));

    // papermill's test_inspect.py.
    [Theory]
    [InlineData("no_parameters", new string[0])]
    [InlineData("simple_execute", new[] { "msg|None|None|" })]
    [InlineData("complex_parameters", new[] { "msg|None|None|", "a|float|2.25|Variable a", "b|List[str]|['Hello','World']|Nice list", "c|NoneType|None|" })]
    // papermill cannot read R and answers nothing.
    [InlineData("notimplemented_translator", new[] { "msg|None|None|" })]
    public void A_notebook_of_papermills_tests_declares_what_papermill_finds(string name, string[] expected)
    {
        Notebook notebook = NotebookReader.Read(Cases.Bytes($"peers/papermill/papermill/tests/notebooks/{name}.ipynb"));

        Assert.Equal(expected, ParameterFinder.Find(notebook).Select(Row));
    }

    [Theory]
    [InlineData("Python", "x = 1", ParameterType.Integer)]
    [InlineData("Python", "x = -1_000", ParameterType.Integer)]
    [InlineData("Python", "x = 1e3", ParameterType.Number)]
    [InlineData("Python", "x = float('nan')", ParameterType.Number)]
    [InlineData("Python", "x = 'a' 'b'", ParameterType.Unknown)]
    [InlineData("Python", "x = rb'a'", ParameterType.String)]
    [InlineData("Python", "x = True", ParameterType.Boolean)]
    [InlineData("Python", "x = None", ParameterType.Null)]
    [InlineData("Python", "x = [1]", ParameterType.List)]
    [InlineData("Python", "x = {'a': 1}", ParameterType.Map)]
    [InlineData("Python", "x = foo()", ParameterType.Unknown)]
    [InlineData("Python", "x: int = None", ParameterType.Integer)]
    [InlineData("Python", "x: Optional[List[int]] = None", ParameterType.List)]
    [InlineData("Python", "x: float | None", ParameterType.Number)]
    [InlineData("Python", "x: MyType = 3", ParameterType.Integer)]
    [InlineData("R", "x <- TRUE", ParameterType.Boolean)]
    [InlineData("R", "x <- list(a = 1)", ParameterType.Map)]
    [InlineData("C#", "string[] x = null;", ParameterType.List)]
    [InlineData("C#", "var x = 5L;", ParameterType.Integer)]
    [InlineData("Scala", "val x = Seq(1)", ParameterType.List)]
    [InlineData("PowerShell", "$x = $null", ParameterType.Null)]
    [InlineData("PowerShell", "$x = @(1)", ParameterType.List)]
    public void The_type_is_the_declared_one_else_the_defaults(string language, string source, ParameterType expected) =>
        Assert.Equal(expected, Assert.Single(ParameterFinder.FindIn(source, language)).Type);

    [Fact]
    public void A_declaration_without_value_is_required_and_tells_its_line()
    {
        Parameter parameter = Assert.Single(ParameterFinder.FindIn("# first\n\ncount: int  # how many", "Python"));

        Assert.True(parameter.IsRequired);
        Assert.Equal(3, parameter.Line);
    }

    [Fact]
    public void Any_source_is_read_without_failing()
    {
        string[] parts = ["a", "=", "\"", "'", "\n", "(", "]", "#", "\\", "/*", "(*", " ", ";", "`", "\"\"\"", "<-", ":", "$", "é", "\ud83d"];

        Gen.Int[0, parts.Length - 1].Array[0, 30].Sample(picks => TranslatorCatalog.Languages.All(
            language => ParameterFinder.FindIn(string.Concat(picks.Select(pick => parts[pick])), language).Count <= picks.Length));
    }

    private static IEnumerable<string> Found(string source, string language) => ParameterFinder.FindIn(source, language).Select(Row);

    private static string Row(Parameter parameter) => $"{parameter.Name}|{parameter.TypeName}|{parameter.Default}|{parameter.Help}";
}
