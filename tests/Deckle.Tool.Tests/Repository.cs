namespace Deckle.Tool.Tests;

/// <summary>The folder that holds <c>src</c> and <c>tests</c>.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Deckle.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("Deckle.slnx stands above no folder of this program");
    }
}
