using System.Buffers;

namespace Deckle.Validation;

/// <summary>
/// nbformat's schema 3.0 as rules, keyword by keyword in its order. It forgets to say that a worksheet is an object; we say it, because
/// reading and converting fail otherwise.
/// </summary>
internal static class NotebookSchema3
{
    private static readonly SearchValues<char> SubtypeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-+.");

    // Representations by the names that nbformat 3 gives them; others have a media type.
    private static readonly (string, Rule)[] Representations =
        [.. new[] { "text", "latex", "png", "jpeg", "svg", "html", "javascript", "json", "pdf" }.Select(name => (name, (Rule)ChoiceRule.Multiline))];

    private static readonly (string, Rule)[] NameAndTags = [("name", TextRule.Name), ("tags", ArrayRule.Tags)];

    public static Rule Notebook { get; } = new ObjectRule
    {
        IsClosed = true,
        Required = ["metadata", "nbformat_minor", "nbformat", "worksheets"],
        Properties =
        [
            ("metadata", new ObjectRule
            {
                Properties =
                [
                    ("kernel_info", new ObjectRule
                    {
                        Required = ["name", "language"],
                        Properties = [("name", TextRule.Instance), ("language", TextRule.Instance), ("codemirror_mode", TextRule.Instance)],
                    }),
                    ("signature", TextRule.Instance),
                ],
            }),
            ("nbformat_minor", new IntegerRule()),
            ("nbformat", new IntegerRule { Minimum = 3, Maximum = 3 }),
            ("orig_nbformat", new IntegerRule { Minimum = 1 }),
            ("orig_nbformat_minor", new IntegerRule()),
            ("worksheets", new ArrayRule(new ObjectRule
            {
                IsClosed = true,
                Required = ["cells"],
                Properties = [("cells", new ArrayRule(Cell())), ("metadata", ObjectRule.Open)],
            })),
        ],
    };

    private static KindRule Cell()
    {
        (string, Rule) markdown = CellOf("markdown_cell", ["source"], ("metadata", new ObjectRule { Properties = NameAndTags }), ("source", ChoiceRule.Multiline));
        return new()
        {
            TypeKey = "cell_type",
            Kinds = new Dictionary<string, (string, Rule)>(StringComparer.Ordinal)
            {
                ["raw"] = CellOf("raw_cell", ["source"],
                    ("metadata", new ObjectRule { Properties = [("format", TextRule.Instance), .. NameAndTags] }), ("source", ChoiceRule.Multiline)),
                ["markdown"] = markdown,
                ["html"] = markdown,
                ["heading"] = CellOf("heading_cell", ["source", "level"],
                    ("metadata", ObjectRule.Open), ("source", ChoiceRule.Multiline), ("level", new IntegerRule { Minimum = 1 })),
                ["code"] = CellOf("code_cell", ["input", "outputs", "language"],
                    ("language", TextRule.Instance),
                    ("collapsed", BooleanRule.Instance),
                    ("metadata", ObjectRule.Open),
                    ("input", ChoiceRule.Multiline),
                    ("outputs", new ArrayRule(Output())),
                    ("prompt_number", IntegerRule.ExecutionCount)),
            },
        };
    }

    private static (string, Rule) CellOf(string part, string[] required, params (string, Rule)[] properties) => (part, new ObjectRule
    {
        IsClosed = true,
        Required = ["cell_type", .. required],
        Properties = [("cell_type", Rule.Any), .. properties],
    });

    private static KindRule Output() => new()
    {
        TypeKey = "output_type",
        Kinds = new Dictionary<string, (string, Rule)>(StringComparer.Ordinal)
        {
            ["pyout"] = ("pyout", new ObjectRule
            {
                IsClosed = true,
                Required = ["output_type", "prompt_number"],
                Properties = [("output_type", Rule.Any), ("prompt_number", new IntegerRule()), .. Representations, ("metadata", ObjectRule.Open)],
                Others = key => IsMediaType(key, isWhole: true) ? ChoiceRule.Multiline : null,
            }),
            ["display_data"] = ("display_data", new ObjectRule
            {
                IsClosed = true,
                Required = ["output_type"],
                Properties = [("output_type", Rule.Any), .. Representations, ("metadata", ObjectRule.Open)],
                Others = key => IsMediaType(key, isWhole: false) ? ChoiceRule.Multiline : null,
            }),
            ["stream"] = OutputOf("stream", ("stream", TextRule.Instance), ("text", ChoiceRule.Multiline)),
            ["pyerr"] = OutputOf("pyerr", ("ename", TextRule.Instance), ("evalue", TextRule.Instance), ("traceback", ArrayRule.Texts)),
        },
    };

    private static (string, Rule) OutputOf(string kind, params (string Key, Rule Rule)[] properties) => (kind, new ObjectRule
    {
        IsClosed = true,
        Required = ["output_type", .. properties.Select(property => property.Key)],
        Properties = [("output_type", Rule.Any), .. properties],
    });

    /// <summary><c>^[a-zA-Z0-9]+/[a-zA-Z0-9\-\+\.]+$</c>; the schema forgot the <c>^</c> for display_data.</summary>
    private static bool IsMediaType(string key, bool isWhole)
    {
        string text = key.EndsWith('\n') ? key[..^1] : key;
        int slash = text.LastIndexOf('/');
        return slash > 0
            && slash + 1 < text.Length
            && text.AsSpan(slash + 1).IndexOfAnyExcept(SubtypeCharacters) < 0
            && (isWhole ? text[..slash].All(char.IsAsciiLetterOrDigit) : char.IsAsciiLetterOrDigit(text[slash - 1]));
    }
}
