using System.CommandLine;
using System.CommandLine.Parsing;
using Deckle.Json;

namespace Deckle.Tool.Settings;

/// <summary>The options of a command that are settings too.</summary>
internal static class SettingOptions
{
    /// <summary>Adds an option for each setting of a table that has one.</summary>
    public static void AddTo(Command command, string table)
    {
        foreach (Setting setting in KnownSettings.In(table).Where(setting => setting.Options.Count > 0))
        {
            command.Add(Create(setting));
        }
    }

    /// <summary>What the command line says about the settings of a table; nothing where an option is not given.</summary>
    /// <exception cref="DeckleException"><c>usage</c>.</exception>
    public static IReadOnlyList<SettingValue> Read(ParseResult parsed, string table) =>
    [
        .. from setting in KnownSettings.In(table)
           from option in parsed.CommandResult.Command.Options
           where setting.Options.Contains(option.Name)
           let result = parsed.GetResult(option)
           where result is { Implicit: false }
           select Read(setting, option, result),
    ];

    private static Option Create(Setting setting)
    {
        (string name, string[] aliases) = (setting.Options[0], [.. setting.Options.Skip(1)]);
        Option option = setting switch
        {
            { Kind: SettingKind.Boolean } => new Option<bool>(name, aliases),
            { Bare: not null } => new AttachedOption(name, $"[={Placeholder(setting.Kind)}]", ""),
            { Kind: SettingKind.Texts or SettingKind.Keys } => new Option<string[]>(name, aliases) { Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false },
            _ => new Option<string?>(name, aliases),
        };
        option.Description = setting.Description;
        option.HelpName ??= setting.Kind == SettingKind.Boolean ? null : Placeholder(setting.Kind);
        return option;
    }

    private static SettingValue Read(Setting setting, Option option, OptionResult result)
    {
        string folder = Path.GetFullPath(".");
        string[] words = [.. result.Tokens.Select(token => token.Value == AttachedOption.None ? setting.Bare! : token.Value)];
        JsonValue? value = SettingSyntax.FromText(setting, words.Length > 0 ? string.Join(' ', words) : setting.Bare ?? "", folder);
        return value is null
            ? throw new DeckleException("usage", $"{option.Name} {string.Join(' ', words)}: not {SettingSyntax.Expected(setting)}", setting.Description)
            : new SettingValue(setting, value, SettingOrigin.Option, option.Name);
    }

    private static string Placeholder(SettingKind kind) => kind switch
    {
        SettingKind.Integer => "N",
        SettingKind.Number => "NUMBER",
        SettingKind.Size => "SIZE",
        SettingKind.Duration => "DURATION",
        SettingKind.Choice => "WORD",
        SettingKind.Texts => "WORDS",
        SettingKind.Keys => "KEYS",
        SettingKind.Path => "FILE",
        _ => "TEXT",
    };
}
