using System.Globalization;
using Deckle.Kernels.Hub;

namespace Deckle.Tool.Running;

/// <summary>One line on the terminal that says how far the start of a hub's server is; gone when that is over.</summary>
internal sealed class SpawnLine(TextWriter terminal) : IDisposable
{
    private const string Clear = "\r\e[2K";
    private const int Longest = 79;

    public void Show(SpawnProgress step)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"server: {step.Percent} %  {step.Message}");
        terminal.Write(Clear + (text.Length > Longest ? text[..Longest] : text));
        terminal.Flush();
    }

    public void Dispose()
    {
        terminal.Write(Clear);
        terminal.Flush();
    }
}
