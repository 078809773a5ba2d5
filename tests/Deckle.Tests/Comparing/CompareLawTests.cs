using CsCheck;
using Deckle.Comparing;

namespace Deckle.Tests.Comparing;

public class CompareLawTests
{
    private static readonly Gen<string> Words = Gen.OneOf(
        Gen.Double[-1000, 1000].Select(number => number.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture)),
        Gen.Int[-100, 100].Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.OneOf("loss", "\n", "\t", "  ", "é😀", "\r", "\b", "1e5", "nan", "2024-01-02", "<b>", "<table><tr><td>", "&amp;", ":", "at 0x7f"));

    private static readonly Gen<string> Text = Words.Array[0, 8].Select(words => string.Join(' ', words));

    private static readonly Gen<Output> OneOutput = Gen.OneOf(
        Text.Select(text => Outputs.Stream(text)),
        Text.Select(text => Outputs.Stream(text, "stderr")),
        Text.Select(Outputs.Text),
        Text.Select(Outputs.Html),
        Text.Select(text => Outputs.Error("E", text)),
        Gen.Double.Select(number => Outputs.Display(("application/json", number))));

    private static readonly Gen<Output[]> Some = OneOutput.Array[0, 4];

    private static readonly Gen<CompareOptions> Options = Gen.Select(Gen.OneOf(0, 1e-6, 0.1), Gen.OneOf(0, 0.01), Gen.Bool, Gen.Bool)
        .Select((rtol, atol, tables, addresses) => new CompareOptions { Rtol = rtol, Atol = atol, TablesByCell = tables, IgnoreAddresses = addresses });

    [Fact]
    public void Outputs_are_as_they_are() => Gen.Select(Some, Options).Sample((outputs, options) => Assert.Empty(OutputComparer.Compare(outputs, outputs, options)));

    [Fact]
    public void It_does_not_matter_which_side_is_expected() => Gen.Select(Some, Some, Options).Sample((one, other, options) =>
        Assert.Equal(OutputComparer.Compare(one, other, options).Count == 0, OutputComparer.Compare(other, one, options).Count == 0));

    [Fact]
    public void What_passes_a_tolerance_passes_a_larger_one() => Gen.Select(Text, Text, Gen.Double[0, 1], Gen.Double[0, 1]).Sample((one, other, rtol, more) =>
    {
        bool passes = OutputComparer.Compare([Outputs.Html(one)], [Outputs.Html(other)], new CompareOptions { Rtol = rtol }).Count == 0;
        bool passesMore = OutputComparer.Compare([Outputs.Html(one)], [Outputs.Html(other)], new CompareOptions { Rtol = rtol + more }).Count == 0;

        Assert.True(!passes || passesMore);
    });

    [Fact]
    public void What_differs_can_be_shown() => Gen.Select(Some, Some, Options).Sample((one, other, options) =>
    {
        IReadOnlyList<OutputDifference> differences = OutputComparer.Compare(one, other, options);

        Assert.Equal(differences.Count == 0, NbvalReport.Of(differences).Length == 0);
        foreach (DifferenceLine line in differences.SelectMany(difference => DifferenceText.Of(difference)))
        {
            Assert.DoesNotContain(line.Text, c => char.IsControl(c) && c != '\t');
            Assert.All(line.Marked, range => Assert.True(range.End.Value <= line.Text.Length));
        }
    });
}
