using System.CommandLine;
using System.Text;
using Deckle.Secrets;

namespace Deckle.Tool.Running;

/// <summary><c>--secret NAME=env:VARIABLE</c> and <c>--secret NAME=file:PATH</c>: never the value itself, which every process could read.</summary>
internal sealed class SecretOptions
{
    private const string FromVariable = "env:";
    private const string FromFile = "file:";

    private readonly Option<string[]> secret = new("--secret")
    {
        Description = "NAME=env:VARIABLE or NAME=file:PATH: a string for the kernel that no output, notebook or log shows. Repeatable.",
        HelpName = "NAME=SOURCE",
    };

    public void AddTo(Command command) => command.Add(secret);

    /// <exception cref="DeckleException"><c>secret-not-given</c>; <c>usage</c>.</exception>
    public IReadOnlyList<Secret> Read(ParseResult parsed)
    {
        Secret[] secrets = [.. (parsed.GetValue(secret) ?? []).Select(Read)];
        return secrets.CountBy(each => each.Name).FirstOrDefault(count => count.Value > 1) is { Value: > 1 } twice
            ? throw SecretErrors.Twice(twice.Key)
            : secrets;
    }

    private static Secret Read(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw SecretErrors.NoSource(null);
        }

        string name = text[..equals];
        string source = text[(equals + 1)..];
        string value = source switch
        {
            _ when source.StartsWith(FromVariable, StringComparison.Ordinal) => Variable(name, source[FromVariable.Length..]),
            _ when source.StartsWith(FromFile, StringComparison.Ordinal) => Content(name, source[FromFile.Length..]),
            _ => throw SecretErrors.NoSource(name),
        };
        return value.Length > 0 ? new Secret(name, value) : throw SecretErrors.NotGiven(name, $"{source} is empty");
    }

    private static string Variable(string name, string variable) =>
        Environment.GetEnvironmentVariable(variable) ?? throw SecretErrors.NotGiven(name, $"the environment variable {variable} is not set");

    // A file made by an editor or by echo ends with a line end that is not meant.
    private static string Content(string name, string path)
    {
        try
        {
            string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
            return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw SecretErrors.NotGiven(name, $"there is no file {path}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw SecretErrors.NotGiven(name, e is DecoderFallbackException ? $"{path} is not UTF-8 text" : $"{path} cannot be read");
        }
    }
}
