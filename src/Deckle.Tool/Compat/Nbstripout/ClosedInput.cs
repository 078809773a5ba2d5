using System.Globalization;

namespace Deckle.Tool.Compat.Nbstripout;

/// <summary>
/// Whether the program was started without stdin, as by <c>&lt;&amp;-</c>. Then the number of stdin goes to whatever the runtime opens
/// first, a pipe that nobody writes or <c>/dev/urandom</c>, and reading it would never end. What the runtime opens is told by its flag
/// close-on-exec, with which nothing comes from outside.
/// </summary>
internal static class ClosedInput
{
    // O_CLOEXEC of Linux, in octal as /proc shows it: "flags:	02000000".
    private const int CloseOnExec = 0x80000;

    public static bool IsSo()
    {
        try
        {
            return OperatingSystem.IsLinux() && (Flags() & CloseOnExec) != 0;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static int Flags() => File.ReadLines("/proc/self/fdinfo/0").FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal)) is { } line
        ? line["flags:".Length..].Trim().Aggregate(0, (flags, digit) => (flags * 8) + CharUnicodeInfo.GetDecimalDigitValue(digit))
        : 0;
}
