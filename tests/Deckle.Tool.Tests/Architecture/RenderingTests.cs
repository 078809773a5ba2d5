namespace Deckle.Tool.Tests.Architecture;

public class RenderingTests
{
    // Pages of other kinds are made with it, which have nothing to export.
    [Theory]
    [InlineData("Exporting")]
    [InlineData("Commands")]
    [InlineData("Running")]
    public void Rendering_does_not_know_who_renders(string folder)
    {
        IEnumerable<string> users = Source.Files(Path.Combine("Deckle.Tool", "Rendering"))
            .Where(file => File.ReadAllText(file).Contains($"Deckle.Tool.{folder}", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Source.Root, file));

        Assert.Empty(users);
    }
}
