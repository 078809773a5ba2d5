namespace Deckle.Validation;

/// <summary>
/// nbformat's schemas 4.0 to 4.5 as rules, keyword by keyword in their order. A newer minor is checked as nbformat does: by 4.5, but
/// with other keys, cell types and output types allowed.
/// </summary>
internal sealed class NotebookSchema4
{
    private const int Newest = 5;

    private static readonly Rule[] Schemas = [.. Enumerable.Range(0, Newest + 2).Select(minor => new NotebookSchema4(minor).Notebook())];

    private readonly bool hasTitle;
    private readonly bool hasJupyter;
    private readonly bool hasExecution;
    private readonly bool hasIds;
    private readonly bool isFromTheFuture;
    private readonly int minimumMinor;

    private NotebookSchema4(int minor)
    {
        hasTitle = minor >= 2;
        hasJupyter = minor >= 3;
        hasExecution = minor >= 4;
        hasIds = minor >= 5;
        isFromTheFuture = minor > Newest;
        minimumMinor = Math.Min(minor, Newest);
    }

    public static Rule For(long minor) => Schemas[Math.Min(minor, Newest + 1)];

    private ObjectRule Notebook() => new()
    {
        IsClosed = !isFromTheFuture,
        Required = ["metadata", "nbformat_minor", "nbformat", "cells"],
        Properties =
        [
            ("metadata", new ObjectRule { Properties = [.. Metadata()] }),
            ("nbformat_minor", new IntegerRule { Minimum = minimumMinor }),
            ("nbformat", new IntegerRule { Minimum = 4, Maximum = 4 }),
            ("cells", new ArrayRule(Cell())),
        ],
    };

    private IEnumerable<(string, Rule)> Metadata()
    {
        yield return ("kernelspec", new ObjectRule
        {
            Required = ["name", "display_name"],
            Properties = [("name", TextRule.Instance), ("display_name", TextRule.Instance)],
        });
        yield return ("language_info", new ObjectRule
        {
            Required = ["name"],
            Properties =
            [
                ("name", TextRule.Instance),
                ("codemirror_mode", ChoiceRule.TextOrObject),
                ("file_extension", TextRule.Instance),
                ("mimetype", TextRule.Instance),
                ("pygments_lexer", TextRule.Instance),
            ],
        });
        yield return ("orig_nbformat", new IntegerRule { Minimum = 1 });
        if (hasTitle)
        {
            yield return ("title", TextRule.Instance);

            // The schema's rule for an author stands under "item", a keyword that JSON Schema does not have: authors are not checked.
            yield return ("authors", new ArrayRule(Rule.Any));
        }
    }

    private KindRule Cell() => new()
    {
        TypeKey = "cell_type",
        Kinds = new Dictionary<string, (string, Rule)>(StringComparer.Ordinal)
        {
            ["raw"] = ("raw_cell", CellOf([("format", TextRule.Instance), .. Jupyter(), ("name", TextRule.Name), ("tags", ArrayRule.Tags)], isText: true)),
            ["markdown"] = ("markdown_cell", CellOf([("name", TextRule.Name), ("tags", ArrayRule.Tags), .. Jupyter()], isText: true)),
            ["code"] = ("code_cell", CellOf(
                [
                    .. Jupyter(),
                    .. Execution(),
                    ("collapsed", BooleanRule.Instance),
                    ("scrolled", ChoiceRule.Scrolled),
                    ("name", TextRule.Name),
                    ("tags", ArrayRule.Tags),
                ],
                isText: false)),
        },
        Unrecognized = isFromTheFuture
            ? new ObjectRule
            {
                Required = ["cell_type", "metadata"],
                Properties = [("metadata", new ObjectRule { Properties = [("name", TextRule.Name), ("tags", ArrayRule.Tags)] })],
            }
            : null,
    };

    // source_hidden and outputs_hidden stand outside "properties" in the schema, and so are not checked.
    private IEnumerable<(string, Rule)> Jupyter() => hasJupyter ? [("jupyter", ObjectRule.Open)] : [];

    // The pattern for the times of execution is ^.*$, which a key with a line break does not match.
    private IEnumerable<(string, Rule)> Execution() => hasExecution
        ? [("execution", new ObjectRule
        {
            Properties =
            [
                ("iopub.execute_input", TextRule.Instance),
                ("iopub.status.busy", TextRule.Instance),
                ("shell.execute_reply", TextRule.Instance),
                ("iopub.status.idle", TextRule.Instance),
            ],
            Others = key => key.TrimEnd('\n').Contains('\n', StringComparison.Ordinal) ? null : TextRule.Instance,
        })]
        : [];

    private ObjectRule CellOf(IReadOnlyList<(string, Rule)> metadata, bool isText)
    {
        IEnumerable<(string, Rule)> ids = hasIds ? [("id", TextRule.CellId)] : [];
        IEnumerable<(string, Rule)> attachments = isText ? [("attachments", new ObjectRule { Others = _ => MimeBundle() })] : [];
        IEnumerable<(string, Rule)> results = isText ? [] : [("outputs", new ArrayRule(Output())), ("execution_count", IntegerRule.ExecutionCount)];
        return new()
        {
            IsClosed = !isFromTheFuture,
            Required = [.. ids.Select(id => id.Item1), "cell_type", "metadata", "source", .. results.Select(result => result.Item1)],
            Properties =
            [
                .. ids,
                ("cell_type", Rule.Any),
                ("metadata", new ObjectRule { Properties = metadata }),
                .. attachments,
                ("source", ChoiceRule.Multiline),
                .. results,
            ],
        };
    }

    private KindRule Output() => new()
    {
        TypeKey = "output_type",
        Kinds = new Dictionary<string, (string, Rule)>(StringComparer.Ordinal)
        {
            ["execute_result"] = OutputOf("execute_result",
                ("execution_count", IntegerRule.ExecutionCount), ("data", MimeBundle()), ("metadata", ObjectRule.Open)),
            ["display_data"] = OutputOf("display_data", ("data", MimeBundle()), ("metadata", ObjectRule.Open)),
            ["stream"] = OutputOf("stream", ("name", TextRule.Instance), ("text", ChoiceRule.Multiline)),
            ["error"] = OutputOf("error", ("ename", TextRule.Instance), ("evalue", TextRule.Instance), ("traceback", ArrayRule.Texts)),
        },
        Unrecognized = isFromTheFuture ? ObjectRule.Open : null,
    };

    private (string, Rule) OutputOf(string kind, params (string Key, Rule Rule)[] properties)
    {
        // The schema requires a result's data and metadata before its execution_count, but describes that first.
        IEnumerable<string> required = kind == "execute_result" ? ["data", "metadata", "execution_count"] : properties.Select(property => property.Key);
        return (kind, new ObjectRule
        {
            IsClosed = !isFromTheFuture,
            Required = ["output_type", .. required],
            Properties = [("output_type", Rule.Any), .. properties],
        });
    }

    private ObjectRule MimeBundle() => isFromTheFuture
        ? ObjectRule.Open
        : new ObjectRule { Others = type => Deckle.MimeBundle.IsJson(type.EndsWith('\n') ? type[..^1] : type) ? null : ChoiceRule.Multiline };
}
