using CsCheck;
using Deckle.Audit.Hygiene;

namespace Deckle.Audit.Tests.Hygiene;

public class HygieneRulesTests
{
    // Enough of everything that fixers look at.
    private static readonly string[] Pieces =
        ["a", " ", "  ", "\t", "\n", "\r\n", "\r", "\v", "\f", "\uFEFF", "é", "\u00A0", "{", "}", "[1]", "\"b\":", ","];

    private static readonly Gen<string> Text = Gen.Int[0, Pieces.Length - 1].Array[0, 12].Select(chosen => string.Concat(chosen.Select(i => Pieces[i])));

    public static TheoryData<string, string> Fixers() => new()
    {
        { "end-of-file-fixer", "" },
        { "trailing-whitespace", "" },
        { "trailing-whitespace", "--markdown-linebreak-ext=*" },
        { "mixed-line-ending", "" },
        { "mixed-line-ending", "--fix=lf" },
        { "mixed-line-ending", "--fix=crlf" },
        { "mixed-line-ending", "--fix=cr" },
        { "fix-byte-order-marker", "" },
        { "pretty-format-json", "--autofix" },
    };

    public static TheoryData<string> Ids() => new(HygieneRules.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Fixers))]
    public void What_was_fixed_passes(string rule, string argument)
    {
        HygieneCheck check = Hooks.Rule(rule, argument.Length == 0 ? [] : [argument]);

        Text.Sample(
            text =>
            {
                var file = new HygieneFile("file.txt", System.Text.Encoding.UTF8.GetBytes(text));
                HygieneReport report = check.Check(file, HygieneContext.None);
                return report.Fix is not { } fix || check.Check(file with { Content = fix.Content }, HygieneContext.None).IsClean;
            },
            iter: 2000,
            threads: 1);
    }

    [Theory]
    [MemberData(nameof(Fixers))]
    public void A_file_with_nothing_found_is_not_fixed(string rule, string argument)
    {
        HygieneCheck check = Hooks.Rule(rule, argument.Length == 0 ? [] : [argument]);

        Text.Sample(
            text =>
            {
                HygieneReport report = check.Check(new HygieneFile("file.txt", System.Text.Encoding.UTF8.GetBytes(text)), HygieneContext.None);
                return !report.IsClean || report.Fix is null;
            },
            iter: 500,
            threads: 1);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_content_makes_a_rule_fail(string rule)
    {
        HygieneCheck check = Hooks.Rule(rule);

        Gen.Byte.Array[0, 40].Sample(
            content =>
            {
                var file = new HygieneFile("a.ipynb", content) { IsExecutable = true, IsExecutableInIndex = false };
                _ = check.Check(file, Hooks.Merging);
                _ = FileTags.Of(file with { Path = "a" });
            },
            iter: 500,
            threads: 1);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_finding_names_its_rule_and_file(string rule)
    {
        var file = new HygieneFile("a.ipynb", "<<<<<<< a \nBEGIN PRIVATE KEY"u8.ToArray()) { IsExecutable = true };
        var context = new HygieneContext { IsMerging = true, Branch = "main", AddedFiles = new HashSet<string> { "a.ipynb", "A.ipynb" } };

        IEnumerable<Finding> findings = Hooks.Rule(rule).Check(file, context).Findings.Concat(Hooks.Rule(rule).CheckRepository(["a.ipynb"], context).Findings);

        Assert.All(findings, finding => Assert.Equal(rule, finding.Rule));
        Assert.All(findings, finding => Assert.Contains(finding.Path, finding.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_that_does_not_exist_is_not_found() => Assert.Null(HygieneRules.Find("no-such-rule"));

    [Theory]
    [InlineData("unrecognized arguments: --nothing", "--nothing")]
    [InlineData("unrecognized arguments: -x", "-x")]
    [InlineData("argument --unsafe: ignored explicit argument '1'", "--unsafe=1")]
    [InlineData("argument -m/--multi/--allow-multiple-documents: ignored explicit argument 'x'", "-mx")]
    public void Arguments_that_the_original_refuses_are_refused(string expected, params string[] arguments)
    {
        var error = Assert.Throws<DeckleException>(() => Hooks.Rule("check-yaml", arguments));

        Assert.Equal(("hygiene-arguments-invalid", $"check-yaml: {expected}"), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("--uns")]
    [InlineData("--unsafe", "extra.yaml")]
    [InlineData("--unsafe", "--", "--odd.yaml")]
    [InlineData("-m", "--unsafe")]
    public void Arguments_are_read_as_the_original_reads_them(params string[] arguments) =>
        Assert.True(Hooks.Check("check-yaml", "a: !x 1", "a.yaml", arguments).IsClean);
}
