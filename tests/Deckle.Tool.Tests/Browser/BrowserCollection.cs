namespace Deckle.Tool.Tests.Browser;

/// <summary>Tests in a browser share one, and run one after another: it has processes enough of its own.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Chromium>
{
    public const string Name = "browser";
}
