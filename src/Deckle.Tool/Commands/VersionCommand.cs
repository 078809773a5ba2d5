using System.CommandLine;
using System.Reflection;

namespace Deckle.Tool.Commands;

internal static class VersionCommand
{
    /// <summary>The git tag the binary was built from.</summary>
    public static string Version { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    public static Command Create()
    {
        var command = new Command("version", "Print the version.");
        command.SetAction(_ => Console.Out.WriteLine($"deckle {Version}"));
        return command;
    }
}
