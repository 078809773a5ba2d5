namespace Deckle.Tool.Tests.Specs;

public class SpecTests
{
    public static TheoryData<string> Files() =>
        new(Directory.EnumerateFiles(Repository.Path("tests", "specs"), "*.md")
            .Select(path => Path.GetFileName(path))
            .Where(name => name != "README.md")
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task What_the_spec_says_is_true(string file)
    {
        string path = Repository.Path("tests", "specs", file);
        string written = await File.ReadAllTextAsync(path);

        string actual = (await SpecRunner.RunAsync(Spec.Parse(written))).ToString();

        if (Snapshot.IsAccepting)
        {
            await File.WriteAllTextAsync(path, actual);
        }
        else if (actual != written)
        {
            Assert.Fail($"tests/specs/{file} is not what happens. Accept what happens with DECKLE_ACCEPT=1.\n{LineDiff.Between(written, actual)}");
        }
    }
}
