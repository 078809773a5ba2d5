namespace Deckle.Stores.Tokens;

/// <summary>A file that a setting names and that holds a token or a key.</summary>
internal static class CredentialFile
{
    /// <exception cref="DeckleException"><c>store-credentials-invalid</c>.</exception>
    public static string Read(string path, string source)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw StoreErrors.CredentialsInvalid(source, $"the file {path} cannot be read", e);
        }
    }
}
