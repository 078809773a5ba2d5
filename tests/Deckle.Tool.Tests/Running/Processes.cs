using System.Text;

namespace Deckle.Tool.Tests.Running;

internal static class Processes
{
    /// <summary>The running processes whose command line holds a text. One that has ended and only waits for its parent has no command line.</summary>
    public static IEnumerable<(int Id, string Command)> Mentioning(string text) =>
        from folder in Directory.EnumerateDirectories("/proc")
        let id = int.TryParse(Path.GetFileName(folder), out int number) ? number : 0
        where id > 0
        let command = CommandOf(folder)
        where command.Contains(text, StringComparison.Ordinal)
        select (id, command);

    private static string CommandOf(string folder)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, "cmdline"))).Replace('\0', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended since.
            return "";
        }
    }
}
