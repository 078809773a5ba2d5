using System.Runtime.CompilerServices;

namespace Deckle.Tool.Tests;

/// <summary>
/// Expected output as a text file beside the test.
/// <c>DECKLE_ACCEPT=1</c> makes the actual output the expected one; read the diff then.
/// </summary>
internal static class Snapshot
{
    public static bool IsAccepting { get; } = Environment.GetEnvironmentVariable("DECKLE_ACCEPT") == "1";

    public static void Match(string actual, string name, [CallerFilePath] string source = "") => Match(actual, name, source, IsAccepting);

    public static void Match(string actual, string name, string source, bool isAccepting)
    {
        string approved = Path.Combine(Path.GetDirectoryName(source)!, $"{name}.approved.txt");
        string received = Path.ChangeExtension(approved, null).Replace(".approved", ".received", StringComparison.Ordinal) + ".txt";
        string? expected = File.Exists(approved) ? File.ReadAllText(approved) : null;
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }

        if (isAccepting)
        {
            File.WriteAllText(approved, actual);
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        string what = expected is null ? $"{approved} does not exist" : $"{approved} differs\n{LineDiff.Between(expected, actual)}";
        Assert.Fail($"{what}\nAccept the received text with DECKLE_ACCEPT=1.");
    }
}
