namespace Deckle.Tool.Compat.Nbstripout;

/// <summary>
/// Whether the program was started without stdin, as by <c>&lt;&amp;-</c>. Then its number goes to the next pipe that .NET makes for itself,
/// and reading would wait for ever: nobody else holds the writing end.
/// </summary>
internal static class ClosedInput
{
    private const string Descriptors = "/proc/self/fd";

    public static bool IsSo()
    {
        try
        {
            return OperatingSystem.IsLinux()
                && Target("0") is var input
                && (input is null || (input.StartsWith("pipe:", StringComparison.Ordinal) && Directory.EnumerateFiles(Descriptors).Select(Path.GetFileName).Any(other => Target(other!) == input && IsWritten(other!))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? Target(string descriptor) => new FileInfo($"{Descriptors}/{descriptor}").LinkTarget;

    // "flags:	0100001", in octal; the lowest digit is 1 for write only.
    private static bool IsWritten(string descriptor) =>
        File.ReadLines($"/proc/self/fdinfo/{descriptor}").Any(line => line.StartsWith("flags:", StringComparison.Ordinal) && line.EndsWith('1'));
}
