namespace Deckle.Tool.Rendering.Ansi;

/// <summary>What a terminal shows, as HTML.</summary>
internal sealed class HtmlScreenOutput(HtmlWriter html) : IScreenOutput
{
    public void Text(ReadOnlySpan<char> text) => html.Text(text);

    public void NewLine() => html.Raw("\n");

    public void End(AnsiStyle shown) => html.Raw(shown.IsPlain ? "" : "</span>");

    // The classes are those of nbconvert and JupyterLab.
    public void Start(AnsiStyle shown)
    {
        if (shown.IsPlain)
        {
            return;
        }

        AnsiColor foreground = shown.IsBold ? shown.Foreground.Intense() : shown.Foreground;
        (AnsiColor front, AnsiColor back) = shown.IsInverse ? (shown.Background, foreground) : (foreground, shown.Background);
        var classes = new List<string>();
        var styles = new List<string>();
        Add(front, "fg", "color");
        Add(back, "bg", "background-color");
        if (shown.IsBold)
        {
            classes.Add("ansi-bold");
        }

        if (shown.IsItalic)
        {
            classes.Add("ansi-italic");
        }

        if (shown.IsUnderlined)
        {
            classes.Add("ansi-underline");
        }

        if (shown.IsStruck)
        {
            classes.Add("ansi-strike");
        }

        html.Raw("<span");
        if (classes.Count > 0)
        {
            html.Attribute("class", string.Join(' ', classes));
        }

        if (styles.Count > 0)
        {
            html.Attribute("style", string.Join(';', styles));
        }

        html.Raw(">");

        void Add(AnsiColor color, string part, string property)
        {
            if (color.Name is { } name)
            {
                classes.Add($"ansi-{name}-{part}");
            }
            else if (!color.IsDefault)
            {
                styles.Add($"{property}:{color.Css}");
            }
            else if (shown.IsInverse)
            {
                classes.Add($"ansi-default-inverse-{part}");
            }
        }
    }
}
