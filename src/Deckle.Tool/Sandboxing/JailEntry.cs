using Deckle.Kernels.Sandboxing;

namespace Deckle.Tool.Sandboxing;

/// <summary>
/// The two calls by which the program starts itself for sandboxes. They are looked for before anything else: what a jail loads, it must be
/// able to load behind its walls.
/// </summary>
internal static class JailEntry
{
    /// <returns>Null for any other command line.</returns>
    public static Func<int>? Find(string[] args) => args switch
    {
        [Jail.Word, ..] => Enter,
        [SandboxAttempts.Word, _, _, _, _, _, _, _] => () => SandboxAttempts.Run(args.AsSpan(1)),
        _ => null,
    };

    private static int Enter()
    {
        try
        {
            Jail.Run();
        }
        catch (IOException e)
        {
            Console.Error.WriteLine(Jail.Complaint + e.Message);
        }

        return ExitCodes.CouldNot;
    }
}
