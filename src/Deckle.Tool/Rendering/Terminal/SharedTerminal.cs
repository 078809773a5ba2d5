namespace Deckle.Tool.Rendering.Terminal;

/// <summary>The one terminal of lines that draw themselves and of questions to the user. While one is open nothing is drawn over it.</summary>
internal static class SharedTerminal
{
    private static readonly Lock Gate = new();
    private static bool isAsking;

    /// <returns>False when nothing was drawn, because a question is open.</returns>
    public static bool Draw(Action draw)
    {
        lock (Gate)
        {
            if (isAsking)
            {
                return false;
            }

            draw();
            return true;
        }
    }

    /// <summary>Writes a question on a line of its own, which stays until <see cref="Answered"/>. One at a time.</summary>
    public static void Ask(TextWriter terminal, string question)
    {
        lock (Gate)
        {
            isAsking = true;
            terminal.Write($"\r\e[2K{question}");
            terminal.Flush();
        }
    }

    public static void Answered()
    {
        lock (Gate)
        {
            isAsking = false;
        }
    }
}
