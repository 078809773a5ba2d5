namespace Deckle.Stores.Tests.Files;

public sealed class FileStoreTests : StoreContract, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deckle-test-");

    public FileStoreTests() => Directory.CreateDirectory(Path.Combine(folder.FullName, "list", "deep", "er"));

    protected override StoreSet Stores { get; } = new();

    protected override StoreAddress? NoBucket => null;

    protected override StoreAddress? Folder => StoreAddress.Parse($"{folder.FullName}/");

    protected override bool AreConditionsAtomic => false;

    public void Dispose()
    {
        Stores.Dispose();
        folder.Delete(recursive: true);
    }

    protected override StoreAddress Place(string name) => StoreAddress.Parse(Path.Combine(folder.FullName, name));
}
