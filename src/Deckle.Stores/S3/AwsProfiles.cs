namespace Deckle.Stores.S3;

/// <summary>The files that <c>aws configure</c> writes: <c>~/.aws/config</c> and <c>~/.aws/credentials</c>.</summary>
internal sealed class AwsProfiles
{
    private readonly Dictionary<string, Dictionary<string, string>> sections = new(StringComparer.Ordinal);

    private AwsProfiles(StoreOptions options)
    {
        string home = options.Variable("HOME", "USERPROFILE") ?? "";
        ConfigPath = options.Variable("AWS_CONFIG_FILE") ?? Path.Combine(home, ".aws", "config");
        CredentialsPath = options.Variable("AWS_SHARED_CREDENTIALS_FILE") ?? Path.Combine(home, ".aws", "credentials");
        Home = home;
        Read(ConfigPath, name => name == "default" ? name : name.StartsWith("profile ", StringComparison.Ordinal) ? name[8..].Trim() : $"[{name}]");

        // Read last: keys in the file for keys win.
        Read(CredentialsPath, name => name);
        Name = options.Variable("AWS_PROFILE", "AWS_DEFAULT_PROFILE") ?? "default";
        IsChosen = options.Variable("AWS_PROFILE", "AWS_DEFAULT_PROFILE") is not null;
    }

    public string Home { get; }

    public string ConfigPath { get; }

    public string CredentialsPath { get; }

    /// <summary>The profile that is used.</summary>
    public string Name { get; }

    /// <summary>Whether the user named it.</summary>
    public bool IsChosen { get; }

    public static AwsProfiles Load(StoreOptions options) => new(options);

    public bool Has(string profile) => sections.ContainsKey(profile);

    /// <summary>A setting of a profile; null when it is not there.</summary>
    public string? Setting(string profile, string name) => sections.GetValueOrDefault(profile)?.GetValueOrDefault(name);

    /// <summary>A setting of a section <c>[sso-session NAME]</c>.</summary>
    public string? SsoSetting(string session, string name) => Setting($"[sso-session {session}]", name);

    private void Read(string path, Func<string, string> nameOf)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return;
        }

        Dictionary<string, string>? section = null;
        foreach (string line in lines)
        {
            string text = line.Trim();
            if (text.StartsWith('[') && text.EndsWith(']'))
            {
                string name = nameOf(text[1..^1].Trim());
                section = sections.TryGetValue(name, out Dictionary<string, string>? known) ? known : sections[name] = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            }
            else if (text.Length > 0 && text[0] is not ('#' or ';') && !char.IsWhiteSpace(line[0]) && text.IndexOf('=', StringComparison.Ordinal) is > 0 and int equals)
            {
                // Indented lines belong to nested settings (s3 =), which are not ours.
                section?[text[..equals].Trim()] = text[(equals + 1)..].Trim();
            }
        }
    }
}
