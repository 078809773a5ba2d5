namespace Deckle.Tool.Rendering.Ansi;

/// <summary>Takes what a <see cref="Screen"/> holds: lines of runs of one style.</summary>
internal interface IScreenOutput
{
    void Start(AnsiStyle shown);

    /// <summary>A piece of the run.</summary>
    void Text(ReadOnlySpan<char> text);

    void End(AnsiStyle shown);

    void NewLine();
}
